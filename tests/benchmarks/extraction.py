"""A page's bytes through the whole of `process()`."""

from __future__ import annotations

import gzip
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copydesk import process

NOTHING = {"title": None, "authors": [], "published": None, "language": None, "body_text": ""}


def predictor(folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def predict(case: dict[str, Any]) -> dict[str, Any]:
        page = folder / case["html"]
        data = gzip.decompress(page.read_bytes()) if page.suffix == ".gz" else page.read_bytes()
        content_type = f"text/html; charset={case['encoding']}" if case.get("encoding") else "text/html"
        wall, cpu = time.perf_counter(), time.process_time()
        record = process(data, name=f"{case['id']}.html", content_type=content_type, url=case.get("url"))
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        text = record.text
        if record.dateline:
            text = f"{record.dateline.raw} – {text}"
        return {
            "title": record.headline,
            "authors": [a.name for a in record.byline.authors] + [a.raw for a in record.byline.agencies],
            "published": record.dates.published.value if record.dates.published else None,
            "language": record.body_language,
            "body_text": text,
            "seconds": wall,
            "cpu_seconds": cpu,
        }

    return predict
