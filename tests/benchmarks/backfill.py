"""Backfill engines on a local bucket.

    python -m tests.benchmarks.backfill [--articles 2000] [--jobs 1 2] [--beam]

Prints, for each engine, wall and processor seconds, the ratio to a plain loop, whether the records are the same bytes
as the loop's, and what a second run does. Everything runs on this machine; it says how busy that was.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from copydesk.backfill import choose, listing, local, work
from copydesk.backfill.tally import Tally
from copydesk.local import servers
from copydesk.settings import Settings
from tests.benchmarks.served import article

SETTINGS = Settings(buckets=("news",))


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.backfill")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--beam", action="store_true")
    given = parser.parse_args()
    server = servers.bucket()
    server.start()
    os.environ |= {"STORAGE_EMULATOR_HOST": server.url, "GOOGLE_CLOUD_PROJECT": "local"}
    from google.cloud import storage

    endpoint = {"api_endpoint": server.url}
    client = storage.Client(project="local", client_options=endpoint, use_auth_w_custom_endpoint=False)
    bucket = client.create_bucket("news")
    try:
        for number in range(given.articles):
            bucket.blob(f"desk/{number:06}.html").upload_from_string(article(6, number), content_type="text/html")
        loop = _timed("plain loop", bucket, _loop)
        for jobs in given.jobs:
            _timed(f"local, {jobs} processes", bucket, lambda n=jobs: _local(n), loop)
        if given.beam:
            from copydesk.backfill import beam

            _timed("beam", bucket, lambda: beam.run("gs://news/", "missing", SETTINGS, []), loop)
        started = time.perf_counter()
        print(f"second run: {_local(1).sources} sources, {time.perf_counter() - started:.2f} s")
    finally:
        server.stop()
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    return 0


def _tasks() -> Any:
    pairs = listing.pairs("news", "", SETTINGS, choose.is_source(SETTINGS))
    return choose.chosen(pairs, "missing", SETTINGS, choose.Shard(), None)


def _loop() -> Tally:
    tally = Tally()
    for task in _tasks():
        tally.add(work.do(task, SETTINGS))
    return tally


def _local(jobs: int) -> Tally:
    tally = Tally()
    for done in local.run(_tasks(), SETTINGS, jobs):
        tally.add(done)
    return tally


def _timed(
    name: str, bucket: Any, engine: Callable[[], Tally], loop: tuple[float, float, str] | None = None
) -> tuple[float, float, str]:
    """Run an engine on a bucket without records; returns wall seconds, processor seconds, a digest of the records."""
    for blob in bucket.list_blobs():
        if blob.name.endswith(SETTINGS.suffix):
            blob.delete()
    wall, processor = time.perf_counter(), _processor()
    tally = engine()
    wall, processor = time.perf_counter() - wall, _processor() - processor
    digest = hashlib.sha256()
    for blob in bucket.list_blobs():
        if blob.name.endswith(SETTINGS.suffix):
            digest.update(blob.name.encode() + blob.download_as_bytes())
    figures = wall, processor, digest.hexdigest()
    words = [f"{name}: {dict(tally.results)}, {wall:.1f} s, {processor:.1f} s of processor"]
    if loop:
        words.append(f"{loop[0] / wall:.2f} x as fast as the loop, {processor / loop[1]:.2f} x its processor time")
        words.append("same bytes" if figures[2] == loop[2] else "OTHER BYTES")
    print(", ".join(words), flush=True)
    return figures


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


if __name__ == "__main__":
    sys.exit(main())
