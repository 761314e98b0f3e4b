"""Values of loosely typed JSON, in the many ways that systems write the same thing."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from copydesk.intake import plain, sniff
from copydesk.intake.story import Body
from copydesk.intake.wrapping import clean
from copydesk.model import Credit, Moment
from copydesk.normalize import moments
from copydesk.settings import Settings

# Where an object keeps its text: HTML renderings, JSON-LD values, ANS, names of people and things.
_INNER = ("rendered", "value", "@value", "raw", "basic", "name", "title", "label", "text", "url", "@id", "href", "src")
_TAGS = re.compile(r"<[^<>]{0,2000}>")  # linear: stops at the next bracket
_BLANK = re.compile(r"\n[ \t\r]{0,64}\n")
_ORGANIZATIONS = ("organization", "organisation", "newsmediaorganization", "corporation", "ngo")


def raw(value: Any) -> str | None:
    """Return the text that a value holds, as it stands; None where it holds none."""
    for _ in range(4):  # objects and lists inside each other; deeper holds no plain value
        if isinstance(value, str):
            return value if value.strip() else None
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, int | float):
            return str(value)
        if isinstance(value, list):
            value = next((item for item in value if item), None)
        elif isinstance(value, Mapping):
            value = next((value[key] for key in _INNER if value.get(key)), None)
    return None


def text(value: Any) -> str | None:
    """Return a value's text on one line, markup and entities resolved; None where there is none."""
    said = raw(value)
    if said is None:
        return None
    if "<" in said and sniff.has_markup(said):
        said = _TAGS.sub("", said)
    return clean(html.unescape(said)) or None


def first(values: Mapping[str, Any], *names: str) -> str | None:
    """Return the text of the first of these names that has any."""
    return next((said for name in names if (said := text(values.get(name)))), None)


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a list, of one value, or of names joined by commas; without repetitions."""
    items = value if isinstance(value, list) else value.split(",") if isinstance(value, str) else [value]
    return tuple(dict.fromkeys(said for item in items if (said := text(item))))


def link(values: Mapping[str, Any], *names: str) -> str | None:
    """Return the first of these names that holds a web address."""
    found = (raw(values.get(name)) for name in names)
    return next(
        (said.strip() for said in found if said and said.lstrip().lower().startswith(("https://", "http://"))), None
    )


def date(values: Mapping[str, Any], *names: str, utc: bool = False) -> Moment | None:
    """Return the first of these names that holds a date; `utc`: its time is in UTC where it names no zone."""
    found = next((said for name in names if (said := moments.declared(raw(values.get(name)) or ""))), None)
    if (
        found
        and utc
        and found.precision in ("second", "minute")
        and found.value[-6] not in "+-"
        and found.value[-1] != "Z"
    ):
        return replace(found, value=f"{found.value}Z")
    return found


def credits_of(value: Any, source: str) -> Iterator[Credit]:
    """Yield the credits of an author field: a printed byline, a person, an organisation, or a list of them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            kind = str(raw(item.get("@type")) or raw(item.get("type")) or "person").lower()
            name = first(item, "name", "display_name", "displayName", "byline", "fullName") or " ".join(
                part for key in ("givenName", "familyName", "first_name", "last_name") if (part := text(item.get(key)))
            )
            if name:
                yield Credit(name, source, "organization" if kind in _ORGANIZATIONS else "person")
        elif isinstance(item, str) and (said := text(item)):
            yield Credit(said, source)


def body(said: str | None, settings: Settings, *, is_html: bool | None = None) -> Body:
    """Return a body as read; `is_html`: what the format says that it is, None where the text itself must tell."""
    if not said:
        return Body()
    if is_html or (is_html is None and sniff.has_markup(said)):
        from copydesk.intake import fragment  # noqa: PLC0415  # the page reader is loaded where there is markup

        return fragment.read(said if sniff.has_blocks(said) else _paragraphed(said), settings)
    return Body(plain.blocks_of(html.unescape(said) if is_html is None and "&" in said else said))


def _paragraphed(said: str) -> str:
    """Return markup that has only inline elements with a paragraph for each part that blank lines set apart."""
    parts = _BLANK.split(said) if _BLANK.search(said) else said.splitlines()
    return "".join(f"<p>{part}</p>" for part in parts if part.strip())


def notes(pairs: Iterable[tuple[str, str | None]]) -> tuple[tuple[str, str], ...]:
    """Return the notes that were said, in order, without repetitions."""
    return tuple(dict.fromkeys((kind, said) for kind, said in pairs if said))
