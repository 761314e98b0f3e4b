"""When the article was published and changed; none rather than a wrong one."""

from __future__ import annotations

import re
from datetime import date

from copydesk.model import Article, Moment
from copydesk.normalize.moments import FIRST_YEAR, LAST_YEAR, instant

# Digits of fixed number between slashes: linear.
_URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)|[/_-]((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?=[/_.-]|$)")


def read(article: Article) -> tuple[Moment | None, Moment | None]:
    """Return (published, modified) of the article; a change before the publication is no change."""
    published, modified = article.metadata.published, article.metadata.modified
    if published and modified and modified.precision != "month" and instant(modified).date() < instant(published).date():
        modified = None
    return published, modified


def of_url(url: str | None) -> Moment | None:
    """Return the day that an article's address holds (`/2026/11/22/`), None when it holds none that exists."""
    for match in _URL.finditer((url or "")[:500]):
        year, month, day = (int(part) for part in match.groups() if part)
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return Moment(found.isoformat(), "day")
    return None
