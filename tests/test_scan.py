"""The scan sees the tags that a browser's parser sees, where they stand, in one pass."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import attributes
from copydesk.errors import Permanent
from copydesk.scan import Caps, cut_attributes, fragment_caps, page_caps, scan
from copydesk.settings import DEFAULTS

CAPS = Caps(
    "markup.over_cap", characters=2_000_000, tags=500_000, depth=100_000, attributes=100_000, formatting=100_000
)
PIECES = (
    "<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>", "<a href='x>y'>", "</a>", "text & more", "<br/>",
    "<!-- a > b -->", "<!-->", "<!--->", "<!--x--!>", "<script>", "</script>", "<!--<script>", "-->", "<style>",
    "</style>", "<textarea>", "</textarea>", "<title>", "</TITLE >", "<svg>", "</svg>", "<path/>", "<math>",
    "</math>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "< p>", "</ p>", "<?php ?>",
    "<!doctype html>", '<img alt="a\'b" src=x/>', "<p =x>", "<i x = 'y' z>", "\n", "<xmp>", "</xmp>", "<iframe>",
    "</iframe>", "<desc>", "</desc>", "<noscript>", "</noscript>", "<p title='", "'>", "<![CDATA[", "]]>",
    '<p class="a>b" id="c">', '<p a = "x>y">', '<p ="x">', '<p a="b"c="d>e"/>', '<a\nhref="x">',
)  # fmt: skip


@pytest.mark.parametrize(
    ("source", "names"),
    [
        pytest.param("<p>a</p>", ["p", "/p"], id="plain"),
        pytest.param("<P CLASS='a>b'>x</P >", ["p", "/p"], id="a bracket in quotes"),
        pytest.param("<p title=a>b>c", ["p"], id="an unquoted value ends at the bracket"),
        pytest.param("<br/><a href=/x/>y", ["br", "a"], id="slashes"),
        pytest.param("a < b <3 </> </ x>", [], id="no tags"),
        pytest.param("<p", [], id="cut off in the name"),
        pytest.param("<p title='a>b</p>", [], id="cut off in a value"),
        pytest.param("<!-- <p> --><b>", ["b"], id="comment"),
        pytest.param("<!--><b>-->", ["b"], id="comment that ends at once"),
        pytest.param("<!-- <p> --!><b>", ["b"], id="comment that ends wrongly"),
        pytest.param("<!-- <p> <b>", [], id="comment that never ends"),
        pytest.param("<?xml <b>?><i>", ["i"], id="processing instruction"),
        pytest.param("<script>'<p>'</script><p>", ["script", "/script", "p"], id="script"),
        pytest.param("<script>'</scripty><p>'</ScRiPt ><p>", ["script", "/script", "p"], id="a name that goes on"),
        pytest.param(
            "<script><!--<script></script><p>--></script><b>", ["script", "/script", "b"], id="script in a script"
        ),
        pytest.param("<script><!--</script><p>", ["script", "/script", "p"], id="comment in a script"),
        pytest.param(
            "<script><!--><script></script><p>", ["script", "/script", "p"], id="comment in a script ends at once"
        ),
        pytest.param("<textarea><p></textarea><b>", ["textarea", "/textarea", "b"], id="textarea"),
        pytest.param("<style><p>", ["style"], id="style that never ends"),
        pytest.param("<plaintext><p></plaintext>", ["plaintext"], id="plaintext"),
        pytest.param("<svg><style><b>x</style>", ["svg", "style", "b", "/style"], id="no raw text in drawings"),
        pytest.param("<svg><desc><style><b></style>", ["svg", "desc", "style", "/style"], id="HTML in drawings"),
        pytest.param(
            "<svg></p><style><b></style>", ["svg", "/p", "style", "/style"], id="an end tag that ends a drawing"
        ),
        pytest.param(
            "<svg><p><style><b></style>", ["svg", "p", "style", "/style"], id="a start tag that ends a drawing"
        ),
        pytest.param("<mar\u212a>", ["mar\u212a"], id="only ASCII letters have a lower case"),
    ],
)
def test_tags_are_those_of_the_tokenizer(source: str, names: list[str]) -> None:
    """Tags, comments and raw text are told apart as the HTML standard does."""
    assert scan(source, CAPS).names == names


def test_places_are_those_of_the_tags() -> None:
    """A tag's offsets cut exactly the tag out of the source."""
    found = scan("é<p class='a>b'>x<!-- y --></p>", CAPS)
    assert [found.source[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == ["<p class='a>b'>", "</p>"]
    assert [found.source[a:b] for a, b in found.comments] == ["<!-- y -->"]


@pytest.mark.parametrize(
    ("tag", "odd"),
    [
        pytest.param('<p class="a" data-x="b">', False, id="keys and quoted values"),
        pytest.param("<p>", False, id="no attributes"),
        pytest.param('<a href="https://news.example/a?b=c">', False, id="an address of http"),
        pytest.param('<p class="md:flex" data-x="a&b:<c">', False, id="values that are no address"),
        pytest.param('<br class="a" />', False, id="a slash at the end"),
        pytest.param("<p class=a>", True, id="no quotes"),
        pytest.param("<p class='a'>", True, id="other quotes"),
        pytest.param("<p hidden>", True, id="no value"),
        pytest.param('<p onclick="a">', True, id="a handler"),
        pytest.param('<p style="a">', True, id="a style"),
        pytest.param('<iframe srcdoc="a">', True, id="a document in a value"),
        pytest.param('<meta http-equiv="refresh">', True, id="an instruction"),
        pytest.param('<p CLASS="a">', True, id="large letters"),
        pytest.param('<a href="javascript:a">', True, id="another scheme"),
        pytest.param('<a href="https://news.example/?a:b">', True, id="a scheme may follow"),
        pytest.param('<a href="java&#115;cript">', True, id="a reference"),
        pytest.param('<p class="<b">', True, id="markup in a value"),
        pytest.param('<use xlink:href="a">', True, id="a prefix"),
    ],
)
def test_tags_with_attributes_that_may_do_something_are_told(tag: str, *, odd: bool) -> None:
    """A tag is odd unless all of its attributes are written plainly and can do nothing."""
    assert scan(f"<i>{tag}", CAPS).odd == [1] * odd


@given(st.text(alphabet="<>/!-?ab=\"' \n\0é", max_size=80))
def test_any_text_is_scanned(source: str) -> None:
    """Offsets rise, stay in the source and never overlap, whatever the source is."""
    found = scan(source, CAPS)
    places = sorted([*zip(found.starts, found.ends, strict=True), *found.comments])
    assert all(start < end <= len(source) for start, end in places)
    assert all(one[1] <= other[0] for one, other in pairwise(places))


@pytest.mark.parametrize(
    ("source", "cap"),
    [
        pytest.param("x" * 4_000_001, "characters", id="characters"),
        pytest.param("<p>" * 60_001, "tags", id="tags"),
        pytest.param("</p>" * 60_001, "tags", id="end tags"),
        pytest.param("<div>" * 201, "depth", id="depth"),
        pytest.param("<p " + "a " * 2_001 + ">", "attributes", id="attributes"),
        pytest.param("<b><p>" * 65, "open_formatting", id="formatting"),
    ],
)
def test_page_over_a_cap_is_refused_with_the_figure(source: str, cap: str) -> None:
    """The error says which cap tripped, its limit and what was found."""
    with pytest.raises(Permanent) as caught:
        scan(source, page_caps(DEFAULTS))
    assert caught.value.rule == "markup.over_cap"
    assert caught.value.figures["cap"] == cap
    assert int(caught.value.figures["found"]) > int(caught.value.figures["limit"])


def test_fragment_has_caps_of_its_own() -> None:
    """An article may hold less than a page."""
    with pytest.raises(Permanent):
        scan("<div>" * 101, fragment_caps(DEFAULTS))


@pytest.mark.parametrize(
    "piece",
    [
        "<", "<a", "<!", "<!--", "<!-- -", "< ", "&", "<p\x00>", "</", "<?", "<p a=", "<p a='", '<a b="',
        "<script><!--", "<![CDATA[", "<svg", "- -->", "<p/", '<p a="', '<p a="b" ', ' a="b"', "<p\n",
    ],
)  # fmt: skip
def test_a_megabyte_of_anything_is_scanned_in_linear_time(piece: str) -> None:
    """No piece, repeated to a megabyte, takes more than a second."""
    source = piece * (1_000_000 // len(piece))
    start = time.process_time()
    with suppress(Permanent):  # too many tags or too deep is an answer
        scan(source, page_caps(DEFAULTS))
    assert time.process_time() - start < 1


def test_attributes_are_read_as_written() -> None:
    """Values keep their entities; the character before each tells how it was set apart."""
    source = "<a HREF='x&amp;y' b=c/d \"e =f g/h=i>"
    assert list(attributes.of(source, 0, len(source))) == [
        ("href", "x&amp;y", " "),
        ("b", "c/d", " "),
        ('"e', "f", " "),
        ("g", "", " "),
        ("h", "i", "/"),
    ]


def test_attributes_after_the_last_allowed_are_cut() -> None:
    """The tag keeps its first attributes and its bracket."""
    assert cut_attributes(scan("<p a=1 b=2 c=3>x</p><b c>", CAPS), 2) == ("<p a=1 b=2>x</p><b c>", 1)
