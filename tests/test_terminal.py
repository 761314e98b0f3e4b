"""Words on a person's terminal."""

from __future__ import annotations

import io
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import terminal

OBEYED = set("\x00\x07\x08\x1b\x7f\x85\x9b\u200e\u200f\u202a\u202e\u2066\u2069\u200b\ufeff\u2028\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("exe\u202egnp", "exe<U+202E>gnp"),
        ("a\nb", "a<U+000A>b"),
        ("क्‍ष", "क्‍ष"),
        ("می‌خواهم", "می‌خواهم"),
        ("👩‍🚀", "👩‍🚀"),
        ("\U000e0041", "<U+E0041>"),
        ("\ud800", "<U+D800>"),
    ],
    ids=["plain", "escape", "bidi", "line-end", "hindi-zwj", "persian-zwnj", "emoji-zwj", "tag", "lone-surrogate"],
)
def test_visible_shows_what_hides(text: str, shown: str) -> None:
    """Controls are shown by code point; joiners that scripts and emoji need stay."""
    assert terminal.visible(text) == shown


@given(st.text())
def test_nothing_obeyed_is_left(text: str) -> None:
    """No text keeps a character that a terminal obeys."""
    assert not OBEYED & set(terminal.visible(text))


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_visible_json_keeps_the_value(value: object) -> None:
    """Escaped JSON is still JSON and says the same."""
    shown = terminal.visible_json(json.dumps(value, ensure_ascii=False, indent=1))
    assert json.loads(shown) == value
    assert not (OBEYED - {"\n"}) & set(shown)


def test_visible_is_linear() -> None:
    """A megabyte of controls takes no longer than its length explains."""
    start = time.process_time()
    terminal.visible("\u202e" * 1_000_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("成都", 4), ("é", 1), ("e\u0301", 1), ("हिन्दी", 5)])
def test_columns_as_a_terminal_counts(text: str, width: int) -> None:
    """Wide characters take two columns and marks none."""
    assert terminal.columns(text) == width


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_clip_fits(text: str, width: int) -> None:
    """Clipped text fits its width."""
    assert terminal.columns(terminal.clip(text, width)) <= width


def test_table_fits_and_aligns() -> None:
    """A table fits the width, cuts the widest column and keeps columns straight for wide characters."""
    lines = terminal.table(["name", "place"], [["成都市图书馆延长夜间开放时间", "CN"], ["x" * 80, "RU"]], width=40)
    assert all(terminal.columns(line) <= 40 for line in lines)
    assert {terminal.columns(line[: line.index(code)]) for line, code in zip(lines[2:], ("CN", "RU"), strict=True)} == {
        terminal.columns(lines[0][: lines[0].index("place")])
    }


def test_progress_is_silent_off_a_terminal() -> None:
    """Nothing is drawn where nobody watches."""
    stream = io.StringIO()
    bar = terminal.Progress(3, stream)
    bar.step("a")
    bar.clear()
    assert stream.getvalue() == ""


def test_progress_counts_and_clears() -> None:
    """The bar counts on a terminal, shows names safely and is taken off again."""

    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Screen()
    bar = terminal.Progress(2, stream)
    bar.step("a\x07.txt")
    bar.step("b.txt")
    bar.clear()
    assert "1/2 a<U+0007>.txt" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[K")
