import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.review.fingerprint import distance, simhash

STORY = " ".join(f"Sentence number {n} tells of pillar {n * 7} and of the {n}th worker." for n in range(60))


def test_near_copy_differs_in_few_bits() -> None:
    """One sentence more changes few bits; another text changes about half."""
    other = " ".join(f"Recipe {n}: take {n} eggs, stir well and wait {n * 3} minutes." for n in range(60))
    value = simhash(STORY)
    assert value is not None
    assert distance(value, simhash(STORY + " And one more sentence at the end.") or "") <= 6
    assert distance(value, simhash(other) or "") > 16


@pytest.mark.parametrize("text", ["", "Two words", "?!", "\ud800"], ids=["empty", "two words", "signs", "surrogate"])
def test_text_of_fewer_than_three_words_has_no_value(text: str) -> None:
    """There is no value for what has no wording."""
    assert simhash(text) is None


def test_value_is_the_same_everywhere() -> None:
    """The value depends on nothing but the text: it is pinned."""
    assert simhash("The old bridge over the river opened again on Monday.") == "4799ee8889c16e08"
    assert simhash("港口的旧桥星期一重新开放。") == "a6583df050efc668"


@given(st.text(max_size=200))
def test_any_text_has_a_value_of_sixteen_digits_or_none(text: str) -> None:
    """Whatever the text, the value is sixteen hexadecimal digits or null, and case does not matter."""
    value = simhash(text)
    assert value is None or (len(value) == 16 and int(value, 16) >= 0)


def test_megabyte_is_hashed_in_linear_time() -> None:
    """A megabyte of one-letter words takes well under a second: only its beginning counts."""
    start = time.process_time()
    assert simhash("a " * 500_000)
    assert time.process_time() - start < 1
