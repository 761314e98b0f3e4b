"""When the article was published and changed; none rather than a wrong one."""

from __future__ import annotations

from copydesk.model import Article, Moment


def read(article: Article) -> tuple[Moment | None, Moment | None]:
    """Return (published, modified) of the article."""
    return article.metadata.published, article.metadata.modified
