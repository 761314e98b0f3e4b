"""`title.*`: the headline itself, and the titles that differ from it."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model import Evidence, Finding, Span
from copydesk.review.case import Case

_DECLARED = ("og:title", "twitter:title", "json-ld", "title", "feed")
"""The titles that search results, feeds and previews of links show."""


def repeated(case: Case) -> Iterator[Finding]:
    """`title.repeated`: the body gives the headline again."""
    # Where a title itself was read (the page's own `h1`) is no repetition of it.
    own = {title.start for title in case.article.titles if title.start is not None}
    asides = [
        aside
        for aside in case.article.asides
        if aside.kind == "repeated_title" and not (case.article.has_offsets and aside.start in own)
    ]
    if asides:
        times = "once more" if len(asides) == 1 else f"{len(asides)} times more"
        yield Finding(
            "title.repeated",
            "low",
            f"The headline is given {times} in the body; it was set aside.",
            case.spans(*asides),
            (Evidence("repetitions", str(len(asides))),),
        )


def missing(case: Case) -> Iterator[Finding]:
    """`title.missing`: no headline was found."""
    if case.article.headline is None:
        yield Finding("title.missing", "low", "No headline was found.")


def candidates_differ(case: Case) -> Iterator[Finding]:
    """`title.candidates_differ`: a declared title shares hardly anything with the headline."""
    headline = case.article.headline
    if headline is None:
        return
    shortest = case.figure("title.candidates_differ", "characters")
    least = case.figure("title.candidates_differ", "share")
    shown = _letters(headline.text)
    for title in case.article.titles:
        if title.source not in _DECLARED:
            continue
        declared = _letters(title.text)
        if min(len(shown), len(declared)) >= shortest and shared(shown, declared) < least:
            start, end = title.start, title.end
            spans = (
                (Span("source", start, end, case.article.source[start:end]),)
                if start is not None and end is not None and case.article.has_offsets
                else ()
            )
            message = f"The title declared as {title.source} says something else than the headline."
            evidence = (Evidence("source", title.source), Evidence("title", title.text[:200]))
            yield Finding("title.candidates_differ", "low", message, spans, evidence)
            return


def shared(one: str, other: str) -> float:
    """Return which share of the shorter text's pairs of letters the other has too, 0 to 1; 1 for no pairs at all.

    Of the shorter one's, so that a site's name or a subtitle beside the same headline costs nothing; pairs, so that a
    word's other endings, and scripts without blanks, count as what they are.
    """
    if one in other or other in one:
        return 1.0
    pairs = sorted(({text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)), key=len)
    return len(pairs[0] & pairs[1]) / len(pairs[0]) if pairs[0] else 1.0


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
