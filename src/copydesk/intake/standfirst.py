"""The lines between headline and text that introduce it (standfirst, dek, Vorspann, chapô, entradilla, リード)."""

from __future__ import annotations

from copydesk.intake import zones
from copydesk.intake.content import HEADINGS
from copydesk.intake.tree import INLINE, Element

_SHORTEST, _LONGEST = 50, 900
_LONG_HEADING = 80
"""A heading of this length says something of its own."""
_ALIKE = 60
_NO_PARTS = frozenset(("figure", "nav", "aside", "footer", "li"))
_NO_KINDS = frozenset(("caption", "credit", "share", "cookie", "newsletter", "advertisement", "comment_form"))


def find(root: Element, body: Element, headline: str | None, description: str | None) -> Element | None:
    """Return the element before the text that introduces it, None when there is none or it is in the text itself.

    It is named as one, says what the page declares as its description, or is running text right at the headline.
    """
    if any(element.tag == "h1" for element in body.iter()):
        return None
    before = (root.order or [])[: body.start]
    wanted = _folded(headline or "")
    heads = [index for index, element in enumerate(before) if _is_headline(element, wanted)]
    if not heads:
        return None
    said = _folded(description or "")
    for element in before[heads[-1] + 1 :]:
        if not _can_be_one(element):
            continue
        text = _folded(element.text())
        if said and (text.startswith(said[:_ALIKE]) or said.startswith(text[:_ALIKE])):
            return element
        if zones.named(element, "standfirst") or (element.parent and zones.named(element.parent, "standfirst")):
            return element
        if _is_running(element) and zones.of(element).drop is None and _is_near(before[heads[-1]], element):
            return element
    return None


def _is_headline(element: Element, wanted: str) -> bool:
    if element.tag == "h1":
        return True
    return element.tag in HEADINGS and bool(wanted) and _folded(element.text()) == wanted


def _can_be_one(element: Element) -> bool:
    """Return whether an element is one block of text of a standfirst's length, outside of pictures and furniture."""
    if element.tag in INLINE or not _SHORTEST <= element.chars <= _LONGEST or element.linked > element.chars / 3:
        return False
    if any(not isinstance(child, str) and child.tag not in INLINE for child in element.children):
        return False
    if any(around.tag in _NO_PARTS for around in element.ancestors()):
        return False
    return zones.of(element).drop not in _NO_KINDS


def _is_running(element: Element) -> bool:
    return element.mass > 0 or (element.tag in HEADINGS and element.chars >= _LONG_HEADING)


def _is_near(headline: Element, element: Element) -> bool:
    """Return whether both stand in one header, at most one box apart."""
    around = element.parent
    return around is not None and headline.parent is not None and headline.parent in (around, around.parent)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
