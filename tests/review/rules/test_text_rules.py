import time

import pytest

from copydesk.review.rules import text


@pytest.mark.parametrize(
    "word",
    ["Mоscow", "раypal", "Αthens", "sсоpe", "cօat"],
    ids=["Cyrillic o", "Cyrillic pa", "Greek alpha", "Cyrillic so", "Armenian o"],
)
def test_look_alike_letters_are_a_forged_word(word: str) -> None:
    """A word whose foreign letters all look like its own alphabet's is forged."""
    assert text.forged(word)


@pytest.mark.parametrize(
    "word",
    ["Moscow", "Москва", "SMSками", "iPhoneом", "Straße", "USBшный", "αβγ", "Երևան"],
)
def test_honest_words_are_not_forged(word: str) -> None:
    """Words of one alphabet, and names with a case ending of another, are honest."""
    assert not text.forged(word)


def test_megabyte_of_one_word_is_scanned_in_linear_time() -> None:
    """A megabyte of letters is one word, looked at once."""
    start = time.process_time()
    assert not any(text.forged(match.group()) for match in text.WORD.finditer("aя" * 500_000))
    assert time.process_time() - start < 1
