"""A JSON object that follows no standard: `{title, body}` and its like."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from copydesk.intake import fields
from copydesk.intake.story import Story
from copydesk.model import Metadata
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

_NOTES = ("embargo", "expires", "correction", "rights", "copyright", "editorial")


def is_one(value: Mapping[str, Any]) -> bool:
    """Tell whether an object holds a body under any of its usual names; a typed JSON-LD object says what it is."""
    return "@type" not in value and any(_body(value.get(name)) is not None for name in names("body"))


def read(value: Mapping[str, Any], settings: Settings) -> Story:
    """Return the story of an object."""
    body = next((said for name in names("body") if (said := _body(value.get(name))) is not None), None)
    language = fields.first(value, *names("language"))
    credited = next((value[name] for name in names("credit") if value.get(name)), None)
    tags: Any = next((value[name] for name in names("tags") if value.get(name)), [])
    return Story(
        format="json",
        titles=(("json", fields.first(value, *names("title"))),),
        body=fields.body(body, settings),
        metadata=Metadata(
            credits=tuple(fields.credits_of(credited, "json")) if credited else (),
            published=fields.date(value, *names("published")),
            modified=fields.date(value, *names("modified")),
            canonical=fields.link(value, *names("canonical")),
            image=fields.link(value, *names("image")),
            section=fields.first(value, *names("section")),
            tags=fields.texts(tags),
            site=fields.first(value, *names("site")),
            languages=(("json", language),) if language else (),
            status=strictest(fields.text(value.get(name)) for name in names("status")),
            notes=fields.notes((kind, fields.first(value, *names(kind))) for kind in _NOTES),
        ),
        dateline=fields.text(value.get("dateline")),
    )


def names(part: str) -> tuple[str, ...]:
    """Return the names that systems write a part of an article under, the most telling first."""
    return _table()[part]


@cache
def _table() -> dict[str, tuple[str, ...]]:
    table = json.loads(files("copydesk").joinpath("data/json_fields.json").read_bytes())
    return {part: tuple(said) for part, said in table.items() if part != "source"}


def _body(value: Any) -> str | None:
    """Return a body that is a text, a list of paragraphs, or an object with its renderings; None for anything else."""
    if isinstance(value, Mapping):
        return next((value[name] for name in names("rendered") if isinstance(value.get(name), str)), None)
    if isinstance(value, list):
        paragraphs = [item for item in value if isinstance(item, str)]
        return "\n\n".join(paragraphs) if paragraphs else None
    return value if isinstance(value, str) else None
