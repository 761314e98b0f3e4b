"""The engine that needs nothing but this machine: processes, each with a few threads that wait for the bucket."""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import islice

from copydesk.backfill import work
from copydesk.backfill.task import Done, Task
from copydesk.errors import CopydeskError
from copydesk.settings import Settings

CHUNK = 16
"""Tasks sent to a process at a time: few enough to share evenly, many enough that sending costs nothing."""
AHEAD = 4
"""Chunks a process that are listed ahead of it."""
THREADS = 4
"""Threads a process: while one waits for the bucket another works."""


def run(tasks: Iterable[Task], settings: Settings, jobs: int, *, force: bool = False) -> Iterator[Done]:
    """Yield what became of each task, in order; a bounded number is in flight, so the list may have any length."""
    chunks = _chunks(tasks)
    working = partial(_chunk, settings=settings, force=force)
    if jobs == 1:
        for chunk in chunks:
            yield from working(chunk)
        return
    # Spawned, not forked: forks would share the listing's open connections, and read each other's answers.
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, fresh, _leave_interrupts_to_the_parent) as pool:
        waiting: deque[Future[list[Done]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(working, chunk))
                if len(waiting) >= AHEAD * jobs:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise CopydeskError("a process died, killed or out of memory: run it again, it goes on there") from None
        finally:
            for future in waiting:
                future.cancel()


def _chunk(tasks: Sequence[Task], settings: Settings, *, force: bool) -> list[Done]:
    doing = partial(work.do, settings=settings, force=force)
    # Files do not keep anybody waiting.
    done = [doing(task) for task in tasks] if tasks[0].root else list(_threads().map(doing, tasks))
    if multiprocessing.parent_process():
        _freeze()
    return done


@cache
def _threads() -> ThreadPoolExecutor:
    """Return this process's threads: the same ones for all chunks, since each new thread takes memory of its own."""
    return ThreadPoolExecutor(THREADS)


@cache
def _freeze() -> None:
    """Keep the collector from walking, again and again, through what the first chunk has loaded for good."""
    gc.collect()
    gc.freeze()


def _chunks(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    source = iter(tasks)
    while chunk := list(islice(source, CHUNK)):
        yield chunk


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
