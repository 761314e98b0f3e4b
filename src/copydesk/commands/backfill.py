"""`copydesk backfill`: records for everything that is there already."""

from __future__ import annotations

import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from copydesk.backfill import choose, listing, local, work
from copydesk.backfill.tally import Tally, row
from copydesk.errors import CopydeskError
from copydesk.exits import FAULTY, USAGE
from copydesk.settings import Settings
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator

    from copydesk.backfill.task import Done, Task

CLOUD = "gs://"
REQUESTS = 3
"""At the bucket for each source that is processed: read, write, one more look."""
MILLISECONDS = 30.0
"""Processor time that a 20 kB article takes here; --dry-run estimates with it, docs/backfill.md says how to measure."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = (
        "may run beside the live function, be stopped and be run again: it goes on where records are missing. In a "
        "Cloud Run Job each task takes its share. Exit 0: every source has its record"
    )
    parser.add_argument("place", metavar="gs://BUCKET/PREFIX|DIR")
    parser.add_argument(
        "--only",
        choices=("missing", "stale", "all"),
        default="missing",
        help="sources without a record (default), also those whose record is older than today's order, or every one",
    )
    parser.add_argument("--engine", choices=("local", "beam"), default="local", help="where the work is done")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (local engine)")
    parser.add_argument("--sample", type=int, metavar="N", help="only the first N sources that need work")
    parser.add_argument("--force", action="store_true", help="write over records of any order, but never foreign ones")
    parser.add_argument("--dry-run", action="store_true", help="count what would be done and estimate time and cost")
    parser.add_argument("--rows", metavar="FILE", help="write a line of JSON for each source, for BigQuery")
    parser.add_argument(
        "--dead-letters",
        default="dead-letters.jsonl",
        metavar="FILE",
        help="where sources go that failed for good, as `copydesk redrive` reads them (default dead-letters.jsonl)",
    )
    parser.add_argument(
        "options", nargs="*", help="after --: options of the engine itself (beam), which shares the work"
    )


def run(given: argparse.Namespace) -> int:
    """Do the work, print the summary to stderr, and return 0 when no source failed."""
    if given.jobs < 1 or (given.sample is not None and given.sample < 1):
        print("copydesk backfill: --jobs and --sample start at 1", file=sys.stderr)
        return USAGE
    settings = Settings.from_environment(os.environ)
    if given.place.startswith(CLOUD):
        settings.check_serving()
    if given.engine == "beam" and not given.dry_run:
        from copydesk.backfill import beam  # noqa: PLC0415 - an engine of 600 MB, installed where it is wanted

        started = time.monotonic()
        paths = {"rows": given.rows, "dead_letters": given.dead_letters}
        tally = beam.run(given.place, given.only, settings, given.options, force=given.force, **paths)
        return _ended(tally, time.monotonic() - started)
    tasks = _tasks(given, settings)
    if given.dry_run:
        return _estimated(tasks, given.jobs)
    started = time.monotonic()
    tally = Tally()
    with ExitStack() as files:
        rows = files.enter_context(Path(given.rows).open("w", encoding="utf-8")) if given.rows else None
        dead = _DeadLetters(Path(given.dead_letters), files)
        for done in local.run(tasks, settings, given.jobs, force=given.force):
            tally.add(done)
            _kept(done, rows, dead)
            _progress(tally, started)
    return _ended(tally, time.monotonic() - started)


def _tasks(given: argparse.Namespace, settings: Settings) -> Iterator[Task]:
    of = choose.shard(os.environ)
    if not given.place.startswith(CLOUD):
        root = Path(given.place)
        if not root.is_dir():
            raise CopydeskError(f"{given.place}: no such folder")
        return choose.chosen(listing.files(root, settings), given.only, settings, of, given.sample)
    bucket, _, prefix = given.place.removeprefix(CLOUD).partition("/")
    if not bucket:
        raise CopydeskError("gs://<bucket>/<prefix> is needed")
    pairs = listing.pairs(bucket, prefix, settings, choose.is_source(settings))
    return choose.chosen(pairs, given.only, settings, of, given.sample)


class _DeadLetters:
    """The file of what failed, made when something does."""

    def __init__(self, path: Path, files: ExitStack) -> None:
        self._path, self._files = path, files
        self._open: TextIO | None = None

    def write(self, line: str) -> None:
        """Write one message; earlier ones of an earlier run stay."""
        if self._open is None:
            self._open = self._files.enter_context(self._path.open("a", encoding="utf-8"))
        self._open.write(line + "\n")


def _kept(done: Done, rows: TextIO | None, dead: _DeadLetters) -> None:
    if rows:
        rows.write(row(done) + "\n")
    if done.result == "failed":
        print(f"copydesk backfill: {visible(done.said)}", file=sys.stderr)
        if done.dead:
            dead.write(work.dead_letter(done.dead))


def _progress(tally: Tally, started: float) -> None:
    if sys.stderr.isatty() and tally.sources % 20 == 0:
        seconds = time.monotonic() - started
        print(f"\r{tally.sources} sources, {tally.sources / seconds:.1f} a second ", end="", file=sys.stderr)


def _estimated(tasks: Iterable[Task], jobs: int) -> int:
    count = size = 0
    for task in tasks:
        count += 1
        size += task.size
    hours = count * MILLISECONDS / 1000 / 3600 / jobs
    print(f"{count} sources, {size / 1e6:.1f} MB, would be processed")
    print(f"about {hours:.2f} hours with {jobs} processes, at {MILLISECONDS:g} ms of processor a source")
    print(
        f"{REQUESTS * count} requests at the bucket: {count} class A (writes), {(REQUESTS - 1) * count} class B (reads)"
    )
    return 0


def _ended(tally: Tally, seconds: float) -> int:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for line in tally.lines(seconds):
        print(f"copydesk backfill: {visible(line)}", file=sys.stderr)
    return FAULTY if tally.results["failed"] else 0
