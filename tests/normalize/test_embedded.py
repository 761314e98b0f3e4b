"""What a page declares for machines: JSON-LD, meta elements, microdata; evidence, whatever it is made of."""

from __future__ import annotations

import json

import pytest

from copydesk.intake import page
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.normalize import names
from copydesk.settings import DEFAULTS

TEXT = (
    "<p>The harbour of Havnes opened again on Monday, eleven days after the storm had closed it, the office said.</p>"
    "<p>About three hundred people waited for the first ferry, many of them with groceries and school bags.</p>"
)


def read(head: str, body: str = "", url: str | None = None) -> Article:
    source = (
        f"<html lang=en><head>{head}</head><body><article><h1>Harbour opens</h1>{body}{TEXT}</article></body></html>"
    )
    return page.read(Decoded(source, "utf-8"), Upload(b"", "page.html", "text/html", url), DEFAULTS)


def linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def people(article: Article) -> list[str]:
    return [author.name for author in names.parse(article.metadata.credits).authors]


NODE = {
    "@type": "NewsArticle",
    "headline": "Harbour opens again",
    "datePublished": "2026-11-22T10:15:00+01:00",
    "dateModified": "2026-11-23T09:00:00+01:00",
    "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "Quay Times"}],
}


@pytest.mark.parametrize(
    "value",
    [
        NODE,
        [{"@type": "WebSite", "name": "Quay"}, NODE],
        {"@graph": [{"@type": "BreadcrumbList"}, NODE]},
        {"@type": "WebPage", "mainEntity": NODE},
        {"@graph": [NODE | {"author": {"@id": "#jane"}}, {"@id": "#jane", "@type": "Person", "name": "Jane Doe"}]},
    ],
    ids=["alone", "list", "graph", "main-entity", "reference"],
)
def test_the_article_is_found_in_linked_data(value: object) -> None:
    """Wherever the article's node stands, its headline, dates and people are read."""
    article = read(linked(value))
    assert "Harbour opens again" in [title.text for title in article.titles if title.source == "json-ld"]
    assert article.metadata.published is not None
    assert article.metadata.published.value == "2026-11-22T10:15:00+01:00"
    assert people(article) == ["Jane Doe"]


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json"><!-- {"@type": "NewsArticle", "headline": "A quay"} --></script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A quay",}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle",\n"headline": "A\tquay"};</script>',
        '<SCRIPT TYPE=\'application/ld+json\'>{"@type": ["Thing", "NewsArticle"], "headline": "A quay"}</SCRIPT>',
    ],
    ids=["comment", "trailing-comma", "raw-tab", "capitals"],
)
def test_slightly_broken_linked_data_is_read(script: str) -> None:
    """What publishers get wrong in JSON-LD does not hide the article."""
    assert "A quay" in [title.text for title in read(script).titles]


@pytest.mark.parametrize(
    "script",
    [
        "[" * 100_000,
        "[" * 900 + "]" * 900,
        '{"@type": "NewsArticle", "author": ' + "[" * 60 + '"x"' + "]" * 60 + "}",
        '{"a":' * 5_000,
        "null",
        "NaN",
        '{"@type": {"@type": 1}, "headline": [1, {}]}',
        '{"@type": "NewsArticle", "headline": 7, "author": 7, "datePublished": {"a": []}}',
    ],
)
def test_hostile_linked_data_is_no_declaration(script: str) -> None:
    """JSON-LD of the wrong kind, or nested beyond reason, gives an article without it and no error."""
    article = read(f'<script type="application/ld+json">{script}</script>')
    assert [title.source for title in article.titles] == ["h1"]


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name=author content='Jane Doe'>", ""),
        ("<meta property=article:author content='Jane Doe'>", ""),
        ("<meta name=parsely-author content='Jane Doe'>", ""),
        ("<meta name=DC.creator content='Jane Doe'>", ""),
        ("", "<p itemprop=author itemscope><span itemprop=name>Jane Doe</span></p>"),
        ("", "<div class=byline>By <a rel=author href=/jane>Jane Doe</a> | Nov 22, 2026</div>"),
        ("", "<p class='vcard'><span class='fn author'>Jane Doe</span></p>"),
        ("", "<p>By Jane Doe</p>"),
        ("<meta name=author content='Quay Times staff'>", "<p>By Jane Doe</p>"),
        ("<meta name=author content=https://quay.example/jane>", "<p>By Jane Doe</p>"),
    ],
    ids=["meta", "og", "parsely", "dublin-core", "microdata", "rel", "hcard", "line", "staff-and-line", "url-and-line"],
)
def test_a_person_is_found_wherever_named(head: str, body: str) -> None:
    """The source that names a person in full is the one taken."""
    assert people(read(head, body)) == ["Jane Doe"]


def test_nobody_is_invented() -> None:
    """Authors of comments, of pictures and of other stories are not the article's."""
    article = read(
        "<meta name=author content=admin>",
        "<figure><img src=a.jpg><figcaption>Photo: John Roe</figcaption></figure>"
        "<div class=comments><p class=author>Ann Poe</p><p>First!</p></div>"
        "<aside class=related><p class=byline>By Luc Martin</p></aside>",
    )
    assert article.metadata.credits == ()


@pytest.mark.parametrize(
    ("head", "body", "value"),
    [
        ("<meta property=article:published_time content=2026-11-22T10:15:00Z>", "", "2026-11-22T10:15:00Z"),
        ("<meta name=DC.date.issued content=2026-11-22>", "", "2026-11-22"),
        (
            "",
            "<abbr class=published itemprop=datePublished title=2026-11-22T10:15:00Z>today</abbr>",
            "2026-11-22T10:15:00Z",
        ),
        ("", "<time datetime=2026-11-22T10:15:00+01:00>Sunday</time>", "2026-11-22T10:15:00+01:00"),
        ("", "<p class=date>22. November 2026</p>", "2026-11-22"),
        ("<meta name=date content=2026-11-25>", "<p>Published 22 Nov 2026 / Updated 25 Nov 2026</p>", "2026-11-22"),
    ],
    ids=["og", "dublin-core", "microdata", "time", "line", "line-before-vague-meta"],
)
def test_the_publication_is_found_wherever_said(head: str, body: str, value: str) -> None:
    """Each place that says when the article was published is read, in the order of trust."""
    published = read(head, body).metadata.published
    assert published is not None
    assert published.value == value


def test_a_page_without_a_date_has_none() -> None:
    """A year in the text or in the footer is no date of publication."""
    assert read("", "<p>In 2014 the quay was built.</p><footer>© 2019 Quay Times</footer>").metadata.published is None


def test_links_and_labels_are_told() -> None:
    """Canonical address, picture, section, tags, site and languages come as the page says them."""
    meta = read(
        "<link rel=canonical href=https://quay.example/a><meta property=og:image content=https://quay.example/a.jpg>"
        "<meta property=article:section content=Islands><meta property=article:tag content=Ferry>"
        "<meta property=og:site_name content='Quay Times'><meta property=og:locale content=en_GB>",
        url="https://quay.example/b",
    ).metadata
    assert (meta.canonical, meta.base) == ("https://quay.example/a", "https://quay.example/b")
    assert (meta.image, meta.section, meta.tags) == ("https://quay.example/a.jpg", "Islands", ("Ferry",))
    assert (meta.site, meta.languages) == ("Quay Times", (("html", "en"), ("og:locale", "en_GB")))
