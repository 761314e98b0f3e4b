"""Our own deadline: it ends before the platform's, raises `OutOfTime`, and never becomes a verdict."""

from __future__ import annotations

import time
from collections.abc import Callable

from copydesk.errors import OutOfTime


class Deadline:
    """The time one event has, and how it was spent."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._started = self._last = clock()
        self._seconds = seconds
        self.spent: dict[str, float] = {}
        """Milliseconds by step."""

    def check(self, step: str) -> None:
        """Note that a step is done; raises `OutOfTime` when the time is up."""
        now = self._clock()
        self.spent[step] = round(self.spent.get(step, 0.0) + (now - self._last) * 1000, 1)
        self._last = now
        if now - self._started > self._seconds:
            raise OutOfTime(f"out of time after the step {step}: {now - self._started:.1f} s of {self._seconds:g} s")

    def left(self) -> float:
        """Seconds that are left, never below 0."""
        return max(0.0, self._seconds - (self._clock() - self._started))

    def total(self) -> float:
        """Milliseconds since the start."""
        return round((self._clock() - self._started) * 1000, 1)
