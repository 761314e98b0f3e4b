"""What an editor is told when languages disagree: between title and body, within the body, or with what is declared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from copydesk.model import EVIDENCE_CODE_POINTS, Article, Block, Evidence, Finding, Span, Title
from copydesk.review import identify, scripts
from copydesk.review.identify import Guess, base, group
from copydesk.review.profiles import Scorer, load
from copydesk.review.reading import Body
from copydesk.settings import Settings

MIXED_SHARE = 0.2
"""A quotation in another language under a fifth of the body is nothing unusual."""
MIXED_LETTERS = 150
DECLARED_LETTERS = 200
"""Letters of text from which it says more of its language than a declaration does."""
DECLARED_CONFIDENCE = 950
SHOWN = 3
"""Spans and words that a finding shows."""


def findings(article: Article, body: Body, mismatched: Mapping[str, Guess], settings: Settings) -> tuple[Finding, ...]:
    """Return the findings; `mismatched` has the titles that are in another language than the body."""
    accepted = {tuple(map(base, pair.split(">", 1))) for pair in settings.accepted_language_pairs}
    found = [
        _mismatch(article, body, title, mismatched[title.text])
        for title in _distinct(article)
        if title.text in mismatched and (base(mismatched[title.text].code), base(body.guess.code)) not in accepted
    ]
    return (*found, *_mixed(article, body), *_declared(article, body))


def _distinct(article: Article) -> tuple[Title, ...]:
    """Return the headline and then each other title text once, where it stands first."""
    shown = (article.headline, *article.titles) if article.headline else article.titles
    return tuple(
        {title.text: title for title in reversed(shown)}[text] for text in dict.fromkeys(t.text for t in shown)
    )


def _mismatch(article: Article, body: Body, title: Title, guess: Guess) -> Finding:
    """Return the finding of one title: the headline's own rule, or the one of the titles that stand elsewhere."""
    own = article.headline is not None and title.text == article.headline.text
    kind, rule = ("title", "language.title_body_mismatch") if own else (title.source, "language.other_title_mismatch")
    message = (
        f"The {kind} is in {name(guess.code)}, the body in {name(body.guess.code)}: {_reason(title.text, guess, body)}."
    )
    sample = next((article.blocks[part.index] for part in body.parts if part.guess.code == body.guess.code), None)
    spans = (_title_span(article, title, own=own), *((_span(article, sample),) if sample else ()))
    evidence = (
        Evidence("source", title.source),
        Evidence("title", guess.code),
        Evidence("body", body.guess.code),
        Evidence("words", " ".join(_telling(title.text, guess, body))),
    )
    return Finding(rule, "high" if own else "medium", message, spans, evidence)


def name(code: str) -> str:
    """Return the English name of a language, its code where it has none here."""
    known = identify.languages().get(code)
    return known.name if known else "an unknown language" if code == identify.UNKNOWN else code


def _reason(title: str, guess: Guess, body: Body) -> str:
    """Return in words what decided: the script, the words, or the letters."""
    if scripts.section(guess.script) != body.section and guess.script != body.guess.script:
        return f"it is in {scripts.name(guess.script)} script, the body in {scripts.name(body.guess.script)}"
    if words := _telling(title, guess, body):
        return "it has the words " + ", ".join(f"“{word}”" for word in words)
    return "its letters follow each other as in that language"


def _telling(title: str, guess: Guess, body: Body) -> list[str]:
    """Return words of the title that are common in its language and neither in the body nor common in its language."""
    script = load().get(scripts.section(guess.script))
    if script is None or guess.code not in script.languages:
        return []
    scorer, mine = Scorer(script), script.languages.index(guess.code)
    theirs = [i for i, code in enumerate(script.languages) if group(code) == group(body.guess.code)]
    vocabulary = body.wording.vocabulary
    words = dict.fromkeys(word.lower() for word in scripts.words(title))
    telling = [
        (scorer.common(word, mine), word)
        for word in words
        if word not in vocabulary and scorer.common(word, mine) and not any(scorer.common(word, i) for i in theirs)
    ]
    return [word for _, word in sorted(telling, key=lambda found: (-found[0], found[1]))[:SHOWN]]


def _mixed(article: Article, body: Body) -> tuple[Finding, ...]:
    """Return the finding of a body with a fifth or more of its letters in other languages."""
    others = [part for part in body.parts if group(part.guess.code) != group(body.guess.code)]
    letters = sum(part.letters for part in others)
    if letters < MIXED_LETTERS or letters < MIXED_SHARE * sum(part.letters for part in body.parts):
        return ()
    shares: Counter[str] = Counter()
    for part in others:
        shares[part.guess.code] += part.letters
    code = max(sorted(shares), key=shares.__getitem__)
    largest = sorted(others, key=lambda part: (-part.letters, part.index))[:SHOWN]
    spans = tuple(_span(article, article.blocks[part.index]) for part in sorted(largest, key=lambda part: part.index))
    share = 100 * letters // sum(part.letters for part in body.parts)
    message = f"{share} % of the body is not in {name(body.guess.code)}: most of that in {name(code)}."
    evidence = (Evidence("body", body.guess.code), Evidence("other", code), Evidence("percent", str(share)))
    return (Finding("language.mixed_body", "low", message, spans, evidence),)


def _declared(article: Article, body: Body) -> tuple[Finding, ...]:
    """Return the finding of declared languages that the body is plainly not in; declarations are often wrong."""
    if body.scripts.total() < DECLARED_LETTERS or body.guess.confidence < DECLARED_CONFIDENCE:
        return ()
    wrong = [(where, code) for where, code in article.metadata.languages if identify.contradicts(code, body.guess)]
    if not wrong:
        return ()
    said = ", ".join(f"{where} says {code[:20]}" for where, code in wrong[:SHOWN])
    message = f"The body is in {name(body.guess.code)}; {said}."
    evidence = (Evidence("body", body.guess.code), *(Evidence(where, code[:20]) for where, code in wrong[:SHOWN]))
    return (Finding("language.declared_differs", "low", message, (), evidence),)


def _title_span(article: Article, title: Title, *, own: bool) -> Span:
    if article.has_offsets and title.start is not None and title.end is not None:
        return Span("source", title.start, title.end, article.source[title.start : title.end][:EVIDENCE_CODE_POINTS])
    text = title.text if own else ""
    return Span("title", 0, len(text), text[:EVIDENCE_CODE_POINTS])


def _span(article: Article, block: Block) -> Span:
    """Return where a block stands: in the source where it has offsets, else in our plain text of the body."""
    if article.has_offsets and block.end > block.start:
        return Span("source", block.start, block.end, article.source[block.start : block.end][:EVIDENCE_CODE_POINTS])
    texts = [other.text for other in article.blocks[: article.blocks.index(block)] if other.text]
    start = sum(map(len, texts)) + 2 * len(texts)
    return Span("body", start, start + len(block.text), block.text[:EVIDENCE_CODE_POINTS])
