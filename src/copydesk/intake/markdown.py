"""Markdown (CommonMark with tables) to an Article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from markdown_it import MarkdownIt
from markdown_it.common.normalize_url import validateLink
from markdown_it.token import Token

from copydesk.errors import Permanent
from copydesk.intake import front_matter
from copydesk.intake.charset import Decoded
from copydesk.intake.story import Body
from copydesk.intake.tricks import script_scheme
from copydesk.intake.wrapping import clean
from copydesk.model import Article, Block, Metadata, Title, Upload
from copydesk.settings import Settings

if TYPE_CHECKING:
    from copydesk.scan import Scan

_KINDS: dict[str, Literal["heading", "paragraph", "list", "quote", "table", "preformatted"]] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "table_open": "table",
    "fence": "preformatted",
    "code_block": "preformatted",
}
_MARKS = (*"[]*_`<>!|~&+-\\#$%:=@^{}\n\r", ". ", ".\t", ") ", ")\t")
"""Where the parser stops to look, some of them twenty times: delimiters, and what opens blocks, lists and lines."""
_MOST_MARKS = 20_000
"""A long article has a few thousand; a programming manual of 150 kB has 15,000. Repeated units take 0.4 s at most."""
# Linear: one mark or one run of blanks. What opens, closes and ends the address of a link; an escaped sign is none.
_ADDRESS = re.compile(r"\\[^\x00-\x20\x7f]|\]\(|[()]|[\x00-\x20\x7f]+")
_MOST_ADDRESSES = 2_000_000
"""Characters of link addresses, those inside others counted again: the parser goes over each, 0.3 us a character."""
# One class, matched against one line: linear. The line under a table's head, in a quotation or a list too.
_DIVIDER = re.compile(r"[>|:\- \t]+")
_MOST_CELLS = 50_000
"""Cells of tables; a row that has fewer than its head is filled up, 12 us a cell."""
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class _Part:
    """The tokens of one block at the top of the document, and where it stands in the source."""

    tokens: Sequence[Token]
    start: int
    end: int


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the article of a Markdown text; its title is that of the front matter, else its first heading.

    Raises `Permanent`: `intake.structure_over_cap` where it is too long to be parsed in a bounded time, and what
    `front_matter.read` and `fragment.read` raise.
    """
    matter = front_matter.read(decoded.text, upload.name, settings)
    begin = matter.end if matter else 0
    limit = settings.fragment_characters
    if (found := len(decoded.text) - begin) > limit:
        message = f"{upload.name} is {found} characters of Markdown, the limit is {limit}"
        raise Permanent("intake.structure_over_cap", message, what="characters", found=found, limit=limit)
    _within("marks", sum(decoded.text.count(mark, begin) for mark in _MARKS), _MOST_MARKS, upload.name)
    if decoded.text.count("](", begin) * found > _MOST_ADDRESSES:
        _within("characters of addresses", _addresses(decoded.text, begin), _MOST_ADDRESSES, upload.name)
    if "|" in decoded.text:
        _within("cells of tables", _cells(decoded.text, begin), _MOST_CELLS, upload.name)
    bodies = list(_bodies(_parts(decoded.text, begin), settings))
    blocks = [block for body in bodies for block in body.blocks]
    titles = front_matter.titles(matter, decoded.text) if matter else ()
    opening = next((at for at, block in enumerate(blocks) if block.kind != "figure"), None)
    if not titles and opening is not None and blocks[opening].kind == "heading":
        heading = blocks.pop(opening)
        titles = (Title("heading", heading.text, heading.start, heading.end),)
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format="markdown",
        titles=titles,
        blocks=tuple(blocks),
        asides=tuple(aside for body in bodies for aside in body.asides),
        metadata=front_matter.metadata(matter.values) if matter else Metadata(),
        embeds=tuple(embed for body in bodies for embed in body.embeds),
        observations=(
            *(matter.findings if matter else ()),
            *(finding for body in bodies for finding in body.observations),
        ),
    )


def _within(what: str, found: int, limit: int, name: str) -> None:
    """Refuse a text with more of something than any article has, before the parser spends its time on it."""
    if found > limit:
        message = f"{name} has {found} {what} of Markdown, the limit is {limit}"
        raise Permanent("intake.structure_over_cap", message, what=what, found=found, limit=limit)


