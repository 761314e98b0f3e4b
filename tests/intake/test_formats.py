"""Which format an upload has."""

from __future__ import annotations

import pytest

from copydesk.errors import Permanent
from copydesk.intake import charset, formats, sniff
from copydesk.model import Article, Upload
from copydesk.settings import DEFAULTS

JSON = '{"title": "Rain in Oslo", "body": "It rained in Oslo."}'
PAGE = "<!doctype html><title>Rain in Oslo</title><h1>Rain in Oslo</h1><p>It rained in Oslo all day.</p>"
NITF = "<nitf><body><body.content><p>It rained.</p></body.content></body></nitf>"
RSS = "<rss><channel><item><title>Rain</title><description>It rained.</description></item></channel></rss>"
MARKDOWN = "# Rain in Oslo\n\nIt **rained** in [Oslo](https://oslo.example).\n\n- all day\n"
TEXT = "Rain in Oslo\n\nIt rained in Oslo all day.\n"


def read(text: str, content_type: str | None = None, name: str = "upload") -> Article:
    upload = Upload(text.encode(), name, content_type)
    return formats.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS)


@pytest.mark.parametrize(
    ("text", "content_type", "name", "expected"),
    [
        pytest.param(TEXT, None, "a", "text", id="nothing declared"),
        pytest.param(JSON, "text/plain", "a.txt", "json", id="content before type"),
        pytest.param(JSON, "text/html", "a.html", "json", id="json declared html"),
        pytest.param(PAGE, "text/plain", "a.txt", "html", id="page declared text"),
        pytest.param(PAGE, "application/octet-stream", "a", "html", id="page declared nothing"),
        pytest.param("<p>It rained.</p><p>All day.</p>", None, "a", "html", id="fragment"),
        pytest.param("<b>OSLO</b> - It rained.", None, "a", "html", id="fragment in a line"),
        pytest.param("It rained. <p>All day.", "text/html", "a", "html", id="type decides"),
        pytest.param("It rained. All day.", None, "a.html", "html", id="name decides"),
        pytest.param("It rained. All day.", "text/plain", "a.md", "markdown", id="name says more than text/plain"),
        pytest.param(MARKDOWN, None, "a", "markdown", id="markdown by content"),
        pytest.param("---\ntitle: Rain\n---\nIt rained.\n", "text/plain", "a.txt", "markdown", id="front matter"),
        pytest.param('<?xml version="1.0"?>\n' + NITF, "text/plain", "a", "nitf", id="xml by its declaration"),
        pytest.param(NITF, "application/xml", "a", "nitf", id="xml by its type"),
        pytest.param(NITF, None, "a.xml", "nitf", id="xml by its name"),
        pytest.param(RSS, "application/rss+xml", "a", "rss", id="feed"),
        pytest.param(RSS, "text/plain", "a.txt", "rss", id="feed by its root"),
        pytest.param(
            '<?xml version="1.0"?><!-- c --><html xmlns="http://www.w3.org/1999/xhtml"><body><p>x</p></body></html>',
            "application/xml",
            "a.xml",
            "html",
            id="xhtml",
        ),
        pytest.param(
            "<ACME> TO BUY <WIDG>\n\nOSLO - It said so.\n", "text/plain", "a", "text", id="tickers are no tags"
        ),
        pytest.param("[UPDATED] Rain in Oslo\n\nIt rained.\n", None, "a", "text", id="brackets are no json"),
        pytest.param("#Oslo and #rain lead\n\nIt rained.\n", None, "a.txt", "text", id="hashtags are no headings"),
        pytest.param("Rain\n\n- one\n- two\n\n5 * 4 > 3\n", None, "a.txt", "text", id="a list is no markdown"),
        pytest.param("--- \nIt rained ---\n", None, "a.txt", "text", id="dashes are no front matter"),
    ],
)
def test_format_is_found(text: str, content_type: str | None, name: str, expected: str) -> None:
    """Content decides, then the content type, then the name."""
    assert read(text, content_type, name).format == expected


