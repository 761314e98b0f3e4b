"""`boilerplate.*`: site furniture among the article's text."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case

NAMES = {
    "boilerplate.comment_form": "A comment form",
    "boilerplate.cookie": "A cookie notice",
    "boilerplate.newsletter": "A newsletter form",
    "boilerplate.subscribe": "A subscription offer",
    "boilerplate.share": "Share buttons",
    "boilerplate.paywall": "A paywall notice",
    "boilerplate.related": "A list of other articles",
    "boilerplate.navigation": "Site navigation",
    "boilerplate.stray": "A line without words",
}


def set_aside(case: Case) -> Iterator[Finding]:
    """`boilerplate.comment_form` and the others: one finding a kind, with a span for each block set aside."""
    for rule, name in NAMES.items():
        asides = [aside for aside in case.article.asides if aside.kind == rule]
        if asides:
            yield Finding(
                rule,
                "info",
                f"{name} stood among the article's text; it was set aside.",
                case.spans(*asides),
                (Evidence("blocks", str(len(asides))),),
            )
