"""`copydesk export`: articles or stored records in the formats that other systems read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.commands import folder
from copydesk.exits import NO_INPUT, NOT_AN_ARTICLE
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.terminal import visible
from copydesk.write import export

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from copydesk.shelf.shelves import Stored


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    formats = "; ".join(f"{name}: {what}" for name, (what, _) in export.FORMATS.items())
    parser.epilog = f"formats: {formats}"
    parser.add_argument(
        "inputs", nargs="+", metavar="RECORD|DIR|gs://...", help="stored records; an article's own name will do"
    )
    parser.add_argument(
        "--format", choices=tuple(export.FORMATS), default="record", help="one line a record (default record)"
    )


def run(given: argparse.Namespace) -> int:
    """Print every record found and return the exit code: 0, or the last error's."""
    settings, code = Settings.from_environment(os.environ), 0
    if line := export.header(given.format):
        print(line)
    for word in given.inputs:
        found = 0
        for each in _records(word, settings):
            found += 1
            if each.record is None:
                print(f"copydesk export: {visible(each.place)}: {each.fault}", file=sys.stderr)
                code = NOT_AN_ARTICLE
            else:
                print(export.dumps(each.record, given.format))
        if not found:
            print(f"copydesk export: {visible(word)}: no record here", file=sys.stderr)
            code = NO_INPUT
    return code


def _records(word: str, settings: Settings) -> Iterator[Stored]:
    path = Path(word)
    if path.is_file() and not folder.is_ours(path.name, settings):
        beside = path.with_name(path.name + settings.suffix)
        return shelves.stored(str(beside), settings) if beside.exists() else iter(())
    return shelves.stored(word, settings)
