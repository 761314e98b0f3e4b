"""A bucket: one listing tells all but what only the bytes can."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from copydesk import function, storage
from copydesk.audit.fault import Fault, judge
from copydesk.deadline import Deadline
from copydesk.errors import Changed, CopydeskError, Gone
from copydesk.intake import event as events
from copydesk.intake.event import STORAGE, Event
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.write import load, mark, record
from copydesk.write.mark import REVIEW_SUFFIX, Mark

THREADS = 8
SECONDS = 300.0
"""How long one listing or one source may take."""

Listed = dict[str, Any]
"""Resources (`storage#object`) by object name."""


def audit(bucket: str, prefix: str, settings: Settings, *, deep: bool) -> Iterator[Fault | None]:
    """Yield what is found for each source below a prefix, then for each record whose source is gone."""
    if not bucket:
        raise CopydeskError("gs://<bucket>/<prefix> is needed")
    objects = _listing(bucket, prefix)
    elsewhere, _ = mark.place(bucket, prefix, settings)
    beside = elsewhere == bucket and not settings.output_prefix
    records = objects if beside else _listing(elsewhere, f"{settings.output_prefix}{bucket}/{prefix}")
    sources = [event for resource in objects.values() if (event := _source(resource, settings))]

    def look(event: Event) -> Fault | None:
        return _examine(event, records.get(mark.place(bucket, event.name, settings)[1]), settings, deep=deep)

    with ThreadPoolExecutor(THREADS) as pool:
        yield from pool.map(look, sources)
    places = {mark.place(bucket, event.name, settings)[1] for event in sources}
    for name in sorted(records.keys() - places):
        found = mark.read(records[name].get("metadata"))
        if found and name.endswith(settings.suffix):
            yield Fault("stray", name, f"the record of {found.name}#{found.generation}")
        elif name.endswith(settings.suffix):
            yield Fault("foreign", name, "our suffix without our mark, and no source")


def _listing(bucket: str, prefix: str) -> Listed:
    def once(timeout: tuple[float, float]) -> Listed:
        blobs = storage.client().list_blobs(bucket, prefix=prefix, timeout=timeout, retry=None)
        return {blob.name: dict(blob._properties) for blob in blobs}  # noqa: SLF001 (no public view of the resource)

    return storage.ask(once, f"gs://{bucket}/{prefix}", Deadline(SECONDS))


def _source(resource: Any, settings: Settings) -> Event | None:
    """Return the event that a source had, null for what the function passes over."""
    event = events.decode({"type": STORAGE + "finalized"}, resource)
    if event.ours or event.name.endswith((settings.suffix, REVIEW_SUFFIX)) or events.passed_over(event, settings):
        return None
    return event


def _examine(event: Event, resource: Any, settings: Settings, *, deep: bool) -> Fault | None:
    if resource is None:
        return Fault("missing", event.name, "no record")
    theirs = mark.read(resource.get("metadata"))
    if theirs is None:
        return Fault("foreign", event.name, "an object without our mark stands in its record's place")
    if (theirs.bucket, theirs.name) != (event.bucket, mark.encoded(event.name)):
        return Fault("foreign", event.name, f"the record of gs://{theirs.bucket}/{theirs.name} stands in its place")
    fault = judge(event.name, event.generation, theirs, policy.load(settings, event.name))
    if deep and (fault is None or fault.kind == "outdated"):
        return _reread(event, resource, theirs, settings, today=fault is None) or fault
    return fault


def _reread(event: Event, resource: Any, theirs: Mark, settings: Settings, *, today: bool) -> Fault | None:
    """Process the source again and hold its record against that; an older tool's only against its own mark."""
    client, deadline = storage.client(), Deadline(SECONDS)
    try:
        made = function.record_of(event, settings, client, deadline)
        if today and theirs == mark.of(made):
            line = (record.dumps(made) + "\n").encode()
            if base64.b64encode(hashlib.md5(line, usedforsecurity=False).digest()).decode() == resource.get("md5Hash"):
                return None
        stored = load.loads(_download(event, resource, deadline))
    except (Gone, Changed):
        return None  # it goes on while we look
    except load.Unreadable as error:
        return Fault("forged", event.name, f"its record {error}")
    if stored.rules and stored.verdict == theirs.verdict == "review" and stored.rules[0].startswith("delivery."):
        return None  # refused unread: nothing to hold it against
    if mark.of(stored) != theirs or stored.source.sha256 != made.source.sha256:
        return Fault("forged", event.name, "its record says something else than its mark or its source")
    if today:
        return Fault("forged", event.name, "not what we write of this source, or its metadata was changed since")
    return None


def _download(event: Event, resource: Any, deadline: Deadline) -> bytes:
    place = (str(resource["bucket"]), str(resource["name"]))

    def once(timeout: tuple[float, float]) -> bytes:
        blob = storage.client().bucket(place[0]).blob(place[1])
        return bytes(blob.download_as_bytes(raw_download=True, timeout=timeout, retry=None))

    return storage.ask(once, f"the record of {event.name}", deadline)
