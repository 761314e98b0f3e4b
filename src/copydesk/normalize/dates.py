"""When the article was published and changed; none rather than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from copydesk.model import Article, Moment
from copydesk.normalize import moments
from copydesk.normalize.moments import FIRST_YEAR, LAST_YEAR, instant

# Digits of fixed number between slashes: linear.
_URL = re.compile(
    r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_.-]|$)|[/_-]((?:19|20)\d{2})-?([01]\d)-?([0-3]\d)(?=[/_.-]|$)"
    r"|[/_-]([0-3]\d)[-.]([01]\d)[-.]((?:19|20)\d{2})(?=[/_.-]|$)"
)
_QUARTER = timedelta(minutes=15)
_FARTHEST = timedelta(hours=14)


def read(article: Article) -> tuple[Moment | None, Moment | None]:
    """Return (published, modified) of the article; a change before the publication is no change."""
    published, modified = article.metadata.published, article.metadata.modified
    if published is None:
        lines = (aside.text for aside in article.asides if aside.kind == "date")
        published = next((moment for line in lines if (moment := moments.printed(line))), None)
    if published and modified and instant(modified).date() < instant(published).date():
        modified = None
    return published, modified


def choose(
    declared: Sequence[Moment],
    printed: Sequence[Moment],
    vague: Sequence[Moment],
    updated: Sequence[Moment],
    url: str | None,
) -> Moment | None:
    """Return when a page was published.

    What it declares as the publication comes first, then the day in its address, then what it prints at the headline,
    then what it declares as a date without saying of what. A page that prints nothing but when it was updated was, as
    far as it says, published then.
    """
    day = of_url(url)
    if declared:
        return _in_place(declared[0], printed[:1])
    if day:
        near = [moment for moment in printed if abs(instant(moment) - instant(day)) < timedelta(days=2)]
        return near[0] if near else day
    return next(iter((*printed, *vague, *updated)), None)


def _in_place(moment: Moment, printed: Sequence[Moment]) -> Moment:
    """Return a moment declared in UTC in the zone of the place, where the page prints the same moment's clock there."""
    if moment.precision in ("day", "month") or not moment.value.endswith(("Z", "+00:00")):
        return moment
    then = instant(moment).replace(second=0, microsecond=0)
    for local in printed:
        if (
            local.precision in ("day", "month")
            or instant(local).tzinfo is None
            or local.value[-6:-5] in "+-"
            or local.value.endswith("Z")
        ):
            continue
        apart = instant(local).replace(second=0) - then
        if apart and abs(apart) <= _FARTHEST and not apart % _QUARTER:
            minutes = int(apart.total_seconds()) // 60
            sign, minutes = ("-", -minutes) if minutes < 0 else ("+", minutes)
            clock = (instant(moment) + apart).strftime("%Y-%m-%dT%H:%M:%S")
            return replace(moment, value=f"{clock}{sign}{minutes // 60:02d}:{minutes % 60:02d}")
    return moment


def of_url(url: str | None) -> Moment | None:
    """Return the day that an article's address holds (`/2026/11/22/`), None when it holds none that exists."""
    for match in _URL.finditer((url or "")[:500]):
        first, month, last = (int(part) for part in match.groups() if part)
        year, day = (first, last) if first > 31 else (last, first)
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if FIRST_YEAR <= found.year <= LAST_YEAR:
            return Moment(found.isoformat(), "day")
    return None
