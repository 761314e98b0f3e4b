"""The parts of an article's markup as `Block`s: what the text says and the markup that says it, in step."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Literal, TypeAlias

from copydesk.intake import zones
from copydesk.intake.content import HEADINGS, NEVER, is_furniture, is_listing
from copydesk.intake.tree import INLINE, VOID, Element, Page
from copydesk.model import Aside, Block

Kind: TypeAlias = Literal["heading", "standfirst", "paragraph", "list", "quote", "table", "preformatted", "figure"]
_FIGURES = frozenset(("figure", "picture", "img"))
_LISTS = frozenset(("ul", "ol", "dl", "menu"))


_ONLY_LINKS, _MOSTLY_LINKS = 0.8, 0.6
_SHORT = 200
"""A paragraph of links only is a teaser, unless it is longer than teasers are."""


class Reader:
    """Collects the blocks below an element and what was left out of them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []

    def read(self, element: Element) -> None:
        """Add the blocks of everything below an element."""
        run: list[Element | str] = []
        begin = self.page.opened(element)
        for child in element.children:
            if isinstance(child, str) or _flows(child):
                run.append(child)
                continue
            self._run(run, element, begin, self.page.start(child) if run else begin)
            run = []
            self._element(child)
            begin = self.page.end(child)
        if run:
            self._run(run, element, begin, self.page.closed(element))

    def standfirst(self, element: Element) -> None:
        """Add an element as the standfirst, whatever its tag."""
        self._add("standfirst", element.text(), element)

    def _element(self, element: Element) -> None:
        tag = element.tag
        if tag in _FIGURES:
            self._add("figure", "", element)
            return
        if tag in NEVER:
            self._aside("boilerplate.navigation", element)
            return
        if element.mass == 0 and is_furniture(element):
            kind = zones.of(element).drop or "navigation"
            self._aside(f"boilerplate.{'related' if kind == 'teaser' else kind}", element)
            return
        if element.mass == 0 and is_listing(element):
            self._aside("boilerplate.related", element)
            return
        if _is_picture(element):
            self._add("figure", "", element)
            return
        if tag in HEADINGS:
            self._add("heading", element.text(), element)
        elif tag == "p":
            if _holds_block(element) or any(
                not isinstance(child, str) and child.tag in _FIGURES for child in element.children
            ):
                self.read(element)
            else:
                self._paragraph(element)
        elif tag == "pre":
            self._add("preformatted", element.raw_text().strip(), element)
        elif tag == "blockquote":
            self._add("quote", _lines(element), element)
        elif tag in _LISTS:
            if element.chars and element.linked > _MOSTLY_LINKS * element.chars:
                self._aside("boilerplate.related", element)
            else:
                self._add("list", _lines(element), element)
        elif tag == "table":
            if _is_layout(element):
                self.read(element)
            else:
                self._add("table", _rows(element), element)
        else:
            self.read(element)

    def _paragraph(self, element: Element) -> None:
        text = element.text()
        if not text:
            return
        if element.linked > _ONLY_LINKS * element.chars and element.chars < _SHORT:
            self._aside("boilerplate.related", element)
            return
        self._add("paragraph", text, element)

    def _run(self, run: list[Element | str], around: Element, begin: int, end: int) -> None:
        """Add a run of text that stands in no paragraph of its own; two line breaks end a paragraph."""
        part: list[Element | str] = []
        breaks: list[Element] = []
        for item in run:
            if not isinstance(item, str) and item.tag == "br":
                breaks.append(item)
            elif not isinstance(item, str) or item.strip():
                if len(breaks) > 1:
                    self._loose(part, around, begin, self.page.start(breaks[0]))
                    part, begin = [], self.page.end(breaks[-1])
                breaks = []
            part.append(item)
        self._loose(part, around, begin, end)

    def _loose(self, part: list[Element | str], around: Element, begin: int, end: int) -> None:
        """Add text outside of a paragraph that stands somewhere in `begin` to `end` of the source."""
        while part and _is_blank(part[-1]):
            part.pop()
        while part and _is_blank(part[0]):
            part.pop(0)
        whole = Element("p", {}, around, -1)
        whole.children = part
        text = whole.text()
        if not text:
            return
        first, last = part[0], part[-1]
        begin = begin if isinstance(first, str) else self.page.start(first)
        end = end if isinstance(last, str) else self.page.end(last)
        end = max(begin, end)  # the parser may have moved what stands around
        raw = self.page.scan.source[begin:end]
        if raw.strip():
            begin, end = begin + len(raw) - len(raw.lstrip()), begin + len(raw.rstrip())
        size = sum(len(item.strip()) if isinstance(item, str) else item.chars for item in part)
        linked = sum(item.linked for item in part if not isinstance(item, str))
        if linked > _ONLY_LINKS * size and size < _SHORT:
            self.asides.append(Aside("boilerplate.related", text, begin, end))
        else:
            self.blocks.append(Block("paragraph", text, markup(whole), begin, end))

    def _add(self, kind: Kind, text: str, element: Element) -> None:
        if text or kind == "figure":
            self.blocks.append(Block(kind, text, markup(element), self.page.start(element), self.page.end(element)))

    def _aside(self, kind: str, element: Element) -> None:
        if text := element.text():
            self.asides.append(Aside(kind, text, self.page.start(element), self.page.end(element)))


