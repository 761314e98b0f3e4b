"""Plain text to an Article."""

from __future__ import annotations

import html
from collections.abc import Sequence

from copydesk.intake.charset import Decoded
from copydesk.intake.wrapping import Paragraph, paragraphs
from copydesk.model import Article, Block, Title
from copydesk.normalize import dateline, headline, names

_LONGEST_TITLE = 250
"""Code points; the longest headline seen is 190."""
_LONGEST_SENTENCE_TITLE = 100
"""A first line that ends as a sentence does is a title only up to this length."""
_SENTENCE_ENDS = (".", "。", "।", "؟", "۔", "։", "።", ".”", '."', ".»")


def read(decoded: Decoded) -> Article:
    """Return the article of a plain text: its first line is the title, unless the story begins with it.

    Raises `Permanent` (`intake.structure_over_cap`) for more lines than `wrapping.paragraphs` takes.
    """
    found = paragraphs(decoded.text, opens_story)
    titles = tuple(Title("text", part.text, part.start, part.end) for part in found[: _titles(found)])
    blocks = tuple(block(part.text, part.start, part.end) for part in found[len(titles) :])
    return Article(decoded.text, decoded.charset, "text", titles, blocks)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the paragraph blocks of plain text found inside another format; their offsets are 0."""
    return tuple(block(part.text) for part in paragraphs(text))


def block(text: str, start: int = 0, end: int = 0) -> Block:
    """Return a paragraph block of plain text: its markup says the same, escaped."""
    return Block("paragraph", text, f"<p>{html.escape(text, quote=False)}</p>", start, end)


def opens_story(line: str) -> bool:
    """Tell whether a line opens the story itself: it begins with a dateline."""
    return dateline.opens(line)


def _titles(found: Sequence[Paragraph]) -> int:
    """Return how many of the paragraphs are the title: 1, or 0 where none is rather than a wrong one."""
    if len(found) < 2:
        return 0
    first, second = found[0].text, found[1].text
    if len(first) > _LONGEST_TITLE or not any(map(str.isalpha, first)):
        return 0
    if headline.fold(first) == headline.fold(second):
        return 1
    is_long = len(first) > _LONGEST_SENTENCE_TITLE
    if is_long and first.endswith(_SENTENCE_ENDS):
        return 0
    # A title may look like a dateline (`OTTAWA PLANS NEW BONDS APRIL 14`): what follows it tells.
    if opens_story(first) and (is_long or not opens_story(second)):
        return 0
    return int(not names.begins_credit(first))
