"""XML uploads to an Article: which kind it is, and the reader of that kind."""

from __future__ import annotations

from copydesk.errors import Permanent
from copydesk.intake import feed, newsml, nitf, story, xmltree
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

_FEEDS = frozenset(("rss", "RDF", "feed", "entry"))
_NEWSML = frozenset(("newsItem", "newsMessage", "packageItem", "newsItems"))


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of an XML upload.

    Raises `Permanent`: `intake.unsupported_format` for another root, or where no text is in it (a kill need not have
    one), and what the readers raise.
    """
    root = xmltree.parse(decoded.text, upload.name, settings)
    if root.name == "nitf":
        found = nitf.read(root, settings)
    elif root.name in _NEWSML:
        found = newsml.read(root, upload.name, settings)
    elif root.name in _FEEDS:
        found = feed.read(root, upload.name, settings)
    else:
        message = f"{upload.name} is XML with the root {root.name[:60]}"
        raise Permanent("intake.unsupported_format", message, found=root.name[:60])
    if not found.body and strictest((found.metadata.status,)) not in ("withheld", "canceled"):
        message = f"{upload.name} is {found.format} without an article's text"
        raise Permanent("intake.unsupported_format", message, found=found.format)
    return story.article(found, decoded)
