"""What came in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SpanField = Literal["source", "title", "body"]
EVIDENCE_CODE_POINTS = 200
"""The longest text a span quotes."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded object as `process()` is given it."""

    data: bytes
    """The bytes as stored (still gzip-compressed where the uploader compressed them)."""
    name: str
    content_type: str | None = None
    url: str | None = None
    """Where the article was published, when the uploader said so."""
    created: str | None = None
    """When this object was created (RFC 3339, from the event); null for what never was in a bucket."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the decoded source (`source`), in our headline (`title`) or in our plain text (`body`)."""

    field: SpanField
    """What the offsets count in."""
    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    text: str
    """The text at that place, at most 200 code points of it."""
