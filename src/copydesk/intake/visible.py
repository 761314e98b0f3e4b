"""What a reader of the page cannot see, by the element's own tag and attributes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from copydesk.normalize.hidden import style_hides

UNSEEN_TAGS = frozenset("head noscript template script style datalist".split())
_STREAMED = "S:"
"""React sends late parts of a page as `<div hidden id="S:1">` and moves them into place when they arrive."""
_UNSEEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only u-visually-hidden"
    " hidden-accessible d-none is-hidden assistive-text a11y-hidden show-for-sr element-invisible".split()
)
_REPEATED = 200
"""Code points of a `class` that is worth keeping; longer ones could fill the memory."""
_ON_WIDE_SCREENS = ("d-sm-", "d-md-", "d-lg-", "d-xl-", "d-xxl-")
"""Bootstrap: `d-none d-md-block` hides on telephones only."""


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether an element's own attributes take it out of sight."""
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return not attributes.get("id", "").startswith(_STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    if "style" in attributes and style_hides(attributes["style"]):
        return True
    if "class" not in attributes:
        return False
    classes = attributes["class"]
    return _class_hides(classes) if len(classes) <= _REPEATED else _class_hides.__wrapped__(classes)


@lru_cache(maxsize=4096)
def _class_hides(value: str) -> bool:
    """Return whether a `class` takes an element out of sight; a page and its site repeat their own."""
    classes = value.lower().split()
    if _UNSEEN_CLASSES.isdisjoint(classes):
        return False
    return not any(name.startswith(_ON_WIDE_SCREENS) and not name.endswith("none") for name in classes)
