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
from copydesk.review import scripts
from copydesk.review.profiles import Scorer, load
from copydesk.settings import Settings

_TAGS = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
_BY_SCRIPT = {"Hani": "zh-Hans", "Jpan": "ja", "Kore": "ko"}


def review(article: Article, settings: Settings) -> tuple[Languages, tuple[Finding, ...]]:
    """Return the languages of the article and the findings about them."""
    del settings
    title = article.headline.text if article.headline else ""
    scorer = Scorer(load())
    head, body = _identify(scorer, title), _identify(scorer, article.text)
    comparison, score = _compare(scorer, title, head, body)
    languages = Languages(
        head,
        BodyLanguage(body.code, body.script, body.confidence, (LanguageShare(body.code, body.script, 1.0),)),
        comparison,
        score,
        tuple(_identify(scorer, other.text) for other in article.titles),
    )
    if comparison != "mismatch" or not article.headline:
        return languages, ()
    span = Span("title", 0, len(title), title[:EVIDENCE_CODE_POINTS])
    message = f"The title is in another language ({head.code}) than the body ({body.code})."
    evidence = (Evidence("title", head.code), Evidence("body", body.code))
    return languages, (Finding("language.title_body_mismatch", "high", message, (span,), evidence),)


def _identify(scorer: Scorer, text: str) -> TitleLanguage:
    script = scripts.family(scripts.tally(text))
    if script in _BY_SCRIPT:
        return TitleLanguage(_BY_SCRIPT[script], script, 0.9)
    packed, grams = scorer.words(word.lower() for word in scripts.words(text))
    if not grams:
        return TitleLanguage("und", script, 0.0)
    sums = scorer.profiles.unpack(packed)
    best = max(range(len(sums)), key=sums.__getitem__)
    code = scorer.profiles.languages[best]
    return TitleLanguage(_TAGS.get(code, code), script, 0.5)


def _compare(scorer: Scorer, title: str, head: TitleLanguage, body: TitleLanguage) -> tuple[Comparison, float]:
    words = [word.lower() for word in scripts.words(title)]
    if head.code == "und" or body.code == "und" or len(words) < 3:
        return "undetermined", 0.2
    if head.script != body.script:
        return "mismatch", 0.99
    packed, grams = scorer.words(words)
    if head.code == body.code or body.code not in scorer.profiles.languages:
        return "match", 0.01
    sums = scorer.profiles.unpack(packed)
    lead = (max(sums) - sums[scorer.profiles.languages.index(body.code)]) / scorer.profiles.scale
    return ("mismatch", 0.99) if lead > 8 and lead > 0.25 * grams else ("match", 0.1)
