"""Finding articles and stored records: a file, a folder, `gs://bucket/name` or `gs://bucket/prefix/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from copydesk.errors import CopydeskError
from copydesk.settings import Settings
from copydesk.shelf import decision as decisions
from copydesk.shelf.decision import Decision, Live
from copydesk.shelf.files import FileShelf
from copydesk.write import load
from copydesk.write.mark import REVIEW_SUFFIX
from copydesk.write.shape import Record

CLOUD = "gs://"


class Shelf(Protocol):
    """One article with what stands beside it."""

    @property
    def name(self) -> str:
        """How people call it."""

    def live(self) -> Live | None:
        """Return the source as it stands now."""

    def source(self) -> bytes | None:
        """Return the source's bytes."""

    def record(self) -> bytes | None:
        """Return the stored record."""

    def decision(self) -> tuple[bytes, str] | None:
        """Return the stored decision and what names this state of it."""

    def write_decision(self, line: bytes, over: str | None) -> str:
        """Write a decision where none stands, or over the one named."""

    def erase(self) -> list[str]:
        """Remove all that is ours."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it was found."""

    place: str
    """Path or URI of the record."""
    record: Record | None
    fault: str | None
    """Why there is no record: what is wrong with the file, never its text."""
    day: str
    """ISO 8601 day of the source's creation, else of the record's last change."""
    decision: Decision | None = None
    stale: bool = False
    """Whether the decision is about another generation than the record."""
    line: bytes = b""


def shelf(word: str, settings: Settings) -> Shelf:
    """Return the place of one article; the name of its record or decision will do."""
    for suffix in (settings.suffix, REVIEW_SUFFIX):
        word = word.removesuffix(suffix)
    if not word.startswith(CLOUD):
        return FileShelf(Path(word), settings)
    from copydesk.shelf.objects import ObjectShelf  # noqa: PLC0415 - half a second that files need not pay

    bucket, _, name = word.removeprefix(CLOUD).partition("/")
    if not bucket or not name:
        raise CopydeskError(f"{word}: gs://<bucket>/<name> is needed")
    return ObjectShelf(bucket, name, settings)


def stored(word: str, settings: Settings) -> Iterator[Stored]:
    """Yield the records of a folder and those below it, of a bucket's prefix, or a single one, by name."""
    if word.startswith(CLOUD):
        from copydesk.shelf.listing import records  # noqa: PLC0415

        for place, line, day, said in records(word, settings):
            yield _stored(place, line, day, said, settings)
        return
    path = Path(word)
    if not path.exists():
        raise CopydeskError(f"{word}: no such file or folder")
    for found in sorted(path.rglob(f"*{settings.suffix}")) if path.is_dir() else [path]:
        day = datetime.fromtimestamp(found.stat().st_mtime, UTC).date().isoformat()
        beside = FileShelf(found.with_name(found.name.removesuffix(settings.suffix)), settings).decision()
        yield _stored(str(found), found.read_bytes(), day, beside[0] if beside else None, settings)


def _stored(place: str, line: bytes, day: str, said: bytes | None, settings: Settings) -> Stored:
    try:
        record = load.loads(line)
    except load.Unreadable as error:
        return Stored(place, None, str(error), day)
    day = (record.source_created or day)[:10]
    if said is None:
        return Stored(place, record, None, day, line=line)
    try:
        decision = decisions.loads(said, settings.decision_key)
    except decisions.BadDecision:
        return Stored(place, record, None, day, line=line)
    live = Live(record.source.generation, record.source.sha256)
    return Stored(place, record, None, day, decision, not decision.is_for(live), line)
