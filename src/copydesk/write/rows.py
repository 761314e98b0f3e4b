"""Records as rows of a table for a spreadsheet, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from copydesk.write.shape import Record

COLUMNS = (
    "uri", "name", "generation", "verdict", "enforced", "shadow", "comparison", "title_language", "body_language",
    "headline", "authors", "agencies", "dateline", "country", "published", "modified", "canonical", "simhash",
    "policy_version", "tool_version",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Signs with which a cell becomes a formula, full-width ones too (OWASP, CSV injection)."""


def header() -> str:
    """Return the line of column names."""
    return _line(COLUMNS)


def row(record: Record) -> str:
    """Return a record's line of CSV (RFC 4180), every cell in quotes, without its line end."""
    findings = record.moderation.findings
    enforced = dict.fromkeys(f.rule for f in findings if f.effect in ("review", "block"))
    shadow = dict.fromkeys(f.rule for f in findings if f.rule not in enforced)
    dateline, dates = record.dateline, record.dates
    places = dateline.places if dateline else ()
    return _line(
        (
            record.uri,
            record.source.name,
            record.source.generation,
            record.verdict,
            " ".join(enforced),
            " ".join(shadow),
            record.comparison,
            record.title_language,
            record.body_language,
            record.headline,
            "; ".join(author.name for author in record.byline.authors),
            "; ".join(agency.name for agency in record.byline.agencies),
            dateline.raw if dateline else None,
            next((place.country for place in places if place.country), None),
            dates.published.value if dates.published else None,
            dates.modified.value if dates.modified else None,
            record.links.canonical,
            record.simhash,
            str(record.moderation.policy.version),
            record.tool.version,
        )
    )


def inert(cell: str) -> str:
    """Return a cell's text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _line(cells: Iterable[str | None]) -> str:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="").writerow([inert(cell or "") for cell in cells])
    return out.getvalue()
