import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from copydesk import process
from copydesk.write import record, tables

STORY = b"A headline\n\nLYON, France, March 3 (Reuters) - The bridge over the river opened again, the city said.\n"
READERS: dict[str, Any] = {
    "STRING": lambda value: isinstance(value, str),
    "INTEGER": lambda value: isinstance(value, int),
    "FLOAT": lambda value: isinstance(value, int | float),
    "BOOLEAN": lambda value: isinstance(value, bool),
    "JSON": lambda value: isinstance(value, dict),
    "TIMESTAMP": lambda value: bool(datetime.fromisoformat(value)),
    "RECORD": lambda value: isinstance(value, dict),
}


def faults(value: dict[str, Any], columns: list[dict[str, Any]], path: str = "") -> Iterator[str]:
    """Load one row as BigQuery does: unknown keys, nulls where required, wrong types."""
    yield from (f"{path}{key} has no column" for key in value.keys() - {column["name"] for column in columns})
    for column in columns:
        name, mode, found = column["name"], column["mode"], value.get(column["name"])
        items = found if mode == "REPEATED" else [found]
        if found is None:
            yield from [f"{path}{name} is null"] if mode != "NULLABLE" else []
            continue
        for item in items:
            if not READERS[column["type"]](item):
                yield f"{path}{name} is no {column['type']}"
            elif column["type"] == "RECORD":
                yield from faults(item, column["fields"], f"{path}{name}.")


@pytest.mark.parametrize("data", [STORY, b"", b"<h1>A</h1><p onclick=x>B</p>"], ids=["text", "empty", "page"])
def test_record_loads_into_the_bigquery_table(data: bytes) -> None:
    """A stored line loads column by column: no unknown key, no null that is required, no wrong type."""
    made = record.stamp(
        process(data, name="a.txt"), bucket="b", name="a", generation="7", created="2026-03-03T10:00:00Z"
    )
    assert list(faults(json.loads(record.dumps(made)), tables.bigquery())) == []


def test_bigquery_names_are_columns() -> None:
    """Every name is one that BigQuery takes: letters, digits and underscores, no digit first."""

    def names(columns: list[dict[str, Any]]) -> Iterator[str]:
        for column in columns:
            yield column["name"]
            yield from names(column.get("fields", []))

    assert all(name.isidentifier() and name.isascii() for name in names(tables.bigquery()))


def test_index_maps_every_key_of_a_record() -> None:
    """Every key of a stored record is mapped, so that nothing is searched for in vain."""

    def unmapped(value: Any, mapping: dict[str, Any], path: str) -> Iterator[str]:
        if isinstance(value, list):
            for item in value:
                yield from unmapped(item, mapping, path)
        elif isinstance(value, dict) and mapping.get("dynamic") is not False and mapping.get("type") != "geo_point":
            for key, item in value.items():
                if key not in mapping["properties"]:
                    yield f"{path}.{key}"
                else:
                    yield from unmapped(item, mapping["properties"][key], f"{path}.{key}")

    mapping = dict(tables.index_template()["template"]["mappings"])
    assert mapping.pop("dynamic") is False
    assert list(unmapped(json.loads(record.dumps(process(STORY, name="a.txt"))), mapping, "record")) == []
