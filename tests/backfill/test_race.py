"""The backfill beside the live function, while the newsroom goes on."""

from __future__ import annotations

import json
import random
import threading
import time

import pytest

from copydesk.local.bridge import Bridge, Delivery
from tests.backfill.archive import BUCKET, SETTINGS, Archive, Engine, story

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

OLD, TOUCHED, EDITS = 120, 40, 60
PATIENCE = 60.0
"""Seconds until everything that was sent has to be answered."""


class Newsroom(threading.Thread):
    """Overwrites, uploads and deletes; two thirds of the archive it leaves alone."""

    def __init__(self, archive: Archive) -> None:
        super().__init__(daemon=True)
        self._archive, self._rng = archive, random.Random(10)  # noqa: S311 (repeatable, not secret)
        self.generations = {f"desk/{i}.txt": 1 for i in range(OLD)}
        self.live = set(self.generations)

    def run(self) -> None:
        for number in range(EDITS):
            name = f"desk/{self._rng.randrange(TOUCHED)}.txt" if self._rng.random() < 0.6 else f"new/{number}.txt"
            if name in self.live and self._rng.random() < 0.3:
                self._archive.bucket.blob(name).delete()
                self.live.remove(name)
            else:
                self._archive.put({name: story(1000 + number)})
                self.generations[name] = self.generations.get(name, 0) + 1
                self.live.add(name)
            time.sleep(0.03)


def settled(archive: Archive) -> bool:
    """Whether every live source has the record of its generation, and nothing else has one."""
    wanted = {f"{name}{SETTINGS.suffix}": each["generation"] for name, each in archive.sources().items()}
    found = {name: json.loads(line)["source"]["generation"] for name, line in archive.records().items()}
    return found == wanted


def test_live_function_and_backfill_leave_one_right_record_each(archive: Archive, engine: Engine) -> None:
    """Function and backfill race for the same sources: no record is lost, stale, doubled, left over or looping."""
    archive.put({f"desk/{i}.txt": story(i) for i in range(OLD)})
    newsroom = Newsroom(archive)
    heard: list[Delivery] = []
    with archive.function() as function:
        bridge = Bridge(archive.resources, function.url, heard.append)
        bridge.start()
        newsroom.start()
        recorded = engine().results["recorded"]
        while newsroom.is_alive():
            recorded += engine("stale").results["recorded"] + engine("all").results["recorded"]
        patience = time.monotonic() + PATIENCE
        while not settled(archive) and time.monotonic() < patience:
            time.sleep(0.2)
        written = dict(archive.proxy.written)
        time.sleep(1)  # ten looks of the bridge: notifications about our own records write nothing
        assert dict(archive.proxy.written) == written
        bridge.stop()
        made, names = archive.records(), newsroom.live
        assert sorted(made) == sorted(f"{name}{SETTINGS.suffix}" for name in names)
        assert archive.by_the_function(function) == made
    assert recorded
    assert any(each.answer.startswith("recorded") for each in heard)
    for name, generations in newsroom.generations.items():
        writes = written.get(f"{BUCKET}/{name}{SETTINGS.suffix}", 0)
        # Two writers; a record of a generation that went while it was read is taken back by whoever wrote it.
        assert writes <= 2 * generations
        if name in names and generations == 1:
            assert writes == 1
