"""A record in the formats that other systems read, one line each."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from copydesk.write import jsonld, ninjs1, record, rows
from copydesk.write.shape import Record


def _strict(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


FORMATS: Mapping[str, tuple[str, Callable[[Record], str]]] = {
    "record": ("the record itself", record.dumps),
    "ninjs": ("IPTC ninjs 3.1", lambda made: _strict(record.as_json(made.article))),
    "ninjs1": ("IPTC ninjs 1.6", lambda made: _strict(ninjs1.ninjs1(made))),
    "jsonld": ("schema.org NewsArticle, safe inside a script element", jsonld.dumps),
    "csv": ("a row of a table, with no cell that a spreadsheet would run", rows.row),
}


def header(name: str) -> str:
    """Return what stands once above all lines of a format; "" for nothing."""
    return rows.header() if name == "csv" else ""


def dumps(made: Record, name: str) -> str:
    """Return one line of a record in a format of `FORMATS`, without its line end and encodable as UTF-8."""
    line = FORMATS[name][1](made)
    # A lone surrogate that came in through an escape must not fail whoever writes the line.
    return line if line.isascii() else line.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
