"""Which sources get work: by what stands in their record's place, by shard, by sample."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from copydesk.backfill.listing import Pair, Resource
from copydesk.backfill.task import Task
from copydesk.errors import CopydeskError
from copydesk.intake import event as events
from copydesk.intake.event import STORAGE
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.version import __version__
from copydesk.write import load, mark
from copydesk.write.mark import REVIEW_SUFFIX

Only = Literal["missing", "stale", "all"]


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several machines that share the work: each source falls to exactly one of them."""

    index: int = 0
    count: int = 1

    def has(self, name: str) -> bool:
        """Whether a source is this machine's."""
        digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.count == self.index


def shard(environment: Mapping[str, str]) -> Shard:
    """Return the shard of a Cloud Run Job's task, which sets CLOUD_RUN_TASK_INDEX and CLOUD_RUN_TASK_COUNT."""
    try:
        found = Shard(
            int(environment.get("CLOUD_RUN_TASK_INDEX", "0")), int(environment.get("CLOUD_RUN_TASK_COUNT", "1"))
        )
    except ValueError:
        raise CopydeskError("CLOUD_RUN_TASK_INDEX and CLOUD_RUN_TASK_COUNT are whole numbers") from None
    if not 0 <= found.index < found.count:
        raise CopydeskError(f"task {found.index} of {found.count} tasks")
    return found


def is_source(settings: Settings) -> Callable[[Resource], bool]:
    """Return a test for what the function would process: no record, no decision, nothing that settings exclude."""

    def test(resource: Resource) -> bool:
        event = events.decode({"type": STORAGE + "finalized"}, resource)
        ours = event.ours or event.name.endswith((settings.suffix, REVIEW_SUFFIX))
        return not ours and not events.passed_over(event, settings)

    return test


def chosen(pairs: Iterable[Pair], only: Only, settings: Settings, of: Shard, sample: int | None) -> Iterator[Task]:
    """Yield the sources of this shard that `only` asks for; with `sample` the first so many of them."""
    mine = (task for task, standing in pairs if of.has(task.name) and _wanted(task, standing, only, settings))
    return islice(mine, sample) if sample is not None else mine


def _wanted(task: Task, standing: Mapping[str, Any] | None, only: Only, settings: Settings) -> bool:
    if only == "all":
        return True
    if standing is None:
        return True
    return only == "stale" and (_older_file(task, settings) if task.root else _older(task, standing, settings))


def _older(task: Task, standing: Mapping[str, Any], settings: Settings) -> bool:
    found = mark.read(standing.get("metadata"))
    if found is None:
        return False  # foreign: never touched
    today = (int(task.resource["generation"]), mark.release(__version__), policy.load(settings, task.name).version)
    # A record of another generation than the listed one is out of date, or forged: the guarded write tells.
    return found.generation != today[0] or found.order < today


def _older_file(task: Task, settings: Settings) -> bool:
    path = Path(task.root or "", task.name)
    try:
        record = load.loads(path.with_name(path.name + settings.suffix).read_bytes())
        size = path.stat().st_size
        # One over the limit is not read: see `work`.
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest() if size <= settings.max_bytes else None
    except (OSError, load.Unreadable):
        return False  # not a record of ours, which is never touched, or the article is gone
    if (record.source.sha256, record.source.size_bytes) != (sha256, size):
        return True
    today = (mark.release(__version__), policy.load(settings, task.name).version)
    return (mark.release(record.tool.version), record.moderation.policy.version) < today
