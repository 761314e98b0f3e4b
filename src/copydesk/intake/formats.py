"""Which format an upload has, and the reader for it."""

from __future__ import annotations

from copydesk.intake import plain
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.settings import Settings


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of an upload; raises `Permanent` (`intake.unsupported_format`, `intake.multiple_articles`, ...)."""
    return plain.read(decoded)
