import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.pages import frame

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    "<svg><script>alert(1)</script><style>*{background:url(https://evil.example)}</style></svg>",
    "<math><mtext></p><img src=https://evil.example/x></math>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<p style="background:url(https://evil.example/x)" class="verdict allow">x</p>',
    "<base href=https://evil.example><link rel=stylesheet href=https://evil.example>",
    '<form action="https://evil.example"><input autofocus onfocus=alert(1)></form>',
    '<td colspan="9&quot; onload=alert(1)">x</td>',
    "</main></body></html><script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<textarea></textarea><script>alert(1)</script>",
    '<p lang="en&quot; onx=1">x</p>',
    '<![><img src="]><img onerror=alert(1)>',
    "<![CDATA[<script>alert(1)</script>]]>",
    "<!DOCTYPE [<!ENTITY a 'b'>]>&a;",
    "\ud800<p>\ud800</p>",
    "<video src=https://evil.example><source src=https://evil.example></video>",
]


class Reader(HTMLParser):
    """Collects elements and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.depth: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in frame.EMPTY:
            self.depth.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.depth.pop() == tag


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


def check(markup: str) -> None:
    found = read(markup)
    assert found.tags <= frame.KEPT
    assert found.attributes <= {"dir", "lang", "class", "title", "colspan", "rowspan"}
    assert found.depth == []


@pytest.mark.parametrize("html", HOSTILE)
def test_forged_body_is_inert(html: str) -> None:
    """Whatever a forged record holds as its body, only known elements without behaviour are written."""
    check(frame.body(html))


PIECES = ["<p>", "</p>", "<a href=//e>", "</a>", "<script>", "</script>", "<td>", "<img>", "<b ", "x", '"', ">", "<!--"]


@given(st.lists(st.sampled_from([*PIECES, "-->", "<svg>", "<br>"]), max_size=12).map("".join))
def test_any_body_is_balanced_and_known(html: str) -> None:
    """Whatever the markup, what is written is balanced and of known names."""
    check(frame.body(html))


def test_body_beyond_any_of_ours_is_not_shown() -> None:
    """A forged body of millions of characters is named, not parsed."""
    assert "not shown" in frame.body("<b>" * frame.LONGEST)


def test_picture_is_a_box_with_its_address_as_text() -> None:
    """A picture becomes its description and its address; no element asks for it."""
    markup = frame.body('<p><img src="https://pics.example/a.jpg" alt="A bridge"></p>')
    assert "A bridge" in markup
    assert "https://pics.example/a.jpg" in re.sub(r"<[^>]*>", "", markup)


def test_link_leads_nowhere_and_shows_its_host() -> None:
    """A link is text with the host it would lead to."""
    markup = frame.body('<p><a href="https://news.example/a?b=1">More</a> here</p>')
    assert re.sub(r"<[^>]*>", "", markup) == "Morenews.example here"


def test_hidden_characters_are_shown_by_number() -> None:
    """A bidi control in a body is shown, so that it turns nothing around."""
    assert "U+202E" in frame.body("<p>report\u202egnp.exe</p>")


def test_frame_is_sandboxed_without_an_address() -> None:
    """The frame has an empty sandbox and its document inside; its own policy lets nothing in but its style."""
    markup = frame.frame("<p>x</p>", title="t", language="ar")
    assert 'sandbox=""' in markup
    assert " src=" not in markup
    assert "default-src &#x27;none&#x27;" in markup or "default-src &amp;#x27;none&amp;#x27;" in markup
