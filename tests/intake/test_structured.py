"""JSON of every kind."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake import charset, formats, strict_json
from copydesk.model import Article, Upload
from copydesk.settings import DEFAULTS

FIRST = "The ferry sailed again on Monday."
SECOND = "Three hundred people had waited."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"


def read(value: Any, name: str = "a.json") -> Article:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    upload = Upload(text.encode("utf-8", "surrogatepass"), name, "application/json")
    return formats.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def rules(article: Article) -> list[str]:
    return [finding.rule for finding in article.observations]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"{FIRST}\n\n{SECOND}", id="plain"),
        pytest.param(HTML, id="markup"),
        pytest.param(f"{FIRST}<br><br>{SECOND}", id="line breaks"),
        pytest.param(f"The <b>ferry</b> sailed again on Monday.\n\n{SECOND}", id="inline markup and blank lines"),
        pytest.param(f"{FIRST}\r\n<i>Three</i> hundred people had waited.", id="inline markup and lines"),
        pytest.param([FIRST, SECOND], id="list of paragraphs"),
        pytest.param({"value": "x", "format": "full", "processed": HTML}, id="processed"),
    ],
)
def test_title_and_body(body: Any) -> None:
    """The simplest shape: a title and a body of plain text, markup or paragraphs."""
    article = read({"title": "Ferry sails", "body": body})
    assert article.titles[0].text == "Ferry sails"
    assert texts(article) == [FIRST, SECOND]
    assert not article.has_offsets
    assert all((block.start, block.end) == (0, 0) for block in article.blocks)


def test_angle_brackets_alone_are_no_markup() -> None:
    """A ticker or a comparison in a plain body is text."""
    article = read({"title": "a", "body": "Profit at Acme <ACME.N> was < 3 and > 2."})
    assert texts(article) == ["Profit at Acme <ACME.N> was < 3 and > 2."]
    assert article.blocks[0].html == "<p>Profit at Acme &lt;ACME.N&gt; was &lt; 3 and &gt; 2.</p>"


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(lambda item: {"article": item}, id="article"),
        pytest.param(lambda item: {"data": {"post": item}}, id="two wrappers"),
        pytest.param(lambda item: [item], id="list of one"),
        pytest.param(lambda item: {"status": "ok", "articles": [item]}, id="news api"),
        pytest.param(lambda item: {"response": {"content": {"id": "x", "fields": item}}}, id="fields of content"),
        pytest.param(lambda item: {"data": {"type": "node", "attributes": item}}, id="json api"),
    ],
)
def test_article_is_found_in_its_wrapping(wrapped: Any) -> None:
    """One article in an object or a list around it is that article."""
    assert read(wrapped({"title": "Ferry sails", "content": FIRST})).titles[0].text == "Ferry sails"


NINJS_1 = {
    "uri": "urn:x:1",
    "type": "text",
    "headline": "Ferry sails",
    "body_html": HTML,
    "byline": "By Ana Lind",
    "language": "en",
    "versioncreated": "2026-05-14T08:30:00.123+0000",
    "firstcreated": "2026-05-14T08:00:00Z",
    "pubstatus": "usable",
    "copyrightnotice": "(c) 2026",
    "usageterms": "No resale",
    "ednote": "Adds quote",
}
NINJS_3 = {
    "uri": "urn:x:1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "headlines": [{"role": "short", "value": "Ferry"}, {"role": "main", "value": "Ferry sails"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": f"{FIRST}\n\n{SECOND}"},
        {"role": "main", "contentType": "text/html", "value": HTML},
    ],
    "by": "By Ana Lind",
    "language": "en",
    "versionCreated": "2026-05-14T08:30:00Z",
    "firstCreated": "2026-05-14T08:00:00Z",
    "pubStatus": "usable",
    "copyrightNotice": "(c) 2026",
    "usageTerms": "No resale",
    "edNote": "Adds quote",
}


@pytest.mark.parametrize("value", [NINJS_1, NINJS_3], ids=["1.x", "3.x"])
def test_ninjs_generations_read_the_same(value: dict[str, Any]) -> None:
    """The generations 1.x and 3.x of ninjs give the same article."""
    article = read(value)
    meta = article.metadata
    assert article.format == "ninjs"
    assert article.titles[0].text == "Ferry sails"
    assert texts(article) == [FIRST, SECOND]
    assert [credit.raw for credit in meta.credits] == ["By Ana Lind"]
    assert meta.modified
    assert meta.modified.value == "2026-05-14T08:30:00Z"
    assert meta.status == "usable"
    assert meta.notes == (("rights", "No resale"), ("copyright", "(c) 2026"), ("editorial", "Adds quote"))


def test_ninjs_body_may_be_nitf() -> None:
    """A body in NITF is read as NITF."""
    nitf = f"<nitf><body><body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"
    bodies = [{"role": "main", "contentType": "application/nitf+xml", "value": nitf}]
    assert texts(read(NINJS_3 | {"bodies": bodies})) == [FIRST, SECOND]


def test_ninjs_picture_is_unsupported() -> None:
    """A ninjs picture is no article."""
    with pytest.raises(Permanent, match="picture"):
        read(
            {
                "uri": "urn:x:1",
                "type": "picture",
                "versioncreated": "2026-05-14",
                "headline": "Ferry",
                "body_text": "A ferry",
            }
        )


def test_kill_without_a_text_is_a_kill() -> None:
    """A canceled item that holds no text any more is carried as canceled."""
    article = read(
        {"uri": "urn:x:1", "type": "text", "pubstatus": "canceled", "headline": "KILL Ferry", "versioncreated": "2026"}
    )
    assert article.metadata.status == "canceled"
    assert rules(article) == ["source.canceled"]


def test_news_article_of_a_graph() -> None:
    """A NewsArticle is found among the other things of a graph; its dateline opens the text."""
    value = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Havnes Daily", "description": "News"},
            {
                "@type": ["NewsArticle"],
                "headline": "Ferry sails",
                "articleBody": f"{FIRST}\n\n{SECOND}",
                "dateline": "HAVNES, May 14 -",
                "author": [{"@type": "Person", "name": "Ana Lind"}, {"@type": "Organization", "name": "Nordlys"}],
                "datePublished": "2026-05-14T08:30:00+02:00",
                "image": {"@type": "ImageObject", "url": "https://x.example/f.jpg"},
                "keywords": "sea, islands",
                "creativeWorkStatus": "Draft",
                "expires": "2027-01-01",
            },
        ],
    }
    article = read(value)
    meta = article.metadata
    assert article.format == "news-article"
    assert texts(article) == [f"HAVNES, May 14 – {FIRST}", SECOND]
    assert article.blocks[0].html == f"<p>HAVNES, May 14 – {FIRST}</p>"
    assert [(credit.raw, credit.kind) for credit in meta.credits] == [
        ("Ana Lind", "person"),
        ("Nordlys", "organization"),
    ]
    assert (meta.image, meta.tags) == ("https://x.example/f.jpg", ("sea", "islands"))
    assert (meta.status, meta.notes) == ("withheld", (("expires", "2027-01-01"),))


def test_wordpress_post() -> None:
    """A post of the REST API: entities in the title are resolved, the UTC date is taken, embedded authors are found."""
    value = {
        "id": 1,
        "date": "2026-05-14T10:30:00",
        "date_gmt": "2026-05-14T08:30:00",
        "slug": "ferry",
        "status": "publish",
        "link": "https://x.example/ferry/",
        "title": {"rendered": "Ferry &#8211; <em>sails</em> &amp; more"},
        "content": {"rendered": HTML, "protected": False},
        "author": 7,
        "_embedded": {
            "author": [{"name": "Ana Lind"}],
            "wp:featuredmedia": [{"source_url": "https://x.example/f.jpg"}],
        },
    }
    article = read(value)
    assert article.format == "wordpress"
    assert article.titles[0].text == "Ferry – sails & more"
    assert article.metadata.published
    assert article.metadata.published.value == "2026-05-14T08:30:00Z"
    assert [credit.raw for credit in article.metadata.credits] == ["Ana Lind"]
    assert article.metadata.image == "https://x.example/f.jpg"


@pytest.mark.parametrize("status", ["draft", "private", "future", "pending", "trash"])
def test_wordpress_post_that_is_not_public_is_never_usable(status: str) -> None:
    """A post that its site does not show is withheld or canceled."""
    value = {"slug": "x", "status": status, "title": {"rendered": "x"}, "content": {"rendered": HTML}}
    assert read(value).metadata.status in ("withheld", "canceled")


def test_json_feed_item_takes_from_its_feed() -> None:
    """What an item does not say, its feed says for it."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Havnes Daily",
        "language": "en",
        "authors": [{"name": "Ana Lind"}],
        "items": [{"id": "1", "title": "Ferry sails", "content_text": f"{FIRST}\n\n{SECOND}"}],
    }
    article = read(value)
    assert (article.format, article.metadata.site, article.metadata.languages) == (
        "json-feed",
        "Havnes Daily",
        (("feed", "en"),),
    )
    assert [credit.raw for credit in article.metadata.credits] == ["Ana Lind"]
    assert texts(article) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param('{"title": "a", "title": "b", "body": "c"}', "duplicate names", id="duplicate"),
        pytest.param('{"title": "a", "body": "c", "x": NaN, "y": -Infinity}', "values that are no JSON", id="nan"),
        pytest.param('{"title": "a \\ud800 b", "body": "c"}', "strings with lone surrogates", id="surrogate"),
    ],
)
def test_ambiguous_json_is_reported(text: str, what: str) -> None:
    """What two readers would read differently is read one way, and said."""
    article = read(text)
    (finding,) = (finding for finding in article.observations if finding.rule == "intake.ambiguous")
    assert what in finding.message
    article.text.encode()
    article.titles[0].text.encode()


