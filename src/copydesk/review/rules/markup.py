"""`markup.hidden_text`: what stood in the source and was not to be seen."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case

SPANS = 5
"""A finding quotes at most so many places."""
_PART = 500
"""Code points that are counted at once."""


def hidden_text(case: Case) -> Iterator[Finding]:
    """`markup.hidden_text`: medium when more is hidden than is shown, as in pages that are filled for machines."""
    hidden = [aside for aside in case.article.asides if aside.kind == "hidden" and aside.text]
    letters = sum(sum(map(str.isalnum, aside.text)) for aside in hidden)
    if not letters:
        return
    longest = sorted(sorted(hidden, key=lambda aside: -len(aside.text))[:SPANS], key=lambda aside: aside.start)
    yield Finding(
        "markup.hidden_text",
        "medium" if _exceeds(letters, case.article.text) else "info",
        f"{len(hidden)} places with {letters} letters and digits are not shown to readers.",
        case.spans(*longest),
        (Evidence("places", str(len(hidden))), Evidence("characters", str(letters))),
    )


def _exceeds(letters: int, text: str) -> bool:
    """Whether a number is higher than that of a text's letters and digits; counts no more of them than it takes."""
    for at in range(0, len(text), _PART):
        letters -= sum(map(str.isalnum, text[at : at + _PART]))
        if letters <= 0:
            return False
    return letters > 0
