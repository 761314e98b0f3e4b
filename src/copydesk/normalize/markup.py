"""The gate: markup that is safe to show.

The order is the point: caps before any tree, what is active told before it goes, active elements dropped with their
content by one parser, addresses checked by our own function, and a second, independent parser as the last step, which
writes what is stored.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.errors import Permanent
from copydesk.intake import active
from copydesk.model import Evidence, Finding, Removed, Sanitized
from copydesk.normalize import dressing, elements, embeds, gate
from copydesk.scan import Scan, cut_attributes, fragment_caps, scan
from copydesk.settings import Settings

_CONTROLS = bytes((*range(9), 11, *range(14, 32), 127))
_SPACES = bytes(32 if byte == 12 else byte for byte in range(256))
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
GROWTH = 2
"""The output may be so many times as long as what came in."""
ROOM = 20_000
"""Code points that repairing may always add."""


def sanitize(html: str, *, base: str | None, settings: Settings) -> Sanitized:
    """Return safe markup for an article fragment; raises `Permanent` (`markup.over_cap`) before any tree is built."""
    html = clean(html)
    tags = scan(html, fragment_caps(settings))
    html, dropped = cut_attributes(tags, settings.fragment_attributes)
    kept = elements.dropper().clean(html)
    if "&#" in html:
        kept = clean(kept)  # what was written as a reference
    if len(kept) > GROWTH * len(html) + ROOM:
        raise Permanent(
            "markup.over_cap",
            f"the markup grows to more than {GROWTH} times its length when it is repaired",
            cap="growth",
            limit=GROWTH * len(html) + ROOM,
            found=len(kept),
        )
    dressed = dressing.dress(kept, base, with_images=settings.images, with_tables=settings.tables)
    safe = gate.cleaner(images=settings.images, tables=settings.tables).clean(dressed.html)
    removed, findings = report(tags, dressed.removed, dropped)
    return Sanitized(safe, embeds.find(tags, base), removed, findings)


def clean(text: str) -> str:
    """Return text without what parsers read differently or fail on: lone surrogates, NUL and other controls.

    A form feed, which is white space in HTML, becomes a space.
    """
    data = text.encode("utf-8", "ignore").translate(_SPACES, _CONTROLS)
    return (_C1.sub(b"", data) if b"\xc2" in data else data).decode()


def report(tags: Scan, dressed: Counter[str], dropped: int) -> tuple[tuple[Removed, ...], tuple[Finding, ...]]:
    """Return what was taken out of an article's markup, by kind, and the findings about it (without places)."""
    counts = dressed.copy()
    attacks: Counter[str] = Counter()
    for piece in active.pieces(tags):
        if piece.what != "attribute":
            counts[piece.what] += 1
        if piece.trick:
            attacks[piece.trick] += 1
    counts["comment"] += len(tags.comments) - counts["conditional_comment"]
    counts["attributes"] = dropped
    findings = []
    if attacks:
        message = f"{attacks.total()} places of the article's markup are written as attacks are."
        evidence = tuple(Evidence(name, str(count)) for name, count in sorted(attacks.items()))
        findings.append(Finding("markup.attack_in_article", "high", message, evidence=evidence))
    if dropped:
        message = f"{dropped} attributes of tags with too many of them were dropped."
        evidence = (Evidence("attributes", str(dropped)),)
        findings.append(Finding("markup.attributes_dropped", "low", message, evidence=evidence))
    return tuple(Removed(what, count) for what, count in sorted(counts.items()) if count), tuple(findings)
