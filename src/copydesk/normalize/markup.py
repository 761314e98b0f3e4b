"""The gate: markup that is safe to show.

The order is the point: caps before any tree, active elements dropped with their content by one parser, addresses
checked by our own function, and a second, independent parser as the last step, which writes what is stored.
"""

from __future__ import annotations

import re
from collections import Counter

from copydesk.errors import Permanent
from copydesk.model import Removed, Sanitized
from copydesk.normalize import dressing, elements
from copydesk.scan import fragment_caps, scan
from copydesk.settings import Settings

# Linear: one class. NUL, C0, C1, surrogates and noncharacters, which parsers read differently or fail on.
_UNCLEAN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")
GROWTH = 2
"""The output may be so many times as long as what came in."""


def sanitize(html: str, *, base: str | None, settings: Settings) -> Sanitized:
    """Return safe markup for an article fragment; raises `Permanent` (`markup.over_cap`) before any tree is built."""
    html = clean(html)
    scan(html, fragment_caps(settings), number=False)
    active = elements.dropper().clean(html)
    if "&#" in html:
        active = clean(active)  # what was written as a reference
    if len(active) > GROWTH * len(html) + 1000:
        raise Permanent(
            "markup.over_cap",
            f"the markup grows to more than {GROWTH} times its length when it is repaired",
            cap="growth", limit=GROWTH * len(html), found=len(active),
        )  # fmt: skip
    dressed = dressing.dress(active, base, with_images=settings.images, with_tables=settings.tables)
    safe = elements.gate(images=settings.images, tables=settings.tables).clean(dressed.html)
    return Sanitized(safe, removed=_removed(dressed.removed))


def clean(text: str) -> str:
    """Return text without the code points that parsers read differently or fail on; a form feed becomes a space."""
    return _UNCLEAN.sub("", text).replace("\x0c", " ")


def _removed(counts: Counter[str]) -> tuple[Removed, ...]:
    return tuple(Removed(what, count) for what, count in sorted(counts.items()))
