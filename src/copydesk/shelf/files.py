"""An article in a folder: its record and decision are files beside it."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from copydesk.errors import Changed, CopydeskError
from copydesk.settings import Settings
from copydesk.shelf.decision import Live
from copydesk.write.mark import REVIEW_SUFFIX


class Foreign(CopydeskError):
    """A file that is not ours stands where the record belongs."""


@dataclass(frozen=True, slots=True)
class FileShelf:
    """One article's files."""

    path: Path
    settings: Settings

    @property
    def name(self) -> str:
        """How people call it."""
        return str(self.path)

    def live(self) -> Live | None:
        """Return the source as it stands, null when it does not."""
        data = _read(self.path)
        return None if data is None else Live(None, hashlib.sha256(data).hexdigest())

    def source(self) -> bytes | None:
        """Return the source's bytes, null when it is not there."""
        return _read(self.path)

    def record(self) -> bytes | None:
        """Return the stored record, null for none."""
        return _read(self._beside(self.settings.suffix))

    def write_record(self, line: bytes) -> str:
        """Write the record in one step, over none or one of ours; returns where; raises `Foreign` for any other."""
        place = self._beside(self.settings.suffix)
        standing = _read(place)
        if standing is not None and not _is_ours(standing):
            raise Foreign(f"{place} is not a record of ours and is left as it is")
        draft = _draft(place.parent, line)
        try:
            draft.replace(place)
        finally:
            draft.unlink(missing_ok=True)
        return str(place)

    def decision(self) -> tuple[bytes, str] | None:
        """Return the stored decision and what names this state of it, null for none."""
        line = _read(self._beside(REVIEW_SUFFIX))
        return None if line is None else (line, hashlib.sha256(line).hexdigest())

    def write_decision(self, line: bytes, over: str | None) -> str:
        """Write a decision where none stands, or over the one named; returns where; raises `Changed` for any other."""
        place = self._beside(REVIEW_SUFFIX)
        draft = _draft(place.parent, line)
        try:
            if over is None:
                try:
                    os.link(draft, place)  # fails where something stands: create-only in one step
                except FileExistsError:
                    raise Changed(f"{place}: somebody has decided meanwhile") from None
                return str(place)
            standing = self.decision()
            if standing is None or standing[1] != over:
                raise Changed(f"{place}: somebody has decided meanwhile")
            draft.replace(place)
            return str(place)
        finally:
            draft.unlink(missing_ok=True)

    def erase(self) -> list[str]:
        """Remove record and decision, whatever state they are in, and return what was removed.

        A file in the record's place that is not ours is left alone.
        """
        removed = []
        for suffix in (self.settings.suffix, REVIEW_SUFFIX):
            place = self._beside(suffix)
            data = _read(place)
            if data is not None and _is_ours(data):
                place.unlink()
                removed.append(str(place))
        return removed

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)


def _draft(folder: Path, line: bytes) -> Path:
    """Write a file under a name of its own, with the rights that any new file has here (mkstemp's are its owner's)."""
    descriptor, draft = tempfile.mkstemp(prefix=".copydesk-", dir=folder)
    with os.fdopen(descriptor, "wb") as file:
        file.write(line)
    mask = os.umask(0)
    os.umask(mask)
    Path(draft).chmod(0o666 & ~mask)
    return Path(draft)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _is_ours(data: bytes) -> bool:
    """Whether a file is a record or decision: erasing must not take somebody else's file of that name."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict):
        return False
    tool = value.get("tool")
    return (isinstance(tool, dict) and tool.get("name") == "copydesk") or {"subject", "decision", "by"} <= value.keys()
