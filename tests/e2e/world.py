"""What all seeds of the chaos run share: the bucket, two deployments that may die, and a count of everything."""

from __future__ import annotations

import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields
from pathlib import Path

from copydesk.local import servers
from copydesk.local.process import Server
from copydesk.review import policy
from copydesk.settings import Settings
from tests.e2e.proxy import Asked, Fault, Proxy

ROOT = Path(__file__).parent.parent.parent
OLDER = "0.0.1"
THREADS = 16
FAULTS: tuple[Fault, ...] = (
    *("reset", "reset", "reset", "lost", "lost", "truncate", "truncate", "stall"),
    *("429", "500", "502", "503", "503", "503", "504", "408", "401", "403"),
)
FAULT_SHARE = 0.04
DELAY_SHARE, DELAY_SECONDS = 0.15, 0.3
"""How many requests are late, and by how much: time for other events to come between a read and its write."""


@dataclass
class Tally:
    """What the closing line says."""

    seeds: int = 0
    events: int = 0
    deliveries: int = 0
    again: int = 0
    faults: int = 0
    kills: int = 0
    forgeries: int = 0
    lost: int = 0
    stale: int = 0
    stray: int = 0
    forged: int = 0
    unhandled: int = 0
    most_writes: int = 0
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, what: str, many: int = 1, *, wrong: str = "") -> None:
        """Count something; with words when it should not have been."""
        with self.lock:
            setattr(self, what, getattr(self, what) + many)
            if wrong:
                self.wrong.append(f"{what}: {wrong}")

    def most(self, writes: int) -> None:
        """Remember the most writes that one object got."""
        with self.lock:
            self.most_writes = max(self.most_writes, writes)

    @property
    def failed(self) -> int:
        """How much went wrong."""
        return self.lost + self.stale + self.stray + self.forged + self.unhandled

    def line(self, seconds: float) -> str:
        """Return the closing line."""
        counts = ", ".join(f"{getattr(self, f.name)} {f.name}" for f in fields(self) if f.type == "int")
        return f"chaos: {counts.replace('most_writes', 'writes an object at most')}; {seconds:.0f} s"


@dataclass
class Deployment:
    """The function as deployed, with a worker that may die at any time."""

    server: Server
    lines: list[str] = field(default_factory=list)

    def kill(self) -> int:
        """End the worker in the middle of whatever it does and return how many died; its master starts another."""
        children = Path(f"/proc/{self.server.pid}/task/{self.server.pid}/children")
        workers = children.read_text().split() if children.exists() else []
        for worker in workers:
            os.kill(int(worker), signal.SIGKILL)
        return len(workers)


class World:
    """The servers that all seeds share."""

    def __init__(self, stack: ExitStack) -> None:
        bucket = servers.bucket()
        bucket.start()
        stack.callback(bucket.stop)
        self.faulty = stack.enter_context(Proxy(bucket.url))
        self.quiet = stack.enter_context(Proxy(bucket.url))
        self.quiet.writing = self.faulty.writing
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        newer = folder / "policy.toml"
        version = policy.load(Settings()).version + 1
        newer.write_text(f'name = "chaos"\nversion = {version}\n[rules]\n"intake.*" = "review"\n"text.*" = "block"\n')
        self.settings = Settings(dev=True, policy=str(newer))
        older = folder / "older.py"
        older.write_text(
            f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'src')!r}]\n"
            f"import copydesk.version\ncopydesk.version.__version__ = {OLDER!r}\nfrom main import handle\n"
        )
        self.deployments = [
            self._deploy(stack, {"COPYDESK_DEV": "1"}, older),
            self._deploy(stack, {"COPYDESK_DEV": "1", "COPYDESK_POLICY": str(newer)}, ROOT / "main.py"),
        ]

    def _deploy(self, stack: ExitStack, variables: dict[str, str], source: Path) -> Deployment:
        lines: list[str] = []
        environment = {"THREADS": str(THREADS), **variables}
        made = Deployment(servers.function(self.faulty.url, environment, lines.append, source), lines)
        made.server.start()
        stack.callback(made.server.stop)
        return made

    @contextmanager
    def trouble(self, rng: random.Random, tally: Tally) -> Iterator[None]:
        """Break requests and kill workers while the block runs."""
        ended = threading.Event()

        def break_some(_: Asked) -> Fault | None:
            if rng.random() >= FAULT_SHARE:
                return None
            tally.count("faults")
            return rng.choice(FAULTS)

        def kill_some() -> None:
            while not ended.wait(rng.uniform(0.3, 2.0)):
                tally.count("kills", rng.choice(self.deployments).kill())

        def delay_some(asked: Asked) -> None:
            if asked.kind in ("write", "look", "delete") and rng.random() < DELAY_SHARE:
                time.sleep(rng.uniform(0.02, DELAY_SECONDS))

        killer = threading.Thread(target=kill_some)
        self.faulty.fault, self.faulty.before = break_some, delay_some
        killer.start()
        try:
            yield
        finally:
            ended.set()
            killer.join()
            self.faulty.whole()
