"""How far a backfill is, with a clock that the test moves."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from copydesk.backfill.progress import Progress, Total, duration, said
from copydesk.backfill.task import Task
from copydesk.errors import Transient


class Clock:
    """Seconds that pass when the test says so."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


def test_terminal_line_says_rate_and_time_left() -> None:
    """On a terminal one line is drawn anew, at most twice a second, and taken off at the end."""
    clock, screen = Clock(), Screen()
    line = Progress(screen, lambda: 1200, clock)
    for second in range(1, 101):
        clock.now = 100.0 + second / 10
        line.show(second)
    assert screen.getvalue().count("\r\x1b[K") == 20
    assert screen.getvalue().endswith("\r\x1b[K100 of 1,200 sources, 10.0 a second, about 2 min left")
    assert line.seconds == pytest.approx(10)
    line.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_log_gets_a_plain_line_a_minute() -> None:
    """Anywhere but on a terminal it is whole lines without control characters, one a minute."""
    clock, stream = Clock(), io.StringIO()
    line = Progress(stream, clock=clock)
    for second in range(1, 181):
        clock.now = 100.0 + second
        line.show(5 * second)
    line.clear()
    assert stream.getvalue().splitlines() == [
        f"copydesk backfill: {done} sources, 5.0 a second" for done in (300, 600, 900)
    ]


def test_quick_work_says_nothing() -> None:
    """What is done before anybody could read of it draws no line."""
    clock, screen = Clock(), Screen()
    Progress(screen, lambda: 3, clock).show(1)
    assert screen.getvalue() == ""


@pytest.mark.parametrize(
    ("done", "total", "seconds", "words"),
    [
        (0, None, 0.0, "0 sources, 0.0 a second"),
        (0, 10, 5.0, "0 of 10 sources, 0.0 a second"),
        (50, 100, 10.0, "50 of 100 sources, 5.0 a second, about 10 s left"),
        (12, 10, 6.0, "12 of 12 sources, 2.0 a second, about 0 s left"),
    ],
    ids=["nothing known", "nothing done", "half done", "more than were counted"],
)
def test_line_says_no_more_than_is_known(done: int, total: int | None, seconds: float, words: str) -> None:
    """Without a total or a rate there is no time left to tell."""
    assert said(done, total, seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.4, "0 s"), (89, "89 s"), (90, "2 min"), (5340, "89 min"), (5400, "1 h 30 min"), (1e6, "11 d 13 h")],
)
def test_durations_are_said_as_people_do(seconds: float, words: str) -> None:
    """Seconds, minutes, hours and days, two units at most."""
    assert duration(seconds) == words


def test_total_is_known_when_its_listing_has_ended() -> None:
    """The sources are counted beside the work; a listing that fails leaves the total unknown."""

    def broken() -> Iterator[Task]:
        yield Task({"name": "a"})
        raise Transient("gs://news/: storage failed (503)")

    whole, failed = Total(Task({"name": str(number)}) for number in range(5)), Total(broken())
    whole.wait()
    failed.wait()
    assert (whole(), failed()) == (5, None)
