"""The report: a folder or bucket of records on one page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from copydesk.pages import charts
from copydesk.pages.document import document
from copydesk.pages.figures import VERDICTS, Figures, count
from copydesk.pages.marks import STRENGTH
from copydesk.pages.preview import badge
from copydesk.pages.tags import Safe, join, tag
from copydesk.shelf.shelves import Stored
from copydesk.write.shape import Record

ROWS = 2_000
"""Records of the table at most, those that are not allowed first."""
RULES = 8
"""Rules named in a row."""


def report(where: str, found: Sequence[Stored], previews: Mapping[str, str], made: str) -> str:
    """Return the page; `previews` are relative addresses by the place of a record, `made` says when (RFC 3339)."""
    figures = count(found)
    title = f"{figures.records:,} records"
    head = tag("header", tag("p", "Copydesk", class_="brand"), class_="top")
    main = tag(
        "main",
        tag("h1", title),
        tag("p", f"{where}, read {made.replace('T', ' ').replace('Z', ' UTC')}", class_="name"),
        _tiles(figures),
        *(
            (
                _section("By time", charts.trend(figures), "time"),
                _section("Rules", charts.rules(figures), "rules"),
                _section("Title and body languages", charts.matrix(figures), "languages"),
            )
            if figures.records
            else ()
        ),
        _section("Records", _records(found, previews), "records"),
        class_="report",
    )
    return document(f"{title} · Copydesk", head, main)


def _tiles(figures: Figures) -> Safe:
    whole = max(figures.records, 1)
    tiles = [
        tag("li", tag("b", f"{figures.verdicts[v]:,}"), badge(v), f" {100 * figures.verdicts[v] / whole:.1f} %")
        for v in VERDICTS
    ]
    decided = f"{figures.upheld:,} upheld, {figures.overturned:,} overturned"
    tiles.append(tag("li", tag("b", f"{figures.upheld + figures.overturned:,}"), f"decided by people: {decided}"))
    if figures.stale:
        tiles.append(tag("li", tag("b", f"{figures.stale:,}"), "decisions for other generations: they count as none"))
    if figures.unreadable:
        tiles.append(tag("li", tag("b", f"{figures.unreadable:,}"), "could not be read as records"))
    return tag("ul", *tiles, class_="tiles")


def _records(found: Sequence[Stored], previews: Mapping[str, str]) -> Safe:
    ordered = sorted(found, key=_order)
    rows = [_row(each, previews.get(each.place)) for each in ordered[:ROWS]]
    names = ("Verdict", "Article", "Languages", "Dateline", "Rules", "Day")
    head = tag("tr", *(tag("th", name, scope="col") for name in names))
    said = f"The first {ROWS:,} of {len(found):,}, " if len(found) > ROWS else ""
    caption = tag("caption", f"{said}those not allowed first")
    return join(_filter(), tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="records"))


def _filter() -> Safe:
    """Radio buttons that the style sheet reads: no script is needed to hide rows."""
    kinds = ("all", *VERDICTS)
    choices = [
        tag(
            "label",
            tag("input", type="radio", name="show", id=f"show-{kind}", checked=kind == "all"),
            f" {kind}",
        )
        for kind in kinds
    ]
    return tag("fieldset", tag("legend", "Show"), *choices, class_="filter")


def _order(each: Stored) -> tuple[int, str]:
    return (VERDICTS.index(each.record.verdict) if each.record else -1, each.place)


def _row(each: Stored, address: str | None) -> Safe:
    record = each.record
    if record is None:
        cells = tag("td", badge("none")), tag("th", each.place, tag("p", each.fault, class_="quiet"), scope="row")
        return tag("tr", *cells, tag("td", colspan=3), tag("td", each.day))
    language = None if record.title_language == "und" else record.title_language
    said = tag("span", record.headline or "No headline", dir="auto", lang=language, class_="headline")
    article = tag("a", said, href=address) if address else said
    place = record.dateline.raw if record.dateline else ""
    return tag(
        "tr",
        tag("td", badge(record.verdict), _decided(each)),
        tag("th", article, tag("p", record.source.name, class_="name"), scope="row"),
        tag("td", _languages(record)),
        tag("td", tag("span", place[:80], dir="auto") if place else None),
        tag("td", *_rules(record), class_="rules-of"),
        tag("td", each.day, class_="day"),
        class_=record.verdict,
    )


def _decided(each: Stored) -> Safe | None:
    if each.decision is None:
        return None
    if each.stale:
        return tag("p", "decision is stale", class_="quiet")
    return tag("p", f"{each.decision.decision} by {each.decision.by}: {each.decision.reason}", class_="quiet")


def _languages(record: Record) -> str:
    if record.comparison == "match":
        return record.body_language
    sign = "≠" if record.comparison == "mismatch" else "?"
    return f"{record.title_language} {sign} {record.body_language}"


def _rules(record: Record) -> list[Safe]:
    effects: dict[str, int] = {}
    for finding in record.moderation.findings:
        effects[finding.rule] = max(effects.get(finding.rule, 0), STRENGTH[finding.effect])
    ordered = sorted(effects, key=lambda rule: -effects[rule])
    shown = [tag("code", rule, class_=None if effects[rule] > 1 else "shadow") for rule in ordered[:RULES]]
    more = [tag("span", f"and {len(ordered) - RULES} more", class_="shadow")] if len(ordered) > RULES else []
    return shown + more


def _section(heading: str, content: Safe, anchor: str) -> Safe:
    return tag("section", tag("h2", heading, id=anchor), content, aria_labelledby=anchor)
