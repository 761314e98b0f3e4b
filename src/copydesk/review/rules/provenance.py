"""`provenance.*`: where the story says it is from."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from copydesk.model import Evidence, Finding, Span
from copydesk.review import scripts
from copydesk.review.case import Case

HAN_WRITTEN = {"Hani", "Hans", "Hant", "Jpan", "Kore"}
"""Writing systems in which a place name alone may be all Han characters."""


def byline_missing(case: Case) -> Iterator[Finding]:
    """`provenance.byline_missing`: neither a person nor an agency is named."""
    agency = case.dateline and case.dateline.agency_raw
    if not (case.byline.authors or case.byline.agencies or agency):
        yield Finding("provenance.byline_missing", "info", "No author and no agency is named.")


def agency_without_credit(case: Case) -> Iterator[Finding]:
    """`provenance.agency_without_credit`: the dateline names an agency that the byline does not."""
    named = case.dateline.agency if case.dateline else None
    if named and case.byline.authors and named not in {agency.name for agency in case.byline.agencies}:
        yield Finding(
            "provenance.agency_without_credit",
            "info",
            f"The dateline credits {named}, the byline does not.",
            _dateline(case),
            (Evidence("agency", named),),
        )


def dateline_language_differs(case: Case) -> Iterator[Finding]:
    """`provenance.dateline_language_differs`: the dateline is in another script than the body."""
    if not case.dateline:
        return
    own, body = scripts.family(scripts.tally(case.dateline.raw)), case.languages.body.script
    if scripts.UNKNOWN not in (own, body) and own != body and not {own, body} <= HAN_WRITTEN:
        yield Finding(
            "provenance.dateline_language_differs",
            "low",
            f"The dateline is in {scripts.name(own)} script, the body in {scripts.name(body)}.",
            _dateline(case),
            (Evidence("dateline", own), Evidence("body", body)),
        )


def translation_widget(case: Case) -> Iterator[Finding]:
    """`provenance.translation_widget`: the page holds what a translating browser or proxy left in it."""
    if case.article.format != "html":
        return
    source, blocks = case.article.source, case.article.blocks
    # A page is translated from its first tag on: what follows the article (half of most pages) is not looked at.
    end = blocks[-1].end if blocks and blocks[-1].end else len(source)
    for translator, words in _translators().items():
        marks = [mark for word, marks in words.items() if source.find(word, 0, end) >= 0 for mark in marks]
        found = [(at, mark) for mark in marks if (at := source.find(mark)) >= 0]
        if found:
            at, mark = min(found)
            message = f"The page was saved as translated by {translator}."
            span = Span("source", at, at + len(mark), mark)
            yield Finding(
                "provenance.translation_widget", "low", message, (span,), (Evidence("translator", translator),)
            )


@cache
def _translators() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(files("copydesk").joinpath("data/translation.toml").read_text("utf-8"))


def _dateline(case: Case) -> tuple[Span, ...]:
    if not case.dateline or not case.article.has_offsets:
        return ()
    start, end = case.dateline.start, case.dateline.end
    return (Span("source", start, end, case.article.source[start:end]),)
