"""Markdown and its front matter."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake import charset, front_matter, markdown
from copydesk.model import Article, Upload
from copydesk.pipeline import process
from copydesk.settings import DEFAULTS

ARTICLE = """\
# Ferry sails again

*By Ana Lind*

![The ferry](https://x.example/f.jpg "At dawn")

HAVNES – The ferry **sailed** on [Monday](https://x.example/m), the
office said.

> We waited,
> she said.

1. one *two*
2. three
   - four

| a | b |
|---|---|
| 1 | 2 |

```
x = 1
```

---

<div>Raw <b>markup</b></div>

With <i>inline</i> markup<script>alert(1)</script>.
"""


def read(text: str) -> Article:
    upload = Upload(text.encode(), "a.md")
    return markdown.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS)


def test_every_block_is_read_with_its_place() -> None:
    """Each block says its kind, its text without marks, and the source that it stands in."""
    article = read(ARTICLE)
    assert [(title.source, title.text) for title in article.titles] == [("heading", "Ferry sails again")]
    assert [(block.kind, block.text, article.source[block.start : block.end][:14]) for block in article.blocks] == [
        ("paragraph", "By Ana Lind", "*By Ana Lind*"),
        ("figure", "", "![The ferry](h"),
        ("paragraph", "HAVNES – The ferry sailed on Monday, the office said.", "HAVNES – The f"),
        ("quote", "We waited, she said.", "> We waited,\n>"),
        ("list", "one two\nthree\nfour", "1. one *two*\n2"),
        ("table", "a b\n1 2", "| a | b |\n|---"),
        ("preformatted", "x = 1", "```\nx = 1\n```"),
        ("paragraph", "Raw markup", "<div>Raw <b>ma"),
        ("paragraph", "With inline markup.", "With <i>inline"),
    ]
    assert article.blocks[2].html == (
        "<p>HAVNES – The ferry <strong>sailed</strong> on "
        '<a href="https://x.example/m">Monday</a>, the\noffice said.</p>'
    )


@pytest.mark.parametrize("ending", ["\r\n", "\r"], ids=["windows", "old mac"])
def test_spans_hold_with_other_line_ends(ending: str) -> None:
    """Offsets count in the source as it is, whatever its line ends."""
    article = read(ARTICLE.replace("\n", ending))
    assert [article.source[block.start : block.end][:6] for block in article.blocks][:3] == [
        "*By An",
        "![The ",
        "HAVNES",
    ]


@pytest.mark.parametrize(
    "front",
    [
        pytest.param(
            '---\ntitle: "Ferry: sails"\nauthor: [Ana Lind, Per Holm]\ndate: 2026-05-14\nlang: en\n---\n', id="yaml"
        ),
        pytest.param(
            "---\ntitle: Ferry: sails\nauthor: [Ana Lind, Per Holm]\ndate: 2026-05-14\nlang: en\n---\n",
            id="broken yaml",
        ),
        pytest.param(
            '+++\ntitle = "Ferry: sails"\nauthor = ["Ana Lind", "Per Holm"]\ndate = 2026-05-14\nlang = "en"\n+++\n',
            id="toml",
        ),
        pytest.param(
            "---\ntitle: 'Ferry: sails'\nauthor:\n- Ana Lind\n- Per Holm\ndate: 2026-05-14\nlang: en\n...\n".replace(
                "\n", "\r\n"
            ),
            id="windows",
        ),
    ],
)
def test_front_matter(front: str) -> None:
    """Title, authors, date and language are read from YAML, from what should have been YAML, and from TOML."""
    article = read(front + "\nThe ferry sailed.\n")
    meta = article.metadata
    (title,) = article.titles
    assert title.text == article.source[title.start : title.end] == "Ferry: sails"
    assert [credit.raw for credit in meta.credits] == ["Ana Lind", "Per Holm"]
    assert meta.published
    assert (meta.published.value, meta.languages) == ("2026-05-14", (("front-matter", "en"),))
    assert [block.text for block in article.blocks] == ["The ferry sailed."]
    assert article.observations == ()


def test_yaml_makes_strings_only() -> None:
    """Norway's language stays `no`, and a version stays as it is written."""
    assert read("---\ntitle: 1.10\nlang: no\n---\nx\n").metadata.languages == (("front-matter", "no"),)


@pytest.mark.parametrize("field", ["draft: true", "published: false", "status: private", "embargo: 2026-06-01"])
def test_what_is_not_published_is_withheld(field: str) -> None:
    """A draft is a draft in each generator's words."""
    matter = front_matter.read(f"---\ntitle: x\n{field}\n---\n", "a", DEFAULTS)
    assert matter
    meta = front_matter.metadata(matter.values)
    assert meta.status == "withheld" or meta.notes


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param("---\na: &x [1]\nb: *x\n---\n", "intake.structure_over_cap", id="alias"),
        pytest.param("---\na: !!python/object/apply:os.system [ls]\n---\n", "intake.structure_over_cap", id="tag"),
        pytest.param("---\ntitle: " + "x" * 20_000 + "\n---\n", "intake.structure_over_cap", id="long"),
        pytest.param("---\na: " + "[" * 100 + "]" * 100 + "\n---\n", "intake.structure_over_cap", id="deep"),
        pytest.param("---\na: [" + "1," * 5_000 + "]\n---\n", "intake.structure_over_cap", id="wide"),
        pytest.param("+++\na = " + "[" * 5_000 + "\n+++\n", "intake.malformed", id="deep toml"),
        pytest.param("+++\ntitle = \n+++\n", "intake.malformed", id="broken toml"),
        pytest.param("x" * 600_000, "intake.structure_over_cap", id="long text"),
    ],
)
def test_bombs_are_refused(text: str, rule: str) -> None:
    """Aliases, tags, depth and size are refused before anything is built."""
    with pytest.raises(Permanent) as refused:
        read(text)
    assert refused.value.rule == rule


