"""Text that lost something on its way: replaced characters, doubly encoded ones, stray controls."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from copydesk.model import EVIDENCE_CODE_POINTS, Evidence, Finding, Span

SPANS = 5
"""Places quoted for each finding; the count says how many there are."""

# UTF-8 read as windows-1252 or Latin-1: a lead byte's character, then those of its continuation bytes. One class
# after the other, so each try ends after at most four characters.
_CONTINUATION = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_DOUBLE = re.compile(f"[ÃÂ][{_CONTINUATION}]|â€[{_CONTINUATION}]|[ÐÑ][{_CONTINUATION}](?=[ÐÑ][{_CONTINUATION}])")
_DOUBLE_LEADS = ("Ã", "Â", "â€", "Ð", "Ñ")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_AROUND = 20
"""Code points quoted on either side of a damaged place."""


def observe(text: str) -> tuple[Finding, ...]:
    """Return findings `text.encoding_damage` and `text.control_characters` of a decoded source."""
    return (*_lost(text), *_doubled(text), *_controls(text))


def _lost(text: str) -> Iterable[Finding]:
    if count := text.count("\ufffd"):
        yield _damage(text, "replaced", count, re.finditer("\ufffd+", text), "could not be decoded or were lost before")


def _doubled(text: str) -> Iterable[Finding]:
    if any(lead in text for lead in _DOUBLE_LEADS) and (count := sum(1 for _ in _DOUBLE.finditer(text))) > 1:
        yield _damage(text, "doubly-encoded", count, _DOUBLE.finditer(text), "look like UTF-8 read as another charset")


def _damage(text: str, kind: str, count: int, places: Iterable[re.Match[str]], what: str) -> Finding:
    return Finding(
        "text.encoding_damage",
        "medium",
        f"{count} characters {what}.",
        _spans(text, places),
        (Evidence("kind", kind), Evidence("characters", str(count))),
    )


def _controls(text: str) -> Iterable[Finding]:
    if count := sum(1 for _ in _CONTROL.finditer(text)):
        yield Finding(
            "text.control_characters",
            "low",
            f"{count} control characters that no text needs.",
            _spans(text, _CONTROL.finditer(text)),
            (Evidence("characters", str(count)),),
        )


def _spans(text: str, places: Iterable[re.Match[str]]) -> tuple[Span, ...]:
    return tuple(_span(text, place.start(), place.end()) for place in islice(places, SPANS))


def _span(text: str, start: int, end: int) -> Span:
    start, end = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return Span("source", start, end, text[start:end][:EVIDENCE_CODE_POINTS])
