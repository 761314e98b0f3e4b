"""The dateline (`MOSCOW, Nov 26 (Reuters) -`): found, understood and set aside."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from copydesk.model import Article, Aside, Block, Dateline, Moment
from copydesk.normalize import agencies, lead, leads, months, places
from copydesk.normalize.leads import signatures, weighing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.normalize.leads.reading import Piece, Reading

OPENING = 120
"""Code points in which a line must show a sign of a dateline to be looked at."""
# One class of characters: linear.
_SIGN = re.compile(r"[-–—―‒−_:：։៖፦।۔=()（）【】［］〔〕\[\]/∙•]|\d")
_LOWER = re.compile(r"\d[^—–]{2,20}[—–-]")
LINES = 8
"""Blocks in which a dateline is looked for: summaries, captions and bylines stand before it as often as nothing."""
PARAGRAPH = 60
"""Code points from which the block below a place that stands alone is taken for the story."""
REACH = 900
"""Code points of body text behind which no dateline is looked for."""
_LATER = 0.05
"""Every block before it speaks this little against a reading."""
_FUTURE = timedelta(days=7)
"""A day without a year is not taken for one further ahead of the article than this."""
_CERTAIN = 6.0
"""From this weight the confidence is 1."""


def read(article: Article) -> tuple[Article, Dateline | None]:
    """Return the article without its dateline (kept in `asides`), and the dateline or None."""
    best: tuple[float, int, Reading] | None = None
    for n, block in _candidates(article.blocks):
        if (reading := leads.read(block.text)) is None:
            continue
        alone = block.kind == "paragraph" and len("".join(b.text for b in article.blocks[n + 1 : n + 2])) >= PARAGRAPH
        weight = weighing.weigh(reading, block.text, alone=alone) - _LATER * n
        if reading.separator == "\n" and signatures.is_credit(block.text):
            continue
        if weight >= weighing.ENOUGH and (best is None or weight > best[0]):
            best = weight, n, reading
    if best is None:
        return article, None
    weight, n, reading = best
    return _set_aside(article, n, reading), _understood(article, n, reading, weight)


def opens(line: str) -> bool:
    """Return whether a line begins with a dateline or is a byline: it opens the story and is no headline.

    Cheap for lines of prose: a dateline without a sign in its first 120 code points is not looked for.
    """
    head = line[:OPENING].lstrip()
    if signatures.is_credit(line):
        return True
    if not _SIGN.search(head) or (weighing.begins_lower(head) and not _LOWER.search(head)):
        return False
    reading = leads.read(line)
    if reading is None or (reading.separator == "\n" and not (reading.places and (reading.date or reading.known))):
        return False
    return weighing.weigh(reading, line) >= weighing.ENOUGH + 0.5


def with_reference(dateline: Dateline | None, published: Moment | None) -> Dateline | None:
    """Return the dateline with its ISO date completed by the article's own date, when that is known.

    The year is the one that brings the printed day nearest to, and at most a week behind, the article's day.
    """
    if dateline is None or dateline.date or not dateline.date_text or published is None or len(published.value) < 7:
        return dateline
    day = months.read(dateline.date_text)
    if day is None or day.month == 0:
        return dateline
    reference = date.fromisoformat(published.value[:10] if len(published.value) >= 10 else published.value[:7] + "-28")
    return replace(dateline, date=_nearest(day, reference))


def _nearest(day: months.Day, reference: date) -> str | None:
    if day.month:
        tries = [replace(day, year=reference.year + n) for n in (1, 0, -1)]
    else:
        months_back = [reference]
        for _ in range(2):
            months_back.append(months_back[-1].replace(day=1) - timedelta(days=1))
        tries = [replace(day, year=month.year, month=month.month) for month in months_back]
    for one in tries:
        if one.iso and date.fromisoformat(one.iso) <= reference + _FUTURE:
            return one.iso
    return None


def _candidates(blocks: tuple[Block, ...]) -> Iterator[tuple[int, Block]]:
    reached = 0
    for n, block in enumerate(blocks[:LINES]):
        if reached > REACH:
            return
        reached += len(block.text)
        if block.kind in {"paragraph", "standfirst", "heading", "preformatted"}:
            yield n, block


def _set_aside(article: Article, n: int, reading: Reading) -> Article:
    block = article.blocks[n]
    start, end = lead.located(block, article, reading.start, reading.end)
    aside = Aside("dateline", block.text[reading.start : reading.end], start, end)
    kept = lead.cut(block, 0, reading.after)
    blocks = [*article.blocks]
    blocks[n : n + 1] = [lead.narrowed(block, article, 0, reading.after, kept=kept)] if kept else []
    return replace(article, blocks=tuple(blocks), asides=(*article.asides, aside))


def _understood(article: Article, n: int, reading: Reading, weight: float) -> Dateline:
    block = article.blocks[n]
    text = block.text
    start, end = lead.located(block, article, reading.start, reading.end)
    agency_raw = _printed(text, reading.agency)
    agency = agencies.canonical(agency_raw, loose=True) or agency_raw if agency_raw else None
    home = agencies.country(agency) if agency else None
    regions = [text[i:j] for i, j in reading.regions]
    return Dateline(
        raw=text[reading.start : reading.end],
        places=tuple(
            places.resolve(text[i:j], regions if one == 0 else (), [home] if home else ())
            for one, (i, j) in enumerate(reading.places)
        ),
        date_text=_printed(text, reading.date),
        date=reading.day.iso if reading.day else None,
        agency=agency,
        agency_raw=agency_raw,
        confidence=round(min(1.0, weight / _CERTAIN), 2),
        start=start,
        end=end,
        signed=tuple(text[i:j] for i, j in reading.authors),
    )


def _printed(text: str, piece: Piece | None) -> str | None:
    return text[piece[0] : piece[1]] if piece else None