def test_surrogate_pairs_are_no_damage() -> None:
    """An emoji written as an escaped pair is read and not reported."""
    article = read('{"title": "a \\ud83d\\ude00", "body": "c"}')
    assert article.titles[0].text == "a 😀"
    assert rules(article) == []


DEEP = '{"title": "a", "body": "b", "c": %s}'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param(DEEP % ("[" * 65 + "]" * 65), "depth", id="deep list"),
        pytest.param(DEEP % ('{"x":' * 200_000 + "1" + "}" * 200_000), "depth", id="very deep object"),
        pytest.param("[" * 200_000, "depth", id="never closed"),
        pytest.param(DEEP % ("[" + "1," * 250_000 + "1]"), "values", id="many values"),
        pytest.param(DEEP % ("9" * 5000), "digits", id="long number"),
    ],
)
def test_bombs_are_refused_before_parsing(text: str, what: str) -> None:
    """Depth, values and digits are counted before a parser sees the document."""
    with pytest.raises(Permanent) as refused:
        read(text)
    assert (refused.value.rule, refused.value.figures["what"]) == ("intake.structure_over_cap", what)


def test_metadata_is_bounded() -> None:
    """No more authors, tags or words of them than an article has are carried into the record."""
    article = read(
        {"title": "a", "body": FIRST, "tags": [f"t{n}" for n in range(9999)], "byline": "Ana Lind " * 99_999}
    )
    assert len(article.metadata.tags) == 100
    assert len(article.metadata.credits[0].raw) == 1000
    with pytest.raises(Permanent, match="title"):
        read({"title": "a" * 1001, "body": FIRST})


