"""Front matter: the fields in YAML or TOML that stand before a Markdown text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copydesk.errors import Permanent
from copydesk.intake import fields
from copydesk.model import Evidence, Finding, Metadata, Title
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

_LARGEST = 16_384
"""Code points: YAML in flow style takes a second for 100 kB, and no article needs a kilobyte."""
_EVENTS = 4_000
# The mark, its fields, the mark again. Linear: one lazy run up to a literal line.
_YAML = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\ufeff?\+\+\+[ \t]*\r?\n(.*?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
# One line at a time, and all before the value bounded.
FIELD = re.compile(r"([A-Za-z][\w -]{0,60}?)[ \t]{0,8}:[ \t]{1,8}(.*)")
_FIRST_FIELD = re.compile(r"(?:[ \t]*(?:#.*)?\r?\n)*[\"']?[A-Za-z][\w .-]{0,60}[\"']?[ \t]{0,8}[:=]")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands before the text."""

    values: Mapping[str, Any]
    end: int
    """First code point of the text after it."""
    findings: tuple[Finding, ...] = ()


def read(text: str, name: str, settings: Settings) -> FrontMatter | None:
    """Return the front matter of a text, None where it has none.

    Raises `Permanent`: `intake.structure_over_cap` for more than 16,384 code points, for YAML aliases, anchors and
    tags, and for nesting over the limit; `intake.malformed` for TOML that cannot be read.
    """
    for pattern, load in ((_YAML, _yaml), (_TOML, _toml)):
        found = pattern.match(text)
        if found and _FIRST_FIELD.match(found[1]):
            if len(found[1]) > _LARGEST:
                raise _over(name, "characters of front matter", len(found[1]), _LARGEST)
            values, findings = load(found[1], name, settings)
            return FrontMatter({key.lower(): value for key, value in values.items()}, found.end(), findings)
    return None


def titles(matter: FrontMatter, text: str) -> tuple[Title, ...]:
    """Return the titles that front matter gives, with the place of each where it is printed as it is read."""
    said = (fields.text(matter.values.get(key)) for key in ("title", "headline", "seo_title"))
    return tuple(_placed(title, text[: matter.end]) for title in dict.fromkeys(said) if title)


def metadata(values: Mapping[str, Any]) -> Metadata:
    """Return what front matter says of the article, in the names that site generators use."""
    language = fields.first(values, "lang", "language", "locale")
    credited = next((values[key] for key in ("byline", "authors", "author", "by") if values.get(key)), None)
    draft = (
        str(values.get("draft", "")).lower() in ("true", "yes") or str(values.get("published", "")).lower() == "false"
    )
    return Metadata(
        credits=tuple(fields.credits_of(credited, "front-matter")) if credited else (),
        published=fields.date(values, "published", "date", "pubdate", "publishdate", "publish_date", "date_published"),
        modified=fields.date(values, "updated", "modified", "lastmod", "last_modified_at", "date_modified"),
        canonical=fields.link(values, "canonical", "canonical_url", "canonicalurl", "url", "link"),
        image=fields.link(values, "image", "cover", "featured_image", "thumbnail"),
        section=next(
            iter(fields.texts(values.get("section") or values.get("category") or values.get("categories") or [])), None
        ),
        tags=fields.texts(values.get("tags") or values.get("keywords") or []),
        site=fields.first(values, "site", "publisher", "source"),
        languages=(("front-matter", language),) if language else (),
        status=strictest((fields.first(values, "status", "pubstatus"), "draft" if draft else None)),
        notes=fields.notes(
            (
                ("embargo", fields.first(values, "embargo", "embargoed", "embargo_until")),
                ("expires", fields.first(values, "expires", "expirydate", "expiry_date")),
                ("correction", fields.first(values, "correction", "corrections")),
                ("rights", fields.first(values, "rights", "license")),
                ("copyright", fields.text(values.get("copyright"))),
                ("editorial", fields.first(values, "ednote", "editors_note", "note")),
            )
        ),
    )


def _placed(title: str, matter: str) -> Title:
    at = matter.find(title)
    return Title("front-matter", title, at, at + len(title)) if at >= 0 else Title("front-matter", title)


def _yaml(text: str, name: str, settings: Settings) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    import yaml  # noqa: PLC0415  # 50 ms, for Markdown with front matter only

    try:
        depth = 0
        for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or getattr(event, "tag", None):
                raise _over(name, "aliases, anchors and tags in front matter", 1, 0)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > settings.structure_depth:
                raise _over(name, "depth of front matter", depth, settings.structure_depth)
            if count > _EVENTS:
                raise _over(name, "values in front matter", count, _EVENTS)
        # BaseLoader makes strings only: `no` stays a word, a date stays as it is written.
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it can construct nothing but strings
    except yaml.YAMLError:
        return _line_by_line(text)
    except (RecursionError, ValueError) as error:
        raise _malformed(name, "YAML", error) from None
    return (value, ()) if isinstance(value, dict) else ({}, ())


def _line_by_line(text: str) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """Return the fields of what is no YAML, mostly because a title holds a colon; other lines are reported."""
    values: dict[str, Any] = {}
    odd = 0
    for line in text.splitlines():
        if field := FIELD.fullmatch(line.strip()):
            values.setdefault(field[1], _value(field[2].strip()))
        elif line.strip() and not line.startswith(("#", " ", "\t", "-")):
            odd += 1
    if not odd:
        return values, ()
    evidence = (Evidence("what", "lines of front matter"), Evidence("count", str(odd)))
    return values, (Finding("intake.ambiguous", "low", f"{odd} lines of front matter are no YAML.", evidence=evidence),)


def _value(printed: str) -> str | list[str]:
    if printed.startswith("[") and printed.endswith("]"):
        return [item.strip().strip("\"'") for item in printed[1:-1].split(",")]
    return printed.strip("\"'")


def _toml(text: str, name: str, _settings: Settings) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    try:
        return {key: _plain(value) for key, value in tomllib.loads(text).items()}, ()
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise _malformed(name, "TOML", error) from None


def _plain(value: Any) -> Any:
    """Return a value with the dates that TOML has written as ISO 8601 does."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def _over(name: str, what: str, found: int, limit: int) -> Permanent:
    message = f"{name} is over the limit of {limit} {what}"
    return Permanent("intake.structure_over_cap", message, what=what, found=found, limit=limit)


def _malformed(name: str, kind: str, error: Exception) -> Permanent:
    return Permanent("intake.malformed", f"{name} has front matter that is no {kind}: {type(error).__name__}")