def test_lines_that_are_no_yaml_are_reported() -> None:
    """What could not be read of front matter is said, not dropped in silence."""
    (finding,) = read("---\ntitle: a: b\nwhat is this\n---\nx\n").observations
    assert finding.rule == "intake.ambiguous"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n\nA rule, then text.\n\n---\n", id="rules"),
        pytest.param("---\ntitle: never closed\n", id="never closed"),
        pytest.param("Text\n---\ntitle: x\n---\n", id="not at the start"),
    ],
)
def test_no_front_matter(text: str) -> None:
    """A rule at the start is no front matter."""
    assert front_matter.read(text, "a", DEFAULTS) is None


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(["# a\n", "- b\n", "> c\n", "|d|e|\n|-|-|\n", "\n", "    f\n", "<p>g", "*h*", "\r\n", "```\n"])
    ).map("".join)
)
def test_spans_are_in_order_and_inside(text: str) -> None:
    """Blocks stand in the source one after the other, whatever the text."""
    if not text.strip():
        return
    try:
        article = read(text)
    except Permanent:
        return
    at = 0
    for block in article.blocks:
        assert at <= block.start <= block.end <= len(article.source)
        at = block.start


@pytest.mark.parametrize("unit", ["[", "![a](", "*a", "_a ", "`a", "<a", "- a\n", "a|b\n-|-\n", "[:::::", "1. 1. a\n"])
def test_marks_over_the_cap_are_counted_and_refused(unit: str) -> None:
    """A text of marks is refused with their number before it is parsed."""
    with pytest.raises(Permanent) as refused:
        read(unit * 20_001)
    figures = refused.value.figures
    assert (refused.value.rule, figures["what"], figures["limit"]) == ("intake.structure_over_cap", "marks", 20_000)
    assert int(figures["found"]) >= 20_001


