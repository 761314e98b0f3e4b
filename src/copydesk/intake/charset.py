"""Bytes to text."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.errors import Permanent
from copydesk.model import Finding, Upload
from copydesk.settings import Settings


@dataclass(frozen=True, slots=True)
class Decoded:
    """The decoded source and how it was decoded."""

    text: str
    """`inflated.decode(charset, "replace")`, nothing else done to it: offsets count in this."""
    charset: str
    """A Python codec name; `utf-8-sig`, `utf-16` where a byte order mark stood."""
    findings: tuple[Finding, ...] = ()


def decode(upload: Upload, settings: Settings) -> Decoded:
    """Decode an upload; raises `Permanent` (`intake.empty`, `intake.not_text`, ...)."""
    if not upload.data.strip():
        raise Permanent("intake.empty", f"{upload.name} is empty", bytes=len(upload.data))
    return Decoded(upload.data.decode("utf-8", "replace"), "utf-8")
