"""Reading a stored record back: checked key by key, since whoever writes to a bucket can write one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from copydesk.errors import CopydeskError
from copydesk.write.ninjs import RESTRICTION
from copydesk.write.ninjs1 import NAMES, TEXTS
from copydesk.write.shape import SCHEMA_VERSION, Record, camel

T = TypeVar("T")
_MAJOR = SCHEMA_VERSION.partition(".")[0]


class Unreadable(CopydeskError):
    """What should be a record is none; the message names the first key that is wrong, never its value."""


def loads(line: str | bytes) -> Record:
    """Return the record of one line of JSON; raises `Unreadable`.

    Keys that a later version of the same major number has added are passed over; a missing one is an error.
    """
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable("is not JSON") from None
    version = value.get("schemaVersion") if isinstance(value, Mapping) else None
    if not isinstance(version, str) or version.partition(".")[0] != _MAJOR:
        raise Unreadable(f"has no schemaVersion of {_MAJOR}.x")
    record = dataclass_of(value, Record)
    _check_bodies(record)
    return record


def dataclass_of(value: Any, kind: type[T]) -> T:
    """Return a dataclass made of JSON with camelCase keys; raises `Unreadable` naming the first key that is wrong."""
    made: T = _value(value, kind, kind.__name__.lower())
    return made


def _check_bodies(record: Record) -> None:
    """Check the part of the ninjs object that Copydesk itself reads."""
    if record.article.get("pubStatus") not in RESTRICTION:
        raise Unreadable("article.pubStatus is none of ninjs")
    if wrong := [key for key in (*TEXTS, *NAMES) if not isinstance(record.article.get(key, ""), str)]:
        raise Unreadable(f"article.{wrong[0]} is no string")
    bodies = record.article.get("bodies")
    if not isinstance(bodies, list):
        raise Unreadable("article.bodies is no list")
    for body in bodies:
        if not isinstance(body, Mapping) or not all(isinstance(body.get(key), str) for key in ("contentType", "value")):
            raise Unreadable("article.bodies holds something that is no body")


def _value(value: Any, hint: Any, path: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, Mapping):
            raise Unreadable(f"{path} is no object")
        return hint(**{name: _part(value, key, kind, path) for name, key, kind in _keys(hint)})
    if origin is Literal:
        if value not in arguments:
            raise Unreadable(f"{path} is none of {', '.join(arguments)}")
        return value
    if origin is tuple:
        if not isinstance(value, list):
            raise Unreadable(f"{path} is no list")
        return tuple(_value(item, arguments[0], f"{path}[{at}]") for at, item in enumerate(value))
    if origin in (Union, UnionType):
        if value is None and NoneType in arguments:
            return None
        return _value(value, next(each for each in arguments if each is not NoneType), path)
    if origin is Mapping:
        if not isinstance(value, Mapping):
            raise Unreadable(f"{path} is no object")
        return value
    wanted = (int, float) if hint is float else hint
    if not isinstance(value, wanted) or isinstance(value, bool):
        raise Unreadable(f"{path} is no {'number' if hint is float else hint.__name__}")
    return value


def _part(value: Mapping[str, Any], key: str, hint: Any, path: str) -> Any:
    if key not in value:
        raise Unreadable(f"{path} has no {key}")
    return _value(value[key], hint, f"{path}.{key}")


@cache
def _keys(kind: type) -> tuple[tuple[str, str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, camel(field.name), hints[field.name]) for field in fields(kind))
