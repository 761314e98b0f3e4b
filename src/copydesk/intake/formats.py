"""Which format an upload has, and the reader for it."""

from __future__ import annotations

from dataclasses import replace

from copydesk.intake import damage, plain, structured
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.settings import Settings


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of an upload; raises `Permanent` (`intake.unsupported_format`, ...)."""
    article = _read(upload, decoded, settings)
    return replace(article, observations=article.observations + damage.observe(article))


def _read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    opening = decoded.text[:64].lstrip()
    if opening.startswith(("{", "[")):
        return structured.read(upload, decoded, settings)
    if opening.startswith("<") or "html" in (upload.content_type or ""):
        from copydesk.intake import page  # noqa: PLC0415  # the page reader is loaded for pages only

        return page.read(decoded, upload, settings)
    return plain.read(decoded)
