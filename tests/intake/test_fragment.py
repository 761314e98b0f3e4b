"""Markup inside other formats is read as a page's is: what is not the text is set aside, what is active is told."""

from __future__ import annotations

import html
import json

import pytest

from copydesk.intake import charset, formats
from copydesk.model import Article, Upload
from copydesk.pipeline import process
from copydesk.settings import DEFAULTS

FIRST = "The harbour of Havnes opened again on Monday, eleven days after the storm had closed it, the port office said."
SECOND = "About three hundred people waited for the first ferry, many of them with groceries, school bags and bicycles."
MARKUP = (
    f"<p>{FIRST}</p><div class='newsletter'><p>Get it daily</p></div><p hidden>Buy cheap boats</p>"
    "<iframe src='https://video.example/embed/7'></iframe><script>track()</script><p onclick='go()'>" + SECOND + "</p>"
)


def read(source: str, content_type: str | None = None, name: str = "upload") -> Article:
    upload = Upload(source.encode(), name, content_type)
    return formats.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS)


def newsml(content: str) -> str:
    return (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><itemClass qcode="ninat:text"/></itemMeta>'
        f"<contentSet>{content}</contentSet></newsItem>"
    )


XHTML = MARKUP.replace("<p hidden>", '<p hidden="">')
NINJS = {"uri": "urn:x:1", "headline": "Ferry", "versioncreated": "2026-05-12T09:30:00Z"}


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(json.dumps({"title": "Ferry", "body": MARKUP}), id="json"),
        pytest.param(json.dumps({**NINJS, "body_html": MARKUP}), id="ninjs"),
        pytest.param(json.dumps({"slug": "f", "title": {"rendered": "F"}, "content": {"rendered": MARKUP}}), id="post"),
        pytest.param(json.dumps({"@type": "NewsArticle", "headline": "F", "articleBody": MARKUP}), id="news-article"),
        pytest.param(
            json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "content_html": MARKUP}]}),
            id="json-feed",
        ),
        pytest.param(f"<rss><channel><item><description>{html.escape(MARKUP)}</description></item></channel></rss>",
                     id="rss"),
        pytest.param(f"<entry><content type='xhtml'><div>{XHTML}</div></content></entry>", id="atom"),
        pytest.param(newsml(f"<inlineXML><html><body>{XHTML}</body></html></inlineXML>"), id="newsml-g2 xhtml"),
        pytest.param(newsml(f"<inlineData contenttype='text/html'>{html.escape(MARKUP)}</inlineData>"),
                     id="newsml-g2 data"),
    ],
)  # fmt: skip
def test_asides_embeds_and_findings_come_along(source: str) -> None:
    """Every structured format carries what its markup held besides the text, without places."""
    article = read(source)
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert [(aside.kind, aside.text, aside.start, aside.end) for aside in article.asides] == [
        ("hidden", "Buy cheap boats", 0, 0),
        ("boilerplate.newsletter", "Get it daily", 0, 0),
    ]
    assert [embed.url for embed in article.embeds] == ["https://video.example/embed/7"]
    found = {finding.rule: finding for finding in article.observations}
    assert {"markup.script", "markup.event_handler", "markup.frame", "markup.active_fragment"} <= found.keys()
    assert not any(finding.spans for finding in article.observations)


def test_markdown_carries_them_with_the_place_of_their_block() -> None:
    """HTML in Markdown is read block by block; what is active in it is told once for all of it."""
    hidden = "<p hidden>Buy cheap boats</p>"
    code = "<script>a()</script>"
    source = f"# Ferry\n\n{FIRST}\n\n{hidden}\n\n{code}\n\n{SECOND}\n\n{code}\n"
    article = read(source, None, "a.md")
    assert article.text == f"{FIRST}\n\n{SECOND}"
    (aside,) = article.asides
    assert source[aside.start : aside.end] == hidden
    (scripts,) = (finding for finding in article.observations if finding.rule == "markup.script")
    assert scripts.evidence[0].value == "2"


def test_code_in_markdown_is_text() -> None:
    """What an article about scripts shows as code runs nowhere."""
    article = read(f"# Scripts\n\n{FIRST} `<script>a()</script>`\n\n```\n<script>b()</script>\n```\n", None, "a.md")
    assert article.observations == ()


def test_plain_bodies_have_nothing_besides() -> None:
    """A body of plain text, and markup without anything active, give no finding."""
    for body in (FIRST, f"<p>{FIRST}</p>"):
        article = read(json.dumps({"title": "Ferry", "body": body}))
        assert (article.asides, article.embeds, article.observations) == ((), (), ())


def test_the_record_tells_them() -> None:
    """Hidden text, furniture and code inside JSON are findings of the record, as those of a page are."""
    said = process(json.dumps({"title": "Ferry", "body": MARKUP}).encode(), name="a.json")
    rules = {finding.rule for finding in said.moderation.findings}
    assert {"markup.active_fragment", "markup.hidden_text", "boilerplate.newsletter", "markup.script"} <= rules
    assert said.verdict == "review"


def test_markup_without_text_still_tells_what_is_active() -> None:
    """A body that is nothing but a script is no text, and not silence either."""
    article = read(json.dumps({"title": "Ferry", "body": "<script>go()</script>"}))
    assert article.blocks == ()
    assert "markup.active_fragment" in {finding.rule for finding in article.observations}
