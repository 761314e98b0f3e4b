"""`text.smuggling`: characters that no reader sees, where they can have no honest use.

Honest uses are no finding: joiners and non-joiners where a script or an emoji needs them (Persian, Indic scripts,
Sinhala), direction marks and balanced direction of foreign words and numbers, soft hyphens, U+200B between words of
scripts without spaces (Thai, Khmer), flags made of tag characters, one variation selector after its character. Sources:
Unicode Standard 23 (layout controls), UAX 9 (bidi), UTS 51 (emoji tag sequences), UTR 36 (security).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from copydesk.model import Block, Evidence, Finding, Span, SpanField, Title
from copydesk.review.case import Case

SPANS = 10
"""A finding quotes at most so many places."""
_LETTER = "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u024f\u1e00-\u1eff\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f"
"""Latin, Greek and Cyrillic: scripts whose words hold no layout control."""
# U+FEFF stands inside words of honest texts, left over from files that were joined: it counts in runs only.
_ZERO_WIDTH = "\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\uffa0"
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
# Linear: each alternative is one class or fixed, repeated once and possessive.
_SUSPECT = re.compile(
    rf"(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{2,6}}\U000e007f)"
    rf"|(?P<tags>[\U000e0000-\U000e007f]++)"
    rf"|(?P<word>(?<=[{_LETTER}])[{_ZERO_WIDTH}]++(?=[{_LETTER}]))"
    rf"|(?P<run>[{_ZERO_WIDTH}\ufeff]{{6,}}+)"
    rf"|(?P<selectors>[{_SELECTOR}]{{2,}}+|(?<=[{_LETTER}0-9 ])[\ufe00-\ufe0d\U000e0100-\U000e01ef])"
)
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_DIRECTION = re.compile(f"[{_DIRECTIONS}]")
# Every character that can be part of a place: hardly any text has one, and one class is quick to look for.
_SIGN = re.compile(f"[{_ZERO_WIDTH}\ufeff{_SELECTOR}\U000e0000-\U000e007f{_DIRECTIONS}]")
_OPENING, _OVERRIDES = (
    "\u202a\u202b\u202d\u202e\u2066\u2067\u2068",
    {"\u202d": ("R", "AL"), "\u202e": ("L", "EN", "AN")},
)
_TOWARDS = {"\u202a": "L", "\u202d": "L", "\u2066": "L", "\u202b": "R", "\u202e": "R", "\u2067": "R"}
_DEEPEST = 125
"""Openings inside each other that renderers follow (UAX 9, max_depth)."""
_FAR = 1000
"""Code points looked at for letters that an override turns around."""
_SAID = {
    "tags": "tag characters",
    "word": "zero-width characters inside words",
    "run": "runs of zero-width characters",
    "selectors": "variation selectors without a character that has variants",
    "direction": "controls that turn the order of letters around",
}


def smuggling(case: Case) -> Iterator[Finding]:
    """Return the one finding of all places, in the headline and in the body."""
    kinds: dict[str, int] = {}
    spans: list[Span] = []
    hidden = ""
    article = case.article
    parts: list[tuple[SpanField, int, str, Block | Title]] = []
    if article.headline:
        parts.append(("title", 0, article.headline.text, article.headline))
    offset = 0
    for block in article.blocks:
        if block.text:
            parts.append(("body", offset, block.text, block))
            offset += len(block.text) + 2
    for field, offset, text, part in parts:
        if text.isascii() or not _SIGN.search(text):
            continue
        for kind, start, end in places(text):
            kinds[kind] = kinds.get(kind, 0) + 1
            if kind == "tags":
                hidden += "".join(
                    chr(ord(sign) - 0xE0000) for sign in text[start:end] if "\U000e0020" <= sign <= "\U000e007e"
                )
            spans.append(_span(case, field, offset, part, text, start, end))
    if kinds:
        said = ", ".join(f"{count} {_SAID[kind]}" for kind, count in kinds.items())
        evidence = [Evidence(kind, str(count)) for kind, count in kinds.items()]
        if hidden:
            evidence.append(Evidence("spelled", hidden[:200]))
        yield Finding("text.smuggling", "high", f"What no reader sees: {said}.", tuple(spans[:SPANS]), tuple(evidence))


def places(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, start, end) of everything in a text that has no honest use."""
    for found in _SUSPECT.finditer(text):
        if found.lastgroup and found.lastgroup != "flag":
            yield found.lastgroup, found.start(), found.end()
    if _DIRECTION.search(text):
        yield from _directions(text)


def _directions(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the overrides that turn letters around, and the opening that nothing closes (UAX 9, X1-X8)."""
    opened: list[int] = []
    for control in _DIRECTION.finditer(text):
        sign, start = control[0], control.start()
        if sign in _OPENING:
            opened.append(start)
            continue
        isolate = sign == "\u2069"
        while opened:
            opening = opened.pop()
            if _turns(text, opening, start):
                yield "direction", opening, start + 1
            if (text[opening] >= "\u2066") == isolate:
                break
    if opened:
        # Left open at the end of a block, it ends there; of the block's own direction, it changes nothing.
        opening, base = opened[0], _base(text)
        if any(
            _turns(text, start, len(text)) or _TOWARDS.get(text[start], base) != base for start in opened[:_DEEPEST]
        ):
            yield "direction", opening, len(text)


def _base(text: str) -> str:
    """Return the direction of the first letter that has one (UAX 9, P2)."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return next(("L" if kind == "L" else "R" for kind in strong if kind in ("L", "R", "AL")), "L")


def _turns(text: str, opening: int, end: int) -> bool:
    """Whether an override covers letters or figures that are written the other way."""
    turned = _OVERRIDES.get(text[opening])
    return turned is not None and any(
        unicodedata.bidirectional(sign) in turned for sign in text[opening + 1 : min(end, opening + _FAR)]
    )


def _span(case: Case, field: SpanField, offset: int, part: Block | Title, text: str, start: int, end: int) -> Span:
    """Return where a place stands: in the source where the format has offsets and shows the characters themselves."""
    article = case.article
    if article.has_offsets and part.start is not None and part.end:
        raw, context = article.source, text[max(0, start - 8) : end]
        at = raw.find(context, part.start, part.end)
        if at >= 0:
            at += len(context) - (end - start)
            return Span("source", at, at + end - start, raw[at : at + end - start][:200])
        return Span("source", part.start, part.end, raw[part.start : part.end][:200])
    return Span(field, offset + start, offset + end, text[start:end][:200])
