"""The records below a bucket's prefix, read a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from copydesk import storage
from copydesk.deadline import Deadline
from copydesk.errors import CopydeskError, Gone
from copydesk.settings import Settings
from copydesk.write import mark

THREADS = 16
SECONDS = 300.0
"""How long a listing, or one read of it, may take."""

Found = tuple[str, bytes, str, bytes | None]


def records(word: str, settings: Settings) -> Iterator[Found]:
    """Yield (URI, line, day of the last change, the decision's line) of each object with our mark, by name."""
    bucket, _, prefix = word.removeprefix("gs://").partition("/")
    if not bucket:
        raise CopydeskError(f"{word}: gs://<bucket>/<prefix> is needed")

    def once(timeout: tuple[float, float]) -> list[Any]:
        return list(storage.client().list_blobs(bucket, prefix=prefix, timeout=timeout, retry=None))

    objects = storage.ask(once, word, Deadline(SECONDS))
    names = {blob.name for blob in objects}
    ours = [blob for blob in objects if blob.name.endswith(settings.suffix) and mark.read(blob.metadata)]

    def read(blob: Any) -> Found | None:
        beside = blob.name.removesuffix(settings.suffix) + mark.REVIEW_SUFFIX
        line = _read(bucket, blob.name)
        said = _read(bucket, beside) if beside in names else None
        return None if line is None else (f"gs://{bucket}/{blob.name}", line, blob.updated.date().isoformat(), said)

    with ThreadPoolExecutor(THREADS) as pool:
        yield from (found for found in pool.map(read, ours) if found)


def _read(bucket: str, name: str) -> bytes | None:
    def once(timeout: tuple[float, float]) -> bytes:
        data: bytes = storage.client().bucket(bucket).blob(name).download_as_bytes(timeout=timeout, retry=None)
        return data

    try:
        return storage.ask(once, f"gs://{bucket}/{name}", Deadline(SECONDS))
    except Gone:  # taken back since it was listed
        return None