def markup(element: Element) -> str:
    """Return the element's markup, not sanitized: all that the tree holds, entities escaped."""
    out: list[str] = []
    stack: list[Element | str | None] = [element]
    closing: list[str] = []
    while stack:
        item = stack.pop()
        if item is None:
            out.append(closing.pop())
        elif isinstance(item, str):
            out.append(html.escape(item, quote=False))
        else:
            attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in item.attributes.items())
            out.append(f"<{item.tag}{attributes}>")
            if item.tag not in VOID:
                closing.append(f"</{item.tag}>")
                stack.append(None)
                stack.extend(reversed(item.children))
    return "".join(out)


_LONGEST_CAPTION = 500


def _is_picture(element: Element) -> bool:
    """Return whether an element is a picture with its caption, made without `figure`."""
    if not 0 < element.chars <= _LONGEST_CAPTION or element.tag in HEADINGS or not zones.named(element, "picture"):
        return False
    pictures = sum(1 for part in element.iter() if part.tag in ("img", "picture"))
    return pictures > 0 and sum(1 for part in element.iter() if part.tag in ("p", "h2", "h3")) <= 1


def _flows(element: Element) -> bool:
    """Return whether an element is part of the line around it."""
    return element.tag in INLINE and element.tag not in _FIGURES and not _holds_block(element)


def _is_blank(item: Element | str) -> bool:
    return not item.strip() if isinstance(item, str) else item.tag == "br"


def _holds_block(element: Element) -> bool:
    return not INLINE.issuperset([part.tag for part in element.iter() if part is not element])


def _lines(element: Element) -> str:
    """Return the text below, each block inside on a line of its own."""
    return "\n".join(_line_texts(element))


def _line_texts(element: Element) -> Iterator[str]:
    run: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            run.append(child)
        elif child.tag in _FIGURES or child.tag in NEVER:
            continue
        elif child.tag in INLINE:
            run.append(child.raw_text())
        else:
            if line := " ".join("".join(run).split()):
                yield line
            run = []
            yield from _line_texts(child)
    if line := " ".join("".join(run).split()):
        yield line


def _rows(table: Element) -> str:
    rows = ((" ".join(cell.text() for cell in row.find("td", "th"))).strip() for row in table.find("tr"))
    return "\n".join(row for row in rows if row)


def _is_layout(table: Element) -> bool:
    return any(
        True for _ in table.find("p", "div", "h1", "h2", "h3", "ul", "ol", "figure", "table", "article", "section")
    )
