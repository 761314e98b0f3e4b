"""Whatever comes in: only allowed markup comes out, twice is once, and benign text is kept."""

from __future__ import annotations

import html as entities
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from copydesk.errors import Permanent
from copydesk.normalize import elements, gate, markup, urls
from copydesk.settings import DEFAULTS

NAMES = """
p div span a img b i em strong ul ol li dl dt dd table tr td th caption figure figcaption blockquote pre code
br hr h1 h2 time abbr ruby rt section article nav center font picture source script style iframe svg math
mtext mglyph annotation-xml desc foreignObject title textarea xmp noscript template form input select option
object embed video base link meta body html x-y plaintext marquee
"""
ATTRIBUTES = """
href src srcset data-src alt title lang dir class id name style onclick onerror datetime colspan start value
hidden aria-hidden xlink:href action formaction srcdoc is data-cd rel target cite width
"""
VALUES = (
    "x", "/x", "https://a.example/x", "javascript:alert(1)", "java\tscript:1", "&#106;avascript:1",
    "data:text/html,x", "#a", "", '"><img src=x onerror=alert(1)>', "</style><img src=x onerror=1>",
    "--><script>1</script>", "http://127.0.0.1/", "a b", "en", "rtl", "display:none", "&quot;&gt;", "'", "`",
    "2026-11-22",
)  # fmt: skip
TEXTS = (
    "a", " word & more ", "&lt;script&gt;", "&amp;lt;", "é", "שלום", "\u202e", "\x00", "\x0c", "\ud800", "&#0;",
    "&#x9f;", "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "&", "&copy", "&nbsp;", "\n", "]]", "<?x?>", "<!x>",
)  # fmt: skip

texts = st.sampled_from(TEXTS)
names = st.sampled_from(NAMES.split())
attributes = st.lists(
    st.tuples(st.sampled_from(ATTRIBUTES.split()), st.sampled_from(VALUES), st.sampled_from("'\" ")), max_size=3
)
tags = st.builds(
    lambda name, given: f"<{name}{''.join(f' {key}={q}{value}{q}' for key, value, q in given)}>", names, attributes
)
hostile = st.lists(st.one_of(tags, texts, names.map(lambda name: f"</{name}>")), max_size=25).map("".join)


def in_element(name: str, content: str) -> str:
    return f"<{name}>{content}</{name}>"


words = st.text(alphabet="abc déф漢 .,", min_size=1, max_size=20)
inline = st.recursive(
    words.map(entities.escape),
    lambda inner: st.builds(in_element, st.sampled_from(("em", "strong", "b", "span", "sup")), inner),
    max_leaves=3,
)
block_names = st.sampled_from(("p", "h2", "blockquote", "pre", "li", "div"))
benign = st.lists(st.builds(in_element, block_names, inline), max_size=8).map("".join)


class Reader(HTMLParser):
    """A third parser, neither nh3's nor bleach's, that knows nothing of repairs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.text = ""
        self.other: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        self.other.append(data)

    handle_decl = unknown_decl = handle_pi = handle_comment


def sanitize(html: str) -> str:
    try:
        return markup.sanitize(html, base="https://paper.example/", settings=DEFAULTS).html
    except Permanent:
        return ""


def assert_allowed(safe: str) -> None:
    reader = Reader()
    reader.feed(safe)
    reader.close()
    rules = elements.policy()
    assert not reader.other
    for tag, given_attributes in reader.tags:
        assert tag in rules.elements
        for key, value in given_attributes:
            assert rules.allows(tag, key) or (tag, key, value) == ("a", "rel", gate.REL)
            if key in rules.schemes:
                assert urls.canonical(value or "", rules.schemes[key])


@given(hostile)
def test_only_allowed_elements_and_attributes_come_out(html: str) -> None:
    """A parser that repairs nothing sees only what the policy names, with checked addresses."""
    assert_allowed(sanitize(html))


@given(hostile)
def test_a_browser_would_see_the_same(html: str) -> None:
    """The parsing algorithm of browsers finds no other elements in the output, in any context of a page."""
    safe = sanitize(html)
    allowed = elements.policy().elements | {"html", "head", "body"}
    for before, after in (
        ("", ""),
        ("<table><tr><td>", ""),
        ("<svg><desc>", ""),
        ("<math><mtext>", ""),
        ("<select>", ""),
        ("<template>", ""),
    ):
        tree = LexborHTMLParser(f"<!doctype html><body>{before}{safe}{after}")
        extra = {"svg", "desc", "math", "mtext", "select", "template"} if before else set()
        assert {node.tag for node in tree.css("body *")} <= allowed | extra
        assert not [node for node in tree.css("*") if any(key.startswith("on") for key in node.attributes)]


@given(hostile)
def test_twice_is_once(html: str) -> None:
    """What was sanitized stays as it is, also without a base."""
    safe = sanitize(html)
    assert markup.sanitize(safe, base=None, settings=DEFAULTS).html == safe


@given(benign)
def test_text_of_benign_markup_is_kept(html: str) -> None:
    """No word of an honest article is lost, added or moved."""
    before, after = Reader(), Reader()
    before.feed(html)
    after.feed(sanitize(html))
    before.close()
    after.close()
    assert after.text.split() == before.text.split() or "".join(after.text.split()) == "".join(before.text.split())


@pytest.mark.parametrize(
    "piece", ["<p>", "&", "<a href=x>", "<img srcset=','>", '<p style="a:', "&#8;", "<b title=1>", "\n", "<!--", "<td>"]
)
def test_a_megabyte_of_anything_is_refused_or_done(piece: str) -> None:
    """A hostile megabyte costs a refusal."""
    assert sanitize(piece * (1_000_000 // len(piece))) == ""


@given(st.text(alphabet="ab/?&=#;:.%é <>'\"[]漢", max_size=20))
def test_link_that_may_be_shown_is_shown(path: str) -> None:
    """An address that the check accepts comes through both parsers as the check wrote it."""
    address = f"https://paper.example/{path}"
    url = urls.check(address, None).url
    reader = Reader()
    reader.feed(sanitize(f'<a href="{entities.escape(address)}">x</a>'))
    assert reader.tags == [("a", [("href", url), ("rel", gate.REL)])]
