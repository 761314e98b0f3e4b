"""Setting aside what is site furniture and not the article."""

from __future__ import annotations

from copydesk.model import Article


def set_aside(article: Article) -> Article:
    """Return the article without boilerplate blocks, each kept in `asides` with its kind and span."""
    return article
