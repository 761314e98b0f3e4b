"""The lines of a page: its blocks of text in order, and which of them stand around the headline and the text."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.intake import zones
from copydesk.intake.content import HEADINGS, NEVER
from copydesk.intake.tree import INLINE, Element

LONGEST = 220
"""Code points; a longer line is text."""
_BEFORE, _AFTER, _UNDER = 10, 40, 24
_WITHOUT_HEADLINE = 8
_ELEMENTS = 90
"""Elements looked at on either side: lines of a header lie in a few elements each."""
_RUNNING = 100
_PARAGRAPHS = 3
"""Of running text; what prints a byline stands before the last of them."""
_ELSEWHERE = frozenset(("comment_form", "related", "newsletter", "cookie", "paywall"))
"""Parts whose names and dates are not the article's."""


@dataclass(frozen=True, slots=True)
class Line:
    """One block with text of its own."""

    element: Element
    text: str


class Lines:
    """The lines that can print a byline or a date, each part in the order of the page."""

    __slots__ = ("_again", "_body", "_end", "_lines", "_order", "_read", "above", "head")

    def __init__(self, root: Element, body: Element, headline: str | None) -> None:
        """Read the lines around the headline; those under the text are read when they are asked for."""
        wanted = headline.casefold() if headline else None
        first, until, self._again, self._end = _window(root, body, wanted)
        self._order = root.order or []
        self._body = body
        self._lines, self._read = _lines(self._order, first, until)
        if not (inside := self._inside()):
            self._go_on()
            inside = self._inside()
        begin = inside[0] if inside else 0
        opening = self._lines[: begin + 3]
        heads = [index for index, line in enumerate(opening) if wanted and line.text.casefold() == wanted]
        heads = [index for index in heads if opening[index].element.tag == "h1"] or heads  # captions may repeat it
        heads = heads or [index for index, line in enumerate(opening) if line.element.tag == "h1"]
        head = heads[-1] if heads else max(0, begin - _WITHOUT_HEADLINE)
        self.above = self._lines[max(0, head - _BEFORE) : head] if headline else []
        """Before the headline."""
        self.head = self._until_text(head)
        """From the headline to the third paragraph of running text."""

    def under(self) -> list[Line]:
        """Return those after the text."""
        self._go_on()
        inside = self._inside()
        return self._lines[inside[-1] + 1 : inside[-1] + _UNDER] if inside else []

    def _go_on(self) -> None:
        """Read on where the text ends; two pages in three have said all before."""
        more, self._read = _lines(self._order, max(self._read, self._again), self._end)
        self._lines += more

    def _until_text(self, head: int) -> list[Line]:
        """Return the lines from the headline up to the third paragraph of running text."""
        paragraphs = 0
        index = head
        while index < head + _AFTER:
            if index == len(self._lines):
                self._go_on()
                if index == len(self._lines):
                    break
            line = self._lines[index]
            if line.element.mass > 0 and len(line.text) > _RUNNING:
                paragraphs += 1
                if paragraphs == _PARAGRAPHS:
                    break
            index += 1
        return self._lines[head:index]

    def _inside(self) -> list[int]:
        """Return which lines are running text of the article."""
        body = self._body
        return [
            index
            for index, line in enumerate(self._lines)
            if body.start <= line.element.start < body.end and line.element.mass > 0
        ]


def _window(root: Element, body: Element, wanted: str | None) -> tuple[int, int, int, int]:
    """Return two ranges of the page's order: around headline and beginning of the text, and around its end."""
    order = root.order or []
    begin = _first_text(body)
    heads = [
        part.start
        for part in order[: begin + 1]
        if part.tag == "h1" or (part.tag in HEADINGS and wanted and part.text().casefold() == wanted)
    ]
    first = max(0, (heads[-1] if heads else begin) - _ELEMENTS)
    until = begin + _ELEMENTS
    return first, until, max(until, body.end - _ELEMENTS), body.end + 2 * _ELEMENTS


def _first_text(body: Element) -> int:
    """Return the place of the first element with running text that is no box, else of the first with any."""
    first: int | None = None
    for part in body.iter():
        if part.mass > 0:
            if part.tag not in ("div", "section", "article", "main"):
                return part.start
            first = part.start if first is None else first
    return body.start if first is None else first


def _lines(order: list[Element], index: int, until: int) -> tuple[list[Line], int]:
    """Return the lines of a range, without the parts that cannot hold the article's byline, and where it was left."""
    lines: list[Line] = []
    until = min(until, len(order))
    while index < until:
        element = order[index]
        flows = element.tag in INLINE and element.chars < LONGEST
        is_empty = not element.chars and element.tag != "time"
        # What is no line and holds nothing that could be one is not asked for its names: a third of the elements.
        if not ((flows or is_empty) and element.end == element.start + 1) and _is_elsewhere(element):
            index = element.end
            continue
        index += 1
        if flows:
            continue
        text = _own_text(element) if element.chars else ""
        if text or element.tag == "time":
            lines.append(Line(element, text))
    return lines, index


def _is_elsewhere(element: Element) -> bool:
    if element.tag in NEVER:
        return True
    return element.mass == 0 and zones.of(element).drop in _ELSEWHERE


def _own_text(element: Element) -> str:
    """Return the text of an element that is in no block below it, white space collapsed."""
    own: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            own.append(child)
        elif child.tag in INLINE and child.tag not in NEVER:
            own.extend((" ", child.spaced_text() if child.chars < LONGEST or child.mass else "", " "))
    return " ".join("".join(own).split())
