"""Which format an upload has, and the reader for it."""

from __future__ import annotations

from copydesk.intake import plain, structured
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.settings import Settings


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of an upload; raises `Permanent` (`intake.unsupported_format`, ...)."""
    opening = decoded.text[:64].lstrip()
    if opening.startswith(("{", "[")):
        return structured.read(upload, decoded, settings)
    if opening.startswith("<"):
        from copydesk.intake import page  # noqa: PLC0415  # the page reader is loaded for pages only

        return page.read(decoded, upload, settings)
    return plain.read(decoded)