def test_brackets_in_a_text_are_no_depth() -> None:
    """A body full of brackets and commas is a text, not a structure."""
    assert texts(read({"title": "a", "body": "[{" * 500 + "," * 300_000})) != []


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
NAMES = st.sampled_from(
    ["title", "body", "content", "author", "date", "items", "article", "@type", "uri", "bodies", "headlines", "status"]
)


@given(st.dictionaries(NAMES, JSON_VALUES | st.just("Article") | st.just(HTML), max_size=8))
def test_any_object_is_read_or_refused(value: dict[str, Any]) -> None:
    """Whatever stands under the names that are looked at, nothing but `Permanent` is raised."""
    try:
        article = read(json.dumps(value))
    except Permanent as refused:
        assert refused.rule.startswith(("intake.", "markup."))  # noqa: PT017  # either answer is right
        return
    assert all(isinstance(title.text, str) for title in article.titles)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_as_json(text: str) -> None:
    """Nothing but `Permanent` is raised for what is no JSON."""
    try:
        strict_json.load(text, "a", DEFAULTS)
    except Permanent as refused:
        assert refused.rule.startswith("intake.")  # noqa: PT017  # either answer is right


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', '\\"', "[1,", '{"a":', "9", "0.", '"\\', "{}", '"a",'], ids=repr)
def test_a_megabyte_of_the_worst_is_answered(unit: str) -> None:
    """A megabyte of anything is scanned once."""
    with pytest.raises(Permanent):
        strict_json.load("[" + unit * (1_000_000 // len(unit)), "a", DEFAULTS)
