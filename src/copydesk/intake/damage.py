"""Text that lost something on its way: replaced characters, doubly encoded ones, stray controls."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from copydesk.model import EVIDENCE_CODE_POINTS, Article, Evidence, Finding, Span, SpanField

SPANS = 5
"""Places quoted for each finding; the count says how many there are."""

# UTF-8 read as windows-1252 or Latin-1: a lead byte's character, then those of its continuation bytes. One class
# after the other, so each try ends after at most four characters.
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_LOST = re.compile("\ufffd+")
_DOUBLE = re.compile(f"[ÃÂ][{_CONTINUATION}]|â€[{_CONTINUATION}]|[ÐÑ][{_CONTINUATION}](?=[ÐÑ][{_CONTINUATION}])")
_DOUBLE_LEADS = ("Ã", "Â", "â€", "Ð", "Ñ")
_LEADS = {b"\xe2": b"\x80", b"\xc2": b"", b"\xc3": b""}
"""Lead bytes of what news has most beyond ASCII: quotes and dashes (U+2000 to U+203F), signs, Latin letters."""
_LETTERS_LEAD = ("cp1251", "cp1253", "cp1255", "cp1256", "cp866", "cp874", "koi8-r", "koi8-u", "mac-cyrillic")
"""Single-byte charsets where C2 and C3 are letters before which any other stands: only the quotes tell there."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_COUNTED = 1000
"""Places counted for each finding: a text with more is no better for a larger figure."""
_MOST = 40
"""Of the 64 continuation bytes, how many a single-byte charset has characters for; Shift JIS has half-width kana."""
_LONGEST_TAG = 2000
_AROUND = 20
"""Code points quoted on either side of a damaged place."""


def observe(article: Article) -> tuple[Finding, ...]:
    """Return findings `text.encoding_damage` and `text.control_characters` of the article's titles and blocks.

    What stands elsewhere in a page (scripts, navigation) is not the article's damage.
    """
    parts = tuple(_parts(article))
    return (*_lost(parts), *_doubled(parts, article.charset), *_controls(parts))


@dataclass(frozen=True, slots=True)
class _Part:
    """A title or block: its text, and where that text stands."""

    field: SpanField
    text: str
    start: int


def _parts(article: Article) -> Iterator[_Part]:
    """Yield the article's texts, as raw slices of the source where the format gives offsets."""
    if article.has_offsets:
        for title in article.titles[:1]:
            if title.start is not None and title.end is not None:
                yield _Part("source", article.source[title.start : title.end], title.start)
        for block in article.blocks:
            yield _Part("source", article.source[block.start : block.end], block.start)
        return
    for title in article.titles[:1]:
        yield _Part("title", title.text, 0)
    yield _Part("body", article.text, 0)


def _lost(parts: tuple[_Part, ...]) -> Iterator[Finding]:
    if found := _found(parts, _LOST):
        yield _damage("replaced", found, "could not be decoded or were lost before")


def _doubled(parts: tuple[_Part, ...], charset: str) -> Iterator[Finding]:
    found = _found([part for part in parts if any(lead in part.text for lead in _DOUBLE_LEADS)], _DOUBLE)
    for codec in dict.fromkeys(("mac-roman", charset)):
        leads, through = _seen_through(codec, is_own=codec == charset)
        if leads and (more := _found([part for part in parts if any(lead in part.text for lead in leads)], through)):
            places = {(part.field, part.start, start): (part, start, end) for part, start, end in (*found, *more)}
            found = [places[at] for at in sorted(places)][:_COUNTED]
    if len(found) > 1:  # one may be meant: an article on the subject quotes it
        yield _damage("doubly-encoded", found, "look like UTF-8 read as another charset")


@cache
def _seen_through(codec: str, *, is_own: bool) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return how UTF-8 begins and looks through a single-byte codec; no beginnings for any other codec.

    `is_own`: the text was decoded with it. Else only its quotes are looked for: `√π` may be meant, `‚Äú` is not.
    """
    characters = "".join(bytes((byte,)).decode(codec, "ignore") for byte in range(0x80, 0xC0))
    if codec in ("cp1252", "latin-1", "iso8859-1") or len(characters) < _MOST:
        return (), _DOUBLE
    heads = list(_LEADS)[:1] if not is_own or codec in _LETTERS_LEAD or codec.startswith("iso8859") else list(_LEADS)
    leads = tuple((head + _LEADS[head]).decode(codec, "ignore") for head in heads)
    # Fixed beginnings and one class: linear.
    return leads, re.compile(f"(?:{'|'.join(map(re.escape, leads))})[{re.escape(characters)}]")


def _controls(parts: tuple[_Part, ...]) -> Iterator[Finding]:
    if found := _found(parts, _CONTROL):
        yield Finding(
            "text.control_characters",
            "low",
            f"{len(found)} control characters that no text needs.",
            _quoted(found),
            (Evidence("characters", str(len(found))),),
        )


def _damage(kind: str, found: list[tuple[_Part, int, int]], what: str) -> Finding:
    evidence = (Evidence("kind", kind), Evidence("places", str(len(found))))
    return Finding(
        "text.encoding_damage", "medium", f"Characters in {len(found)} places {what}.", _quoted(found), evidence
    )


def _found(parts: Sequence[_Part], what: re.Pattern[str]) -> list[tuple[_Part, int, int]]:
    places = (
        (part, place.start(), place.end())
        for part in parts
        for place in what.finditer(part.text)
        if part.field != "source" or not _in_tag(part.text, place.start())
    )
    return list(islice(places, _COUNTED))


def _in_tag(text: str, at: int) -> bool:
    """Tell whether a place stands inside a tag: in a link's address, a doubly encoded letter is no damaged text."""
    near = max(0, at - _LONGEST_TAG)
    return text.rfind("<", near, at) > text.rfind(">", near, at)


def _quoted(found: list[tuple[_Part, int, int]]) -> tuple[Span, ...]:
    return tuple(_quote(*place) for place in found[:SPANS])


def _quote(part: _Part, start: int, end: int) -> Span:
    start = max(0, start - _AROUND)
    end = min(len(part.text), end + _AROUND, start + EVIDENCE_CODE_POINTS)
    return Span(part.field, part.start + start, part.start + end, part.text[start:end])
