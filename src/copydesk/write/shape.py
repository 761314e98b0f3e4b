"""The shape of the record: what is published beside the source.

These dataclasses are the schema: their fields in this order, in camelCase, are the keys of the JSON object, each always
present. Lists are never null and no object is keyed by data, so that records load into a table column by column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from copydesk.model import (
    BodyLanguage,
    Byline,
    Comparison,
    Embed,
    Finding,
    Moment,
    Place,
    Removed,
    Span,
    TitleLanguage,
    Verdict,
)

SCHEMA_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """The object that the record is about."""

    bucket: str | None
    """Null for a local file."""
    name: str
    """The object's name, or the path of a local file."""
    generation: str | None
    """A string: generations do not fit a JSON number everywhere."""
    sha256: str | None
    """Of the bytes as uploaded; null when they were refused unread."""
    size_bytes: int | None
    """As uploaded; null when neither the bytes nor the event said."""
    content_type: str | None
    """As the uploader declared it."""
    charset: str | None
    """The Python codec that offsets count in: `data.decode(charset, "replace")` of the inflated bytes."""
    format: str | None
    """What it was read as: `html`, `text`, `ninjs`, `nitf`, ..."""


@dataclass(frozen=True, slots=True)
class TitleEntry:
    """One title a consumer could show."""

    source: str
    """Where it stood: `h1`, `og:title`, `json-ld`, ..."""
    text: str
    """As written there."""
    language: str
    """BCP 47."""


@dataclass(frozen=True, slots=True)
class DatelineEntry:
    """Where and when the story was filed, as printed and as understood."""

    raw: str
    """As printed, without the last separator."""
    places: tuple[Place, ...]
    date_text: str | None
    """The date as printed."""
    date: str | None
    """ISO 8601 day; null when no year is printed or known."""
    agency: str | None
    """Canonical name of the agency."""
    agency_raw: str | None
    """The agency as printed."""
    span: Span | None
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Dates:
    """When the article says it was published and changed."""

    published: Moment | None
    modified: Moment | None


@dataclass(frozen=True, slots=True)
class Links:
    """What the article names as its own."""

    canonical: str | None
    """The article's own address."""
    image: str | None
    """The picture that stands for it."""
    section: str | None
    """Where the publisher files it."""
    tags: tuple[str, ...]
    """Keywords, as declared."""
    site: str | None
    """What the publication calls itself."""


@dataclass(frozen=True, slots=True)
class LanguagesEntry:
    """The languages of title and body, and whether they agree."""

    title: TitleLanguage
    body: BodyLanguage
    comparison: Comparison
    """Whether title and body are in one language."""
    score: float
    """P(mismatch), 0 to 1."""


@dataclass(frozen=True, slots=True)
class PolicyEntry:
    """The policy that decided."""

    name: str
    """As its file says."""
    version: int
    """Only grows."""
    sha256: str
    """Of the file's bytes."""


@dataclass(frozen=True, slots=True)
class Moderation:
    """The verdict and every finding behind it."""

    verdict: Verdict
    """The strongest effect of all findings."""
    policy: PolicyEntry
    automation: str
    """`full`: no person took part in this verdict."""
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Sanitization:
    """What was taken out of the markup."""

    removed: tuple[Removed, ...]


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the record."""

    name: str
    """`copydesk`."""
    version: str
    """Semantic."""
    langdetect: str
    """Version of the package."""
    bleach: str
    """Version of the package."""


@dataclass(frozen=True, slots=True)
class Record:
    """One published record."""

    schema_version: str
    """Semantic; the schema is published as `record-<version>.json`."""
    uri: str
    """`gs://bucket/percent-encoded-name#generation`; `urn:sha256:...` for a local file."""
    source_created: str | None
    """When this generation of the source was created (RFC 3339, from the event)."""
    verdict: Verdict
    """`allow`: nothing stands against showing it; `review`: a person must look first; `block`: it must not be shown."""
    title_language: str
    """BCP 47; `und` when nothing can be said."""
    body_language: str
    """BCP 47 of most of the body; `und` when nothing can be said."""
    comparison: Comparison
    """Whether title and body are in one language."""
    rules: tuple[str, ...]
    """Every rule that found something, enforced or in shadow, each once; effects are under `moderation`."""
    source: SourceInfo
    headline: str | None
    """The title that readers saw."""
    titles: tuple[TitleEntry, ...]
    byline: Byline
    dateline: DatelineEntry | None
    dates: Dates
    links: Links
    embeds: tuple[Embed, ...]
    languages: LanguagesEntry
    simhash: str | None
    """64 bits of the body's wording as 16 hexadecimal digits: near copies differ in few bits; null for no body."""
    moderation: Moderation
    sanitization: Sanitization
    article: Mapping[str, Any]
    """A valid ninjs 3.1 object."""
    tool: Tool

    @property
    def text(self) -> str:
        """The stored plain text of the body; empty where none is stored."""
        return self._body("text/plain")

    @property
    def html(self) -> str:
        """The stored sanitized HTML of the body; empty where none is stored."""
        return self._body("text/html")

    def _body(self, content_type: str) -> str:
        bodies = (body["value"] for body in self.article["bodies"] if body["contentType"] == content_type)
        return next(bodies, "")


def camel(name: str) -> str:
    """Return a field's name as its key in JSON: `size_bytes` is `sizeBytes`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
