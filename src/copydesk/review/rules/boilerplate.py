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
    "boilerplate.share": "A share bar",
    "boilerplate.paywall": "A paywall notice",
    "boilerplate.related": "A list of other articles",
    "boilerplate.navigation": "Site navigation",
    "boilerplate.advertisement": "An advertisement",
    "boilerplate.about_author": "A note about the author",
    "boilerplate.tags": "A list of tags",
    "boilerplate.notice": "A notice of the site",
    "boilerplate.player": "A player's controls",
    "boilerplate.credit": "A line of credits",
    "boilerplate.caption": "A caption without its picture",
    "boilerplate.copyright": "A copyright line",
}
"""What was set aside, by its rule; a kind of aside that is not named here is no finding."""


def set_aside(case: Case) -> Iterator[Finding]:
    """`boilerplate.comment_form` and the others: one finding a kind, with a span for each piece set aside."""
    kinds = {aside.kind for aside in case.article.asides}
    for rule, name in NAMES.items():
        if rule in kinds:
            asides = [aside for aside in case.article.asides if aside.kind == rule]
            yield Finding(
                rule,
                "info",
                f"{name} stood among the article's text; it was set aside.",
                case.spans(*(aside for aside in asides if aside.end)),
                (Evidence("pieces", str(len(asides))),),
            )
