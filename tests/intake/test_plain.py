"""Plain text: its title and its paragraphs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake import labelled, plain, wrapping
from copydesk.intake.charset import Decoded
from copydesk.model import Article

WRAPPED = """\
HARBOUR OFFICE REOPENS FERRY LINE

   HAVNES, May 14 (Nordlys) - The ferry between Havnes and the
outer islands sailed again on Monday after eleven days of
repairs, the harbour office said.
   About three hundred people had waited for the first crossing,
many of them with groceries and school bags.
   It left on time.
   The builder of the second boat, an old and well-known Korea-
based firm, has promised it before the autumn.
 Nordlys
"""


def read(text: str) -> Article:
    return plain.read(Decoded(text, "utf-8"))


def titles(text: str) -> list[str]:
    return [title.text for title in read(text).titles]


def texts(text: str) -> list[str]:
    return [block.text for block in read(text).blocks]


def test_first_line_is_the_title() -> None:
    """The first line is the title, each later line a paragraph, and both say where they stand."""
    article = read("\n  Rain in Oslo \n\n\nIt  rained.\r\nAll day.\n")
    assert [(title.text, article.source[title.start : title.end]) for title in article.titles] == [
        ("Rain in Oslo",) * 2
    ]
    assert [(block.text, article.source[block.start : block.end]) for block in article.blocks] == [
        ("It rained.", "It  rained."),
        ("All day.", "All day."),
    ]


def test_markup_says_what_the_text_says() -> None:
    """What looks like markup in a plain text is text, and stays text."""
    (block,) = read("Title\n\nHe wrote <script>alert(1)</script> & left.").blocks
    assert block.text == "He wrote <script>alert(1)</script> & left."
    assert block.html == "<p>He wrote &lt;script&gt;alert(1)&lt;/script&gt; &amp; left.</p>"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "It rained in Oslo all day, and nobody could say when it would stop. " * 4 + "\n\nMore.", id="long"
        ),
        pytest.param("The council met " + "again and " * 10 + "left.\n\nMore.", id="sentence"),
        pytest.param("MOSCOW, Nov 26 (Reuters) - It rained.\n\nMore.", id="dateline"),
        pytest.param("12.5.2026\n\nIt rained.", id="no letters"),
        pytest.param("It rained in Oslo", id="one line alone"),
    ],
)
def test_story_without_a_title_has_none(text: str) -> None:
    """No title rather than a wrong one: a text may begin with the story itself."""
    assert titles(text) == []
    assert texts(text)[0].startswith(text[:8].strip())


def test_wrapped_lines_are_joined() -> None:
    """Lines that end because the next word did not fit are one paragraph, until one is set in or short."""
    assert titles(WRAPPED) == ["HARBOUR OFFICE REOPENS FERRY LINE"]
    assert texts(WRAPPED) == [
        (
            "HAVNES, May 14 (Nordlys) - The ferry between Havnes and the outer islands sailed again on Monday after "
            "eleven days of repairs, the harbour office said."
        ),
        "About three hundred people had waited for the first crossing, many of them with groceries and school bags.",
        "It left on time.",
        "The builder of the second boat, an old and well-known Korea-based firm, has promised it before the autumn.",
        "Nordlys",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One line of a poem\nand then another\nand a third one", 3, id="short lines"),
        pytest.param(
            "- first point of the list\n- second point of the list\n- third point of the list", 3, id="bullets"
        ),
        pytest.param("x" * 200 + "\n" + "y" * 200, 2, id="a line a paragraph"),
        pytest.param(
            "The harbour office said on Monday that the ferry\nhad sailed again.", 1, id="two lines of a sentence"
        ),
        pytest.param(
            "東京の小さな港で月曜日に新しい船が\n出港し、島の人びとが長い列を作って\n手を振った。",
            1,
            id="wrapped japanese",
        ),
        pytest.param(
            "長い一文がここにあり、改行のあとに続く。\n二つ目の段落。\n三つ目の段落はこれだ。",
            3,
            id="japanese paragraphs",
        ),
        pytest.param("one\rtwo\x0bthree\u2028four\u2029five\x85six", 6, id="every line end"),
        pytest.param(" \t\n\u3000\n\ufeff\n", 0, id="blank lines"),
    ],
)
def test_paragraphs_are_told_from_lines(text: str, expected: int) -> None:
    """A line is a paragraph unless the wrapping ended it."""
    assert len(wrapping.paragraphs(text)) == expected


def test_labelled_lines_are_data() -> None:
    """Lines at the start that are all labelled say title, author and date, and are no part of the text."""
    article = labelled.read(Decoded("Title: Rain in Oslo\nAuthor: Ana Lind\nDate: 2026-05-14\n\nIt rained.\n", "utf-8"))
    assert article
    (title,) = article.titles
    assert title.text == article.source[title.start : title.end] == "Rain in Oslo"
    assert [credit.raw for credit in article.metadata.credits] == ["Ana Lind"]
    assert article.metadata.published
    assert [(block.text, article.source[block.start : block.end]) for block in article.blocks] == [("It rained.",) * 2]


@pytest.mark.parametrize(
    "text", ["Update: Rain in Oslo\n\nIt rained.", "Title: Rain\nIt rained.", "Title: Rain\n\nIt rained."]
)
def test_one_label_is_no_head(text: str) -> None:
    """A headline with a colon in it is a headline."""
    assert labelled.read(Decoded(text, "utf-8")) is None
    assert titles(text) == [text.partition("\n")[0]]


def test_control_characters_are_left_out() -> None:
    """Characters that no text needs are not in the block, and its span still covers them."""
    article = read("Title\n\nOne\x07 two\x00.")
    assert article.blocks[0].text == "One two."
    assert article.source[article.blocks[0].start : article.blocks[0].end] == "One\x07 two\x00."


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["The ferry ", "sailed.", "\n", "\n\n", "   ", "OSLO - ", "\x00", "島"])).map("".join)
)
def test_spans_hold_the_paragraphs(text: str) -> None:
    """Every letter of a paragraph stands in its span, spans follow one another, and nothing that is printed is lost."""
    article = read(text)
    at = 0
    kept = ""
    for start, end, said in [
        *((title.start or 0, title.end or 0, title.text) for title in article.titles),
        *((block.start, block.end, block.text) for block in article.blocks),
    ]:
        assert at <= start < end <= len(text)
        assert not text[start].isspace()
        assert [c for c in text[start:end] if c.isalnum()] == [c for c in said if c.isalnum()]
        at = end
        kept += said
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a", "a ", "a\n", "\n", "- ", "12. ", "   x\n", "島", "A-\n", "\u200b", " \n"], ids=repr
)
def test_a_megabyte_of_the_worst_is_read(unit: str) -> None:
    """A megabyte of anything is read in one pass, or refused for its lines."""
    text = unit * (1_000_000 // len(unit))
    if text.count("\n") > 20_000 and text.strip():
        with pytest.raises(Permanent, match="lines"):
            read(text)
    else:
        read(text)
