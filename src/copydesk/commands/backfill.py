"""`copydesk backfill`: records for everything that is there already."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from copydesk.backfill import choose, listing, local, work
from copydesk.backfill.progress import Progress, Total, duration
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
"""Processor time of an article that --dry-run assumes, on the safe side; docs/backfill.md says how to measure yours."""


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
        "--beam-options", nargs="...", default=[], metavar="OPTION", help="everything behind it goes to Beam's runner"
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
        return _by_beam(given, settings)
    tasks = _tasks(given, settings)
    if given.dry_run:
        return _estimated(tasks, given.jobs)
    # Only people who watch are worth a second listing.
    total = Total(_tasks(given, settings)) if sys.stderr.isatty() else lambda: None
    progress, tally = Progress(sys.stderr, total), Tally()
    with ExitStack() as files:
        rows = files.enter_context(Path(given.rows).open("w", encoding="utf-8")) if given.rows else None
        dead = _DeadLetters(Path(given.dead_letters), files)
        for done in local.run(tasks, settings, given.jobs, force=given.force):
            tally.add(done)
            _kept(done, rows, dead, progress)
            progress.show(tally.sources)
    progress.clear()
    return _ended(tally, progress.seconds)


def _by_beam(given: argparse.Namespace, settings: Settings) -> int:
    try:
        from copydesk.backfill import beam  # noqa: PLC0415 - an engine of 800 MB, installed where it is wanted
    except ModuleNotFoundError:
        raise CopydeskError(
            "Apache Beam is not installed: pip install -r deploy/backfill/requirements.txt, or copydesk[backfill]"
        ) from None
    progress = Progress(sys.stderr)
    tally = beam.run(
        given.place,
        given.only,
        settings,
        given.beam_options,
        force=given.force,
        sample=given.sample,
        rows=given.rows,
        dead_letters=given.dead_letters,
    )
    return _ended(tally, progress.seconds)


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


def _kept(done: Done, rows: TextIO | None, dead: _DeadLetters, progress: Progress) -> None:
    if rows:
        rows.write(row(done) + "\n")
    if done.result == "failed":
        progress.clear()
        print(f"copydesk backfill: {visible(done.said)}", file=sys.stderr)
        if done.dead:
            dead.write(work.dead_letter(done.dead))


def _estimated(tasks: Iterable[Task], jobs: int) -> int:
    count = size = 0
    for task in tasks:
        count += 1
        size += task.size
    seconds = count * MILLISECONDS / 1000 / jobs
    print(f"{count} sources, {size / 1e6:.1f} MB, would be processed")
    print(f"about {duration(seconds)} with {jobs} processes, at {MILLISECONDS:g} ms of processor a source")
    print(
        f"{REQUESTS * count} requests at the bucket: {count} class A (writes), {(REQUESTS - 1) * count} class B (reads)"
    )
    return 0


def _ended(tally: Tally, seconds: float) -> int:
    for line in tally.lines(seconds):
        print(f"copydesk backfill: {visible(line)}", file=sys.stderr)
    return FAULTY if tally.results["failed"] else 0
