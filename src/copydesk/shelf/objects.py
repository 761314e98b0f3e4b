"""An article in a bucket: its record and decision are objects, every write and removal guarded by a generation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from copydesk import storage
from copydesk.deadline import Deadline
from copydesk.errors import Changed, Gone
from copydesk.settings import Settings
from copydesk.shelf.decision import Live
from copydesk.write import mark

SECONDS = 60.0
"""How long one command may wait for storage."""


@dataclass(frozen=True, slots=True)
class ObjectShelf:
    """One article's objects."""

    bucket: str
    object_name: str
    settings: Settings

    @property
    def name(self) -> str:
        """How people call it."""
        return f"gs://{self.bucket}/{self.object_name}"

    def live(self) -> Live | None:
        """Return the generation that stands now, null for none: one request, nothing is read."""

        def once(timeout: tuple[float, float]) -> Any:
            return storage.client().bucket(self.bucket).get_blob(self.object_name, timeout=timeout, retry=None)

        found = storage.ask(once, self.name, Deadline(SECONDS))
        return Live(str(found.generation), None) if found else None

    def source(self) -> bytes | None:
        """Return the source's bytes as stored, null when it is not there."""
        found = self._read((self.bucket, self.object_name))
        return found[0] if found else None

    def record(self) -> bytes | None:
        """Return the stored record, null for none."""
        found = self._read(mark.place(self.bucket, self.object_name, self.settings))
        return found[0] if found else None

    def decision(self) -> tuple[bytes, str] | None:
        """Return the stored decision and its generation, null for none."""
        return self._read(self._decision_place())

    def write_decision(self, line: bytes, over: str | None) -> str:
        """Write a decision where none stands, or over that generation; returns where; raises `Changed` else."""
        bucket, name = self._decision_place()

        def once(timeout: tuple[float, float]) -> None:
            blob = storage.client().bucket(bucket).blob(name)
            blob.cache_control = "no-store"
            blob.upload_from_string(
                line,
                content_type="application/json",
                if_generation_match=int(over or 0),
                timeout=timeout,
                retry=None,
            )

        try:
            storage.ask(once, f"gs://{bucket}/{name}", Deadline(SECONDS))
        except Changed:
            standing = self.decision()
            if standing and standing[0] == line:  # our own write, of which the answer was lost
                return f"gs://{bucket}/{name}"
            raise Changed(f"gs://{bucket}/{name}: somebody has decided meanwhile") from None
        return f"gs://{bucket}/{name}"

    def erase(self) -> list[str]:
        """Remove record and decision, dead versions too, and return what was removed.

        An object in the record's place without our mark is left alone.
        """
        places = (mark.place(self.bucket, self.object_name, self.settings), self._decision_place())
        return [self._remove(blob) for place in places for blob in self._versions(place)]

    def _versions(self, place: tuple[str, str]) -> Iterator[Any]:
        """Yield every version at a place, the live one first, so that nothing comes back when it is removed."""
        bucket, name = place

        def once(timeout: tuple[float, float]) -> list[Any]:
            found = storage.client().list_blobs(bucket, prefix=name, versions=True, timeout=timeout, retry=None)
            return [blob for blob in found if blob.name == name]

        versions = storage.ask(once, f"gs://{bucket}/{name}", Deadline(SECONDS))
        for blob in sorted(versions, key=lambda blob: -int(blob.generation)):
            if name.endswith(mark.REVIEW_SUFFIX) or mark.read(blob.metadata):
                yield blob

    def _remove(self, blob: Any) -> str:
        what = f"gs://{blob.bucket.name}/{blob.name}#{blob.generation}"

        def once(timeout: tuple[float, float]) -> None:
            # Naming the generation removes it for good, where a bucket keeps versions too.
            versioned = storage.client().bucket(blob.bucket.name).blob(blob.name, generation=blob.generation)
            versioned.delete(timeout=timeout, retry=None)

        try:
            storage.ask(once, what, Deadline(SECONDS))
        except Gone:
            return f"{what} (already gone)"
        return what

    def _decision_place(self) -> tuple[str, str]:
        return mark.place(self.bucket, self.object_name, replace(self.settings, suffix=mark.REVIEW_SUFFIX))

    def _read(self, place: tuple[str, str]) -> tuple[bytes, str] | None:
        bucket, name = place

        def once(timeout: tuple[float, float]) -> tuple[bytes, str]:
            blob = storage.client().bucket(bucket).blob(name)
            data = blob.download_as_bytes(raw_download=True, timeout=timeout, retry=None)
            return data, str(blob.generation)

        try:
            return storage.ask(once, f"gs://{bucket}/{name}", Deadline(SECONDS))
        except Gone:
            return None
