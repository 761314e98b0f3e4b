"""The report of a backfill: the rows of its summary on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from copydesk.backfill.tally import Tally
from copydesk.backfill.task import Done
from copydesk.pages import charts
from copydesk.pages.document import document
from copydesk.pages.figures import VERDICTS, Figures
from copydesk.pages.preview import badge
from copydesk.pages.tags import Safe, join, tag
from copydesk.review import registry

SHOWN = 500
"""Sources of each result, and of each verdict of those that were recorded, that are listed."""
RESULTS = ("failed", "refused", "recorded", "skipped")


def backfill(where: str, rows: Iterable[Done], made: str) -> str:
    """Return the page of any number of rows, read once; `made` says when (RFC 3339)."""
    tally = Tally()
    rules: Counter[str] = Counter()
    listed: dict[tuple[str, str | None], list[Done]] = {}
    for row in rows:
        tally.add(row)
        rules.update(dict.fromkeys(row.rules, 1))
        kept = listed.setdefault((row.result, row.verdict), [])
        if len(kept) < SHOWN and (row.result, row.verdict) != ("recorded", "allow"):
            kept.append(row)
    figures = Figures()
    for (title, body, _), number in tally.languages.items():
        figures.pairs[title, body] += number
    shown = [
        row for result in RESULTS for (of, _), kept in sorted(listed.items(), key=str) if of == result for row in kept
    ]
    title = f"Backfill of {tally.sources:,} sources"
    main = tag(
        "main",
        tag("h1", title),
        tag("p", f"{where}, read {made.replace('T', ' ').replace('Z', ' UTC')}", class_="name"),
        _tiles(tally),
        _section("Errors by kind", _counts("Errors", tally.errors, {}), "errors"),
        _section("Rules", _counts("Rule", rules, {k: rule.says for k, rule in registry.rules().items()}), "rules"),
        _section("Title and body languages", charts.matrix(figures), "languages"),
        _section("Sources that are not simply allowed", _sources(shown), "sources"),
        class_="report",
    )
    return document(f"{title} · Copydesk", tag("header", tag("p", "Copydesk", class_="brand"), class_="top"), main)


def _tiles(tally: Tally) -> Safe:
    whole = max(tally.verdicts.total(), 1)
    tiles = [tag("li", tag("b", f"{tally.results[result]:,}"), result) for result in RESULTS]
    tiles += [
        tag("li", tag("b", f"{tally.verdicts[v]:,}"), badge(v), f" {100 * tally.verdicts[v] / whole:.1f} %")
        for v in VERDICTS
    ]
    each = tally.milliseconds / max(tally.sources, 1)
    tiles.append(tag("li", tag("b", f"{each:.1f}"), "ms of processor a source"))
    return tag("ul", *tiles, class_="tiles")


def _counts(what: str, counts: Mapping[str, int], says: Mapping[str, str]) -> Safe:
    """Return a table of names and numbers, the most frequent first; a name may be a stranger's, so it is text."""
    if not counts:
        return tag("p", "None.", class_="quiet")
    rows = []
    for name, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        says_of = tag("p", says[name], class_="quiet") if name in says else None
        cells = tag("th", tag("code", name), says_of, scope="row"), tag("td", f"{number:,}", class_="figure")
        rows.append(tag("tr", *cells))
    head = tag("tr", tag("th", what, scope="col"), tag("th", "Sources", scope="col", class_="figure"))
    return tag("table", tag("thead", head), tag("tbody", *rows), class_="rules")


def _sources(shown: list[Done]) -> Safe:
    rows = [
        tag(
            "tr",
            tag("td", badge(row.verdict) if row.verdict in VERDICTS else None, tag("p", row.result, class_="quiet")),
            tag("th", tag("span", row.name, class_="name"), tag("p", row.said, class_="quiet"), scope="row"),
            tag("td", f"{row.title_language} / {row.body_language}" if row.comparison else ""),
            tag("td", join(*(tag("code", rule) for rule in row.rules[:8])), class_="rules-of"),
        )
        for row in shown
    ]
    head = tag("tr", *(tag("th", name, scope="col") for name in ("Verdict", "Source", "Title / body", "Rules")))
    caption = tag("caption", f"At most {SHOWN:,} of each kind; the rows have them all")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="records")


def _section(heading: str, content: Safe, anchor: str) -> Safe:
    return tag("section", tag("h2", heading, id=anchor), content, aria_labelledby=anchor)