def _cells(text: str, begin: int) -> int:
    """Return how many cells the tables have at most, with those that the parser adds to short rows."""
    cells = columns = 0
    for line in _LINE.split(text[begin:]):
        if "-" in line and _DIVIDER.fullmatch(line):
            columns = line.count("|") + 1
        elif not line.strip(" \t>"):
            columns = 0
        cells += columns
    return cells


def _addresses(text: str, begin: int) -> int:
    """Return over how many characters the parser looks for the ends of addresses (`[a](b`).

    One that is never closed goes on to the next blank, and so does every one that begins inside it.
    """
    steps = 0
    opened: list[int] = []  # where an address begins; -1 for a bracket inside one
    for mark in _ADDRESS.finditer(text, begin):
        if mark[0] in ("](", "("):
            opened.append(mark.end() if mark[0] == "](" else -1)
        elif mark[0] == ")":
            if opened and (start := opened.pop()) >= 0:
                steps += mark.start() - start
        elif mark[0][0] != "\\":
            steps += sum(mark.start() - start for start in opened if start >= 0)
            opened.clear()
    return steps + sum(len(text) - start for start in opened if start >= 0)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # The parser leaves `[a](javascript:b)` as text; other readers make a link of it, so it has to be seen and told.
    parser.validateLink = lambda url: validateLink(url) or bool(script_scheme(url))  # type: ignore[method-assign]
    return parser


def _parts(text: str, begin: int) -> Iterator[_Part]:
    """Yield the blocks at the top of the document, in order."""
    lines = [begin, *(line.end() for line in _LINE.finditer(text, begin))]
    lines.append(len(text))
    tokens = _parser().parse(text[begin:])
    first = 0
    for at, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            opened = tokens[first]
            if opened.map:
                start, end = lines[opened.map[0]], lines[min(opened.map[1], len(lines) - 1)]
                raw = text[start:end]
                start += len(raw) - len(raw.lstrip())
                yield _Part(tokens[first : at + 1], start, max(start, end - (len(raw) - len(raw.rstrip()))))
            first = at + 1


def _bodies(parts: Iterable[_Part], settings: Settings) -> Iterator[Body]:
    """Yield what each part says; what is active in the HTML of any of them comes last, told once."""
    parser = _parser()
    scans: list[Scan] = []
    for part in parts:
        markup = parser.renderer.render(part.tokens, parser.options, {}).strip()
        if any(token.type.startswith("html_") or _leads_to_script(token) for token in _all(part.tokens)):
            from copydesk.intake import fragment  # noqa: PLC0415  # the page reader is loaded where there is markup

            body, tags = fragment.part(markup, settings)
            scans.append(tags)
            yield Body(
                tuple(replace(block, start=part.start, end=part.end) for block in body.blocks),
                tuple(replace(aside, start=part.start, end=part.end) for aside in body.asides),
                body.embeds,
            )
        else:
            yield Body(tuple(_blocks(markup, part)))
    if scans:
        from copydesk.intake import active  # noqa: PLC0415  # as above

        yield Body(observations=active.observe_parts(scans))


def _blocks(markup: str, part: _Part) -> Iterator[Block]:
    kind = _KINDS.get(part.tokens[0].type)
    if kind is None:  # a thematic break says nothing
        return
    text = "\n".join(_lines(part.tokens)) if kind != "preformatted" else part.tokens[0].content.strip("\n")
    if text:
        yield Block(kind, text, markup, part.start, part.end)
    elif "<img" in markup:
        inner = markup.removeprefix("<p>").removesuffix("</p>")
        yield Block("figure", "", f"<figure>{inner}</figure>", part.start, part.end)


def _leads_to_script(token: Token) -> bool:
    url = token.attrs.get("href") or token.attrs.get("src")
    return isinstance(url, str) and script_scheme(url) != ""


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from token.children or ()


def _lines(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the text of each paragraph, item, table row and code line inside a block."""
    cells: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "tr_close" and cells is not None:
            yield " ".join(filter(None, cells))
            cells = None
        elif token.type in ("fence", "code_block"):
            yield from filter(None, map(clean, token.content.splitlines()))
        elif token.type == "inline":
            said = clean("".join(_said(token)))
            if cells is not None:
                cells.append(said)
            elif said:
                yield said


def _said(inline: Token) -> Iterator[str]:
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
