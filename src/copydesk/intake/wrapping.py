"""Lines of plain text to paragraphs: a line each, or several where the text was wrapped at a width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from copydesk.errors import Permanent

_NARROWEST, _WIDEST = 30, 110
"""Widths at which people and wire services wrap text, in code points; half of it for characters twice as wide."""
_MOST_LINES = 20_000
"""Lines of one text: each may be a paragraph, and the sanitizer's cap on an article's tags is the same."""
_FULL = 0.85
"""A line that the next word would have made longer than this share of the width was ended by the wrapping."""
_LOWER_FROM = 40
"""From this length a line without an end mark, followed by one that begins in lower case, goes on in it."""
_INDENT = 2
_ENDS = frozenset(".!?:;…。！？।॥؟۔։።\"'”’»)]")
_EDGES = "\ufeff\u200b\u2060"  # marks without width at a line's edge: pasted, never meant
_BULLET = re.compile(r"[-*•·–—▪●◦‣]\s|\(?\d{1,3}[.)]\s")  # linear: bounded, tried at a line's start only


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line that is not blank, without the white space around it."""

    text: str
    start: int
    end: int
    indent: int
    """White space before it, in code points."""
    after_blank: bool
    """Whether a blank line, or nothing, stands before it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: its text with white space collapsed, and the source that it stands in."""

    text: str
    start: int
    end: int
    lines: int
    after_blank: bool


def paragraphs(text: str, begins: Callable[[str], bool] | None = None) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a plain text, in order; offsets are code points of `text`.

    Most texts have a line for each paragraph. Where most lines end because the next word did not fit, lines are
    joined until one is short, the next is indented, or `begins` says that the next opens something of its own.
    Raises `Permanent` (`intake.structure_over_cap`) for more than 20,000 lines.
    """
    lines = tuple(islice(_lines(text), _MOST_LINES + 1))
    if len(lines) > _MOST_LINES:
        message = f"the text has more than {_MOST_LINES} lines"
        raise Permanent("intake.structure_over_cap", message, what="lines", found=len(lines), limit=_MOST_LINES)
    width = _width(lines)
    margin = min((line.indent for line in lines), default=0)
    out: list[Paragraph] = []
    start = 0
    for at in range(1, len(lines) + 1):
        if (
            at == len(lines)
            or not _goes_on(lines[at - 1], lines[at], width, margin)
            or (begins and begins(lines[at].text))
        ):
            out.append(_joined(lines[start:at]))
            start = at
    return tuple(out)


def _lines(text: str) -> Iterator[Line]:
    at, after_blank = 0, True
    for raw in text.splitlines(keepends=True):
        bare = raw.rstrip()
        said = bare.lstrip()
        indent = len(bare) - len(said)
        if edged := said.strip(_EDGES).strip():
            inset = said.index(edged)
            start = at + indent + inset
            yield Line(edged, start, start + len(edged), indent, after_blank)
        after_blank = not edged
        at += len(raw)


def _width(lines: Sequence[Line]) -> int | None:
    """Return the width that the text was wrapped at, in code points; None where it was not."""
    breaks = [(one, two) for one, two in pairwise(lines) if not two.after_blank]
    if len(breaks) < 2:
        return None
    lengths = sorted(one.indent + len(one.text) for one, _ in breaks)
    width = lengths[-1 - len(lengths) // 20]  # but for a few that stick out
    narrowest = _NARROWEST // 2 if _is_wide(breaks[0][1].text[0]) else _NARROWEST
    if not narrowest <= width <= _WIDEST:
        return None
    forced = [one for one, two in breaks if _is_forced(one, two, width)]
    amid = sum(1 for one in forced if one.text[-1] not in _ENDS)
    return width if len(forced) >= 2 and 2 * len(forced) >= len(breaks) and 2 * amid >= len(forced) else None


def _is_forced(one: Line, two: Line, width: int) -> bool:
    length = one.indent + len(one.text)
    if _is_wide(two.text[0]):  # breaks between any two characters, so only a full line was wrapped
        return length >= width - 2
    word = two.text.partition(" ")[0]
    return length + 1 + len(word) > _FULL * width


def _goes_on(one: Line, two: Line, width: int | None, margin: int) -> bool:
    """Tell whether a line goes on with the paragraph of the one before it."""
    if two.after_blank or two.indent >= margin + _INDENT or _BULLET.match(two.text):
        return False
    ended = one.text[-1] in _ENDS
    if (two.indent > margin and ended) or (one.text.isupper() and not two.text.isupper()):
        return False  # a sign-off set in by a space; a heading above its text
    if width is not None and _is_forced(one, two, width):
        return True
    return two.text[0].islower() and _LOWER_FROM <= len(one.text) <= _WIDEST and not ended


def _joined(lines: Sequence[Line]) -> Paragraph:
    said = lines[0].text
    for line in lines[1:]:
        said += line.text if _is_tight(said, line.text) else f" {line.text}"
    return Paragraph(clean(said), lines[0].start, lines[-1].end, len(lines), lines[0].after_blank)


def _is_tight(said: str, more: str) -> bool:
    """Tell whether two lines are joined without a space: scripts without spaces, and words cut at a hyphen."""
    if _is_wide(said[-1]) and _is_wide(more[0]):
        return True
    return said[-1] in "-\u00ad\u2010" and said[-2:-1].isalpha() and more[0].islower()


def _is_wide(character: str) -> bool:
    """Tell whether a character is written without spaces around it (Han, kana, their punctuation); Hangul is not."""
    return unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"


def clean(text: str) -> str:
    """Return a text with white space collapsed and control characters left out."""
    said = " ".join(text.split())
    if said.isprintable():
        return said
    return "".join(c for c in said if unicodedata.category(c) != "Cc")
