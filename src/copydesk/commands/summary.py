"""A record in a few lines for a person: the verdict, the languages, the dateline, who wrote it, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from copydesk.terminal import paint, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from copydesk.model import Verdict
    from copydesk.write.shape import Record

COLOURS: dict[Verdict, str] = {"allow": "green", "review": "yellow", "block": "red"}
INDENT = " " * 8


def summary(record: Record, *, colours: bool) -> str:
    """Return a record's summary, several lines without a last newline; article words are made visible."""
    verdict = paint(f"{record.verdict:<6}", COLOURS[record.verdict], on=colours)
    lines = [f"{verdict}  {paint(visible(record.source.name), 'bold', on=colours)}"]
    facts = [languages(record), dateline(record), byline(record)]
    lines.append(INDENT + " · ".join(visible(fact) for fact in facts if fact))
    deciding = [finding for finding in record.moderation.findings if finding.effect in ("review", "block")]
    lines += [f"{INDENT}{finding.rule}: {visible(finding.message)}" for finding in deciding]
    if noted := sorted({finding.rule for finding in record.moderation.findings} - {found.rule for found in deciding}):
        lines.append(INDENT + paint(f"noted: {', '.join(noted)}", "dim", on=colours))
    return "\n".join(lines)


def languages(record: Record) -> str:
    """Return `en title, hi body: mismatch`."""
    return f"{record.title_language} title, {record.body_language} body: {record.comparison}"


def dateline(record: Record) -> str:
    """Return the dateline as printed with the country of its first place, or nothing."""
    if record.dateline is None:
        return ""
    country = next((place.country for place in record.dateline.places if place.country), None)
    return f"{record.dateline.raw} ({country})" if country else record.dateline.raw


def byline(record: Record) -> str:
    """Return people, then agencies, or nothing."""
    return ", ".join([author.name for author in record.byline.authors] + [desk.name for desk in record.byline.agencies])


def totals(verdicts: Iterable[Verdict], *, colours: bool) -> str:
    """Return one line that counts verdicts."""
    count = Counter(verdicts)
    parts = [paint(f"{count[verdict]} {verdict}", colour, on=colours) for verdict, colour in COLOURS.items()]
    return f"{count.total()} articles: {', '.join(parts)}"
