"""HTML source to a `Page`.

Lexbor (the HTML5 parsing algorithm, as browsers do it) builds the tree; it is copied once into `Element` objects, so
that everything after works on Python lists. Lexbor keeps no positions: the start tags that the scan has found are
numbered before the parse, and the numbers come back as attributes. What is not shown is left out of the tree as it is
copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from copydesk.errors import Permanent
from copydesk.intake.tree import Element, Page
from copydesk.intake.visible import UNSEEN_TAGS, is_hidden
from copydesk.scan import Caps, Scan, scan

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NUMBER = "data-cd"
"""The attribute that holds a start tag's index in `Scan.names`."""
_CLOSED = frozenset(("script", "style", "svg", "template", "noscript"))
"""Their content is nothing a reader sees as text; JSON in scripts is read from the source."""
_DECLARING = frozenset(("meta", "link", "title"))
_AROUND = 4
"""What the parser puts around: `html`, `body`, `tbody`, and the depth at which the copy begins."""
_ALWAYS = frozenset(("html", "body"))
"""Shown whatever they say of themselves: pages hide their body until their scripts have run."""


def parse(source: str, caps: Caps) -> Page:
    """Return the page of a decoded source, to be read within `with`.

    Raises `Permanent` (`markup.over_cap`), as a rule before any tree is built.
    """
    found = scan(source, caps)
    numbered, numbers = number(found)
    return _copy(LexborHTMLParser(numbered), found, numbers, caps)


def number(found: Scan) -> tuple[str, dict[str, int]]:
    """Return the source where the start tag of index N in `names` reads `<p data-cd="N" ...>`, and the numbers given.

    They come as they are written and as they are. Ours stands first, so that a page's own attribute of that name loses.
    """
    source, names, starts = found.source, found.names, found.starts
    numbers = {str(index): index for index, name in enumerate(names) if name[0] != "/"}
    pieces: list[str] = []
    copied = 0
    for digits, index in numbers.items():
        name_end = starts[index] + 1 + len(names[index])
        pieces.append(source[copied:name_end])
        pieces.append(f' {NUMBER}="{digits}"')
        copied = name_end
    pieces.append(source[copied:])
    return "".join(pieces), numbers


def _copy(tree: LexborHTMLParser, found: Scan, numbers: dict[str, int], caps: Caps) -> Page:
    """Copy the tree; hidden parts become trees of their own.

    The scan has counted the depth; should the parser nest deeper after all, nothing walks such a tree.
    """
    deepest = caps.depth + _AROUND
    top = tree.root
    root = _element(top, "html", None, numbers) if top else Element("html", {}, None, -1)
    order, made = [root], [root]
    hidden: list[Element] = []
    declaring: list[Element] = []
    root.order, root.start = order, 0
    stack = [(top.child if top else None, root, True)]
    while stack:
        node, parent, shown = stack.pop()
        children = parent.children
        while node is not None:
            tag = node.tag or "-"
            if tag == "-text":
                children.append(node.text_content or "")
            elif tag[0] not in "-!":  # comments and the doctype
                element = _element(node, tag, parent, numbers)
                made.append(element)
                attributes = element.attributes
                if tag in _DECLARING or "itemprop" in attributes:
                    declaring.append(element)
                seen = shown
                if shown and (tag in UNSEEN_TAGS or (attributes and tag not in _ALWAYS and is_hidden(attributes))):
                    seen = False
                    if tag not in UNSEEN_TAGS:
                        hidden.append(element)
                else:
                    children.append(element)
                    if shown:
                        element.order, element.start = order, len(order)
                        order.append(element)
                        element.end = len(order)
                if tag not in _CLOSED and (child := node.child):
                    stack.append((node.next, parent, shown))
                    if len(stack) > deepest:
                        raise Permanent(
                            caps.rule, f"elements are nested more than {caps.depth} deep",
                            cap="depth", limit=caps.depth, found=len(stack),
                        )  # fmt: skip
                    node, parent, shown = child, element, seen
                    children = element.children
                    continue
            node = node.next
        parent.end = len(order)  # all below it has been copied
    return Page(root, found, tuple(hidden), tuple(declaring), made)


def _element(node: LexborNode, tag: str, parent: Element | None, numbers: Mapping[str, int]) -> Element:
    attributes: dict[str, str] = node.attributes  # type: ignore[assignment]
    number = numbers.get(attributes.pop(NUMBER, ""), -1)  # one that the page wrote itself counts for nothing
    if None in attributes.values():
        attributes = {name: value or "" for name, value in attributes.items()}
    return Element(tag, attributes, parent, number)
