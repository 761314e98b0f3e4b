"""Text offsets to source offsets."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import spans


@pytest.mark.parametrize(
    ("raw", "text", "piece", "printed"),
    [
        pytest.param("TALLINN - Rain fell.", "TALLINN - Rain fell.", "TALLINN", "TALLINN", id="plain"),
        pytest.param("<p><b>OSLO</b> – Snow</p>", "OSLO – Snow", "OSLO – ", "OSLO</b> –", id="tags inside"),
        pytest.param("<p>A&amp;B &mdash; C</p>", "A&B — C", "&B —", "&amp;B &mdash;", id="references"),
        pytest.param("Motor Corp\n  <GM> said", "Motor Corp <GM> said", "<GM>", "<GM>", id="angle brackets as text"),
        pytest.param("<p>Ge\u00adneva – x</p>", "Geneva – x", "Geneva", "Ge\u00adneva", id="soft hyphen dropped"),
        pytest.param("**Lima**, 3 may", "Lima, 3 may", "Lima", "Lima", id="markdown signs dropped"),
        pytest.param("<!-- A -->A <script>A</script>says", "A says", "says", "says", id="comment and script"),
        pytest.param("<p>caf&eacute; two</p>", "café two", "café", "caf&eacute;", id="named reference"),
    ],
)
def test_piece_is_found_in_the_source(raw: str, text: str, piece: str, printed: str) -> None:
    """The located slice prints the piece with whatever markup stands inside it."""
    source = f"before {raw} after"
    i = text.index(piece)
    start, end = spans.locate(source, 7, 7 + len(raw), text, i, i + len(piece))
    assert source[start:end] == printed


def test_unalignable_text_falls_back_to_the_block() -> None:
    """A text that does not come from the slice is answered with the whole slice."""
    source = "<p>" + "x" * 200 + "</p>"
    assert spans.locate(source, 0, len(source), "something else", 0, 9) == (0, len(source))


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=8), min_size=1, max_size=6))
def test_escaped_words_are_always_found(words: list[str]) -> None:
    """Whatever the characters, escaping them and wrapping them in tags keeps them locatable."""
    words = [word for word in (re.sub(r"\s", "", word) for word in words) if word]
    text = " ".join(words)
    raw = "<p>" + " ".join(f"<i>{html.escape(word)}</i>" for word in words) + "</p>"
    i = 0
    for word in words:
        start, end = spans.locate(raw, 0, len(raw), text, i, i + len(word))
        assert html.unescape(raw[start:end]) == word
        i += len(word) + 1


@pytest.mark.parametrize("unit", ["<", "&", "<b>x", "&#", "<!--", "<script"])
def test_hostile_source_is_walked_once(unit: str) -> None:
    """A megabyte of the worst input is located or given up on, once through."""
    source = unit * (1_000_000 // len(unit))
    assert spans.locate(source, 0, len(source), "abc", 0, 3)
