"""An HTML page as a tree of plain objects, each tied to the start tag it came from.

Lexbor (the HTML5 parsing algorithm, as browsers do it) builds the tree; it is copied once into `Element` objects, so
that everything after works on Python lists and may take parts out without touching the parser's memory. Lexbor keeps
no positions: the token scan numbers the start tags before the parse, and the numbers come back as attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

NUMBER = "data-cd"
VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math meter nobr output q rb"
    " rp rt ruby s samp small span strike strong sub sup svg time tt u var wbr progress picture source link meta".split()
)
"""What flows inside a line of text; everything else begins a block of its own."""


class Element:
    """One element: its tag in lower case, its attributes, its children in order (elements and text)."""

    __slots__ = ("attributes", "chars", "children", "linked", "mass", "number", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, number: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.number = number
        self.children: list[Element | str] = []
        self.chars = 0
        """Code points of visible text below, and how many of them are in links; `content.weigh` counts them."""
        self.linked = 0
        self.mass = 0.0
        """How much running text is below, out of furniture."""

    def get(self, name: str) -> str:
        """Return an attribute's value, empty when there is none."""
        return self.attributes.get(name, "")

    def iter(self) -> Iterator[Element]:
        """Yield this element and all below it in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if not isinstance(child, str))

    def find(self, *tags: str) -> Iterator[Element]:
        """Yield the elements below this one with one of the tags, in document order."""
        return (element for element in self.iter() if element.tag in tags and element is not self)

    def ancestors(self) -> Iterator[Element]:
        """Yield the elements around this one, the nearest first."""
        element = self.parent
        while element is not None:
            yield element
            element = element.parent

    def raw_text(self) -> str:
        """Return all text below as it stands, white space kept."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            elif item.tag == "br":
                parts.append("\n")
            else:
                if item.tag not in INLINE:
                    parts.append(" ")
                stack.extend(reversed(item.children))
        return "".join(parts)

    def text(self) -> str:
        """Return all text below with white space collapsed."""
        return " ".join(self.raw_text().split())


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page and what is needed to find its parts in the source."""

    root: Element
    source: str
    tags: tuple[tuple[int, int], ...]
    """(start, end) of each numbered start tag, in code points of the source."""
    scripts: tuple[tuple[str, str], ...]
    """(the start tag, the content) of each script that holds data, not code."""

    def start(self, element: Element) -> int:
        """Return where the element's start tag begins; for one that the parser made up, where its first part does."""
        for part in element.iter():
            if part.number >= 0:
                return self.tags[part.number][0]
        return 0

    def end(self, element: Element) -> int:
        """Return where the element's raw markup ends: after its end tag, else where the next start tag begins."""
        last = max((part.number for part in element.iter()), default=-1)
        if last < 0:
            return 0
        after = self.tags[last][1]
        limit = self.tags[last + 1][0] if last + 1 < len(self.tags) else len(self.source)
        close = self.source.find(f"</{element.tag}", after, limit)
        if close < 0:
            close = self.source.lower().find(f"</{element.tag}", after, limit) if limit - after < 100_000 else -1
        if close < 0:
            return after if element.tag in VOID else limit
        end = self.source.find(">", close, limit)
        return end + 1 if end >= 0 else limit


# One alternative after the other; each runs to a fixed closing string once, so the scan is linear.
_TOKEN = re.compile(
    r"<!--[^>]*?(?:-->)|<!--.*?(?:-->|\Z)|<(script|style|noscript|template|svg|iframe)\b[^>]*>.*?(?:</\1\s*>|\Z)|<([a-zA-Z][^\s/>]*)",
    re.DOTALL | re.IGNORECASE,
)


def parse(source: str) -> Page:
    """Return the page of a decoded source; scripts, styles and comments are no part of the tree."""
    out: list[str] = []
    tags: list[tuple[int, int]] = []
    scripts: list[tuple[str, str]] = []
    position = 0
    for token in _TOKEN.finditer(source):
        if token.group(2):
            end = token.end()
            close = source.find(">", end)
            tags.append((token.start(), close + 1 if close >= 0 else len(source)))
            out.append(source[position:end])
            out.append(f" {NUMBER}={len(tags) - 1} ")
            position = end
            continue
        out.append(source[position : token.start()])
        position = token.end()
        if token.group(1) and token.group(1).lower() == "script":
            opening, _, content = token.group().partition(">")
            if "json" in opening.lower():
                scripts.append((opening, content.rpartition("</")[0]))
    out.append(source[position:])
    parser = LexborHTMLParser("".join(out))
    root = parser.root
    return Page(_copy(root) if root else Element("html", {}, None, -1), source, tuple(tags), tuple(scripts))


def _copy(root: LexborNode) -> Element:
    """Return the tree below a node of the parser as plain objects."""
    top = _element(root, None)
    stack: list[tuple[LexborNode | None, Element]] = [(root.child, top)]
    while stack:
        node, parent = stack.pop()
        while node is not None:
            if node.is_text_node:
                parent.children.append(node.text_content or "")
            elif node.is_element_node:
                element = _element(node, parent)
                parent.children.append(element)
                if child := node.child:
                    stack.append((node.next, parent))
                    node, parent = child, element
                    continue
            node = node.next
    return top


def _element(node: LexborNode, parent: Element | None) -> Element:
    attributes = {name: value or "" for name, value in node.attributes.items()}
    number = attributes.pop(NUMBER, "")
    return Element(node.tag or "", attributes, parent, int(number) if number.isdecimal() else -1)
