"""The function: event -> read -> process -> write -> confirm -> outcome, or an error that has it delivered again.

`serving.py` is what stands before it on the web; the command line's `redrive` calls `handle` too.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from copydesk import logs
from copydesk.deadline import Deadline
from copydesk.errors import Changed, Gone, OutOfTime, Permanent
from copydesk.intake import event as events
from copydesk.intake import source
from copydesk.intake.event import Event
from copydesk.model import Upload
from copydesk.pipeline import process
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.write import mark, record, sidecar
from copydesk.write.mark import Mark
from copydesk.write.record import Record

TURN = threading.Lock()
"""Held while an article is processed: one after another, since threads share the CPU but not the memory.

Requests to the bucket still overlap. At 8 in flight p95 fell from 313 to 240 ms, with as many events a second; a worker
with eight pages of 3.8 MB in flight needs 361 MB, where 522 MB were more than an instance has.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done about an event, and how loudly to say so."""

    message: str
    """Our words: `recorded: review`, `skipped: already processed`, ..."""
    severity: logs.Severity = "INFO"
    fields: Mapping[str, Any] = field(default_factory=dict)


def handle(
    event: Event,
    settings: Settings,
    client: Any,
    deadline: Deadline,
    *,
    refuse: Permanent | None = None,
    force: bool = False,
) -> Outcome:
    """Do what one event asks for, idempotently; raises `Transient` for what must be delivered again.

    With `refuse` the source is not read: its record says that and why (`copydesk redrive`). With `force` the record is
    written over one of any order (`copydesk backfill --force`).
    """
    if event.ours:
        return Outcome("ignored: our own record")
    if settings.buckets and event.bucket not in settings.buckets:
        return Outcome("ignored: the bucket is not served", "ERROR", {"rule": "event.bucket"})
    if event.name.endswith(settings.suffix):
        return Outcome("ignored: a record's name without our mark", "ERROR", {"rule": "sidecar.foreign"})
    if event.kind == "updated":
        return Outcome("ignored: metadata only")
    if reason := events.passed_over(event, settings):
        return Outcome(f"ignored: {reason}")
    if event.kind in ("deleted", "archived"):
        return _removed(event, settings, client, deadline)
    return _recorded(event, settings, client, deadline, refuse, force=force)


def _recorded(
    event: Event, settings: Settings, client: Any, deadline: Deadline, refuse: Permanent | None, *, force: bool
) -> Outcome:
    """Read, process, write, confirm."""
    try:
        made = record_of(event, settings, client, deadline, refuse)
    except Gone:
        # An earlier delivery of this event may have died between its write and its look at the source.
        stray = _remove_older(event, settings, client, deadline)
        return Outcome("removed: the source is gone" if stray else "skipped: the source is gone")
    except Changed:
        return Outcome("skipped: superseded by a newer generation")
    place, ours = mark.place(event.bucket, event.name, settings), mark.of(made)
    written = sidecar.write(
        client,
        place,
        (record.dumps(made) + "\n").encode(),
        ours,
        lambda: source.live(client, event, deadline),
        deadline,
        force=force,
    )
    deadline.check("write")
    facts = {
        "verdict": made.verdict,
        "comparison": made.comparison,
        "title_language": made.title_language,
        "body_language": made.body_language,
        "rules": list(made.rules),
        "bytes": event.size,
    }
    if written.generation is None:
        return _unwritten(written.result, facts)
    if source.live(client, event, deadline) != event.generation:
        sidecar.take_back(client, place, written.generation, deadline)
        return Outcome("removed: the source went or changed while it was read", fields=facts)
    deadline.check("confirm")
    refused = made.source.charset is None
    return Outcome(f"recorded: {made.verdict}", "ERROR" if refused else "INFO", facts)


def record_of(
    event: Event, settings: Settings, client: Any, deadline: Deadline, refuse: Permanent | None = None
) -> Record:
    """Return the stamped record of the event's generation; raises `Gone`, `Changed` or `Transient`."""
    upload = Upload(b"", event.name, event.content_type, event.url)
    try:
        if unread := refuse or _expired(event, settings, client, deadline):
            raise unread
        data = source.read(client, event, settings.max_bytes, deadline)
    except Permanent as error:
        made = record.unread(upload, error, policy.load(settings, event.name), settings, event.size)
    else:
        deadline.check("read")
        with _turn(deadline):
            made = process(
                data,
                name=event.name,
                content_type=event.content_type,
                url=event.url,
                created=event.created,
                settings=settings,
                checkpoint=deadline.check,
            )
    return record.stamp(
        made, bucket=event.bucket, name=event.name, generation=str(event.generation), created=event.created
    )


@contextmanager
def _turn(deadline: Deadline) -> Iterator[None]:
    """Wait until no other article is being processed; raises `OutOfTime` when there is no time left for this one."""
    if not TURN.acquire(timeout=min(deadline.left(), threading.TIMEOUT_MAX)):
        raise OutOfTime("out of time while other articles were processed")
    try:
        deadline.check("wait")
        yield
    finally:
        TURN.release()


def _expired(event: Event, settings: Settings, client: Any, deadline: Deadline) -> Permanent | None:
    """Return why an event is too old to be processed; the late duplicate of one that was in time is not."""
    age = event.age(datetime.now(UTC)) if settings.max_age else None
    if age is None or age <= settings.max_age:
        return None
    found = sidecar.standing(client, mark.place(event.bucket, event.name, settings), deadline)
    if found and found.mark and found.mark.generation == event.generation:
        return None
    return Permanent("delivery.expired", f"{event.name} waited {age:.0f} s", seconds=round(age))


def _removed(event: Event, settings: Settings, client: Any, deadline: Deadline) -> Outcome:
    """Take away the record of a source that was deleted, archived or overwritten."""
    if not _remove_older(event, settings, client, deadline):
        return Outcome("skipped: no record of that generation")
    decision = mark.place(event.bucket, event.name, replace(settings, suffix=mark.REVIEW_SUFFIX))
    if sidecar.standing(client, decision, deadline):
        return Outcome("removed: a decision of people is left over", "WARNING", {"rule": "review.left_over"})
    return Outcome("removed: the source is gone")


def _remove_older(event: Event, settings: Settings, client: Any, deadline: Deadline) -> bool:
    """Remove the record of this generation or an older one, and one that claims a generation that is not live."""
    place = mark.place(event.bucket, event.name, settings)
    encoded = mark.encoded(event.name)

    def outdated(theirs: Mark) -> bool:
        if (theirs.bucket, theirs.name) != (event.bucket, encoded):
            return False
        return theirs.generation <= event.generation or source.live(client, event, deadline) is None

    return sidecar.remove(client, place, outdated, deadline)


def _unwritten(result: sidecar.Result, facts: Mapping[str, Any]) -> Outcome:
    if result == "foreign":
        return Outcome("skipped: the record's place is taken by a foreign object", "ERROR", {"rule": "sidecar.foreign"})
    why = "already processed" if result == "already" else "superseded by a newer record"
    return Outcome(f"skipped: {why}", fields=facts)
