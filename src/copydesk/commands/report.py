"""`copydesk report`: one page about the records of a folder or bucket."""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.commands.preview import article
from copydesk.exits import CANNOT_WRITE, NO_INPUT
from copydesk.pages.preview import preview
from copydesk.pages.report import report
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from copydesk.shelf.shelves import Stored


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("inputs", nargs="+", metavar="DIR|RECORD|gs://...", help="stored records; a folder is searched")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.html", help="the page to write")
    parser.add_argument(
        "--previews", action="store_true", help="a preview of each article beside the page, in OUT.previews/"
    )


def run(given: argparse.Namespace) -> int:
    """Write the page and return the exit code: 0, or an error's."""
    settings = Settings.from_environment(os.environ)
    found = [each for word in given.inputs for each in shelves.stored(word, settings)]
    if not found:
        print("copydesk report: no record there", file=sys.stderr)
        return NO_INPUT
    made = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    try:
        previews = _previews(found, given.output, settings) if given.previews else {}
        page = report(", ".join(given.inputs), found, previews, made)
        given.output.write_text(page, "utf-8", "replace")
    except OSError as error:
        print(f"copydesk report: {visible(str(given.output))}: {error.strerror}", file=sys.stderr)
        return CANNOT_WRITE
    print(f"{visible(str(given.output))}: {len(found)} records")
    return 0


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