@pytest.mark.parametrize(
    ("text", "content_type", "name", "rule"),
    [
        pytest.param("body { color: red }", "text/css", "a.css", "intake.unsupported_format", id="stylesheet"),
        pytest.param("a,b\n1,2\n", None, "a.csv", "intake.unsupported_format", id="table"),
        pytest.param("BEGIN:VCALENDAR\nEND:VCALENDAR\n", None, "a", "intake.unsupported_format", id="calendar"),
        pytest.param(
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "image/svg+xml",
            "a.svg",
            "intake.unsupported_format",
            id="drawing",
        ),
        pytest.param(
            "<?xml version='1.0'?><invoice><sum>3</sum></invoice>",
            None,
            "a",
            "intake.unsupported_format",
            id="other xml",
        ),
        pytest.param(
            '{"a": [1, 2], "b": "c"}', None, "a.json", "intake.unsupported_format", id="json without an article"
        ),
        pytest.param(
            "From: a@x.example\nMIME-Version: 1.0\nSubject: Rain\n\nIt rained.\n",
            None,
            "a",
            "intake.unsupported_format",
            id="mail",
        ),
        pytest.param("#!/bin/sh\necho rain\n", None, "a", "intake.unsupported_format", id="script"),
        pytest.param("[]", None, "a.json", "intake.unsupported_format", id="empty list"),
        pytest.param("Not JSON.", "application/json", "a", "intake.malformed", id="declared json"),
        pytest.param('{"title": "Rain", "body": "It ra', None, "a", "intake.malformed", id="json cut off"),
        pytest.param("<?xml version='1.0'?><nitf><body>", None, "a", "intake.malformed", id="xml cut off"),
        pytest.param("Not XML.", None, "a.xml", "intake.malformed", id="named xml"),
        pytest.param(NITF + NITF, "text/xml", "a", "intake.multiple_articles", id="two roots"),
        pytest.param(JSON + "\n" + JSON, None, "a", "intake.multiple_articles", id="json lines"),
        pytest.param(f"[{JSON},{JSON}]", None, "a", "intake.multiple_articles", id="list of articles"),
        pytest.param(
            f'{{"articles": [{JSON},{JSON}]}}', None, "a", "intake.multiple_articles", id="articles in an object"
        ),
        pytest.param(
            RSS.replace("</channel>", "<item/></channel>"),
            "text/xml",
            "a",
            "intake.multiple_articles",
            id="feed of two",
        ),
        pytest.param(
            "<rss><channel><title>x</title></channel></rss>",
            "text/xml",
            "a",
            "intake.unsupported_format",
            id="feed of none",
        ),
    ],
)
def test_refused(text: str, content_type: str | None, name: str, rule: str) -> None:
    """What is no article, several of them, or broken is refused with the rule that says why, never read as garbage."""
    with pytest.raises(Permanent) as refused:
        read(text, content_type, name)
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("  <?xml version='1.0'?>\n<!-- a > b -->\n<!DOCTYPE x [<!ELEMENT x (#PCDATA)>]>\n<x:y z='1'>", "x:y"),
        ("\ufeff<nitf>", None),
        ("<!-- never closed", None),
        ("<!DOCTYPE html><html>", "html"),
        ("plain", None),
        ("< b", None),
        ("<!-->" * 100 + "<p>", None),
    ],
)
def test_root_is_found(text: str, root: str | None) -> None:
    """The first element is found behind declarations, comments and a doctype with a subset."""
    assert sniff.root(text) == root


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["<", "<!--", "<!DOCTYPE [", "<p ", "[{", "# a\n", "](", "<b ", "\n-", "<?", "---\na: b\n"]
)
def test_a_megabyte_of_the_worst_is_sniffed(unit: str) -> None:
    """A megabyte of anything is looked at once."""
    text = unit * (1_000_000 // len(unit))
    sniff.root(text)
    sniff.is_html(text)
    sniff.is_xml(text)
    sniff.is_markdown(text)
    sniff.has_markup(text)
