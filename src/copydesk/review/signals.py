"""Rules about the article as understood; each is a small pure function."""

from __future__ import annotations

from copydesk.model import Article, Byline, Dateline, Finding, Languages, Moment
from copydesk.settings import Settings


def observe(
    article: Article,
    byline: Byline,
    dateline: Dateline | None,
    published: Moment | None,
    modified: Moment | None,
    languages: Languages,
    settings: Settings,
) -> tuple[Finding, ...]:
    """Return what the rules found, in the order of the rules."""
    return ()
