"""Everything at once: `python -m tests.e2e.chaos` (`make chaos`).

A newsroom uploads, overwrites, deletes and archives. Each event is delivered late, twice and out of order to two
deployments of different tool and policy versions, while requests break, workers are killed and the uploader forges
records. At the end each live article must have exactly the record that one quiet process would have written.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import Any

from copydesk import __version__, process
from copydesk.local.bridge import deliver
from copydesk.review import policy
from copydesk.write import mark, record
from tests.e2e.world import DELAY_SECONDS, OLDER, THREADS, Deployment, Tally, World
from tests.store import Resource, Store

SEEDS_AT_ONCE = 3
PATIENCE = 120.0
"""Seconds after which an event that is still not acknowledged counts as lost."""
BACK_OFF = 2 * DELAY_SECONDS
"""Seconds before an event is delivered again. The platform waits 10 at least, longer than a request is under way: a
write that lands after its writer died, and after the redelivery found the source gone, is what nobody can take back."""
TEXTS = (
    "<h1>Ferry sails again</h1><p>The ferry to the islands sails again from Monday, edition {0}, the harbour said.</p>",
    "<h1>Ferry sails again</h1><p>Паром снова ходит на острова с понедельника, сообщила пристань, выпуск {0}.</p>",
    "Budget passes\n\nBERGEN, Nov 3 - The council passed edition {0} of its budget on Monday after a long night.\n",
    "",
)
ENDINGS = (".html", ".txt", "é.html", "", "%2F", "#.html")
FOREIGN = b"not yours"


@dataclass
class Article:
    """One name and what has become of it."""

    name: str
    live: Resource | None = None
    data: bytes = b""
    generations: int = 0
    forgeries: int = 0
    foreign: bool = False

    @property
    def place(self) -> str:
        """Where its record stands."""
        return self.name + ".metadata.json"


class Seed:
    """One bucket, its newsroom, its uploader with bad intentions, and everything that is delivered about it."""

    def __init__(self, number: int, world: World, tally: Tally, pool: ThreadPoolExecutor) -> None:
        self.rng = random.Random(number)  # noqa: S311 (repeatable, not secret)
        self.world, self.tally, self.pool = world, tally, pool
        self.store = Store(world.quiet, f"chaos-{number}-{time.time_ns()}")
        self.versioned = self.rng.random() < 0.3
        if self.versioned:
            self.store.bucket += "-v"
            self.store.make(self.store.bucket, versioned=True)
        self.articles = [Article(f"desk/{number}-{ending}") for ending in ENDINGS]
        self.mayflies: list[Article] = []
        self.events: list[tuple[str, Resource]] = []
        self.waiting: list[Future[None]] = []

    def run(self) -> None:
        """Let everything happen, then hold the bucket against what should be there."""
        for step in range(self.rng.randint(3, 5)):
            for article in self.articles:
                self._happen(article, step)
            self._mayfly(step)
            self._post(some=True)
        self._post(some=False)
        self._settle(0)
        self._deliver_own_records()
        self._check()
        self.tally.count("seeds")

    def _happen(self, article: Article, step: int) -> None:
        if step == 0 and self.rng.random() < 0.05:
            article.foreign = True
            self.store.upload(article.place, FOREIGN, content_type="application/json")
        before, act = article.live, self.rng.random()
        if before and act < 0.25:
            self.store.delete(article.name)
            article.live = None
        elif act < 0.85 or step == 0:
            article.generations += 1
            text = self.rng.choice(TEXTS)
            article.data = text.format(f"{step}-{article.generations}").encode()
            article.live = self.store.upload(article.name, article.data)
            if not article.foreign and self.rng.random() < 0.25:
                self._forge(article, int(article.live["generation"]))
            self.events.append(("finalized", article.live))
        if before and article.live is not before:
            self.events.append(("archived" if self.versioned else "deleted", before))

    def _mayfly(self, step: int) -> None:
        """Delete a source while it is being read, and tell it at once: nothing comes later that would clean up."""
        article = Article(f"desk/mayfly-{step}.html", generations=1)
        resource = self.store.upload(article.name, TEXTS[0].format(step).encode())
        self.waiting += [self.pool.submit(self._deliver, "finalized", resource, d) for d in self.world.deployments]
        time.sleep(self.rng.uniform(0, 0.05))
        self.store.delete(article.name)
        gone = "archived" if self.versioned else "deleted"
        self.waiting += [self.pool.submit(self._deliver, gone, resource, d) for d in self.world.deployments]
        self.tally.count("events", 2 * len(self.world.deployments))
        self.mayflies.append(article)

    def _forge(self, article: Article, live: int) -> None:
        """Write a record that looks like ours, before any delivery, claiming a past, this or a future generation."""
        article.forgeries += 1
        self.tally.count("forgeries")
        claimed = self.rng.choice([1, live - 1, live, live + 10**9, 1 << 61])
        # A higher tool on the live generation is the one lie that cannot be told: see docs/security.md.
        tool = self.rng.choice([OLDER, __version__, "999.0" if claimed != live else __version__])
        version = policy.load(self.world.settings).version
        forged = mark.Mark(self.store.bucket, mark.encoded(article.name), claimed, "allow", tool, version, "0" * 64)
        said = {"metadata": forged.metadata(), "content_type": "application/json"}
        self.store.upload(article.place, b'{"verdict":"allow"}', **said)

    def _post(self, *, some: bool) -> None:
        """Deliver a part of what has happened, or all the rest; doubled, shuffled, to both deployments."""
        self.rng.shuffle(self.events)
        kept = self.rng.randint(0, len(self.events)) if some else 0
        now, self.events = self.events[kept:], self.events[:kept]
        copies = [(kind, resource, d) for kind, resource in now for d in self.world.deployments]
        self.tally.count("events", len(copies))
        copies += self.rng.sample(copies, len(copies) // 2)
        self.rng.shuffle(copies)
        self.waiting += [self.pool.submit(self._deliver, *copy) for copy in copies]
        self._settle(len(self.waiting) // 2)

    def _settle(self, left: int) -> None:
        """Wait until at most so many deliveries are under way; the rest goes on beside what happens next."""
        while len(self.waiting) > left:
            self.waiting.pop(0).result()

    def _deliver(self, kind: str, resource: Resource, deployment: Deployment) -> None:
        started = time.monotonic()
        for attempt in itertools.count(1):
            self.tally.count("deliveries")
            delivery = deliver(deployment.server.url, kind, resource, attempt=attempt)
            if delivery.acknowledged:
                return
            self.tally.count("again")
            if delivery.status == 400 or time.monotonic() - started > PATIENCE:
                self.tally.count("lost", wrong=f"{kind} {resource['name']}: {delivery.answer}")
                return
            time.sleep(BACK_OFF)

    def _deliver_own_records(self) -> None:
        """Notifications about our own records change nothing."""
        before = {blob.name: blob for blob in self.store.client.list_blobs(self.store.bucket)}
        ours = [dict(blob._properties) for blob in before.values() if mark.MARK in (blob.metadata or {})]
        for deployment in self.world.deployments:
            list(self.pool.map(lambda own, to=deployment: self._deliver("finalized", own, to), ours))
        after = {blob.name: blob.generation for blob in self.store.client.list_blobs(self.store.bucket)}
        if after != {name: blob.generation for name, blob in before.items()}:
            self.tally.count("unhandled", wrong=f"{self.store.bucket}: our own records were answered with writes")

    def _check(self) -> None:
        standing = set(self.store.names())
        for article in self.articles + self.mayflies:
            found = self.store.object(article.place) if article.place in standing else None
            if article.foreign:
                if not found or found.download_as_bytes() != FOREIGN:
                    self._say("forged", article, "a foreign object was touched")
            elif article.live:
                self._compare(article, found)
            elif found:
                self._say("stray", article, "the record of a dead source")
            self._count_writes(article)
        known = {name for a in self.articles + self.mayflies for name in (a.name, a.place)}
        for name in standing - known:
            self.tally.count("stray", wrong=f"{self.store.bucket}/{name}")

    def _compare(self, article: Article, found: Any) -> None:
        """Hold a live source's record against what one quiet process writes."""
        if found is None:
            return self._say("lost", article, "a live source without a record")
        line = found.download_as_bytes()
        if line == self._serial(article):
            return None
        genuine = "source" in json.loads(line)
        return self._say("stale" if genuine else "forged", article, f"not the serial record: {found.metadata}")

    def _serial(self, article: Article) -> bytes:
        live = article.live or {}
        about = {"name": article.name, "content_type": live["contentType"], "created": live["timeCreated"]}
        made = process(article.data, **about, settings=self.world.settings)
        stamped = record.stamp(
            made,
            bucket=self.store.bucket,
            name=article.name,
            generation=live["generation"],
            created=live["timeCreated"],
        )
        return (record.dumps(replace(stamped, tool=replace(stamped.tool, version=__version__))) + "\n").encode()

    def _count_writes(self, article: Article) -> None:
        """Each deployment writes each generation once, and once more for what was forged or taken back."""
        writes = self.world.faulty.written[f"{self.store.bucket}/{article.place}"]
        self.tally.most(writes)
        if writes > 2 * len(self.world.deployments) * article.generations + 2 * article.forgeries:
            self._say("unhandled", article, f"{writes} writes for {article.generations} generations")

    def _say(self, what: str, article: Article, why: str) -> None:
        self.tally.count(what, wrong=f"{self.store.bucket}/{article.place}: {why}")


def run(seeds: int, first: int = 0) -> Tally:
    """Run a number of seeds, a few at once, and return what came of them."""
    tally = Tally()
    with ExitStack() as stack:
        world = World(stack)
        deliveries = stack.enter_context(ThreadPoolExecutor(THREADS))
        newsrooms = stack.enter_context(ThreadPoolExecutor(SEEDS_AT_ONCE))
        stack.enter_context(world.trouble(random.Random(first), tally))  # noqa: S311
        list(newsrooms.map(lambda number: Seed(number, world, tally, deliveries).run(), range(first, first + seeds)))
        for deployment in world.deployments:
            for line in deployment.lines:
                if '"severity":"CRITICAL"' in line or "Traceback" in line:
                    tally.count("unhandled", wrong=line)
    return tally


def main() -> int:
    """Run from the command line; the exit status is 1 when anything is wrong."""
    parser = argparse.ArgumentParser(description="the delivery under everything that can happen to it")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the first seed's number")
    given = parser.parse_args()
    started = time.monotonic()
    tally = run(given.seeds, given.first)
    for wrong in tally.wrong[:40]:
        sys.stderr.write(wrong + "\n")
    sys.stdout.write(tally.line(time.monotonic() - started) + "\n")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