WORD = "a" * 450_000
HEAD = "|".join("a" * 30) + "\n" + "|".join("-" * 30) + "\n"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("![a](" * 6_000 + WORD, "characters of addresses", id="pictures never closed"),
        pytest.param("[![a](" * 5 + WORD, "characters of addresses", id="few before a long word"),
        pytest.param("[a](\\)" * 3_000 + WORD, "characters of addresses", id="escaped ends"),
        pytest.param("[a](x" * 30 + WORD + ")" * 30, "characters of addresses", id="one in the other"),
        pytest.param("[a](" * 300 + "\u00a0a" * 200_000, "characters of addresses", id="blanks that end nothing"),
        pytest.param((HEAD + "a\n" * 200 + "\n") * 60, "cells of tables", id="rows to be filled up"),
        pytest.param((HEAD + "a\n" * 200 + "\n").replace("\n", "\n> ") * 20, "cells of tables", id="quoted tables"),
        pytest.param((HEAD + "a\n" * 200 + "\n").replace("\n", "\n  ") * 20, "cells of tables", id="tables in lists"),
    ],
)
def test_work_that_grows_faster_than_the_text_is_counted_first(text: str, what: str) -> None:
    """Addresses that run on through each other and rows that are filled up are refused before the parser."""
    start = time.process_time()
    with pytest.raises(Permanent) as refused:
        read(text)
    assert (refused.value.rule, refused.value.figures["what"]) == ("intake.structure_over_cap", what)
    assert time.process_time() - start < 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[![a](" * 4 + WORD, id="addresses"),
        pytest.param(("[a](" * 4 + "a" * 100_000 + " ") * 4, id="addresses and blanks"),
        pytest.param((HEAD + "a\n" * 200 + "\n") * 8, id="rows filled up"),
        pytest.param("![![a" * 3_300, id="brackets"),
        pytest.param('[a](b "' * 2_400 + "a " * 200_000, id="titles"),
        pytest.param("[a]: <" * 3_000 + WORD, id="definitions"),
        pytest.param("a <i>b</i>\n\n" * 2_300, id="markup in each block"),
    ],
)
def test_the_worst_below_the_caps_takes_a_second(text: str) -> None:
    """No text that passes the caps takes long (0.3 to 0.8 s; the limit allows for a slow machine)."""
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 4


def test_pictures_inside_the_text_are_below_the_caps() -> None:
    """Pictures as data, the longest addresses of honest texts, are read."""
    picture = f"![A ferry](data:image/png;base64,{'A' * 100_000})\n\n"
    assert [block.kind for block in read(f"# Ferry\n\n{picture * 4}It sails.\n").blocks][-1] == "paragraph"


def test_tables_of_an_article_are_below_the_caps() -> None:
    """A table of a thousand rows is read."""
    rows = "|Havnes|3|7|ferry|\n" * 1_000
    assert read(f"# Ferry\n\n|a|b|c|d|\n|-|-|-|-|\n{rows}").blocks[0].text.count("\n") == 1_000


def test_long_articles_are_below_the_cap() -> None:
    """A long article with links, emphasis and lists stays far below the cap."""
    assert len(read(ARTICLE * 80).blocks) > 500


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["[", "![", "*a ", "> ", "`", "<", "[a](", "- ", "|a", "_", "&", "#\n", "<!--", "a\n=\n"]
)
def test_forty_kilobytes_of_the_worst_are_read(unit: str) -> None:
    """The parser takes time in proportion to the text, for every mark repeated."""
    try:
        read(unit * (40_000 // len(unit)))
    except Permanent as refused:
        assert refused.rule.startswith(("intake.", "markup."))  # noqa: PT017  # either answer is right


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["---\n", "a: b\n", "---\na: b\n", "+++\n", "\n", "a", "# \n"])
def test_a_megabyte_before_the_text_is_looked_at_once(unit: str) -> None:
    """Front matter that never ends is given up on."""
    for mark in ("---\na: b\n", "+++\na = 1\n"):
        try:
            front_matter.read(mark + unit * (1_000_000 // len(unit)), "a", DEFAULTS)
        except Permanent as refused:
            assert refused.rule == "intake.structure_over_cap"  # noqa: PT017  # either answer is right


@pytest.mark.parametrize("unclosed", ["<title>", "<div><!--", "<div><textarea>", "<p><style>"])
def test_a_part_that_never_ends_hides_nothing_of_the_next(unclosed: str) -> None:
    """A blank line ends these parts, so what is active is told of each for itself."""
    source = f"# Ferry sails\n\n{unclosed}\n\nText of the harbour.\n\n<img src=x onerror=alert(1)>\n"
    assert "markup.event_handler" in process(source.encode(), name="a.md").rules


@pytest.mark.parametrize(
    "link",
    [
        "[here](javascript:alert(1))",
        "![here](vbscript:alert)",
        "[here](&#x6A;avascript:alert(1))",
        "[a]\n\n[a]: javascript:alert(1)",
    ],
    ids=["link", "image", "letter as a reference", "defined elsewhere"],
)
def test_link_that_runs_a_script_is_told(link: str) -> None:
    """What other readers of Markdown make a link of is seen as one, though the parser would leave it as text."""
    made = process(f"# Bridge opens\n\nThe council said so on Monday.\n\n{link}\n".encode(), name="x.md")
    assert "markup.script_url" in {finding.rule for finding in made.moderation.findings}
