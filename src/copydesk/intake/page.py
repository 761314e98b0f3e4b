"""An HTML page to an Article; markup alone is one, too."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.intake import active, content, declaration, headings, parse, printed, several, standfirst
from copydesk.intake.blocks import Reader
from copydesk.intake.charset import Decoded
from copydesk.intake.tree import Page
from copydesk.model import Article, Aside, Metadata, Title, Upload
from copydesk.normalize import embedded, embeds, headline
from copydesk.normalize.embedded import Declared
from copydesk.scan import page_caps
from copydesk.settings import Settings


def read(decoded: Decoded, upload: Upload, settings: Settings) -> Article:
    """Return the article of a page."""
    with parse.parse(decoded.text, page_caps(settings)) as page:
        return _article(page, decoded, upload, settings)


def _article(page: Page, decoded: Decoded, upload: Upload, settings: Settings) -> Article:
    declared = embedded.read(page)
    site = headline.site_names(
        Metadata(site=declared.first("og:site_name"), base=upload.url, canonical=declared.link("canonical"))
    )
    body = several.the_one(page, declared, content.choose(page.root), site, upload, settings)
    titles = tuple(_titles(page, declared))
    best = headline.best(titles, site)
    shown = best.text if best else None
    found = printed.find(page.root, body, shown)
    reader = Reader(page)
    if intro := standfirst.find(page.root, body, shown, declared.first("og:description", "description")):
        reader.standfirst(intro)
    reader.read(body)
    asides = [Aside("hidden", text, page.start(part), page.end(part)) for part in page.hidden if (text := part.text())]
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format="html",
        titles=titles,
        blocks=tuple(reader.blocks),
        asides=(*asides, *reader.asides),
        metadata=declaration.metadata(declared, found, upload.url),
        # The article's blocks hold text and pictures; what it shows by frames and players is told beside them.
        embeds=embeds.within(page.scan, upload.url, page.start(body), page.end(body)),
        observations=(*decoded.findings, *active.observe(page.scan)),
    )


_HEADLINE = 12
"""A shorter heading that the page's title begins with is a section's or the site's name."""


def _titles(page: Page, declared: Declared) -> Iterator[Title]:
    seen = set()
    told = declared.headlines()
    for heading in page.root.find("h1"):
        if (text := headings.title_of(heading, told)) and text not in seen:
            seen.add(text)
            yield Title("h1", text, page.start(heading), page.end(heading))
    leading = [headline.fold(said) for said in (declared.title, declared.first("og:title")) if said]
    for heading in page.root.find("h2", "h3", "h4"):
        text = heading.text()
        if (
            len(text) >= _HEADLINE
            and text not in seen
            and any(said.startswith(headline.fold(text)) for said in leading)
        ):
            seen.add(text)
            yield Title("heading", text, page.start(heading), page.end(heading))
    for source, said in (
        ("json-ld", declared.ld("headline")),
        ("og:title", declared.first("og:title")),
        ("twitter:title", declared.first("twitter:title")),
        ("title", declared.title),
    ):
        if said:
            yield Title(source, said)
