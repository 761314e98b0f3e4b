"""Plain text to an Article."""

from __future__ import annotations

import html
import re

from copydesk.intake.charset import Decoded
from copydesk.model import Article, Block, Title


def read(decoded: Decoded) -> Article:
    """Return the article of a plain text: its first line is the title, each line after it a paragraph."""
    lines = [m for m in re.finditer(r"[^\n]+", decoded.text) if m.group().strip()]
    titles = tuple(Title("text", m.group().strip(), m.start(), m.end()) for m in lines[:1])
    blocks = tuple(
        Block("paragraph", m.group().strip(), f"<p>{html.escape(m.group().strip(), quote=False)}</p>", m.start(), m.end())
        for m in lines[1:]
    )
    return Article(decoded.text, decoded.charset, "text", titles, blocks, observations=decoded.findings)
