"""What stands in a bucket or a folder, held against what should: sources without a record, and records that lie.

Consumers fail closed on a source without a record, so nothing found here lets an article through. It says what has to
be done, and finds what the function cannot prevent while uploaders may write to the place of the records.
"""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.audit.fault import Fault
from copydesk.settings import Settings

CLOUD = "gs://"


def audit(word: str, settings: Settings, *, deep: bool) -> Iterator[Fault | None]:
    """Yield a fault, or null for one that is right, for each source and record of `gs://bucket/prefix` or a folder.

    With `deep` every source is read and processed again, and its record has to be the same.
    """
    if word.startswith(CLOUD):
        from copydesk.audit import objects  # noqa: PLC0415 - half a second that files need not pay

        bucket, _, prefix = word.removeprefix(CLOUD).partition("/")
        return objects.audit(bucket, prefix, settings, deep=deep)
    from copydesk.audit import files  # noqa: PLC0415

    return files.audit(word, settings, deep=deep)
