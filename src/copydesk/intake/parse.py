"""HTML source to a `Page`.

Lexbor (the HTML5 parsing algorithm, as browsers do it) builds the tree; it is copied once into `Element` objects, so
that everything after works on Python lists. Lexbor keeps no positions: the token scan numbers the start tags before
the parse, and the numbers come back as attributes. What is not shown is left out of the tree as it is copied.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from copydesk.intake.tree import Element, Page
from copydesk.intake.visible import UNSEEN_TAGS, is_hidden
from copydesk.scan import ATTRIBUTE, Caps, scan

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_CLOSED = frozenset(("script", "style", "svg", "template", "noscript"))
"""Their content is nothing a reader sees as text; JSON in scripts is read from the source."""
_DECLARING = frozenset(("meta", "link", "title"))
_ALWAYS = frozenset(("html", "body"))
"""Shown whatever they say of themselves: pages hide their body until their scripts have run."""


def parse(source: str, caps: Caps) -> Page:
    """Return the page of a decoded source; raises `Permanent` (`markup.over_cap`) before any tree is built."""
    found = scan(source, caps)
    top = LexborHTMLParser(found.numbered).root
    if top is None:
        return Page(Element("html", {}, None, -1), found, (), ())
    order: list[Element] = []
    hidden: list[Element] = []
    declaring: list[Element] = []
    root = _element(top.tag or "html", top, None)
    order.append(root)
    _copy(top, root, order, hidden, declaring)
    _settle(order)
    return Page(root, found, tuple(part for part in hidden if part.text()), tuple(declaring))


def _copy(
    top: LexborNode, root: Element, order: list[Element], hidden: list[Element], declaring: list[Element]
) -> None:
    """Copy what is below a node; hidden parts become trees of their own."""
    stack: list[tuple[LexborNode | None, Element, bool]] = [(top.child, root, True)]
    while stack:
        node, parent, shown = stack.pop()
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                parent.children.append(node.text_content or "")
            elif tag[0] not in "-!":  # comments and the doctype
                element = _element(tag, node, parent)
                attributes = element.attributes
                if tag in _DECLARING or "itemprop" in attributes:
                    declaring.append(element)
                seen = shown
                if shown and (tag in UNSEEN_TAGS or (attributes and tag not in _ALWAYS and is_hidden(attributes))):
                    seen = False
                    if tag not in UNSEEN_TAGS:
                        hidden.append(element)
                else:
                    parent.children.append(element)
                    if shown:
                        order.append(element)
                if tag not in _CLOSED and (child := node.child):
                    stack.append((node.next, parent, shown))
                    node, parent, shown = child, element, seen
                    continue
            node = node.next


def _element(tag: str, node: LexborNode, parent: Element | None) -> Element:
    attributes = node.attributes
    number = attributes.pop(ATTRIBUTE, None)
    if None in attributes.values():
        attributes = {name: value or "" for name, value in attributes.items()}
    return Element(tag, attributes, parent, int(number) if number and number.isdecimal() else -1)  # type: ignore[arg-type]


def _settle(order: list[Element]) -> None:
    """Tell each element where it and all below it stand in document order."""
    for index, element in enumerate(order):
        element.order, element.start, element.end = order, index, index + 1
    for element in reversed(order):
        parent = element.parent
        if parent is not None and parent.end < element.end:
            parent.end = element.end
