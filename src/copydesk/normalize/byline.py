"""The byline: what the text prints merged with what the page declares."""

from __future__ import annotations

from copydesk.model import Article, Byline
from copydesk.normalize import names


def read(article: Article) -> tuple[Article, Byline]:
    """Return the article with byline lines of the text set aside, and the one merged byline."""
    return article, names.parse(article.metadata.credits)
