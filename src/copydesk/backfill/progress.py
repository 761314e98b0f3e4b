"""How far a backfill is, for whoever watches: one line drawn anew on a terminal, a plain line a minute in a log."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import TextIO

from copydesk.backfill.task import Task
from copydesk.errors import CopydeskError

DRAWN_SECONDS = 0.5
"""Between two drawings of the line on a terminal."""
LOGGED_SECONDS = 60.0
"""Between two lines in a log."""


class Total:
    """How many sources need work, counted beside the work by a listing of its own.

    A second listing, since one that ran ahead of the work would hold its names in memory: still two list requests a
    thousand objects at most.
    """

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._tasks = tasks
        self._known: int | None = None
        self._thread = threading.Thread(target=self._count, name="total", daemon=True)
        self._thread.start()

    def __call__(self) -> int | None:
        """Return the number; null while it is being counted, and for good where the listing fails."""
        return self._known

    def wait(self) -> None:
        """Return when the count has ended."""
        self._thread.join()

    def _count(self) -> None:
        try:
            self._known = sum(1 for _ in self._tasks)
        except (CopydeskError, OSError):
            return  # the work lists too, and says what is wrong


class Progress:
    """Says how far it is, not more often than anybody reads it."""

    def __init__(
        self,
        stream: TextIO,
        total: Callable[[], int | None] = lambda: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`clock` counts seconds from anywhere."""
        self._stream, self._total, self._clock = stream, total, clock
        self._drawn = stream.isatty()
        self._started = self._said = clock()

    @property
    def seconds(self) -> float:
        """Since the start."""
        return self._clock() - self._started

    def show(self, done: int) -> None:
        """Say that so many sources are done."""
        now = self._clock()
        if now - self._said < (DRAWN_SECONDS if self._drawn else LOGGED_SECONDS):
            return
        self._said = now
        words = said(done, self._total(), now - self._started)
        self._stream.write(f"\r\x1b[K{words}" if self._drawn else f"copydesk backfill: {words}\n")
        self._stream.flush()

    def clear(self) -> None:
        """Take the line off a terminal."""
        if self._drawn:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def said(done: int, total: int | None, seconds: float) -> str:
    """Return `done` of `total` sources, the rate since the start, and the time left at that rate."""
    rate = done / seconds if seconds > 0 else 0.0
    if total is None:
        return f"{done:,} sources, {rate:.1f} a second"
    left = max(total - done, 0)  # the live function may be at work on them too
    time_left = f", about {duration(left / rate)} left" if rate else ""
    return f"{done:,} of {max(total, done):,} sources, {rate:.1f} a second{time_left}"


def duration(seconds: float) -> str:
    """Return seconds as people say them: `40 s`, `12 min`, `3 h 20 min`, `2 d 4 h`."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    if minutes < 90:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min" if hours < 48 else f"{hours // 24} d {hours % 24} h"
