"""Whether title and body are in the same language."""

from __future__ import annotations

from copydesk.model import Article, BodyLanguage, Finding, Languages, TitleLanguage
from copydesk.settings import Settings


def review(article: Article, settings: Settings) -> tuple[Languages, tuple[Finding, ...]]:
    """Return the languages of the article and the findings about them."""
    return Languages(TitleLanguage("und", "Zyyy", 0.0), BodyLanguage("und", "Zyyy", 0.0), "undetermined", 0.5), ()
