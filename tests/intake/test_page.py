"""Pages: what of them is the article, where it stands, and what was left out."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake import fragment, page
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.settings import DEFAULTS

FIRST = "The harbour of Havnes opened again on Monday, eleven days after the storm had closed it, the port office said."
SECOND = "About three hundred people waited for the first ferry, many of them with groceries, school bags and bicycles."
THIRD = "The builder of the second boat has promised it for the autumn, but nobody on the quay would bet on that date."
TEXT = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"


def read(source: str, url: str | None = None) -> Article:
    return page.read(Decoded(source, "utf-8"), Upload(b"", "page.html", "text/html", url), DEFAULTS)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.text]


def document(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html lang=en><head><title>Harbour opens</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav><ul><li><a href=/a>News from the islands</a></li><li><a href=/b>Weather and tides</a></li></ul></nav>",
        f"<aside>{TEXT}</aside>",
        f"<div class='related-posts'><p>{SECOND}</p></div>",
        f"<div id=comments><p>{SECOND}</p><p>{THIRD}</p></div>",
        f"<section data-testid='NewsletterSignup'><p>{THIRD}</p></section>",
        f"<div class='cookie-notice'><p>{FIRST}</p></div>",
        "<ul><li><a href=/1>First other story of today</a><li><a href=/2>Second other story of today</a></ul>",
        "".join(
            f"<div class=card><h3><a href=/{n}>A story about number {n}</a></h3><p>Short.</p></div>" for n in "123"
        ),
    ],
    ids=["nav", "aside", "related", "comments", "newsletter", "cookie", "links", "cards"],
)
def test_furniture_is_not_the_article(furniture: str) -> None:
    """Navigation, teasers, comments and sign-up boxes are left out, wherever they stand."""
    article = read(document(f"<main><h1>Harbour opens</h1>{TEXT}<div>{furniture}</div></main>"))
    assert texts(article)[-3:] == [FIRST, SECOND, THIRD]


def test_left_out_parts_are_kept_as_asides() -> None:
    """What was left out inside the article's own markup is kept with its kind and place."""
    source = document(f"<article><h1>Harbour opens</h1>{TEXT}<div class=newsletter><p>Get it daily</p></div></article>")
    article = read(source)
    (aside,) = [aside for aside in article.asides if aside.kind == "boilerplate.newsletter"]
    assert source[aside.start : aside.end] == "<div class=newsletter><p>Get it daily</p></div>"


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden",
        "style='display: none'",
        "aria-hidden=true",
        "class='sr-only'",
        "class='element-invisible'",
        "style='font-size:0'",
        "style=opacity:0",
    ],
)
def test_hidden_text_is_not_read(attributes: str) -> None:
    """Text that a reader does not see is no part of the body, and is told apart."""
    article = read(document(f"<article>{TEXT}<p {attributes}>Unseen words for machines only</p></article>"))
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert [aside.text for aside in article.asides if aside.kind == "hidden"] == ["Unseen words for machines only"]


@pytest.mark.parametrize("attributes", ["class='d-none d-md-block'", "hidden=until-found", "style='opacity: 0.9'"])
def test_shown_text_is_read(attributes: str) -> None:
    """What is hidden on small screens or until it is searched for is read."""
    assert THIRD in texts(
        read(document(f"<article><p>{FIRST}</p><p>{SECOND}</p><p {attributes}>{THIRD}</p></article>"))
    )


def test_blocks_keep_text_and_markup_in_step() -> None:
    """Each kind of block says the same in its text and in its markup."""
    source = document(
        f"<article><h1>Harbour opens</h1>{TEXT}<h2>Boats</h2><ul><li>One<li>Two</ul>"
        "<blockquote>We <b>wait</b>.</blockquote>"
        "<table><tr><th>Day</th><th>Boats</th></tr><tr><td>Monday</td><td>4</td></tr></table>"
        "<figure><img src=a.jpg><figcaption>The quay on Monday</figcaption></figure><pre>a  b\nc</pre></article>"
    )
    blocks = {block.kind: block for block in read(source).blocks[4:]}
    assert {kind: block.text for kind, block in blocks.items()} == {
        "heading": "Boats",
        "list": "One\nTwo",
        "quote": "We wait.",
        "table": "Day Boats\nMonday 4",
        "figure": "",
        "preformatted": "a  b\nc",
    }
    assert blocks["quote"].html == "<blockquote>We <b>wait</b>.</blockquote>"
    assert "The quay on Monday" in blocks["figure"].html
    assert not any("data-cd" in block.html for block in blocks.values())


def test_text_without_paragraphs_is_split_at_double_breaks() -> None:
    """Text that stands in a box with line breaks becomes paragraphs, each with its place."""
    source = document(f"<div class=story>{FIRST}<br><br>{SECOND}<br>\n<br>{THIRD}</div>")
    article = read(source)
    assert texts(article) == [FIRST, SECOND, THIRD]
    assert [source[block.start : block.end] for block in article.blocks] == [FIRST, SECOND, THIRD]


def test_standfirst_comes_with_the_text() -> None:
    """The lines between headline and text that introduce it are the first block, whatever box they stand in."""
    dek = "Eleven days after the storm, the ferry sails again, and the islands get their mail at last."
    source = document(
        f"<header><h1>Harbour opens</h1><p class=dek>{dek}</p></header><div class=article-body>{TEXT}</div>"
    )
    article = read(source)
    assert (article.blocks[0].kind, article.blocks[0].text) == ("standfirst", dek)


