"""What a page says of itself, in its own declarations and in print, as one `Metadata`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copydesk.intake import fields, news_article
from copydesk.intake.printed import Printed
from copydesk.model import Credit, Metadata, Moment
from copydesk.normalize import dates, embedded, moments, names
from copydesk.normalize.embedded import Declared

_MOST_TAGS = 50
"""Stored of what a page says it is about; honest ones say a dozen."""

# Names of meta elements, in the order of trust: those that say what the date is of come first.
_PUBLISHED = """
article:published_time og:published_time datepublished parsely-pub-date sailthru.date cxenseparse:recs:publishtime
article:published dc.date.issued dcterms.issued pubdate publishdate publish-date publish_date publication_date
article.published article:publicationdate ptime originalpublicationdate rnews:datepublished published_time
""".split()
_DATED = "dcterms.created dc.date.created dc.date dcterms.date date dc.created created releasedate".split()
_MODIFIED = """
article:modified_time og:updated_time datemodified dcterms.modified dc.date.modified last-modified lastmod
article.updated
""".split()
_AUTHORS = """
author article:author article:author_name parsely-author dc.creator dcterms.creator byl sailthru.author article.author
dc.contributor creator authors cxenseparse:author
""".split()


def metadata(declared: Declared, found: Printed, url: str | None) -> Metadata:
    """Return what a page says of itself; `url` is where the uploader says that it was published."""
    said = news_article.metadata(declared.article)
    changed = _moments(declared, "dateModified", _MODIFIED)
    published = dates.choose(
        _moments(declared, "datePublished", _PUBLISHED),
        found.published,
        _moments(declared, "", _DATED),
        found.modified,
        url,
    )
    return replace(
        said,
        credits=tuple(_credits(declared, found)),
        published=published,
        modified=next(iter((*changed, *found.modified)), None),
        canonical=declared.link("canonical"),
        base=url,
        image=declared.first("og:image", "og:image:url", "twitter:image", "twitter:image:src") or said.image,
        section=declared.first("article:section", "parsely-section") or said.section,
        tags=_tags(declared) or said.tags[:_MOST_TAGS],
        site=declared.first("og:site_name"),
        languages=tuple(_languages(declared)) + said.languages,
    )


def _tags(declared: Declared) -> tuple[str, ...]:
    """Return the tags that a page gives in meta elements: one each, else joined by commas."""
    told = declared.meta.get("article:tag") or fields.texts(declared.first("news_keywords", "parsely-tags") or [])
    return tuple(dict.fromkeys(told))[:_MOST_TAGS]


def _languages(declared: Declared) -> Iterator[tuple[str, str]]:
    if declared.lang:
        yield "html", declared.lang
    if locale := declared.first("og:locale"):
        yield "og:locale", locale


def _moments(declared: Declared, name: str, metas: list[str]) -> list[Moment]:
    """Return the moments that JSON-LD, then meta elements, then microdata say."""
    said = [
        declared.ld(name),
        *(value for meta in metas for value in declared.meta.get(meta, ())),
        *declared.micro.get(name, ()),
    ]
    return [moment for value in said if value and (moment := moments.declared(value))]


def _credits(declared: Declared, found: Printed) -> list[Credit]:
    """Return the credits of the source that names people best; of two alike, the one nearer to the editors' system."""
    linked = list(embedded.credited(declared.article.get("author") or declared.article.get("creator"), "json-ld"))
    micro = [Credit(value, "microdata") for value in declared.micro.get("author", ())]
    meta = [[Credit(value, "meta") for value in declared.meta[name]] for name in _AUTHORS if name in declared.meta]
    # A label on a line of its own (`By:`) says nobody: the next line does.
    printed = next(([credit] for credit in found.credits if not credit.raw.endswith((":", "："))), [])
    rank, best = 0, list[Credit]()
    for said in (linked, printed, micro, *meta):
        if said and (own := _rank(said)) > rank:
            rank, best = own, said
            if rank == _FULL_NAME:
                break
    if rank or found.beside is None:
        return best
    sections = (declared.first("article:section", "parsely-section"), declared.ld("articleSection"), *_tags(declared))
    return [] if found.beside.raw in sections else [found.beside]


_FULL_NAME = 3
"""No source can name people better."""


def _rank(said: list[Credit]) -> int:
    """Return how well credits name people: 3 by a full name, 2 by any name, 1 a desk or agency only, 0 nobody."""
    byline = names.parse(said)
    if byline.authors:
        return _FULL_NAME if any(" " in author.name or not author.name.isascii() for author in byline.authors) else 2
    return 1 if byline.agencies else 0
