"""docs/record.md: every key of the record as its dataclasses describe it, and what it is exported as."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copydesk.write import export
from copydesk.write.schema import record_schema
from copydesk.write.shape import SCHEMA_VERSION

PAGE = Path(__file__).resolve().parents[1] / "docs/record.md"
HEAD = f"""# The record

One JSON object on one line, in one write, beside each source: `<source>.metadata.json`. Its shape is that of the
dataclasses in `src/copydesk/write/shape.py` and `model.py`; the JSON Schema (draft 2020-12) is published as
`src/copydesk/schema/record-{SCHEMA_VERSION}.json` and printed by `copydesk schema`.

- Every key is always present: null or an empty list where there is nothing to say. Lists are never null.
- No object is keyed by data and no list holds lists, so that records load into a table column by column.
- Generations are strings, JSON is strict (no NaN, valid UTF-8), and spans count code points of the decoded source:
  `data.decode(source.charset, "replace")` of the inflated bytes.
- `schemaVersion` is semantic: within a major version keys are only added. A published schema is never edited; readers
  pass over keys that they do not know.
- The record is an envelope. ninjs is strict and has no place for findings, so a valid ninjs 3.1 object stands under
  `article`, made from the rest by one function, and can be taken out as it is.

## Formats

`copydesk check --format F` writes articles as they are read, `copydesk export --format F` stored records.

| format | one line is |
|---|---|
"""
TAIL = """
`ninjs` and `ninjs1` validate against the IPTC's schemas. JSON-LD escapes `<`, `>`, `&`, U+2028 and U+2029, so it can
stand inside `<script type="application/ld+json">`; a date is never invented. CSV cells that a spreadsheet would run
(`=`, `+`, `-`, `@`, a tab, full-width forms) begin with an apostrophe.

`copydesk schema bigquery` prints the columns of a BigQuery table that loads stored lines as they are, `copydesk schema
index` an index template of Elasticsearch and OpenSearch; both come from the same dataclasses.

This page is made by `make schemas`.
"""


def page() -> str:
    """Return docs/record.md."""
    schema = record_schema()
    formats = "".join(f"| `{name}` | {what} |\n" for name, (what, _) in export.FORMATS.items())
    out = [HEAD + formats + TAIL, "## Keys", *_table(schema, schema["$defs"])]
    for name, part in schema["$defs"].items():
        out += ["", f"### {name}", "", part["description"].split("\n")[0], *_table(part, schema["$defs"])]
    return "\n".join(out) + "\n"


def _table(schema: dict[str, Any], parts: dict[str, Any]) -> Iterator[str]:
    yield ""
    yield "| key | type | what it is |"
    yield "|---|---|---|"
    for key, part in schema["properties"].items():
        said = " ".join(_said(part, parts).split()).replace("|", "\\|")
        yield f"| `{key}` | {_type(part)} | {said} |"


def _said(part: dict[str, Any], parts: dict[str, Any]) -> str:
    """Return what a key is: its own description, else that of its type."""
    if "description" in part:
        return str(part["description"])
    if "$ref" in part:
        return str(parts[part["$ref"].rpartition("/")[2]]["description"]).split("\n")[0]
    return next((_said(each, parts) for each in (*part.get("anyOf", ()), part.get("items")) if each), "")


def _type(part: dict[str, Any]) -> str:
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in part:
        return " or ".join(_type(each) for each in part["anyOf"])
    if "enum" in part:
        return " or ".join(f"`{each}`" for each in part["enum"])
    if part["type"] == "array":
        return f"list of {_type(part['items'])}"
    return " or ".join(part["type"]) if isinstance(part["type"], list) else part["type"]
