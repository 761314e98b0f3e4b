"""The record's JSON Schema (draft 2020-12), made from its dataclasses: `copydesk schema` prints it.

Descriptions are the docstrings of classes and fields, so that code and documentation cannot drift apart. The published
file under `copydesk/schema/` is never edited: additions make a new minor version beside it.
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import pairwise
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from copydesk.write.shape import SCHEMA_VERSION, Record, camel

ID = f"urn:copydesk:schema:record:{SCHEMA_VERSION}"
PRIMITIVES = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


def record_schema() -> dict[str, Any]:
    """Return the schema of the record."""
    return schema_of(Record, ID, "Copydesk record")


def schema_of(kind: type, identifier: str, title: str) -> dict[str, Any]:
    """Return the schema of a dataclass and of all that it holds."""
    definitions: dict[str, Any] = {}
    root = _object(kind, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identifier,
        "title": title,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints, docs = get_type_hints(kind), field_docs(kind)
    properties = {}
    for field in fields(kind):
        schema = _schema(hints[field.name], definitions)
        if field.name in docs:
            schema = {**schema, "description": docs[field.name]}
        properties[camel(field.name)] = schema
    return {
        "type": "object",
        "description": inspect.getdoc(kind) or "",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}  # a place of its own before its parts, so that nothing recurses
            definitions[hint.__name__] = _object(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hint in PRIMITIVES:
        return {"type": PRIMITIVES[hint]}
    if origin is Literal:
        return {"type": "string", "enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin in (Union, UnionType):
        options = [_schema(argument, definitions) for argument in arguments]
        if all(set(option) == {"type"} for option in options):
            return {"type": [option["type"] for option in options]}
        return {"anyOf": options}
    if origin is Mapping:
        return {"type": "object"}
    raise TypeError(f"{hint!r} has no place in the record's schema")


@cache
def field_docs(kind: type) -> dict[str, str]:
    """Return the string that follows each field of a dataclass in its source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(sys.modules[kind.__module__])))
    body = next(node.body for node in tree.body if isinstance(node, ast.ClassDef) and node.name == kind.__name__)
    docs = {}
    for statement, following in pairwise(body):
        if (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and isinstance(following, ast.Expr)
            and isinstance(following.value, ast.Constant)
            and isinstance(following.value.value, str)
        ):
            docs[statement.target.id] = inspect.cleandoc(following.value.value)
    return docs
