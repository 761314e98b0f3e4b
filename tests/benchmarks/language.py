"""Title and body as `{title, body}` JSON through reading, the set-aside steps and the comparison."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from copydesk.errors import Permanent
from copydesk.intake import charset, formats
from copydesk.model import Article, Upload
from copydesk.normalize import boilerplate, byline, dateline, headline
from copydesk.review import language
from copydesk.settings import DEFAULTS, Settings


def article_of(title: str, body: str, settings: Settings = DEFAULTS) -> Article:
    """Return the article as the comparison gets it: read, with repeated title, dateline and boilerplate set aside."""
    data = json.dumps({"title": title, "body": body}, ensure_ascii=False).encode("utf-8", "replace")
    upload = Upload(data, "case.json", "application/json")
    article = formats.read(upload, charset.decode(upload, settings), settings)
    article = boilerplate.set_aside(headline.choose(article))
    article, filed = dateline.read(article)
    return byline.read(article, filed)[0]


NOTHING = {"title_language": "und", "body_language": "und", "mismatch": None, "score": 0.0, "seconds": 0.0}
"""Also the answer for a case that is refused: the record would say `undetermined`."""


def predictor(_folder: Path, budget: float) -> Callable[[dict[str, Any]], dict[str, Any]]:
    settings = replace(DEFAULTS, language_budget=budget)

    def predict(case: dict[str, Any]) -> dict[str, Any]:
        start = time.process_time()
        try:
            article = article_of(case["title"] or "", case["body"] or "", settings)
        except Permanent:
            return NOTHING
        languages, _ = language.review(article, settings)
        seconds = time.process_time() - start
        return {
            "title_language": languages.title.code,
            "body_language": languages.body.code,
            "mismatch": {"match": False, "mismatch": True, "undetermined": None}[languages.comparison],
            "score": languages.score,
            "seconds": seconds,
        }

    return predict