def test_late_parts_of_a_streamed_page_are_read() -> None:
    """Parts that React streams in a hidden box, to be moved when they arrive, are what the reader sees."""
    assert texts(read(document(f"<div hidden id='S:1'><article>{TEXT}</article></div>"))) == [FIRST, SECOND, THIRD]


def test_page_wrapped_in_a_form_is_read() -> None:
    """A form around the whole page, as some publishing systems make it, hides nothing."""
    assert FIRST in texts(
        read(document(f"<form><div class='page has-sidebar'><h1>Harbour opens</h1>{TEXT}</div></form>"))
    )


def test_titles_say_where_they_were_said() -> None:
    """Every title a consumer could show is listed with its source; those on the page with their place."""
    head = (
        "<meta property=og:title content='Harbour is open | The Quay'><meta name=twitter:title content='Open again'>"
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour opens again"}</script>'
    )
    source = document(f"<article><h1>Harbour <i>opens</i></h1>{TEXT}</article>", head)
    article = read(source)
    assert [(title.source, title.text) for title in article.titles] == [
        ("h1", "Harbour opens"),
        ("json-ld", "Harbour opens again"),
        ("og:title", "Harbour is open | The Quay"),
        ("twitter:title", "Open again"),
        ("title", "Harbour opens"),
    ]
    assert source[article.titles[0].start : article.titles[0].end] == "<h1>Harbour <i>opens</i></h1>"


def test_fragment_has_no_places() -> None:
    """HTML found inside another format gives blocks whose offsets are 0."""
    blocks = fragment.read("<p>One &amp; two</p><ul><li>a<li>b</ul>", DEFAULTS).blocks
    assert [(block.kind, block.text, block.start, block.end) for block in blocks] == [
        ("paragraph", "One & two", 0, 0),
        ("list", "a\nb", 0, 0),
    ]


def test_too_deep_markup_is_refused_before_the_tree() -> None:
    """Markup nested deeper than the cap is a permanent error with its rule."""
    with pytest.raises(Permanent) as refused:
        read("<div>" * 5_000)
    assert refused.value.rule == "markup.over_cap"


@pytest.mark.parametrize(
    "source",
    [
        "<p " * 300_000,
        "<p>" + "a, " * 300_000,
        "<a>x" * 50_000,
        "&lt;" * 250_000,
        "<!--" * 250_000,
        '<p class="' + "-a" * 500_000,
    ],
    ids=["attributes", "words", "anchors", "references", "comments", "names"],
)
def test_a_megabyte_of_anything_is_read_in_linear_time(source: str) -> None:
    """A megabyte built against the patterns is read or refused at once."""
    try:
        read(source)
    except Permanent as refused:
        assert refused.rule == "markup.over_cap"  # noqa: PT017  # reading it is as good


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<table>", "<tr>", "<td>", "<li>", "<ul>", "</ul>", "<br>",
         "<h1>", "<!-- x -->", "<script>a</script>", "<a href=/x>", "</a>", "<form>", "&amp;", "&", "<", "日本語。",
         "Some words here. ", "<svg>", "</svg>", "<template>", "<p hidden>", "\0", "<title>", "</"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(MARKUP)
def test_any_markup_gives_an_article_with_places_inside_the_source(source: str) -> None:
    """Whatever the markup, blocks and asides have places inside the source, in order."""
    article = read(source)
    for part in (*article.blocks, *article.asides):
        assert 0 <= part.start <= part.end <= len(source)


@given(st.lists(st.sampled_from([FIRST, SECOND, THIRD, "Quay & <sea> “wind”", "Ærø"]), min_size=3, max_size=6))
def test_a_block_says_what_stands_at_its_place(paragraphs: list[str]) -> None:
    """The raw slice of a block, without tags and references, is its text."""
    body = "".join(f"<p class=x>{html.escape(text)} <b>{n}</b></p>" for n, text in enumerate(paragraphs))
    article = read(document(f"<article>{body}</article>"))
    for block in article.blocks:
        raw = re.sub(r"<[^>]*>", "", article.source[block.start : block.end])
        assert html.unescape(raw) == block.text


def test_a_name_beside_the_date_is_the_byline_where_nobody_else_is_named() -> None:
    """A bare name beside a date is weak: any other credit goes before it, and a section of the page is none."""
    body = f"<article><h1>Harbour opens</h1><p>Jane Oakwell | 5 March 2024</p>{TEXT}</article>"
    assert [credit.raw for credit in read(document(body)).metadata.credits] == ["Jane Oakwell"]
    named = read(document(body, "<meta name=author content='Tobias Finch'>"))
    assert [credit.raw for credit in named.metadata.credits] == ["Tobias Finch"]
    assert read(document(body, "<meta property=article:section content='Jane Oakwell'>")).metadata.credits == ()


def test_a_label_on_a_line_of_its_own_leads_to_the_next_line() -> None:
    """`By:` alone says nobody; the name stands below."""
    body = f"<article><h1>Harbour opens</h1><div>By:</div><div class=author>Jane Oakwell</div>{TEXT}</article>"
    assert [credit.raw for credit in read(document(body)).metadata.credits] == ["Jane Oakwell"]


def test_a_caption_that_repeats_the_headline_is_not_the_headline() -> None:
    """The byline stands at the `h1`, wherever else its words are printed."""
    card = "<figure><figcaption>Harbour opens</figcaption></figure>"
    lines = "".join(f"<li>Size {n}</li>" for n in "12345")
    body = f"<h1>Harbour opens</h1><div class=byline>Jane Oakwell</div><ul>{lines}</ul>{card}<article>{TEXT}</article>"
    assert [credit.raw for credit in read(document(body)).metadata.credits] == ["Jane Oakwell"]
