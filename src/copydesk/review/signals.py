"""The rules about an article as understood, in the order their findings are reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from copydesk.model import Finding
from copydesk.review.case import Case
from copydesk.review.rules import boilerplate, dates, links, markup, provenance, smuggling, text, title

Rule = Callable[[Case], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    title.repeated,
    title.missing,
    title.candidates_differ,
    boilerplate.set_aside,
    links.density,
    links.off_domain,
    links.hidden,
    text.missing,
    text.too_short,
    text.repetition,
    text.mixed_scripts_in_word,
    smuggling.smuggling,
    markup.hidden_text,
    provenance.byline_missing,
    provenance.agency_without_credit,
    provenance.dateline_language_differs,
    provenance.translation_widget,
    dates.future,
    dates.conflict,
)


def observe(case: Case) -> tuple[Finding, ...]:
    """Return what every rule found."""
    return tuple(finding for rule in RULES for finding in rule(case))
