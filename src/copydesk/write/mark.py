"""Our mark: the custom metadata of a record, by which everybody, ourselves first, knows it without reading it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from copydesk.settings import Settings
from copydesk.write.shape import Record

MARK = "copydesk-version"
"""The key that makes an object ours; its value is the version of the mark's own shape."""
MARK_VERSION = "1"
REVIEW_SUFFIX = ".review.json"
"""Decisions of people stand there; we never write, read or remove them."""
NAME_BYTES = 1024
"""The longest object name, in bytes of UTF-8."""
KEPT_BYTES = 900
"""How much of a name that is too long stays readable in its record's name."""

Order = tuple[int, tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Mark:
    """Whose record it is, of which generation, by which tool and policy."""

    bucket: str
    name: str
    """Percent-encoded: metadata travels in HTTP headers too."""
    generation: int
    verdict: str
    tool: str
    policy_version: int
    policy_sha256: str

    @property
    def order(self) -> Order:
        """What makes one record newer than another: source generation, then tool version, then policy version."""
        return self.generation, release(self.tool), self.policy_version

    def same_source(self, other: Mark) -> bool:
        """Whether both are records of the same object."""
        return (self.bucket, self.name) == (other.bucket, other.name)

    def metadata(self) -> dict[str, str]:
        """Return the mark as custom metadata, under 8 KiB (the name is the longest: 3,072 bytes)."""
        return {
            MARK: MARK_VERSION,
            "source-bucket": self.bucket,
            "source-name": self.name,
            "source-generation": str(self.generation),
            "verdict": self.verdict,
            "tool-version": self.tool,
            "policy-version": str(self.policy_version),
            "policy-sha256": self.policy_sha256,
        }


def encoded(name: str) -> str:
    """Return a name as the mark holds it: percent-encoded, since metadata travels in HTTP headers too."""
    return quote(name, safe="/")


def of(record: Record) -> Mark:
    """Return the mark of a stamped record."""
    policy, source = record.moderation.policy, record.source
    return Mark(
        source.bucket or "",
        encoded(source.name),
        int(source.generation or 0),
        record.verdict,
        record.tool.version,
        policy.version,
        policy.sha256,
    )


def read(metadata: Mapping[str, str] | None) -> Mark | None:
    """Return the mark in an object's custom metadata, null without one; what cannot be read in it counts as oldest."""
    if not metadata or MARK not in metadata:
        return None
    return Mark(
        metadata.get("source-bucket", ""),
        metadata.get("source-name", ""),
        _number(metadata.get("source-generation")),
        metadata.get("verdict", ""),
        metadata.get("tool-version", ""),
        _number(metadata.get("policy-version")),
        metadata.get("policy-sha256", ""),
    )


def release(version: str) -> tuple[int, ...]:
    """Return a version's numbers for comparing, (0,) for none; `1.10.0` is newer than `1.9.0`."""
    return tuple(_number(part) for part in version.split(".")[:8]) if version else (0,)


def place(bucket: str, name: str, settings: Settings) -> tuple[str, str]:
    """Return the bucket and the name of an object's record.

    Next to the source unless an output place is set. A name that would be too long keeps its first bytes, cut at a
    character, and gets the sha256 of the whole.
    """
    folder = ""
    if settings.output_bucket or settings.output_prefix:
        folder = f"{settings.output_prefix}{bucket}/"
    target = f"{folder}{name}{settings.suffix}"
    if len(target.encode()) > NAME_BYTES:
        tail = f"~{hashlib.sha256(name.encode()).hexdigest()}{settings.suffix}"
        kept = min(KEPT_BYTES, NAME_BYTES - len(folder.encode()) - len(tail.encode()))
        target = folder + name.encode()[:kept].decode(errors="ignore") + tail
    return settings.output_bucket or bucket, target


def _number(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) <= 19 else 0
