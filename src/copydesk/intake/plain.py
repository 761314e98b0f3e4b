"""Plain text to an Article."""

from __future__ import annotations

import html

from copydesk.intake.charset import Decoded
from copydesk.intake.wrapping import Paragraph, paragraphs
from copydesk.model import Article, Block, Title
from copydesk.normalize import dateline

_LONGEST_TITLE = 250
"""Code points; the longest headline seen is 190."""
_LONGEST_SENTENCE_TITLE = 100
"""A first line that ends as a sentence does is a title only up to this length."""
_SENTENCE_ENDS = (".", "。", "।", "؟", "۔", "։", "።", ".”", '."', ".»")


def read(decoded: Decoded) -> Article:
    """Return the article of a plain text: its first line is the title, unless the story begins with it."""
    found = paragraphs(decoded.text, opens_story)
    titled = len(found) > 1 and _is_title(found[0])
    titles = (Title("text", found[0].text, found[0].start, found[0].end),) if titled else ()
    blocks = tuple(block(part.text, part.start, part.end) for part in found[len(titles) :])
    return Article(decoded.text, decoded.charset, "text", titles, blocks)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the paragraph blocks of plain text found inside another format; their offsets are 0."""
    return tuple(block(part.text) for part in paragraphs(text))


def block(text: str, start: int = 0, end: int = 0) -> Block:
    """Return a paragraph block of plain text: its markup says the same, escaped."""
    return Block("paragraph", text, f"<p>{html.escape(text, quote=False)}</p>", start, end)


def _is_title(first: Paragraph) -> bool:
    text = first.text
    if len(text) > _LONGEST_TITLE or not any(map(str.isalpha, text)) or opens_story(text):
        return False
    return not text.endswith(_SENTENCE_ENDS) or len(text) <= _LONGEST_SENTENCE_TITLE


def opens_story(line: str) -> bool:
    """Tell whether a line opens the story itself."""
    return dateline.opens(line)
