"""What goes in and comes out of a worker: plain values that travel between processes and machines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Result = Literal["recorded", "skipped", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Task:
    """One source to be given its record."""

    resource: Mapping[str, Any]
    """The source's `storage#object` as listed; for a file `name` and `size` alone."""
    root: str | None = None
    """The folder that `name` is in, null for an object."""

    @property
    def name(self) -> str:
        """The object's name, or the file's below its folder."""
        return str(self.resource["name"])

    @property
    def size(self) -> int:
        """Bytes."""
        return int(self.resource.get("size") or 0)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one source: a row of the summary."""

    name: str
    result: Result
    """`recorded`; `skipped` (a record as new stood there, or the source is gone); `refused` (recorded, but the upload
    could not be processed); `failed` (something around it: it goes to the dead-letter file)."""
    said: str
    """Our words, never the article's."""
    generation: str | None = None
    verdict: str | None = None
    title_language: str | None = None
    body_language: str | None = None
    comparison: str | None = None
    rules: tuple[str, ...] = ()
    size_bytes: int = 0
    milliseconds: float = 0.0
    """Processor time of the worker's thread."""
    dead: Mapping[str, Any] | None = None
    """The resource of a source that failed, for `copydesk redrive`."""
