"""A local folder as the bucket's twin: which of its files are articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.write.mark import REVIEW_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copydesk.settings import Settings


def is_ours(name: str, settings: Settings) -> bool:
    """Return whether a file of that name is a record or a decision and therefore no article."""
    return name.endswith((settings.suffix, REVIEW_SUFFIX))


def articles(folder: Path, settings: Settings) -> Iterator[Path]:
    """Yield the regular files of a folder and those below it by name, without hidden ones, records and decisions."""
    for entry in sorted(folder.iterdir(), key=lambda path: path.name):
        if entry.name.startswith("."):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from articles(entry, settings)
        elif entry.is_file() and not is_ours(entry.name, settings):
            yield entry
