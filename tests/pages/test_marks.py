import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Effect
from copydesk.pages.marks import MARKS, WHOLE, Mark, marked


def mark(start: int, end: int, number: int = 1, effect: Effect = "review") -> Mark:
    return Mark(start, end, f"f{number}s{start}", number, f"f{number}", effect, "links.hidden")


def shown(markup: str) -> str:
    """Return what a reader sees but the numbers and the words of folds."""
    markup = re.sub(r'<a [^>]*class="number"[^>]*>\d+</a>|<summary>[^<]*</summary>', "", markup)
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@given(
    st.text(alphabet="ab <&>\"'\n", max_size=300),
    st.lists(st.tuples(st.integers(-5, 310), st.integers(-5, 310)), max_size=8),
)
def test_marks_never_change_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    """Whatever is marked, overlapping or out of the text, what is read is the text."""
    marks = [mark(start, end, number) for number, (start, end) in enumerate(spans, 1)]
    assert shown(marked(text, marks)) == text


def test_overlapping_marks_show_the_stronger_effect() -> None:
    """Where two marks overlap, the text has the colour of the stronger and both numbers where they begin."""
    markup = marked("one two three", [mark(0, 7, 1, "shadow"), mark(4, 13, 2, "block")])
    pieces = re.findall(r'<mark class="(\w+)">(.*?)</mark>', markup)
    assert [effect for effect, _ in pieces] == ["shadow", "block", "block"]
    assert 'href="#f2"' in pieces[1][1]


def test_long_text_is_folded_away_from_its_marks() -> None:
    """Of a long text the surroundings of marks are shown and the rest is folded, counted and complete."""
    text = "word " * 4_000
    markup = marked(text, [mark(10_000, 10_004)])
    assert shown(markup) == text
    assert markup.count("<details") == 2
    assert set(re.findall(r'class="run">(.)', markup)) <= {"w", " "}, "cut between words"


def test_text_with_too_many_marks_has_the_first_of_them() -> None:
    """Thousands of marks would help nobody."""
    text = "ab" * WHOLE
    markup = marked(text, [mark(at, at + 1, at + 1) for at in range(0, 2 * WHOLE, 2)])
    assert markup.count("<mark") == MARKS
    assert shown(markup) == text


@pytest.mark.parametrize("size", [WHOLE - 1, WHOLE, WHOLE + 1])
def test_text_without_marks_is_shown_or_folded_whole(size: int) -> None:
    """A text without findings is shown when short and folded when long."""
    text = "x" * size
    assert ("<details" in marked(text, [])) is (size > WHOLE)
    assert shown(marked(text, [])) == text


def test_windows_do_not_overlap() -> None:
    """Marks near each other share their surroundings, so that nothing is shown twice."""
    text = "".join(f"line {number}\n" for number in range(3_000))
    places = sorted({0, 500, 900, 5_000, len(text) - 6})
    assert all(one < other for one, other in pairwise(places))
    assert shown(marked(text, [mark(at, at + 5, at + 1) for at in places])) == text
