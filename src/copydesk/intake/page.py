"""An HTML page or fragment to an Article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copydesk.intake import active, content, fields, news_article, parse, printed
from copydesk.intake.blocks import Reader
from copydesk.intake.charset import Decoded
from copydesk.intake.printed import Printed
from copydesk.intake.tree import Page
from copydesk.model import Article, Aside, Block, Credit, Metadata, Moment, Title, Upload
from copydesk.normalize import dates, embedded, embeds, headline, moments, names
from copydesk.normalize.embedded import Declared
from copydesk.scan import page_caps
from copydesk.settings import Settings


def read(decoded: Decoded, upload: Upload, settings: Settings) -> Article:
    """Return the article of a page."""
    page = parse.parse(decoded.text, page_caps(settings))
    declared = embedded.read(page)
    body = content.choose(page.root)
    titles = tuple(_titles(page, declared))
    site = Metadata(site=declared.first("og:site_name"), base=upload.url, canonical=declared.link("canonical"))
    shown = headline.best(titles, headline.site_names(site))
    found = printed.find(page.root, body, shown.text if shown else None)
    reader = Reader(page)
    if intro := content.standfirst(
        page.root, body, shown.text if shown else None, declared.first("og:description", "description")
    ):
        reader.standfirst(intro)
    reader.read(body)
    asides = [Aside("hidden", part.text(), page.start(part), page.end(part)) for part in page.hidden]
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format="html",
        titles=titles,
        blocks=tuple(reader.blocks),
        asides=(*asides, *reader.asides),
        metadata=_metadata(declared, found, upload),
        # The article's blocks hold text and pictures; what it shows by frames and players is told beside them.
        embeds=embeds.within(page.scan, upload.url, page.start(body), page.end(body)),
        observations=(*decoded.findings, *active.observe(page.scan)),
    )


def fragment(html: str, settings: Settings) -> tuple[Block, ...]:
    """Return the blocks of HTML found inside another format; their offsets are 0."""
    page = parse.parse(html, page_caps(settings))
    content.weigh(page.root)
    reader = Reader(page)
    reader.read(page.root)
    return tuple(Block(block.kind, block.text, block.html) for block in reader.blocks)


_HEADLINE = 12
"""A shorter heading that the page's title begins with is a section's or the site's name."""


def _titles(page: Page, declared: Declared) -> Iterator[Title]:
    seen = set()
    for heading in page.root.find("h1"):
        if (text := heading.text()) and text not in seen:
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
    if text := declared.ld("headline"):
        yield Title("json-ld", text)
    if text := declared.first("og:title"):
        yield Title("og:title", text)
    if text := declared.first("twitter:title"):
        yield Title("twitter:title", text)
    if declared.title:
        yield Title("title", declared.title)


def _metadata(declared: Declared, found: Printed, upload: Upload) -> Metadata:
    strong = _moments(declared, "datePublished", _PUBLISHED)
    modified = [*_moments(declared, "dateModified", _MODIFIED), *found.modified]
    published = dates.choose(strong, found.published, _moments(declared, "", _DATED), found.modified, upload.url)
    said = news_article.metadata(declared.article)
    return replace(
        said,
        credits=tuple(_credits(declared, found)),
        published=published,
        modified=next(iter(modified), None),
        canonical=declared.link("canonical"),
        base=upload.url,
        image=declared.first("og:image", "og:image:url", "twitter:image", "twitter:image:src") or said.image,
        section=declared.first("article:section", "parsely-section") or said.section,
        tags=_tags(declared) or said.tags[:_MOST_TAGS],
        site=declared.first("og:site_name"),
        languages=tuple(_languages(declared)) + said.languages,
    )


_MOST_TAGS = 50
"""Stored of what a page says it is about; honest ones say a dozen."""


def _tags(declared: Declared) -> tuple[str, ...]:
    """Return the tags that a page gives in meta elements: one each, else joined by commas."""
    told = declared.meta.get("article:tag") or fields.texts(declared.first("news_keywords", "parsely-tags") or [])
    return tuple(dict.fromkeys(told))[:_MOST_TAGS]


def _languages(declared: Declared) -> Iterator[tuple[str, str]]:
    if declared.lang:
        yield "html", declared.lang
    if locale := declared.first("og:locale"):
        yield "og:locale", locale


_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "article:published", "dc.date.issued", "dcterms.issued", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "article.published", "article:publicationdate", "ptime", "originalpublicationdate", "rnews:datepublished", "published_time",
)  # fmt: skip
_DATED = (
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "date",
    "dc.created",
    "created",
    "releasedate",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "article.updated",
)
_AUTHORS = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "article.author",
    "dc.contributor",
    "creator",
    "authors",
    "cxenseparse:author",
)


def _moments(declared: Declared, name: str, metas: tuple[str, ...]) -> list[Moment]:
    """Return the moments that JSON-LD, then meta elements, then microdata say."""
    said = [
        declared.ld(name),
        *(value for meta in metas for value in declared.meta.get(meta, ())),
        *declared.micro.get(name, ()),
    ]
    return [moment for value in said if value and (moment := moments.declared(value))]


def _credits(declared: Declared, found: Printed) -> list[Credit]:
    """Return the credits of the best source: the first that names a person, else the first that names anyone."""
    linked = list(embedded.credits(declared.article.get("author") or declared.article.get("creator"), "json-ld"))
    micro = [Credit(value, "microdata") for value in declared.micro.get("author", ())]
    meta = [[Credit(value, "meta") for value in declared.meta[name]] for name in _AUTHORS if name in declared.meta]
    sources = [linked, found.credits[:1], micro, *meta]
    ranked = [(_rank(credits), credits) for credits in sources if credits]
    rank, best = max(ranked, key=lambda pair: pair[0], default=(0, []))
    return best if rank else []


def _rank(credits: list[Credit]) -> int:
    """Return how much credits say: 3 a full name, 2 any name, 1 a desk or agency, 0 nothing."""
    byline = names.parse(credits)
    if byline.authors:
        return 3 if any(" " in author.name or not author.name.isascii() for author in byline.authors) else 2
    return 1 if byline.agencies else 0
