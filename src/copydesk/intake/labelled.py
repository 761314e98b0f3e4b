"""Plain text that begins with labelled lines: `Title: ...`, `Author: ...`, `Date: ...`."""

from __future__ import annotations

from typing import Any

from copydesk.intake import front_matter, plain, wrapping
from copydesk.intake.charset import Decoded
from copydesk.intake.front_matter import FrontMatter
from copydesk.model import Article

# The names that front matter uses, as exports print them.
_LABELS = frozenset(
    (
        *("title", "headline", "author", "authors", "by", "byline", "date", "published", "updated", "language", "lang"),
        *("source", "publisher", "section", "category", "tags", "keywords", "url", "link", "status", "embargo"),
        *("copyright", "rights", "expires"),
    )
)
_LONGEST = 4_000
"""Code points of all labelled lines together."""


def read(decoded: Decoded) -> Article | None:
    """Return the article of such a text, None for any other; the labelled lines are data and no part of its body."""
    matter = head(decoded.text)
    if matter is None:
        return None
    parts = wrapping.paragraphs(decoded.text[matter.end :], plain.opens_story)
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format="text",
        titles=front_matter.titles(matter, decoded.text),
        blocks=tuple(plain.block(part.text, matter.end + part.start, matter.end + part.end) for part in parts),
        metadata=front_matter.metadata(matter.values),
    )


def head(text: str) -> FrontMatter | None:
    """Return the labelled lines: all up to the first blank one, two or more, a title's among them; None otherwise."""
    values: dict[str, Any] = {}
    at = len(text) - len(text.lstrip())
    for line in text[at : at + _LONGEST].splitlines(keepends=True):
        if not line.strip():
            break
        field = front_matter.FIELD.fullmatch(line.strip())
        if not field or (name := field[1].lower()) not in _LABELS or name in values:
            return None
        values[name] = field[2].strip()
        at += len(line)
    return FrontMatter(values, at) if len(values) > 1 and not {"title", "headline"}.isdisjoint(values) else None
