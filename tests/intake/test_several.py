"""Several whole articles in one file of HTML."""

from __future__ import annotations

import json
import time

import pytest

from copydesk.errors import Permanent
from copydesk.intake import page
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.settings import DEFAULTS

FERRY = (
    "The harbour of Havnes opened again on Monday, eleven days after the storm had closed it, the port office said.",
    "About three hundred people waited for the first ferry, many of them with groceries, school bags and bicycles.",
    "The builder of the second boat has promised it for the autumn, but nobody on the quay would bet on that date.",
    "The island's shop had run out of flour on the sixth day, its owner said, and of patience some days before that.",
    "A third ferry would cost the county more than it spends on roads, according to a report that the council ordered.",
    "The next vote is in March, and both of the parties that decide it have said that they will wait for the figures.",
)
BRIDGE = tuple(line.replace("ferry", "bridge").replace("harbour", "valley") for line in FERRY)


def story(title: str, lines: tuple[str, ...] = FERRY, *, tag: str = "h1", by: str = "", on: str = "") -> str:
    text = "".join(f"<p>{line}</p>" for line in lines)
    return f"<article{on}><header><{tag}>{title}</{tag}>{by}</header>{text}</article>"


def document(body: str, head: str = "<title>Daily Havnes</title>") -> str:
    return f"<!DOCTYPE html><html lang=en><head>{head}</head><body>{body}</body></html>"


def read(source: str, url: str | None = None) -> Article:
    return page.read(Decoded(source, "utf-8"), Upload(b"", "page.html", "text/html", url), DEFAULTS)


TWO = story("Ferry opens again") + story("Bridge opens again", BRIDGE)
DATED = "<time datetime=2026-03-05>5 March</time>"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(document(TWO), id="own h1"),
        pytest.param(document(f"<main>{TWO}</main>", "<title>Ferry opens again</title>"), id="a window title only"),
        pytest.param(TWO, id="fragment"),
        pytest.param(
            document(story("Ferry", tag="h2", by=DATED) + story("Bridge", BRIDGE, tag="h2", by=DATED)), id="own dates"
        ),
        pytest.param(
            document(story("<a href=/ferry>F</a>", tag="h2") + story("<a href=/bridge>B</a>", BRIDGE, tag="h2")),
            id="own addresses",
        ),
        pytest.param(
            document(
                "<h1>Daily Havnes</h1>" + story("F", tag="h2", by=DATED) + story("B", BRIDGE, tag="h2", by=DATED),
                "<meta property=og:site_name content='Daily Havnes'>",
            ),
            id="under the name of the site",
        ),
        pytest.param(
            document(story("Ferry"), "<title>Ferry</title>")
            + document(story("Bridge", BRIDGE), "<title>Bridge</title>"),
            id="two documents",
        ),
        pytest.param(
            document("<h1>Ferry</h1><p>" + "</p><p>".join(FERRY))
            + "\n<HTML><TITLE>Bridge</TITLE><p>"
            + "<p>".join(BRIDGE),
            id="a second document without article elements",
        ),
    ],
)  # fmt: skip
def test_several_whole_articles_are_refused(source: str) -> None:
    """A file with several articles and no word on which is its own is never read as the first of them."""
    with pytest.raises(Permanent) as raised:
        read(source)
    assert raised.value.rule == "intake.multiple_articles"
    assert raised.value.figures["found"] == 2


LD = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Bridge opens again"})


@pytest.mark.parametrize(
    ("head", "url"),
    [
        pytest.param(f"<script type=application/ld+json>{LD}</script>", None, id="json-ld"),
        pytest.param("<meta property=og:title content='Bridge opens again | Daily'>"
                     "<meta property=og:site_name content=Daily>", None, id="og:title"),
        pytest.param("<link rel=canonical href=https://www.havnes.example/bridge/>", None, id="canonical"),
        pytest.param("", "https://havnes.example/bridge", id="where it was published"),
    ],
)  # fmt: skip
def test_the_article_that_the_page_names_is_read(head: str, url: str | None) -> None:
    """A page that loads further stories under its own is the one that it declares for machines, first or not."""
    second = story("<a href=/bridge>Bridge opens again</a>", BRIDGE)
    article = read(document(story("Ferry opens again") + second + story("Other news"), head), url)
    assert tuple(block.text for block in article.blocks if block.kind == "paragraph") == BRIDGE
    assert article.titles[0].text == "Ferry opens again"


def test_the_address_on_the_article_itself_names_it() -> None:
    """Pages with further stories keep the address of each on its element."""
    body = story("One", on=" data-url='/a/one'") + story("Two", BRIDGE, on=" data-url='https://havnes.example/a/two'")
    article = read(document(body, "<link rel=canonical href=https://havnes.example/a/one>"))
    assert tuple(block.text for block in article.blocks if block.kind == "paragraph") == FERRY


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(story("Ferry") + story("Bridge", BRIDGE[:2]), id="a short one beside it"),
        pytest.param(
            story("Ferry") + "".join(story(name, BRIDGE[:1], tag="h3") for name in ("A", "B", "C")), id="teasers"
        ),
        pytest.param(
            "<h1>Storm: live</h1>" + story("10:02", tag="h2", by=DATED) + story("9:40", BRIDGE, tag="h2", by=DATED),
            id="live blog",
        ),
        pytest.param(
            "<h1>Which boat?</h1>" + story("Jane", tag="h4", by=DATED) + story("Joe", BRIDGE, tag="h4", by=DATED),
            id="forum",
        ),
        pytest.param(story("Part one", tag="h2") + story("Part two", BRIDGE, tag="h2"), id="one article in parts"),
        pytest.param(
            story("Ferry") + f"<div id=comments>{story('Jane', BRIDGE, tag='h2', by=DATED)}</div>", id="comments"
        ),
        pytest.param(
            story("Ferry") + f"<aside class=related>{story('Bridge', BRIDGE, tag='h2', by=DATED)}</aside>", id="related"
        ),
        pytest.param(story("Ferry", (*FERRY, story("Bridge", BRIDGE))), id="one in the other"),
        pytest.param(story("Ferry") + f"<div hidden>{story('Bridge', BRIDGE)}</div>", id="hidden"),
    ],
)
def test_one_article_is_one(body: str) -> None:
    """Teasers, comments, related stories, posts under one headline and parts are no articles of their own."""
    assert FERRY[0] in read(document(body)).text


def test_a_second_root_element_is_no_second_document() -> None:
    """Pages for old browsers and broken templates open `html` twice; only texts of their own make documents."""
    source = "<html class=old><html lang=en><title>Ferry</title>" + story("Ferry") + "</html><html><p>Bye</html>"
    assert read(source).blocks[-1].text.startswith(FERRY[-1])


@pytest.mark.parametrize("piece", ["<html>", "<html><title>a</title>", f"<html><title>a</title><p>{'a ' * 310}"])
def test_a_megabyte_of_documents_takes_seconds_at_most(piece: str) -> None:
    """However often a file opens a document, each part of it is read once."""
    start = time.process_time()
    try:
        read(piece * min(1_000_000 // len(piece), 20_000))
    except Permanent as refused:
        assert refused.rule == "intake.multiple_articles"  # noqa: PT017  # the other answer is an article
    assert time.process_time() - start < 5
