"""Backfills of many articles, on this machine and its local bucket.

    python -m tests.benchmarks.backfill engines [--articles 2000] [--kilobytes 6] [--beam]
    python -m tests.benchmarks.backfill many [--articles 10000]

`engines` has the deployed function write the records, then a plain loop, the local engine with one and two processes
and, with `--beam`, Beam's direct runner; it says whether all bytes are the function's, what each costs beside the loop,
and how fast the command is with one process and with two, on the bucket and on a folder. `many` follows the memory of
two workers along many small articles, then counts the requests of a second run. Both say how busy the machine was, and
end with 1 where bytes differ or a second run asks for more than lists.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from copydesk import storage
from copydesk.backfill import choose, listing, local, work
from copydesk.backfill.tally import Tally
from copydesk.backfill.task import Task
from copydesk.local import servers
from copydesk.local.bridge import deliver
from tests.backfill.archive import BUCKET, SETTINGS, Archive, by_beam, by_processes
from tests.benchmarks.served import megabytes
from tests.benchmarks.speed.articles import page
from tests.e2e.proxy import Proxy
from tests.store import connect

FLIGHT = 8
"""Events sent to the function at a time."""
LOOKS = (1000, 2500, 5000, 7500, 10_000)
"""After how many articles the workers' memory is looked at."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine took, and a digest of the names and bytes it wrote."""

    wall: float
    processor: float
    digest: str


def main(words: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.backfill")
    parser.add_argument("what", choices=("engines", "many"))
    parser.add_argument("--articles", type=int)
    parser.add_argument("--kilobytes", type=int, default=6)
    parser.add_argument("--beam", action="store_true")
    given = parser.parse_args(words)
    if given.what == "engines":
        whole = engines(given.articles or 2000, given.kilobytes, beam=given.beam)
    else:
        whole = many(given.articles or 10_000)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return 0 if whole else 1


def engines(articles: int, kilobytes: int, *, beam: bool) -> bool:
    """Print what each engine takes; returns whether all wrote the function's bytes."""
    with _archive() as archive:
        _fill(archive, articles, kilobytes)
        whole = _digest_of(archive, lambda: _by_function(archive))
        print(f"{articles} articles of {kilobytes} kB: {len(archive.records())} records of the function")
        archive.forget()
        work.do(next(_tasks()), SETTINGS)  # models are loaded before anything is measured
        runs: dict[str, Callable[[], Tally]] = {"loop": _loop, "local, 1 process": by_processes}
        runs["local, 2 processes"] = lambda: by_processes(jobs=2)
        if beam:
            runs["beam"] = by_beam
        loop = None
        same = True
        for name, engine in runs.items():
            figures = _measured(archive, engine)
            loop = loop or figures
            same = same and figures.digest == whole
            says = f"{figures.wall:.1f} s, {figures.processor:.1f} s of processor"
            ratio = f"{figures.processor / loop.processor:.2f} x the loop's processor time"
            print(f"{name}: {says}, {ratio}, {'the function’s bytes' if figures.digest == whole else 'OTHER BYTES'}")
        one, two = (_command(f"gs://{BUCKET}", jobs, archive.forget) for jobs in (1, 2))
        print(f"command on the bucket: {one:.1f} s with 1 process, {two:.1f} s with 2, {one / two:.2f} x as fast")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(articles):
            (Path(folder) / f"{number:06}.html").write_text(page(kilobytes * 1024, number), "utf-8")
        one, two = (_command(folder, jobs, lambda: _without_records(Path(folder))) for jobs in (1, 2))
        print(f"command on a folder: {one:.1f} s with 1 process, {two:.1f} s with 2, {one / two:.2f} x as fast")
    return same


def many(articles: int) -> bool:
    """Print the memory of two workers along many small articles, and what a second run asks of the bucket."""
    with _archive() as archive:
        _fill(archive, articles, 1)
        tally = Tally()
        for done in local.run(_tasks(), SETTINGS, 2):
            tally.add(done)
            if tally.sources in LOOKS:
                workers = [f"{megabytes(child.pid or 0):.1f}" for child in multiprocessing.active_children()]
                print(f"{tally.sources} articles: {' and '.join(workers)} MB, listing {megabytes(os.getpid()):.1f} MB")
        _reached_at(archive.proxy.url)
        again = by_processes()
        asked: Counter[str] = archive.proxy.counted()
        objects = len(archive.resources())
        print(f"first run: {dict(tally.results)}")
        print(f"second run: {again.sources} sources, requests {dict(asked)} for {objects} objects")
        return tally.results == {"recorded": articles} and asked.keys() == {"list"} and not again.sources


@contextlib.contextmanager
def _archive() -> Iterator[Archive]:
    """Run a local bucket; the proxy that counts stands beside it, since it would cost a part of what is measured."""
    server = servers.bucket()
    server.start()
    try:
        with Proxy(server.url) as proxy:
            os.environ |= {"COPYDESK_BUCKETS": BUCKET, "GOOGLE_CLOUD_PROJECT": "local"}
            _reached_at(server.url)
            yield Archive(connect(server.url).create_bucket(BUCKET), proxy, server.url)
    finally:
        server.stop()


def _reached_at(url: str) -> None:
    os.environ["STORAGE_EMULATOR_HOST"] = url
    storage.client.cache_clear()


def _fill(archive: Archive, articles: int, kilobytes: int) -> None:
    def upload(number: int) -> None:
        archive.bucket.blob(f"desk/{number:06}.html").upload_from_string(
            page(kilobytes * 1024, number), content_type="text/html"
        )

    with ThreadPoolExecutor(FLIGHT) as pool:
        list(pool.map(upload, range(articles)))


def _by_function(archive: Archive) -> None:
    with archive.function() as function, ThreadPoolExecutor(FLIGHT) as pool:
        answers = pool.map(lambda each: deliver(function.url, "finalized", each), archive.sources().values())
        if not all(each.acknowledged for each in answers):
            raise RuntimeError("the function did not take every event")


def _tasks() -> Iterator[Task]:
    pairs = listing.pairs(BUCKET, "", SETTINGS, choose.is_source(SETTINGS))
    return choose.chosen(pairs, "missing", SETTINGS, choose.Shard(), None)


def _loop() -> Tally:
    tally = Tally()
    for task in _tasks():
        tally.add(work.do(task, SETTINGS))
    return tally


def _measured(archive: Archive, engine: Callable[[], Tally]) -> Figures:
    wall, processor = 0.0, 0.0

    def timed() -> None:
        nonlocal wall, processor
        wall, processor = time.perf_counter(), _processor()
        engine()
        wall, processor = time.perf_counter() - wall, _processor() - processor

    digest = _digest_of(archive, timed)
    return Figures(wall, processor, digest)


def _digest_of(archive: Archive, write: Callable[[], None]) -> str:
    """Return a digest of the records that `write` puts into a bucket that has none."""
    archive.forget()
    write()
    digest = hashlib.sha256()
    for name, line in sorted(archive.records().items()):
        digest.update(name.encode() + line)
    return digest.hexdigest()


def _command(place: str, jobs: int, before: Callable[[], None]) -> float:
    """Return the seconds of `copydesk backfill` from its start to its end."""
    before()
    started = time.perf_counter()
    command = [sys.executable, "-m", "copydesk", "backfill", place, "--jobs", str(jobs)]
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - started


def _without_records(folder: Path) -> None:
    for path in folder.glob(f"*{SETTINGS.suffix}"):
        path.unlink()


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
