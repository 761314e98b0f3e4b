"""Reading one generation of the source: all of its bytes as stored, or none."""

from __future__ import annotations

from typing import Any

from copydesk import storage
from copydesk.deadline import Deadline
from copydesk.errors import Changed, OutOfTime, Transient, too_large
from copydesk.intake.event import Event


class _Bounded:
    """A sink that takes no more bytes, and no more time, than it was told."""

    def __init__(self, limit: int, event: Event, deadline: Deadline) -> None:
        self.chunks: list[bytes] = []
        self._found = 0
        self._limit, self._event, self._deadline = limit, event, deadline

    def write(self, chunk: bytes) -> int:
        self._found += len(chunk)
        if self._found > self._limit:
            raise too_large(self._event.name, self._limit, self._found)
        if not self._deadline.left():  # bytes that come one by one never let a socket's own timeout strike
            raise OutOfTime(f"{_what(self._event)}: {self._found} bytes came in the time there is")
        self.chunks.append(chunk)
        return len(chunk)


def read(client: Any, event: Event, limit: int, deadline: Deadline) -> bytes:
    """Return the bytes of the event's generation as they are stored, gzip included: one request.

    Raises `Gone` or `Changed` when that generation is not the live one, `Permanent` when it is over the limit (known
    from the event, before any request, or while it is read), `Transient` when it did not arrive whole.
    """
    if event.size is not None and event.size > limit:
        raise too_large(event.name, limit, event.size)

    def once(timeout: tuple[float, float]) -> bytes:
        # No generation= here: on a versioned bucket that would return a version that is dead.
        blob = client.bucket(event.bucket).blob(event.name)
        sink = _Bounded(limit, event, deadline)
        # Raw: a gzip of 300 kB can inflate to 300 MB; it is inflated later, within the limit. No retry inside: a
        # download that the client resumes is no longer held against its checksum.
        blob.download_to_file(
            sink, raw_download=True, if_generation_match=event.generation, timeout=timeout, retry=None
        )
        data = b"".join(sink.chunks)
        if blob.generation is None or (event.size is not None and len(data) != event.size):
            raise Transient(f"{_what(event)}: {len(data)} bytes came, {event.size} were expected")
        if blob.generation != event.generation:
            raise Changed(f"{_what(event)}: generation {blob.generation} came")
        return data

    return storage.ask(once, _what(event), deadline)


def live(client: Any, event: Event, deadline: Deadline) -> int | None:
    """Return the generation of the source that is live now, null when there is none: one request."""

    def once(timeout: tuple[float, float]) -> int | None:
        found = client.bucket(event.bucket).get_blob(event.name, timeout=timeout, retry=None)
        return int(found.generation) if found else None

    return storage.ask(once, _what(event), deadline)


def _what(event: Event) -> str:
    return f"gs://{event.bucket}/{event.name}#{event.generation}"
