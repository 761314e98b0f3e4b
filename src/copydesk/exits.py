"""Exit codes of the command line. Verdicts are 0 to 2; the rest are those of BSD's sysexits.h, so none reads as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.model import Verdict

VERDICTS: dict[Verdict, int] = {"allow": 0, "review": 1, "block": 2}

USAGE = 64
NOT_AN_ARTICLE = 65
FAULTY = 65
"""What was looked at is not as it should be (`audit`, `redrive`)."""
NO_INPUT = 66
NO_VERDICT = 67
FAILED = 69
INTERNAL = 70
CANNOT_WRITE = 73
IO_ERROR = 74
CONFIGURATION = 78
INTERRUPTED = 130
"""128 + SIGINT, as shells have it."""
