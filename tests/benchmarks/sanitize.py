"""One payload through the markup step; refused means empty."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copydesk.errors import Permanent
from copydesk.normalize import markup
from copydesk.settings import DEFAULTS

NOTHING = {"html": "", "seconds": 0.0}


def predictor(_folder: Path) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def predict(case: dict[str, Any]) -> dict[str, Any]:
        html = case["payload"] if "payload" in case else case["html"]
        start = time.process_time()
        try:
            safe = markup.sanitize(html, base=None, settings=DEFAULTS).html
        except Permanent:
            safe = ""
        return {"html": safe, "seconds": time.process_time() - start}

    return predict
