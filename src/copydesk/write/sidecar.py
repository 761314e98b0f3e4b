"""Writing the record beside its source, so that neither order, nor doubles, nor a race can leave a wrong one.

A record is written only where nothing stands, or over one that is strictly older, and the generation of what it
replaces is named in the same request. The order is `mark.Order`: source generation, tool version, policy version.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from copydesk import storage
from copydesk.deadline import Deadline
from copydesk.errors import Changed, Gone, Permanent, Transient
from copydesk.write import mark
from copydesk.write.mark import Mark

ROUNDS = 8
"""How often a lost race is run again; each loss means that somebody else's record was written meanwhile."""

Result = Literal["written", "replaced", "already", "superseded", "foreign"]


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a write."""

    result: Result
    generation: int | None = None
    """Of the record that we wrote; null when we wrote none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the record's place."""

    generation: int
    mark: Mark | None
    digest: str | None


def write(
    client: Any,
    place: tuple[str, str],
    line: bytes,
    ours: Mark,
    live: Callable[[], int | None],
    deadline: Deadline,
    *,
    force: bool = False,
) -> Written:
    """Write a record into its place: one request when the place is free, three when an older record stands there.

    `live` looks up the source's live generation, asked only when what stands there claims a newer one than ours: a
    claim above the live generation is forged. A record of our own order with other bytes is none of ours either.
    `force` writes over a record of any order, never over an object without our mark or of another source.
    """
    digest = base64.b64encode(hashlib.md5(line, usedforsecurity=False).digest()).decode()
    expected = sent = 0

    def once(timeout: tuple[float, float]) -> int:
        nonlocal sent
        sent += 1
        bucket, name = place
        blob = client.bucket(bucket).blob(name)
        blob.metadata = ours.metadata()
        blob.cache_control = "no-store"  # otherwise a public record is served for an hour after it changed
        blob.upload_from_string(
            line, content_type="application/json", if_generation_match=expected, timeout=timeout, retry=None
        )
        return int(blob.generation)

    for _ in range(ROUNDS):
        try:
            generation = storage.ask(once, _what(place), deadline)
        except Changed:
            pass
        except (Gone, Permanent) as error:
            if not expected or isinstance(error, Permanent):
                # No bucket, or a name that is refused: nothing can be recorded, so the dead letter has to be seen.
                raise Transient(str(error)) from None
        else:
            return Written("replaced" if expected else "written", generation)
        found = standing(client, place, deadline)
        if found is None:
            expected = 0
            continue
        if found.mark is None or not found.mark.same_source(ours):
            return Written("foreign")
        if found.mark == ours and found.digest == digest:
            # Sent more than once, it may be our own of which only the answer was lost: then it has to be confirmed.
            return Written("written", found.generation) if sent > 1 else Written("already")
        if not force and _newer(found.mark, ours, live):
            return Written("superseded")
        expected = found.generation
    raise Transient(f"{_what(place)}: lost {ROUNDS} races for its place")


def remove(
    client: Any,
    place: tuple[str, str],
    outdated: Callable[[Mark], bool],
    deadline: Deadline,
) -> bool:
    """Remove a record of ours that is outdated, and only that one; returns whether there was one."""
    for _ in range(ROUNDS):
        found = standing(client, place, deadline)
        if found is None or found.mark is None or not outdated(found.mark):
            return False
        if take_back(client, place, found.generation, deadline):
            return True
    raise Transient(f"{_what(place)}: lost {ROUNDS} races for its removal")


def take_back(client: Any, place: tuple[str, str], generation: int, deadline: Deadline) -> bool:
    """Remove exactly this generation of a record: one request; returns false when it was replaced meanwhile."""

    def once(timeout: tuple[float, float]) -> None:
        bucket, name = place
        client.bucket(bucket).blob(name).delete(if_generation_match=generation, timeout=timeout, retry=None)

    try:
        storage.ask(once, _what(place), deadline)
    except Gone:
        return True
    except Changed:
        return False
    return True


def standing(client: Any, place: tuple[str, str], deadline: Deadline) -> Standing | None:
    """Return what stands in a record's place, null for nothing: one request."""

    def once(timeout: tuple[float, float]) -> Standing | None:
        bucket, name = place
        found = client.bucket(bucket).get_blob(name, timeout=timeout, retry=None)
        return Standing(int(found.generation), mark.read(found.metadata), found.md5_hash) if found else None

    return storage.ask(once, _what(place), deadline)


def _newer(theirs: Mark, ours: Mark, live: Callable[[], int | None]) -> bool:
    """Whether a record that stands there is to be believed and at least as new as ours."""
    if theirs.generation > ours.generation:
        found = live()
        return found is None or found >= theirs.generation
    # The same order with another mark or other bytes is a forgery, or a setting was changed: ours is written.
    return theirs.order > ours.order


def _what(place: tuple[str, str]) -> str:
    return "gs://" + "/".join(place)
