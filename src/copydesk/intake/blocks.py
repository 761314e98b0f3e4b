"""The parts of an article's markup as `Block`s: what the text says and the markup that says it, in step."""

from __future__ import annotations

import html
from collections.abc import Iterator

from copydesk.intake import zones
from copydesk.intake.content import HEADINGS, NEVER, is_furniture, is_listing
from copydesk.intake.tree import INLINE, VOID, Element, Page
from copydesk.model import Aside, Block

_FIGURES = frozenset(("figure", "picture", "img"))
_LISTS = frozenset(("ul", "ol", "dl", "menu"))


class Reader:
    """Collects the blocks below an element and what was left out of them."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.blocks: list[Block] = []
        self.asides: list[Aside] = []

    def read(self, element: Element) -> None:
        """Add the blocks of everything below an element."""
        run: list[Element | str] = []
        for child in element.children:
            if isinstance(child, str) or (
                child.tag in INLINE and child.tag not in _FIGURES and not _holds_block(child)
            ):
                run.append(child)
            else:
                self._run(run, element)
                run = []
                self._element(child)
        self._run(run, element)

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
            if any(
                not isinstance(c, str) and c.tag in ("img", "figure", "picture") for c in element.children
            ) or _holds_block(element):
                self.read(element)
            else:
                self._paragraph(element)
        elif tag == "pre":
            self._add("preformatted", element.raw_text().strip(), element)
        elif tag == "blockquote":
            self._add("quote", _lines(element), element)
        elif tag in _LISTS:
            if element.linked > 0.6 * element.chars and element.chars:
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
        if element.linked > 0.8 * element.chars and element.chars < 200:
            self._aside("boilerplate.related", element)
            return
        self._add("paragraph", text, element)

    def _run(self, run: list[Element | str], around: Element) -> None:
        """Add a run of text that stands in no paragraph of its own; two line breaks end a paragraph."""
        part: list[Element | str] = []
        breaks = 0
        for item in run:
            if not isinstance(item, str) and item.tag == "br":
                breaks += 1
                part.append(item)
                continue
            if isinstance(item, str) and not item.strip():
                part.append(item)
                continue
            if breaks > 1:
                self._loose(part, around)
                part = []
            breaks = 0
            part.append(item)
        self._loose(part, around)

    def _loose(self, part: list[Element | str], around: Element) -> None:
        whole = Element("p", {}, around, -1)
        whole.children = part
        text = whole.text()
        if not text:
            return
        chars = linked = 0
        for child in part:
            if isinstance(child, str):
                chars += len(child.strip())
            else:
                chars += child.chars
                linked += child.linked
        if linked > 0.8 * chars and chars < 200:
            self.asides.append(Aside("boilerplate.related", text, 0, 0))
            return
        self.blocks.append(Block("paragraph", text, markup(whole), self.page.start(whole), self.page.end(whole)))

    def _add(self, kind: str, text: str, element: Element) -> None:
        if text or kind == "figure":
            self.blocks.append(Block(kind, text, markup(element), self.page.start(element), self.page.end(element)))  # type: ignore[arg-type]

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


def _holds_block(element: Element) -> bool:
    return any(part.tag not in INLINE for part in element.iter() if part is not element)


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
