"""What a check found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Outcome:
    """One check's result, in a line, with a line for each problem."""

    result: Literal["passed", "failed", "skipped"]
    says: str
    problems: tuple[str, ...] = ()


Check = tuple[str, Callable[[], Outcome]]


def judged(problems: Sequence[str], says: str) -> Outcome:
    """Return `passed` without problems, else `failed` with them."""
    return Outcome(
        "failed" if problems else "passed", f"{len(problems)} problems" if problems else says, tuple(problems)
    )


def skipped(why: str) -> Outcome:
    """Return that a check could not be made here, and why."""
    return Outcome("skipped", why)
