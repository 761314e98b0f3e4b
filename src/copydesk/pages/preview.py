"""The review page: what an editor needs to decide about an article, in the order they ask for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model import Verdict
from copydesk.pages.document import document
from copydesk.pages.facts import facts
from copydesk.pages.findings import Numbered, cards, marks, numbered
from copydesk.pages.frame import frame
from copydesk.pages.languages import strip
from copydesk.pages.marks import STRENGTH, marked
from copydesk.pages.tags import Safe, tag
from copydesk.write.shape import Record

SIGNS: dict[str, str] = {"allow": "✓", "review": "?", "block": "✕", "none": "–"}
"""Beside the colour, for whoever does not see it."""
MEANINGS: dict[Verdict, str] = {
    "allow": "Nothing stands against showing it.",
    "review": "A person has to look before it is shown.",
    "block": "It must not be shown.",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One article of a page: its record, and its decoded source where that is at hand."""

    record: Record
    source: str | None
    standing: str | None = None
    """What a person decided about it, as a sentence."""


def preview(articles: Sequence[Shown]) -> str:
    """Return the page of one or several articles."""
    names = [article.record.source.name.rpartition("/")[2] for article in articles]
    title = f"{names[0]}: {articles[0].record.verdict}" if len(articles) == 1 else f"{len(articles)} articles"
    contents = tag("nav", tag("ol", *map(_entry, articles, range(len(articles)))), aria_label="Articles")
    return document(
        f"{title} · Copydesk",
        tag("header", tag("p", "Copydesk", class_="brand"), contents if len(articles) > 1 else None, class_="top"),
        tag("main", *(_article(article, f"a{at}") for at, article in enumerate(articles))),
        frames=True,
    )


def badge(verdict: str) -> Safe:
    """Return a verdict as a word with its sign and colour."""
    return tag("span", tag("span", SIGNS[verdict], aria_hidden="true"), f" {verdict}", class_=f"verdict {verdict}")


def _entry(article: Shown, at: int) -> Safe:
    record = article.record
    said = tag("span", record.headline or record.source.name, dir="auto", lang=_language(record.title_language))
    return tag("li", badge(record.verdict), " ", tag("a", said, href=f"#a{at}"))


def _article(article: Shown, anchor: str) -> Safe:
    record = article.record
    found = numbered(record, anchor)
    headline = record.headline or "No headline"
    lead = tag(
        "div",
        tag("p", badge(record.verdict), tag("span", _why(record, found), class_="why"), class_="judged"),
        tag("p", article.standing, class_="standing") if article.standing else None,
        tag("h1", _headline(record, found), id=f"{anchor}-title", dir="auto", lang=_language(record.title_language)),
        tag("p", record.source.name, class_="name", dir="auto"),
        strip(record),
        class_="lead",
    )
    desk = tag(
        "div",
        tag("div", _section("Findings", cards(found), f"{anchor}-findings"), class_="found"),
        tag("div", *_texts(article, found, anchor, headline), class_="texts"),
        tag("div", _section("What was understood", facts(record), f"{anchor}-facts"), class_="understood"),
        class_="desk",
    )
    return tag("article", lead, desk, id=anchor, aria_labelledby=f"{anchor}-title")


def _why(record: Record, found: list[Numbered]) -> str:
    deciding = [each.finding for each in found if STRENGTH[each.finding.effect] > 1]
    reasons = list(dict.fromkeys(finding.message for finding in deciding))
    return f"{MEANINGS[record.verdict]} {' '.join(reasons[:3])}"


def _headline(record: Record, found: list[Numbered]) -> Safe:
    if record.headline is None:
        return tag("span", "No headline", class_="quiet")
    return marked(record.headline, marks(found, "title"))


def _texts(article: Shown, found: list[Numbered], anchor: str, headline: str) -> list[Safe]:
    record = article.record
    parts = []
    language = _language(record.body_language)
    if record.html:
        shown = frame(record.html, title=f"As readers would see it: {headline[:80]}", language=language)
        parts.append(_section("Safe to show", tag("div", shown, class_="framed"), f"{anchor}-safe"))
    text = _text(record, found, anchor, language) if record.text else None
    if text and any(marks(found, "body")) and not any(marks(found, "source")):
        parts.append(text)  # what the findings quote stands first
    if article.source is not None:
        said = marked(article.source, marks(found, "source"))
        prose = record.source.format in ("text", "markdown")
        pane = _pane(said, "Source with findings marked", language if prose else None, prose=prose)
        parts.append(_section("Source", pane, f"{anchor}-source"))
    if text and text not in parts and (any(marks(found, "body")) or article.source is None):
        parts.append(text)
    return parts or [tag("p", "Neither the article's text nor its source is at hand.", class_="quiet")]


def _text(record: Record, found: list[Numbered], anchor: str, language: str | None) -> Safe:
    said = marked(record.text, marks(found, "body"))
    return _section("Text", _pane(said, "Text with findings marked", language, prose=True), f"{anchor}-text")


def _pane(said: Safe, label: str, language: str | None, *, prose: bool) -> Safe:
    """Return text in a box that scrolls and that the keyboard reaches, prose in the letters of prose."""
    look = "pane prose" if prose else "pane"
    return tag("div", said, class_=look, tabindex="0", role="region", aria_label=label, lang=language)


def _section(heading: str, content: Safe, anchor: str) -> Safe:
    return tag("section", tag("h2", heading, id=anchor), content, aria_labelledby=anchor)


def _language(code: str) -> str | None:
    return None if code == "und" else code
