"""Every error Copydesk raises on purpose.

`Permanent`: the upload itself is the reason, trying again would give the same; it becomes a record with verdict
`review` and is acknowledged. `Transient`: the world around it is the reason; it is raised, so that the event is
delivered again. Messages name the object, the limit and the figure found, never text of the article.
"""

from __future__ import annotations

import os


class CopydeskError(Exception):
    """Base of all of them."""


class Permanent(CopydeskError):
    """The upload can never be processed; `rule` names why, `figures` hold the limit and what was found."""

    def __init__(self, rule: str, message: str, **figures: int | str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.figures = figures


class Transient(CopydeskError):
    """Something around the upload failed; the event must be delivered again."""


class OutOfTime(Transient):
    """Our own deadline is over; it never becomes a verdict."""


class Denied(Transient):
    """Access was refused (IAM, a hold, retention, a key): delivered again, and somebody has to be told."""


class Gone(CopydeskError):
    """The object, or the bucket, is not there (404)."""


class Changed(CopydeskError):
    """The object is there in another generation than was asked for (412)."""


class BadEvent(CopydeskError):
    """The request is not an event of ours (answered 400)."""


class ConfigurationError(CopydeskError):
    """A setting is wrong; nothing starts."""


def too_large(name: str, limit: int, found: int) -> Permanent:
    """Return the error for an upload over the limit; all in bytes."""
    return Permanent("intake.too_large", f"{name} is {found} bytes, the limit is {limit}", bytes=found, limit=limit)


def where(error: BaseException) -> str:
    """Return the last place of our own code in a traceback, without any of its values."""
    place, trace = "unknown", error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if f"{os.sep}copydesk{os.sep}" in code.co_filename:
            place = f"{code.co_filename.rpartition(f'copydesk{os.sep}')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
