"""Plain text to an Article."""

from __future__ import annotations

import html
import re

from copydesk.intake.charset import Decoded
from copydesk.model import Article, Block, Title

_LINE = re.compile(r"[^\n]+")  # linear: one class, one quantifier


def read(decoded: Decoded) -> Article:
    """Return the article of a plain text: its first line is the title, each line after it a paragraph."""
    blocks = paragraphs(decoded.text)
    first = blocks[:1]
    titles = tuple(Title("text", block.text, block.start, block.end) for block in first)
    return Article(decoded.text, decoded.charset, "text", titles, blocks[1:], observations=decoded.findings)


def paragraphs(text: str, *, offsets: bool = True) -> tuple[Block, ...]:
    """Return one paragraph block for each line of text that is not blank; offsets 0 where they would mean nothing."""
    blocks = []
    for line in _LINE.finditer(text):
        said = " ".join(line.group().split())
        if said:
            start = line.start() + len(line.group()) - len(line.group().lstrip())
            end = line.start() + len(line.group().rstrip())
            markup = f"<p>{html.escape(said, quote=False)}</p>"
            blocks.append(Block("paragraph", said, markup, start if offsets else 0, end if offsets else 0))
    return tuple(blocks)
