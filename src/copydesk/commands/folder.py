"""A local folder as the bucket's twin: which files are articles, and the record beside each."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import CopydeskError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from copydesk.settings import Settings

DECISION_SUFFIX = ".review.json"
"""Where people's decisions stand; never an article either."""


class CannotWrite(CopydeskError):
    """The record cannot stand beside its source."""


def is_record_name(name: str, settings: Settings) -> bool:
    """Return whether a file of that name is a record or a decision and therefore no article."""
    return name.endswith((settings.suffix, DECISION_SUFFIX))


def articles(folder: Path, settings: Settings) -> Iterator[Path]:
    """Yield the regular files of a folder and those below it by name, without hidden ones, records and decisions."""
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from articles(entry, settings)
        elif entry.is_file() and not is_record_name(entry.name, settings):
            yield entry


def write_beside(source: Path, line: str, settings: Settings) -> Path:
    """Write a record (one line, without its newline) beside its source in one step, and return where it stands.

    Raises `CannotWrite` when a file of that name is not a record of ours, or the system refuses.
    """
    place = source.with_name(source.name + settings.suffix)
    try:
        if place.exists() and not _is_ours(place):
            raise CannotWrite(f"{place} is not a record of ours and is left as it is")
        descriptor, draft = tempfile.mkstemp(prefix=".copydesk-", dir=place.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(line + "\n")
            mask = os.umask(0)
            os.umask(mask)
            Path(draft).chmod(0o666 & ~mask)  # mkstemp's 0600 would hide the record from whoever reads the source
            Path(draft).replace(place)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise CannotWrite(f"{place}: {error.strerror}") from None
    return place


def _is_ours(place: Path) -> bool:
    try:
        claimed = json.loads(place.read_bytes())
        return bool(claimed["tool"]["name"] == "copydesk")
    except (ValueError, KeyError, TypeError, RecursionError):
        return False
