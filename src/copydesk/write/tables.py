"""The record as a table of BigQuery and as an index of Elasticsearch or OpenSearch, from the same dataclasses.

BigQuery: https://docs.cloud.google.com/bigquery/docs/schemas (JSON schema file of `bq load`).
Index template: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference (OpenSearch has the same).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from copydesk.write.schema import field_docs
from copydesk.write.shape import Record, camel

_BIGQUERY = {str: "STRING", int: "INTEGER", float: "FLOAT", bool: "BOOLEAN"}
_INDEX = {int: "long", float: "float", bool: "boolean"}
_TIMES = frozenset(("sourceCreated",))
"""Keys that are RFC 3339 times in every record; dates of the article itself may be of lower precision and stay text."""
_WORDS = frozenset(("headline", "text", "message", "raw"))
"""Keys that people search by words; every other string is looked up as a whole."""
_LONGEST = 1024
"""Code points of a string that is looked up as a whole; longer ones are stored and not indexed."""


def bigquery() -> list[dict[str, Any]]:
    """Return the fields of a BigQuery table that loads records, one a line, as they are stored."""
    return _columns(Record)


def index_template() -> dict[str, Any]:
    """Return the body of `PUT _index_template/copydesk`: nothing but the record's keys is ever mapped."""
    mappings = {"dynamic": False, **_mapping(Record)}
    return {"index_patterns": ["copydesk-*"], "template": {"mappings": mappings}, "_meta": {"description": "Copydesk"}}


def _columns(kind: type) -> list[dict[str, Any]]:
    hints, docs = get_type_hints(kind), field_docs(kind)
    columns = []
    for field in fields(kind):
        column = {"name": camel(field.name), **_column(hints[field.name])}
        if field.name in docs:
            column["description"] = " ".join(docs[field.name].split())[:1024]
        if column["name"] in _TIMES:
            column["type"] = "TIMESTAMP"
        columns.append(column)
    return columns


def _column(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return {**_column(arguments[0]), "mode": "REPEATED"}
    if origin in (Union, UnionType):
        return {**_column(_wanted(arguments)), "mode": "NULLABLE"}
    if origin is Mapping:
        return {"type": "JSON", "mode": "REQUIRED"}
    if is_dataclass(hint) and isinstance(hint, type):
        return {"type": "RECORD", "mode": "REQUIRED", "fields": _columns(hint)}
    return {"type": "STRING" if origin is Literal else _BIGQUERY[hint], "mode": "REQUIRED"}


def _mapping(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {"properties": {camel(f.name): _property(camel(f.name), hints[f.name]) for f in fields(kind)}}


def _property(key: str, hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _property(key, arguments[0])
    if origin in (Union, UnionType):
        return _property(key, _wanted(arguments))
    if origin is Mapping:
        body = {"contentType": {"type": "keyword"}, "value": {"type": "text"}}
        return {"type": "object", "dynamic": False, "properties": {"bodies": {"properties": body}}}
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ == "Location":
            return {"type": "geo_point"}  # an object of `lat` and `lon` is one as it stands
        return _mapping(hint)
    if key in _TIMES:
        return {"type": "date"}
    if key in _WORDS:
        return {"type": "text", "fields": {"keyword": {"type": "keyword", "ignore_above": _LONGEST}}}
    return {"type": _INDEX[hint]} if hint in _INDEX else {"type": "keyword", "ignore_above": _LONGEST}


def _wanted(arguments: tuple[Any, ...]) -> Any:
    return next(argument for argument in arguments if argument is not NoneType)
