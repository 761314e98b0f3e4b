"""An HTML page as a tree of plain objects, each tied to the start tag it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from copydesk.scan import Scan

if TYPE_CHECKING:
    from copydesk.intake.zones import Zone

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math meter nobr output"
    " q rb rp rt ruby s samp small span strike strong sub sup svg time tt u var wbr progress picture source link"
    " meta".split()
)
"""What flows inside a line of text; everything else begins a block of its own."""


class Element:
    """One element: its tag in lower case, its attributes, its children in order (elements and text)."""

    __slots__ = (
        "attributes", "chars", "children", "end", "linked", "mass", "number", "order", "parent", "start",
        "tag", "zone",
    )  # fmt: skip

    chars: int
    """Code points of visible text below, and how many of them are in links; `content.weigh` counts them."""
    linked: int
    mass: float
    """How much running text is below, out of furniture; counted by `content.weigh`, too."""
    start: int
    end: int

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None, number: int) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.number = number
        """That of its start tag in the scan; -1 for one that the parser made up."""
        self.children: list[Element | str] = []
        self.zone: Zone | None = None
        """What the names among the attributes say, None before `zones.of` was asked."""
        self.order: list[Element] | None = None
        """The whole tree in document order; this element and all below: `order[start:end]`. None outside of a page."""

    def get(self, name: str) -> str:
        """Return an attribute's value, empty when there is none."""
        return self.attributes.get(name, "")

    def iter(self) -> Iterator[Element]:
        """Yield this element and all below it in document order."""
        if self.order is not None:
            return iter(self.order[self.start : self.end])
        return self._walk()

    def _walk(self) -> Iterator[Element]:
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(child for child in reversed(element.children) if not isinstance(child, str))

    def find(self, *tags: str) -> Iterator[Element]:
        """Yield the elements below this one with one of the tags, in document order."""
        if self.order is not None:
            return iter([element for element in self.order[self.start + 1 : self.end] if element.tag in tags])
        return (element for element in self._walk() if element.tag in tags and element is not self)

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

    def spaced_text(self) -> str:
        """Return the texts below with a space between each, for labels that only their looks set apart."""
        parts: list[str] = []
        stack: list[Element | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            else:
                stack.extend(reversed(item.children))
        return " ".join(parts)

    def text(self) -> str:
        """Return all text below with white space collapsed."""
        return " ".join(self.raw_text().split())


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page and what is needed to find its parts in the source."""

    root: Element
    """What a reader sees; neither `head` nor hidden parts are in it."""
    scan: Scan
    hidden: tuple[Element, ...]
    """The outermost parts that are not shown, in document order; some hold no text."""
    declaring: tuple[Element, ...]
    """`meta`, `link` and `title` elements and those with an `itemprop`, hidden ones too, in document order."""
    elements: Sequence[Element]
    """All elements."""

    def __enter__(self) -> Self:
        """Return the page, whose tree can be walked until the end of the `with`."""
        return self

    def __exit__(self, *_: object) -> None:
        """Take the tree apart: parents and children hold each other, which only the garbage collector would notice.

        It took 1.6 ms a page to find them, and 0.6 without.
        """
        for element in self.elements:
            element.parent = element.order = None

    def start(self, element: Element) -> int:
        """Return where the element's start tag begins; for one that the parser made up, where its first part does.

        One without any part from the source begins where what is around it does.
        """
        for part in element.iter():
            if part.number >= 0:
                return self.scan.starts[part.number]
        return self.start(element.parent) if element.parent else 0

    def end(self, element: Element) -> int:
        """Return where the element's raw markup ends: after its end tag, else where the next tag begins."""
        last = max([part.number for part in element.iter()])
        if last < 0:
            return 0
        names, close = self.scan.names, f"/{element.tag}"
        index = last + 1
        while index < len(names) and names[index][0] == "/":
            if names[index] == close:
                return self.scan.ends[index]
            index += 1
        if element.tag in VOID:
            return self.scan.ends[last]
        return self.scan.starts[index] if index < len(names) else len(self.scan.source)

    def opened(self, element: Element) -> int:
        """Return where the element's content begins."""
        return self.scan.ends[element.number] if element.number >= 0 else self.start(element)

    def closed(self, element: Element) -> int:
        """Return where the element's content ends: before its end tag, when it has one."""
        end = self.end(element)
        tag = self.scan.source.rfind("</", self.opened(element), end)
        return tag if tag >= 0 and self.scan.source.find(">", tag, end) == end - 1 else end

    def data_scripts(self) -> Iterator[tuple[str, str]]:
        """Yield (the start tag, the content) of each script that holds JSON, in order."""
        scan = self.scan
        for index, name in enumerate(scan.names):
            if name == "script":
                opening = scan.source[scan.starts[index] : scan.ends[index]]
                if "json" in opening.lower():
                    close = scan.starts[index + 1] if index + 1 < len(scan.names) else len(scan.source)
                    yield opening, scan.source[scan.ends[index] : close]
