"""What was found, a card each, the enforced first; and the places they quote, ready to be marked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.model import Effect, Finding, SpanField
from copydesk.pages.marks import STRENGTH, Mark
from copydesk.pages.tags import Safe, tag
from copydesk.write.shape import Record

MEANINGS: dict[Effect, str] = {
    "block": "blocks",
    "review": "asks for review",
    "shadow": "noted, no effect",
    "off": "off",
}
SEVERITIES = ("high", "medium", "low", "info")
QUOTES = {"block": 6, "review": 6, "shadow": 3, "off": 0}
"""Places a card shows by the finding's effect; the rest are counted."""
OPEN = 3
"""So many findings without effect are shown at once where nothing else was found; more are folded away."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finding with its number on the page."""

    number: int
    anchor: str
    finding: Finding


def numbered(record: Record, anchor: str) -> list[Numbered]:
    """Return the findings, the strongest effect first, then the most severe, else as found."""
    ordered = sorted(record.moderation.findings, key=lambda f: (-STRENGTH[f.effect], SEVERITIES.index(f.severity)))
    return [Numbered(at, f"{anchor}-f{at}", finding) for at, finding in enumerate(ordered, 1)]


def marks(found: list[Numbered], field: SpanField) -> Iterator[Mark]:
    """Yield the places in one field: `source`, `title` or `body`."""
    for each in found:
        for at, span in enumerate(each.finding.spans, 1):
            if span.field == field:
                finding = each.finding
                where = f"{each.anchor}s{at}"
                yield Mark(span.start, span.end, where, each.number, each.anchor, finding.effect, finding.rule)


def cards(found: list[Numbered]) -> Safe:
    """Return the list of findings; those in shadow are folded away below those that count."""
    enforced = [each for each in found if STRENGTH[each.finding.effect] > 1]
    noted = [each for each in found if STRENGTH[each.finding.effect] <= 1]
    if not found:
        return tag("p", "Nothing was found.", class_="quiet")
    parts = [tag("ol", *map(_card, enforced), class_="findings")] if enforced else []
    if noted:
        count = "1 more was noted" if len(noted) == 1 else f"{len(noted)} more were noted"
        summary = tag("summary", f"{count if enforced else count.replace(' more', '')}, without effect on the verdict")
        inside = tag("ol", *map(_card, noted), class_="findings", start=len(enforced) + 1)
        parts.append(tag("details", summary, inside, open=not enforced and len(noted) <= OPEN, class_="noted"))
    return tag("div", *parts)


def _card(each: Numbered) -> Safe:
    finding = each.finding
    head = tag(
        "p",
        tag("span", str(each.number), class_=f"number {finding.effect}"),
        tag("code", finding.rule),
        tag("span", MEANINGS[finding.effect], class_=f"effect {finding.effect}"),
        class_="head",
    )
    quotes = [
        tag("li", tag("a", _quote(span.field, span.text), href=f"#{each.anchor}s{at}"))
        for at, span in list(enumerate(finding.spans, 1))[: QUOTES[finding.effect]]
    ]
    if more := len(finding.spans) - len(quotes):
        quotes.append(tag("li", f"and {more} more {'place' if more == 1 else 'places'}"))
    facts = [part for item in finding.evidence for part in (tag("dt", item.name), tag("dd", item.value, dir="auto"))]
    return tag(
        "li",
        head,
        tag("p", finding.message, class_="says", dir="auto"),
        tag("ul", *quotes, class_="quotes") if quotes else None,
        tag("dl", *facts, class_="evidence") if facts else None,
        id=each.anchor,
        class_=f"card {finding.effect}",
    )


def _quote(field: SpanField, said: str) -> Safe:
    words = " ".join(said.split())
    if not words:
        return tag("span", f"place in the {field}")
    return tag("q", words[:90] + ("…" if len(words) > 90 else ""), dir="auto")
