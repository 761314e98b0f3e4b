"""JSON uploads to an Article: which kind it is, and the reader of that kind."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from copydesk.errors import Permanent
from copydesk.intake import plain
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Title, Upload
from copydesk.settings import Settings

_TITLES = ("title", "headline")
_BODIES = ("body", "text", "content")


# Bounded: white space at the very start, then one of the two ways that an object or a list of objects begins.
_OPENING = re.compile(r'\s{0,256}(?:\{\s{0,256}["}]|\[\s{0,256}\{)')


def looks_like(text: str) -> bool:
    """Tell whether a text begins as JSON that could hold an article."""
    return _OPENING.match(text) is not None


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of a JSON upload."""
    value = json.loads(decoded.text)
    if isinstance(value, Mapping):
        return _simple(value, decoded)
    raise Permanent("intake.unsupported_format", f"{upload.name} is JSON but no article", found=type(value).__name__)


def _simple(value: Mapping[str, Any], decoded: Decoded) -> Article:
    """Return the article of a `{title, body}` object."""
    title = next((value[key] for key in _TITLES if isinstance(value.get(key), str)), "").strip()
    body = next((value[key] for key in _BODIES if isinstance(value.get(key), str)), "")
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format="json",
        titles=(Title("json", title),) if title else (),
        blocks=plain.blocks_of(body),
        has_offsets=False,
    )
