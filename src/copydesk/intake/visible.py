"""What a reader of the page cannot see: taken out of the tree before anything is read from it."""

from __future__ import annotations

import re

from copydesk.intake.tree import Element

UNSEEN_TAGS = frozenset("head noscript template script style datalist".split())
# One property and its value, no repetition inside the alternatives: linear.
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?|text-indent\s*:\s*-\d{4}|left\s*:\s*-\d{4}",
    re.IGNORECASE,
)
_STREAMED = "S:"
"""React sends late parts of a page as `<div hidden id="S:1">` and moves them into place when they arrive."""
_UNSEEN_CLASSES = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only screenreader-only u-visually-hidden"
    " hidden-accessible d-none is-hidden assistive-text a11y-hidden show-for-sr".split()
)


def take_hidden(root: Element) -> list[Element]:
    """Take every part out of the tree that is not shown, and return those that hold text, in document order."""
    taken: list[Element] = []
    stack = [root]
    while stack:
        element = stack.pop()
        kept: list[Element | str] = []
        below: list[Element] = []
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
            elif child.tag in UNSEEN_TAGS:
                continue
            elif is_hidden(child):
                if child.tag != "body" and child.text():
                    taken.append(child)
                if child.tag == "body":
                    kept.append(child)
                    below.append(child)
            else:
                kept.append(child)
                below.append(child)
        element.children = kept
        stack.extend(reversed(below))
    return taken


def is_hidden(element: Element) -> bool:
    """Return whether the element's own attributes take it out of sight."""
    attributes = element.attributes
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"].lower() != "until-found":
        return not attributes.get("id", "").startswith(_STREAMED)
    if attributes.get("aria-hidden") == "true":
        return True
    if "style" in attributes and _UNSEEN_STYLE.search(attributes["style"]):
        return True
    return "class" in attributes and not _UNSEEN_CLASSES.isdisjoint(attributes["class"].lower().split())
