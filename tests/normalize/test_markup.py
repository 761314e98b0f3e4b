"""The gate keeps an article's structure and nothing that runs, calls home or hides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.errors import Permanent
from copydesk.model import Embed, Sanitized
from copydesk.normalize import markup
from copydesk.settings import DEFAULTS, Settings

BASE = "https://paper.example/news/1"
REL = 'rel="noopener noreferrer nofollow"'


def sanitize(html: str, settings: Settings = DEFAULTS) -> Sanitized:
    return markup.sanitize(html, base=BASE, settings=settings)


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        pytest.param("<p>One <em>two</em></p>", "<p>One <em>two</em></p>", id="text"),
        pytest.param("<p>a</p>   <p>b</p>", "<p>a</p>\n<p>b</p>", id="a line for each block"),
        pytest.param('<a href="/x">y</a>', f'<a href="https://paper.example/x" {REL}>y</a>', id="link made absolute"),
        pytest.param(
            '<a href="x" rel="me" target=_blank>y</a>',
            f'<a href="https://paper.example/news/x" {REL}>y</a>',
            id="rel is ours",
        ),
        pytest.param(
            '<a href="https://a.example/?b=1&amp;c=&quot;>">y</a>',
            f'<a href="https://a.example/?b=1&amp;c=%22%3E" {REL}>y</a>',
            id="references in an address",
        ),
        pytest.param('<a href="#note">1</a>', "1", id="fragment unwrapped"),
        pytest.param('<a href="javascript:alert(1)">y</a>', "y", id="script address unwrapped"),
        pytest.param('<a href="jav&#x09;ascript:1">y</a>', "y", id="hidden script address unwrapped"),
        pytest.param(
            '<img src="http://a.example/x.png" alt="A">',
            '<img src="https://a.example/x.png" alt="A">',
            id="picture over https",
        ),
        pytest.param(
            '<img src="x.png" onerror="alert(1)">', '<img src="https://paper.example/news/x.png">', id="handler dropped"
        ),
        pytest.param("<p>a<script>b</script>c</p>", "<p>ac</p>", id="script with its content"),
        pytest.param("<style>p{}</style><p>a</p>", "<p>a</p>", id="style with its content"),
        pytest.param("<p style='color:red' class=x id=y data-z=1>a</p>", "<p>a</p>", id="attributes dropped"),
        pytest.param('<p lang="ar" dir="rtl">a</p>', '<p lang="ar" dir="rtl">a</p>', id="language and direction kept"),
        pytest.param(
            "<section>a</section><section>b</section>", "<div>a</div>\n<div>b</div>", id="blocks keep their line breaks"
        ),
        pytest.param(
            "<span>a</span><span lang=de>b</span>",
            'a<span lang="de">b</span>',
            id="spans only where they say something",
        ),
        pytest.param(
            "<table><tr><td colspan=2>a</table>",
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
            id="table",
        ),
        pytest.param("<pre>\n\n a\n  b</pre>", "<pre> a\n  b</pre>", id="preformatted"),
        pytest.param("<div style='display: none'>a<div>b</div></div>c", "c", id="hidden"),
        pytest.param("<p hidden>a</p>b", "b", id="hidden by attribute"),
        pytest.param("<p>a<!-- b --></p>", "<p>a</p>", id="comment"),
        pytest.param("a \x00\x08\ud800\x85\x0cb", "a  b", id="code points that parsers read differently"),
        pytest.param("&#8;a&#x81;b", "ab", id="the same as references"),
        pytest.param("a &lt;b&gt; &amp; c&nbsp;d", "a &lt;b&gt; &amp; c\u00a0d", id="escaped text stays text"),
        pytest.param(
            "<picture><source srcset='/a.jpg 2x'><img alt=A></picture>",
            '<img src="https://paper.example/a.jpg" alt="A">',
            id="picture",
        ),
        pytest.param('<time datetime="2026-11-22">x</time>', '<time datetime="2026-11-22">x</time>', id="time"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_markup_comes_out_as_it_may_be_shown(html: str, safe: str) -> None:
    """Structure stays, everything else goes."""
    assert sanitize(html).html == safe


def test_base_and_canonical_in_a_fragment_change_no_link() -> None:
    """Only the caller says what relative links stand for."""
    assert 'href="https://paper.example/x"' in sanitize('<base href="https://evil.example/"><a href="/x">y</a>').html


def test_embeds_leave_the_markup_and_keep_their_address() -> None:
    """Frames and posts are kept as kind and address, once each."""
    html = (
        '<p>a</p><iframe src="//video.example/1"></iframe><iframe src="//video.example/1"></iframe>'
        '<iframe src="javascript:1"></iframe>'
        '<blockquote class="instagram-media" data-instgrm-permalink="https://pictures.example/p/1"><p>b</p></blockquote>'
        '<amp-youtube data-videoid="abcd_1234"></amp-youtube><video><source src="/v.mp4"></video>'
    )
    safe = sanitize(html)
    assert "iframe" not in safe.html
    assert safe.embeds == (
        Embed("frame", "https://video.example/1"),
        Embed("post", "https://pictures.example/p/1"),
        Embed("video", "https://www.youtube.com/embed/abcd_1234"),
        Embed("media", "https://paper.example/v.mp4"),
    )


def test_report_counts_what_was_taken_out() -> None:
    """Every kind is counted once for each place."""
    html = (
        "<p onclick=a()>x</p><script>1</script><form><input></form><a href='javascript:void(0)'>b</a><a href='ftp://c/'>d</a>"
        "<img src='data:image/png;base64,AA'><!-- e --><div hidden>f</div>"
    )
    counts = {removed.what: removed.count for removed in sanitize(html).removed}
    kinds = ("comment", "event_handler", "form", "hidden", "image.empty", "script", "script_url")
    assert counts == dict.fromkeys(kinds, 1)


def test_attack_in_the_article_is_a_finding() -> None:
    """Markup that only an attack has is told whatever the format was."""
    (finding,) = sanitize("<p>a</p><img src=x onerror=alert(1)>").findings
    assert (finding.rule, finding.severity) == ("markup.attack_in_article", "high")


def test_attributes_over_the_cap_are_dropped_and_told() -> None:
    """The tag stays with its first attributes."""
    safe = sanitize('<p lang="de" ' + " ".join(f"a{number}=1" for number in range(100)) + ' dir="rtl">x</p>')
    assert safe.html == '<p lang="de">x</p>'
    assert [finding.rule for finding in safe.findings] == ["markup.attributes_dropped"]


def test_pictures_and_tables_can_be_forbidden() -> None:
    """Without them, captions and cells stay as text."""
    html = "<figure><img src=a.png><figcaption>b</figcaption></figure><table><tr><td>c<td>d<tr><td>e</table>"
    safe = sanitize(html, replace(DEFAULTS, images=False, tables=False)).html
    assert safe == "<figure><figcaption>b</figcaption></figure>\n<div><div>c d </div>\n<div>e </div></div>"


@pytest.mark.parametrize(
    ("html", "cap"),
    [
        pytest.param("<div>" * 101, "depth", id="depth"),
        pytest.param("<p>a</p>" * 10_001, "tags", id="tags"),
        pytest.param("a" * 512_001, "characters", id="characters"),
        pytest.param("<b title=1>" * 33, "open_formatting", id="formatting"),
        pytest.param(
            "<p>" + "".join(f"<b title={number}>" for number in range(30)) + "<p>x" * 1_000, "growth", id="growth"
        ),
    ],
)
def test_fragment_over_a_cap_is_refused(html: str, cap: str) -> None:
    """What would take long is refused before it does, with the figure."""
    with pytest.raises(Permanent) as caught:
        sanitize(html)
    assert caught.value.figures["cap"] == cap
