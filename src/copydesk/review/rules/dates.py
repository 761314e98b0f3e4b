"""`date.*`: dates that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case


def conflict(case: Case) -> Iterator[Finding]:
    """`date.conflict`: changed on a day before it was published, or filed on a day after."""
    published = case.published.value[:10] if case.published and len(case.published.value) >= 10 else None
    modified = case.modified.value[:10] if case.modified and len(case.modified.value) >= 10 else None
    filed = case.dateline.date if case.dateline else None
    if published and modified and modified < published:
        yield _finding("modified", modified, published, "changed before it was published")
    if published and filed and _days(filed) > _days(published) + 1:  # a day apart is a time zone
        yield _finding("dateline", filed, published, "filed after it was published")


def _finding(name: str, value: str, published: str, what: str) -> Finding:
    return Finding(
        "date.conflict",
        "low",
        f"By its own dates the article was {what}.",
        evidence=(Evidence(name, value), Evidence("published", published)),
    )


def _days(day: str) -> int:
    return date.fromisoformat(day).toordinal()
