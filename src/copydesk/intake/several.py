"""Several whole articles in one file of HTML: which of them is read, or that none may be.

A page that loads the next stories under its own (infinite scroll) says for machines which one it is: that one is read.
A file that names none of its articles holds several, and the first is no better than the others. A live blog, a forum
and one article in parts stand under one headline: they are one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from copydesk.errors import Permanent
from copydesk.intake import content, parse, zones
from copydesk.intake.tree import Element, Page
from copydesk.model import Upload
from copydesk.normalize import headline
from copydesk.normalize.embedded import Declared
from copydesk.scan import page_caps
from copydesk.settings import Settings

_LONG = 600
"""Code points of running text, those of wide scripts counted twice: a short report. Teasers and comments have fewer."""
_COMPARABLE = 0.2
"""Of the longest: what is shorter stands beside an article and is not its equal."""


def the_one(
    page: Page, declared: Declared, body: Element, site: tuple[str, ...], upload: Upload, settings: Settings
) -> Element:
    """Return the element that holds the article: `body`, or a part of the one of several that the page names.

    `site` are the names of the page's site, as `headline.site_names` has them.
    Raises `Permanent` (`intake.multiple_articles`) where a page holds several whole articles and names none of them,
    or where a file holds several whole documents.
    """
    names = page.scan.names
    if names.count("html") > 1:  # elements of the source, not of the tree: a browser makes one document of them
        _refuse(_documents(page, settings), "documents with an article", upload)
    if names.count("article") < 2:
        return body
    articles = list(_articles(page.root))
    if len(articles) < 2:
        return body
    if named := _named(articles, declared, upload, site):
        return body if named is body or named in body.ancestors() else content.choose(named)
    if all(map(_is_whole, articles)) and not _is_under_one_headline(page.root, articles, site):
        _refuse(len(articles), "whole articles and names none as its own", upload)
    return body


def _refuse(found: int, what: str, upload: Upload) -> None:
    if found > 1:
        raise Permanent("intake.multiple_articles", f"{upload.name} holds {found} {what}", found=found)


def _documents(page: Page, settings: Settings) -> int:
    """Return how many documents of a file have a title and a text of their own."""
    scan, found = page.scan, 0
    opened = [index for index, name in enumerate(scan.names) if name == "html"]
    for first, last in zip([0, *opened[1:]], [*opened[1:], len(scan.names)], strict=True):
        start = scan.starts[first] if first else 0
        end = scan.starts[last] if last < len(scan.names) else len(scan.source)
        if end - start >= _LONG and "title" in scan.names[first:last]:
            with parse.parse(scan.source[start:end], page_caps(settings)) as part:
                content.weigh(part.root)
                found += part.root.mass >= _LONG
    return found


def _articles(root: Element) -> Iterator[Element]:
    """Return the outermost `article` elements with a headline and a text of an article's length.

    Their mass has been counted. What stands in furniture (related stories, comments) is none, however long it is.
    """
    outermost = (
        element
        for element in root.find("article")
        if element.mass >= _LONG and all(around.tag != "article" for around in element.ancestors())
    )
    found = [
        element
        for element in outermost
        if _heading(element) and not any(map(content.is_furniture, (element, *element.ancestors())))
    ]
    longest = max((element.mass for element in found), default=0.0)
    return (element for element in found if element.mass >= _COMPARABLE * longest)


def _heading(article: Element) -> Element | None:
    return next((element for element in article.find("h1", "h2") if element.chars), None)


def _named(articles: Sequence[Element], declared: Declared, upload: Upload, site: tuple[str, ...]) -> Element | None:
    """Return the article whose headline or address the page declares for machines, None where it declares none."""
    titles = declared.headlines()
    said = {headline.fold(title) for title in (*titles, *(headline.without_site(title, *site) for title in titles))}
    urls = {_path(url) for url in (declared.link("canonical"), declared.first("og:url"), upload.url) if url}
    return next((article for article in articles if headline.fold(_said(article)) in said), None) or next(
        (article for article in articles if not urls.isdisjoint(_addresses(article))), None
    )


def _said(article: Element) -> str:
    heading = _heading(article)
    return heading.text() if heading else ""


def _addresses(article: Element) -> Iterator[str]:
    """Yield the paths that an article gives as its own: on itself, or as the link of its headline."""
    yield from (_path(value) for value in article.attributes.values() if "/" in value)
    yield from (_path(link.get("href")) for link in _links(article))


def _links(article: Element) -> list[Element]:
    """Return the links in and around an article's headline."""
    heading = _heading(article)
    if heading is None:
        return []
    return [*heading.find("a"), *(around for around in heading.ancestors() if around.tag == "a")]


def _path(url: str) -> str:
    """Return the path of an address, without what may differ: relative or not, `www.`, a count of visitors."""
    try:
        return urlsplit(url.strip()).path.rstrip("/") or url
    except ValueError:  # a bracket that opens no IPv6 address
        return url


def _is_whole(article: Element) -> bool:
    """Tell whether an article stands for itself: under an `h1`, or with its own address, date or author."""
    heading = _heading(article)
    if heading is not None and heading.tag == "h1":
        return True
    return bool(_links(article)) or any(part.tag == "time" or zones.named(part, "author") for part in article.iter())


def _is_under_one_headline(root: Element, articles: Sequence[Element], site: tuple[str, ...]) -> bool:
    """Tell whether the page has a headline besides those of the articles; the name of the site is none."""
    own = {_heading(article) for article in articles}
    shown = (heading for heading in root.find("h1") if heading not in own)
    return any(text and not headline.is_site(text, site) for text in (heading.text() for heading in shown))
