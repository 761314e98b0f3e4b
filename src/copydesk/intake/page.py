"""An HTML page or fragment to an Article."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.intake import active, content, tree, visible
from copydesk.intake.blocks import Reader
from copydesk.intake.charset import Decoded
from copydesk.intake.tree import Page
from copydesk.model import Article, Aside, Block, Credit, Metadata, Moment, Title, Upload
from copydesk.normalize import embedded
from copydesk.normalize.embedded import Declared
from copydesk.scan import page_caps
from copydesk.settings import Settings


def read(decoded: Decoded, upload: Upload, settings: Settings) -> Article:
    """Return the article of a page."""
    page = tree.parse(decoded.text, page_caps(settings))
    declared = embedded.read(page)
    hidden = visible.take_hidden(page.root)
    body = content.choose(page.root)
    reader = Reader(page)
    reader.read(body)
    asides = [Aside("hidden", part.text(), page.start(part), page.end(part)) for part in hidden]
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format="html",
        titles=tuple(_titles(page, declared)),
        blocks=tuple(reader.blocks),
        asides=(*asides, *reader.asides),
        metadata=_metadata(declared, upload),
        observations=(*decoded.findings, *active.observe(page.scan)),
    )


def fragment(html: str, settings: Settings) -> tuple[Block, ...]:
    """Return the blocks of HTML found inside another format; their offsets are 0."""
    page = tree.parse(html, page_caps(settings))
    visible.take_hidden(page.root)
    content.weigh(page.root)
    reader = Reader(page)
    reader.read(page.root)
    return tuple(Block(block.kind, block.text, block.html) for block in reader.blocks)


def _titles(page: Page, declared: Declared) -> Iterator[Title]:
    seen = set()
    for heading in page.root.find("h1"):
        if (text := heading.text()) and text not in seen:
            seen.add(text)
            yield Title("h1", text, page.start(heading), page.end(heading))
    if text := declared.ld("headline"):
        yield Title("json-ld", text)
    if text := declared.first("og:title"):
        yield Title("og:title", text)
    if text := declared.first("twitter:title"):
        yield Title("twitter:title", text)
    if declared.title:
        yield Title("title", declared.title)


def _metadata(declared: Declared, upload: Upload) -> Metadata:
    published = declared.ld("datePublished") or declared.first("article:published_time") or next(iter(declared.micro.get("datePublished", ())), None)
    modified = declared.ld("dateModified") or declared.first("article:modified_time")
    authors = list(embedded.texts(declared.article.get("author"))) or declared.micro.get("author") or declared.meta.get("author") or []
    return Metadata(
        credits=tuple(Credit(author, "json-ld") for author in authors),
        published=Moment(published, "second") if published else None,
        modified=Moment(modified, "second") if modified else None,
        canonical=next(iter(declared.links.get("canonical", ())), None),
        base=upload.url,
        image=declared.first("og:image"),
        section=declared.first("article:section"),
        site=declared.first("og:site_name"),
        languages=(("html", declared.lang),) if declared.lang else (),
    )
