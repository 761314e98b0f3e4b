"""`copydesk preview`: one page that shows articles, what was found in them, and what is safe to show."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import process
from copydesk.commands import folder
from copydesk.commands.verdict import standing
from copydesk.exits import CANNOT_WRITE, NO_INPUT
from copydesk.intake import inflate
from copydesk.pages.preview import Shown, preview
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.terminal import visible
from copydesk.write import load

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from copydesk.shelf.shelves import Shelf
    from copydesk.write.shape import Record


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("articles", nargs="+", metavar="FILE|DIR|gs://...", help="articles; a folder is searched")
    parser.add_argument("-o", "--output", required=True, type=Path, metavar="OUT.html", help="the page to write")
    parser.add_argument("--content-type", metavar="TYPE", help="as the uploader would declare it")
    parser.add_argument("--url", help="where the article was published")


def run(given: argparse.Namespace) -> int:
    """Write the page and return the exit code: 0, or an error's; verdicts stand in the page."""
    settings = Settings.from_environment(os.environ)
    shown, code = [], 0
    for word in given.articles:
        for shelf in _shelves(word, settings):
            data = shelf.source()
            if data is None:
                print(f"copydesk preview: {visible(shelf.name)}: no such article", file=sys.stderr)
                code = NO_INPUT
            else:
                shown.append(article(data, shelf, settings, given.content_type, given.url))
    if not shown:
        return code or NO_INPUT
    try:
        given.output.write_text(preview(shown), "utf-8", "replace")
    except OSError as error:
        print(f"copydesk preview: {visible(str(given.output))}: {error.strerror}", file=sys.stderr)
        return CANNOT_WRITE
    verdicts = [each.record.verdict for each in shown]
    said = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
    print(f"{visible(str(given.output))}: {said}")
    return code


def article(data: bytes, shelf: Shelf, settings: Settings, content_type: str | None, url: str | None) -> Shown:
    """Return one article as it is shown: processed anew with its text, however little of it is stored.

    What only the bucket knew of it (name, type, when it was created) is taken from its stored record.
    """
    whole = replace(settings, record_bodies="both")
    stored = _stored(shelf)
    record = process(
        data,
        name=stored.source.name if stored else shelf.name,
        content_type=content_type or (stored.source.content_type if stored else None),
        url=url,
        created=stored.source_created if stored else None,
        settings=whole,
    )
    counts = standing(shelf, settings)
    said = f"Decided by a person: {counts.verdict}. {counts.why}" if counts.by == "person" else None
    return Shown(record, _decoded(data, record.source.charset, settings), said)


def _stored(shelf: Shelf) -> Record | None:
    line = shelf.record()
    try:
        return load.loads(line) if line else None
    except load.Unreadable:  # `verdict` says what is wrong with it
        return None


def _decoded(data: bytes, charset: str | None, settings: Settings) -> str | None:
    """Return the source that offsets count in; null for what could not be read."""
    if charset is None:
        return None
    return inflate.inflate(data, "", settings.max_bytes).decode(charset, "replace")


def _shelves(word: str, settings: Settings) -> Iterator[Shelf]:
    path = Path(word)
    if not word.startswith(shelves.CLOUD) and path.is_dir():
        for each in folder.articles(path, settings):
            yield shelves.shelf(str(each), settings)
    else:
        yield shelves.shelf(word, settings)
