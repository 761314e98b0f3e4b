"""A lead as text/plain through `process()`; seconds are those of the byline and dateline steps alone."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copydesk import process
from copydesk.errors import Permanent
from copydesk.intake import charset, formats
from copydesk.model import Article, Upload
from copydesk.normalize import boilerplate, byline, dateline, dates, headline
from copydesk.settings import DEFAULTS

NOTHING: dict[str, Any] = {
    "dateline": None,
    "place": None,
    "country": None,
    "date_text": None,
    "iso_date": None,
    "agency": None,
    "byline": [],
}


def predictor(_folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def predict(case: dict[str, Any]) -> dict[str, Any]:
        data, name = case["text"].encode("utf-8", "replace"), f"{case['id']}.txt"
        record = process(data, name=name, content_type="text/plain; charset=utf-8")
        filed = record.dateline
        return {
            "dateline": filed.raw if filed else None,
            "place": "/".join(place.raw for place in filed.places) or None if filed else None,
            "country": next((place.country for place in filed.places), None) if filed else None,
            "date_text": filed.date_text if filed else None,
            "iso_date": filed.date if filed else None,
            "agency": filed.agency_raw if filed else None,
            "byline": [author.name for author in record.byline.authors],
            "seconds": _seconds(data, name),
        }

    return predict


def article_of(data: bytes, name: str) -> Article:
    """Return the article as these steps get it; raises `Permanent` for what is refused before them."""
    upload = Upload(data, name, "text/plain; charset=utf-8")
    article = formats.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS)
    return boilerplate.set_aside(headline.choose(article))


def steps(article: Article) -> None:
    """Run the steps that are timed: byline, dateline and dates."""
    article, filed = dateline.read(article)
    article, _ = byline.read(article, filed)
    published, _ = dates.read(article)
    dateline.with_reference(filed, published)


def _seconds(data: bytes, name: str) -> float:
    try:
        article = article_of(data, name)
    except Permanent:  # refused before these steps
        return 0.0
    start = time.process_time()
    steps(article)
    return time.process_time() - start
