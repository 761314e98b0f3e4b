"""The comparison of languages: is this title plausibly written in the language of THIS body, and what follows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from copydesk.model import Article, BodyLanguage, Comparison, Finding, Languages, LanguageShare, TitleLanguage
from copydesk.review import clues, disagreement, forest, identify, reading
from copydesk.review.identify import Guess, base, group
from copydesk.review.reading import Body
from copydesk.settings import Settings

NOT_COMPARABLE = 20_000
"""P(mismatch), in millionths, of a title that has nothing to compare: figures, a few letters, an empty body."""
DOUBT = 250_000
"""From this P to the threshold a title is neither a match nor a mismatch."""
STRICTEST = 0.05
"""The false-flag budget that a title in a language not expected in this bucket is held to."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One title held against the body."""

    guess: Guess
    probability: int
    """P(mismatch) in millionths."""
    comparison: Comparison


def review(article: Article, settings: Settings) -> tuple[Languages, tuple[Finding, ...]]:
    """Return the languages of the article and the findings about them; the same bytes give the same answer.

    Every title a consumer could show is held against the body; the headline's comparison is the article's.
    """
    body = reading.read([block.text for block in article.blocks])
    title = article.headline.text if article.headline else ""
    headline = judge(title, body, settings)
    judged = {title: headline}
    for other in article.titles:
        if other.text not in judged:
            judged[other.text] = headline if _same(title, other.text) else judge(other.text, body, settings)
    languages = Languages(
        _language(headline.guess),
        BodyLanguage(body.guess.code, body.guess.script, body.guess.confidence / 1000, _composition(body)),
        headline.comparison,
        headline.probability / 1_000_000,
        tuple(_language(judged[other.text].guess) for other in article.titles),
    )
    mismatched = {text: one.guess for text, one in judged.items() if one.comparison == "mismatch"}
    return languages, disagreement.findings(article, body, mismatched, settings)


def _same(title: str, other: str) -> bool:
    """Whether two titles are one but for a site's name or a last word: they need no second comparison."""
    short, long = sorted((title, other), key=len)
    return short in long and 3 * len(short) >= 2 * len(long)


def judge(title: str, body: Body, settings: Settings) -> Judged:
    """Return the comparison of one title with the body."""
    found = clues.gather(title, body)
    guess = identify.guess(title, body.scorer)
    if found is None:
        return Judged(guess, NOT_COMPARABLE, "undetermined")
    trees = forest.load()
    probability = trees.score(found)
    expected = {base(code) for code in settings.expected_languages}
    unexpected = bool(expected) and base(guess.code) not in expected
    threshold = trees.threshold(STRICTEST if unexpected else settings.language_budget)
    comparison: Comparison = "match" if probability < DOUBT else "undetermined"
    if probability > threshold:
        # One language in two scripts (Serbian, romanised Hindi) is no mismatch that can be asserted.
        comparison = "undetermined" if base(guess.code) == base(body.guess.code) else "mismatch"
    if comparison == "match" and found.in_body_script >= 500 and group(guess.code) != group(body.guess.code):
        # It fits the body: the body's language is then the better guess for a few words than their own letters are.
        guess = Guess(body.guess.code, body.guess.script, 500)
    return Judged(guess, probability, comparison)


def _language(guess: Guess) -> TitleLanguage:
    return TitleLanguage(guess.code, guess.script, guess.confidence / 1000)


def _composition(body: Body) -> tuple[LanguageShare, ...]:
    """Return the share of each language, the largest first."""
    letters: Counter[tuple[str, str]] = Counter()
    for part in body.parts:
        letters[part.guess.code, part.guess.script] += part.letters
    total = letters.total()
    ordered = sorted(letters.items(), key=lambda item: (-item[1], item[0]))
    return tuple(LanguageShare(code, script, round(count / total, 3)) for (code, script), count in ordered)
