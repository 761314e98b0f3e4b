"""Whether title and body are in the same language."""

from __future__ import annotations

from copydesk.model import (
    EVIDENCE_CODE_POINTS,
    Article,
    BodyLanguage,
    Comparison,
    Evidence,
    Finding,
    Languages,
    LanguageShare,
    Span,
    TitleLanguage,
)
from copydesk.review import clues, identify, reading
from copydesk.review.identify import Guess
from copydesk.settings import Settings


def review(article: Article, settings: Settings) -> tuple[Languages, tuple[Finding, ...]]:
    """Return the languages of the article and the findings about them."""
    del settings
    title = article.headline.text if article.headline else ""
    head, body = identify.guess(title), reading.read([block.text for block in article.blocks])
    comparison, score = _compare(title, body)
    languages = Languages(
        _language(head),
        BodyLanguage(
            body.guess.code,
            body.guess.script,
            body.guess.confidence / 1000,
            (LanguageShare(body.guess.code, body.guess.script, body.share / 1000),),
        ),
        comparison,
        score,
        tuple(_language(identify.guess(other.text)) for other in article.titles),
    )
    if comparison != "mismatch" or not article.headline:
        return languages, ()
    span = Span("title", 0, len(title), title[:EVIDENCE_CODE_POINTS])
    message = f"The title is in another language ({head.code}) than the body ({body.guess.code})."
    evidence = (Evidence("title", head.code), Evidence("body", body.guess.code))
    return languages, (Finding("language.title_body_mismatch", "high", message, (span,), evidence),)


def _language(guess: Guess) -> TitleLanguage:
    return TitleLanguage(guess.code, guess.script, guess.confidence / 1000)


def _compare(title: str, body: reading.Body) -> tuple[Comparison, float]:
    found = clues.gather(title, body)
    if found is None or found.words < 3:
        return "undetermined", 0.2
    if found.in_body_script < 200 and (found.foreign_solid or found.foreign_common > 1):
        return "mismatch", 0.99
    if found.in_body_script > 500 and found.lead_common > 120 and found.covered_less > 100:
        return "mismatch", 0.95
    return "match", 0.05
