"""`copydesk report`: one page about the records of a folder or bucket, or about a backfill's rows."""

from __future__ import annotations

import fileinput
import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.backfill.tally import rows
from copydesk.commands.preview import article
from copydesk.exits import CANNOT_WRITE, NO_INPUT
from copydesk.pages.backfill import backfill
from copydesk.pages.preview import preview
from copydesk.pages.report import report
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from copydesk.shelf.shelves import Stored

ROWS = ".jsonl"


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="DIR|RECORD|gs://...|ROWS.jsonl",
        help="stored records, a folder is searched; or the rows of `copydesk backfill --rows`, told by their ending",
    )
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.html", help="the page to write")
    parser.add_argument(
        "--previews", action="store_true", help="a preview of each article beside the page, in OUT.previews/"
    )


def run(given: argparse.Namespace) -> int:
    """Write the page and return the exit code: 0, or an error's."""
    settings = Settings.from_environment(os.environ)
    made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if all(word.endswith(ROWS) and not word.startswith(shelves.CLOUD) for word in given.inputs):
        return _of_rows(given, made)
    found = [each for word in given.inputs for each in shelves.stored(word, settings)]
    if not found:
        print("copydesk report: no record there", file=sys.stderr)
        return NO_INPUT
    try:
        previews = _previews(found, given.output, settings) if given.previews else {}
        page = report(", ".join(given.inputs), found, previews, made)
    except OSError as error:
        return _unwritten(given.output, error)
    return _written(page, given.output, f"{len(found)} records")


def _of_rows(given: argparse.Namespace, made: str) -> int:
    """Read the rows of a backfill, however many, once."""
    try:
        with fileinput.input(given.inputs, encoding="utf-8") as lines:
            page = backfill(", ".join(given.inputs), rows(lines), made)
    except OSError as error:
        print(f"copydesk report: {visible(str(error.filename))}: {error.strerror}", file=sys.stderr)
        return NO_INPUT
    return _written(page, given.output, "a backfill's rows")


def _written(page: str, output: Path, what: str) -> int:
    try:
        output.write_text(page, "utf-8", "replace")
    except OSError as error:
        return _unwritten(output, error)
    print(f"{visible(str(output))}: {what}")
    return 0


def _unwritten(output: Path, error: OSError) -> int:
    print(f"copydesk report: {visible(str(output))}: {error.strerror}", file=sys.stderr)
    return CANNOT_WRITE


def _previews(found: Iterable[Stored], page: Path, settings: Settings) -> dict[str, str]:
    """Write a preview of each article whose source is at hand, and return their addresses from the page."""
    beside = page.with_name(page.stem + ".previews")
    beside.mkdir(exist_ok=True)
    addresses = {}
    for each in found:
        source = _source(each, settings)
        shelf = shelves.shelf(source, settings) if source else None
        data = shelf.source() if shelf else None
        if shelf and data is not None and each.record:
            # Names are the uploader's; a hash is none that a file system or a link could trip over.
            name = hashlib.sha256(each.place.encode("utf-8", "surrogateescape")).hexdigest()[:24] + ".html"
            shown = article(data, shelf, settings, each.record.source.content_type, None)
            (beside / name).write_text(preview([shown]), "utf-8", "replace")
            addresses[each.place] = f"{beside.name}/{name}"
    return addresses


def _source(each: Stored, settings: Settings) -> str | None:
    """Return where the article of a record stands; null for a record that names a bucket it has no business with."""
    if each.record is None:
        return None
    if not each.place.startswith(shelves.CLOUD):
        return each.place
    own = each.place.removeprefix(shelves.CLOUD).partition("/")[0]
    source = each.record.source
    return f"{shelves.CLOUD}{source.bucket}/{source.name}" if source.bucket in (own, *settings.buckets) else None
