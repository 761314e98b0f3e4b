"""One listing that pairs sources with their records as it goes by, whatever the size of the bucket."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from copydesk import storage
from copydesk.backfill.task import Task
from copydesk.commands import folder
from copydesk.deadline import Deadline
from copydesk.settings import Settings
from copydesk.write import mark

PAGE = 1000
"""Objects a list request; the most that Cloud Storage gives."""
SECONDS = 300.0
"""How long one page may take."""
FIELDS = (
    "nextPageToken,items(name,bucket,generation,metageneration,size,contentType,timeCreated,metadata,contentEncoding)"
)

Resource = dict[str, Any]
Pair = tuple[Task, Resource | None]
"""A source and what stands in its record's place."""


def objects(bucket: str, prefix: str) -> Iterator[Resource]:
    """Yield the resources below a prefix by name (byte order), a thousand a request."""
    token: str | None = ""
    while token is not None:

        def page(timeout: tuple[float, float], at: str | None = token) -> tuple[list[Resource], str | None]:
            found = storage.client().list_blobs(
                bucket, prefix=prefix, page_token=at or None, max_results=PAGE, page_size=PAGE, fields=FIELDS,
                timeout=timeout, retry=None,
            )  # fmt: skip
            batch = next(found.pages, ())
            return [dict(blob._properties) for blob in batch], found.next_page_token  # noqa: SLF001 (no public view)

        batch, token = storage.ask(page, f"gs://{bucket}/{prefix}", Deadline(SECONDS))
        yield from batch


def pairs(
    bucket: str,
    prefix: str,
    settings: Settings,
    is_source: Callable[[Resource], bool],
    listed: Callable[[str, str], Iterable[Resource]] = objects,
) -> Iterator[Pair]:
    """Yield each source with what stands in its record's place, null for nothing.

    Both listings are sorted by name and read once. A source waits until the listing has passed its record's name, which
    follows it closely, so memory stays flat. (A name that had to be shortened may be paired with null though its record
    stands: the guarded write finds it.)
    """
    elsewhere, _ = mark.place(bucket, prefix, settings)
    beside = elsewhere == bucket and not settings.output_prefix
    if beside:
        yield from _beside(listed(bucket, prefix), bucket, settings, is_source)
        return
    records = iter(listed(elsewhere, f"{settings.output_prefix}{bucket}/{prefix}"))
    standing = next(records, None)
    for place, source in _by_place(listed(bucket, prefix), bucket, settings, is_source):
        while standing is not None and standing["name"].encode() < place:
            standing = next(records, None)
        yield Task(source), standing if standing and standing["name"].encode() == place else None


def files(root: Path, settings: Settings) -> Iterator[Pair]:
    """Yield the articles of a folder with whether a record stands beside them."""
    for path in folder.articles(root, settings):
        name = path.relative_to(root).as_posix()
        record = path.with_name(path.name + settings.suffix)
        task = Task({"name": name, "size": str(path.stat().st_size)}, str(root))
        yield task, {"name": str(record)} if _stands(record) else None


def _stands(record: Path) -> bool:
    try:
        return record.exists()
    except OSError:  # no such name is possible: writing it fails one source, asking must not end the listing
        return False


def _beside(
    resources: Iterable[Resource], bucket: str, settings: Settings, is_source: Callable[[Resource], bool]
) -> Iterator[Pair]:
    waiting: list[tuple[bytes, int, Resource]] = []
    for count, resource in enumerate(resources):
        name = resource["name"].encode()
        while waiting and waiting[0][0] < name:
            yield Task(heapq.heappop(waiting)[2]), None
        if waiting and waiting[0][0] == name:
            yield Task(heapq.heappop(waiting)[2]), resource
        elif is_source(resource):
            place = mark.place(bucket, resource["name"], settings)[1].encode()
            heapq.heappush(waiting, (place, count, resource))
    while waiting:
        yield Task(heapq.heappop(waiting)[2]), None


def _by_place(
    resources: Iterable[Resource], bucket: str, settings: Settings, is_source: Callable[[Resource], bool]
) -> Iterator[tuple[bytes, Resource]]:
    """Yield sources by their records' names: `a-b` before `a`, since `a-b.metadata` sorts before `a.metadata`."""
    waiting: list[tuple[bytes, int, Resource]] = []
    head = mark.place(bucket, "", settings)[1].removesuffix(settings.suffix).encode()
    for count, resource in enumerate(resources):
        passed = head + resource["name"].encode()
        while waiting and waiting[0][0] < passed:
            place, _, ready = heapq.heappop(waiting)
            yield place, ready
        if is_source(resource):
            place = mark.place(bucket, resource["name"], settings)[1].encode()
            heapq.heappush(waiting, (place, count, resource))
    while waiting:
        place, _, ready = heapq.heappop(waiting)
        yield place, ready
