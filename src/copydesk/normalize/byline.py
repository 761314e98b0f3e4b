"""The byline: what the text prints, set aside, merged with what the page declares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from copydesk.model import Article, Aside, Block, Byline, Credit, Dateline
from copydesk.normalize import agencies, lead, names
from copydesk.normalize.leads import signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

_Found: TypeAlias = tuple[int, int, int, tuple[str, ...]]
"""A byline in the text: its block, where it begins and ends in the block's text, and the credits it prints."""
LINES = 6
"""Blocks at the beginning, and at the end, in which a byline is looked for."""
_LINE = 160
"""Code points of the longest byline line."""


def read(article: Article, dateline: Dateline | None = None) -> tuple[Article, Byline]:
    """Return the article with byline lines of the text set aside, and the one merged byline.

    The text's own bylines come first: a line before the story (`By Jane Doe` and the line of her agency below it), a
    bare name right above the dateline, names inside the dateline, a bracket before the story or at its end.
    """
    found: list[_Found] = []
    story = _story(article.blocks, dateline)
    credited = False
    for n, block in enumerate(article.blocks[: min(LINES, story + 1)]):
        above = n == story - 1 and dateline is not None
        if n < story and (line := _line(block, above=above, credited=credited)):
            found.append((n, 0, len(block.text), line))
            credited = True
        elif signed := signatures.opening(block.text):
            found.append((n, 0, signed.after, signed.names))
    found += _closing(article.blocks, {n for n, *_ in found})
    printed = [Credit(name, "text") for name in (dateline.signed if dateline else ())]
    before = [Credit(name, "text") for n, _, _, credit in found if n <= story for name in credit]
    behind = [Credit(name, "text") for n, _, _, credit in found if n > story for name in credit]
    everyone = (*before, *printed, *behind, *article.metadata.credits)
    return _set_aside(article, found), _merged(everyone, article, found)


def _story(blocks: Sequence[Block], dateline: Dateline | None) -> int:
    """Return the number of the block in which the story begins: the dateline's, else the first long one."""
    if dateline is not None and dateline.end:
        for n, block in enumerate(blocks):
            if block.start >= dateline.start:
                return n
    return next((n for n, block in enumerate(blocks[:LINES]) if len(block.text) > _LINE), min(LINES, len(blocks)))


def _line(block: Block, *, above: bool, credited: bool) -> tuple[str, ...]:
    """Return the credits of a line that is a byline, else nothing."""
    text = block.text
    if block.kind == "figure" or len(text) > _LINE or not text:
        return ()
    if printed := signatures.credits_of(text):
        return printed
    if above and (printed := signatures.credits_above(text)):
        return printed
    if credited and (agency := signatures.affiliation(text)) is not None:
        return (agency,) if agency else (" ",)
    if above and signatures.is_bare_name(text) and not agencies.canonical(text):
        return (text,)
    return ()


def _closing(blocks: Sequence[Block], taken: set[int]) -> list[_Found]:
    """Return the sign-offs of the last blocks: `(Reporting by Jane Doe; editing by John Roe)`."""
    found: list[_Found] = []
    for n in range(max(0, len(blocks) - LINES), len(blocks)):
        if n in taken:
            continue
        text = blocks[n].text
        if signed := signatures.closing(text):
            found.append((n, signed.start, len(text), signed.names))
    return found


def _set_aside(article: Article, found: Sequence[_Found]) -> Article:
    if not found:
        return article
    blocks: list[Block | None] = [*article.blocks]
    asides = [*article.asides]
    for n, i, j, _ in found:
        block = article.blocks[n]
        asides.append(Aside("byline", block.text[i:j].strip(), *lead.located(block, article, i, j)))
        kept = lead.cut(block, i, j)
        blocks[n] = lead.narrowed(block, article, i, j, kept=kept) if kept else None
    return replace(article, blocks=tuple(block for block in blocks if block), asides=tuple(asides))


def _merged(everyone: Sequence[Credit], article: Article, found: Sequence[_Found]) -> Byline:
    byline = names.parse(everyone)
    raws = [article.blocks[n].text[i:j].strip() for n, i, j, _ in found]
    raws += [credit.raw.strip() for credit in article.metadata.credits]
    raw = "; ".join(dict.fromkeys(raw for raw in raws if raw))
    return replace(byline, raw=raw or byline.raw)
