"""Which format an upload has, and the reader for it."""

from __future__ import annotations

from dataclasses import replace

from copydesk.errors import Permanent
from copydesk.intake import damage, labelled, plain, sniff, structured
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.normalize import status
from copydesk.settings import Settings

# Readers of the rarer formats are imported where they are used: a cold start pays for none of them.


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of an upload: by what it holds, then its content type, then its name.

    Raises `Permanent`: `intake.unsupported_format`, `intake.multiple_articles`, `intake.malformed`,
    `intake.structure_over_cap`, `markup.over_cap`.
    """
    article = _read(upload, decoded, settings)
    metadata = status.resolve(article.metadata)
    if metadata.base is None:
        metadata = replace(metadata, base=upload.url or metadata.canonical)
    observed = (*article.observations, *damage.observe(article), *status.observe(metadata))
    return replace(article, metadata=metadata, observations=observed)


def _read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    text = decoded.text
    said = sniff.declared(upload.content_type, upload.name)
    opening = text[:256].lstrip()[:1]
    if opening in ("{", "[") and (said == "json" or structured.looks_like(text)):
        return structured.read(upload, decoded, settings)
    if opening == "<" and sniff.root(text):
        if sniff.is_html(text) or (said == "html" and not sniff.is_xml(text)):
            return _page(upload, decoded, settings)
        if sniff.is_xml(text) or said == "xml":
            from copydesk.intake import wire  # noqa: PLC0415

            return wire.read(upload, decoded, settings)
    if said == "html":
        return _page(upload, decoded, settings)
    if said in ("json", "xml"):
        raise Permanent("intake.malformed", f"{upload.name} is declared {said} and does not begin as that", found=said)
    if sniff.is_mail(text):
        raise Permanent("intake.unsupported_format", f"{upload.name} is a mail or a page saved as one", found="mail")
    if said == "other":
        found = upload.content_type or upload.name.rpartition(".")[2]
        raise Permanent("intake.unsupported_format", f"{upload.name} is declared {found}, not an article", found=found)
    if said == "markdown" or sniff.is_markdown(text):
        from copydesk.intake import markdown  # noqa: PLC0415

        return markdown.read(upload, decoded, settings)
    return labelled.read(decoded) or plain.read(decoded)


def _page(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    from copydesk.intake import page  # noqa: PLC0415

    return page.read(decoded, upload, settings)
