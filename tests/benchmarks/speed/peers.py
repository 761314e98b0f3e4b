"""Those who are measured, each in a process of its own that answers over a pipe.

Peers want other versions of the same libraries than we do, so that one process cannot hold all; processes also keep one
contestant's garbage and caches out of another's times. A contestant that dies, or takes longer than `PATIENCE`, is
counted as such and started again for the next input, but for one that does so again and again.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 30.0
"""Seconds for one input; the slowest honest one takes a tenth."""
LOSSES = 3
"""How often a contestant may die or hang in a round before it is left alone."""
LOADING = 60.0
"""Seconds for a contestant's imports."""
ELSEWHERE = {
    "bench": ("trafilatura newspaper4k readability-lxml goose3 extruct htmldate py3langid pycld2").split(),
    "bench-mediacloud": ["mediacloud-metadata"],
}
"""Contestants by the environment they are installed in; all others are among our own dependencies."""


class Missing(Exception):
    """A contestant is not installed here; the message says what is missing."""


class Contestant:
    """One contestant while it runs; leaves nothing running behind."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.version = ""
        self.loaded = 0.0
        """CPU seconds of its imports."""
        self._child: subprocess.Popen[bytes] | None = None
        self._heard = b""
        self._lost = 0

    def time(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Return `cpu` and `wall` seconds of one input, or an `error`: its name, `crashed`, `hung` or `left alone`."""
        if self._lost == LOSSES:
            return {"error": "left alone"}
        try:
            if self._child is None:
                self.start()
            return self._asked(request, PATIENCE)
        except (TimeoutError, EOFError, BrokenPipeError, Missing) as error:
            self.end()
            self._lost += 1
            return {"error": "hung" if isinstance(error, TimeoutError) else "crashed"}

    def memory(self) -> dict[str, float]:
        """Return `megabytes` resident now and `peak_megabytes`; nothing where it has just died."""
        try:
            return self._asked({"memory": True}, PATIENCE) if self._child else {}
        except (TimeoutError, EOFError, BrokenPipeError):
            self.end()
            return {}

    def start(self) -> None:
        """Start it; raises `Missing` where it is not installed or does not start."""
        command = [str(python(self.name)), "-m", "tests.benchmarks.speed.entrant", self.name]
        path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        # A fixed hash seed: the order of sets moves some peers' work from one run to the next.
        environment = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "0", "COPYDESK_DEV": "1"}
        try:
            self._child = subprocess.Popen(
                command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        except OSError as error:
            raise Missing(f"{command[0]}: {error.strerror}") from None
        self._heard = b""
        try:
            said = self._answer(LOADING)
        except (TimeoutError, EOFError):
            self.end()
            raise Missing("it does not start") from None
        if "missing" in said:
            self.end()
            raise Missing(said["missing"])
        self.version, self.loaded = said["version"], said["loaded"]

    def _asked(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        assert self._child is not None
        assert self._child.stdin is not None
        self._child.stdin.write(json.dumps(request).encode() + b"\n")
        self._child.stdin.flush()
        return self._answer(seconds)

    def _answer(self, seconds: float) -> dict[str, Any]:
        """Return the next line; raises `TimeoutError` after so many seconds and `EOFError` when it has ended."""
        assert self._child is not None
        assert self._child.stdout is not None
        pipe, patience = self._child.stdout.fileno(), time.monotonic() + seconds
        while b"\n" not in self._heard:
            if not select.select([pipe], [], [], max(patience - time.monotonic(), 0))[0]:
                raise TimeoutError
            if not (more := os.read(pipe, 65536)):
                raise EOFError
            self._heard += more
        line, _, self._heard = self._heard.partition(b"\n")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """End its process, whatever it does."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            with contextlib.suppress(OSError):
                if pipe:
                    pipe.close()
        child.wait()


def python(name: str) -> Path:
    """Return the Python that a contestant is installed for."""
    for environment, names in ELSEWHERE.items():
        if name in names:
            return ROOT / f".venv-{environment}" / "bin" / "python"
    return Path(sys.executable)


@contextlib.contextmanager
def started(names: Sequence[str], tell: Callable[[str], None] | None = print) -> Iterator[list[Contestant]]:
    """Yield the contestants that run here, in their order, and tell of each that does not.

    Without `tell` all stay: one that ran before and does not start now has crashed.
    """
    with contextlib.ExitStack() as stack:
        running = []
        for name in names:
            contestant = Contestant(name)
            stack.callback(contestant.end)
            try:
                contestant.start()
            except Missing as error:
                if tell:
                    tell(f"  {name}: skipped, {error} (make setup-bench)")
                    continue
            running.append(contestant)
        yield running
