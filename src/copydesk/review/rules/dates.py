"""`date.*`: dates that cannot be true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case

ZONE = 1
"""Days that two dates of one moment may lie apart: the date line."""


def future(case: Case) -> Iterator[Finding]:
    """`date.future`: dated after the upload itself."""
    uploaded = _day(case.created)
    dated = (
        ("published", case.published.value if case.published else None),
        ("modified", case.modified.value if case.modified else None),
        ("dateline", case.dateline.date if case.dateline else None),
    )
    for name, value in dated:
        day = _day(value)
        if uploaded and day and day.toordinal() > uploaded.toordinal() + ZONE:
            message = "The article is dated after its upload."
            evidence = (Evidence(name, day.isoformat()), Evidence("uploaded", uploaded.isoformat()))
            yield Finding("date.future", "low", message, evidence=evidence)
            return


def conflict(case: Case) -> Iterator[Finding]:
    """`date.conflict`: changed on a day before it was published, or filed on a day after."""
    published = _day(case.published.value if case.published else None)
    declared = case.article.metadata.modified  # a change before the publication is not kept as the article's
    modified = _day(declared.value if declared else None)
    filed = _day(case.dateline.date if case.dateline else None)
    if published and modified and modified.toordinal() < published.toordinal() - ZONE:
        yield _conflict("modified", modified, published, "changed before it was published")
    if published and filed and filed.toordinal() > published.toordinal() + ZONE:
        yield _conflict("dateline", filed, published, "filed after it was published")


def _conflict(name: str, value: date, published: date, what: str) -> Finding:
    evidence = (Evidence(name, value.isoformat()), Evidence("published", published.isoformat()))
    return Finding("date.conflict", "low", f"By its own dates the article was {what}.", evidence=evidence)


def _day(value: str | None) -> date | None:
    """Return the day of a date or time; null for a month and for what is no date."""
    try:
        return date.fromisoformat(value[:10]) if value else None
    except ValueError:
        return None
