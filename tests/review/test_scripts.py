"""Scripts come from a committed table."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.review import scripts


@pytest.mark.parametrize(
    ("text", "system"),
    [
        ("Straße, łódź, Việt", "Latn"), ("Москва", "Cyrl"), ("Αθήνα", "Grek"), ("עברית", "Hebr"), ("عربي", "Arab"),
        ("हिन्दी", "Deva"), ("বাংলা", "Beng"), ("ไทย", "Thai"), ("አማርኛ", "Ethi"), ("ქართული", "Geor"), ("한국어", "Kore"),
        ("文대통령", "Kore"), ("東京", "Hani"), ("東京の空", "Jpan"), ("カタカナ", "Jpan"), ("ㄅㄆㄇ", "Hani"),
        ("2026 – 42 %", "Zyyy"), ("", "Zyyy"), ("🙂", "Zyyy"),
    ],
)  # fmt: skip
def test_the_main_writing_system_of_a_text(text: str, system: str) -> None:
    """Kana makes Han Japanese, Hangul makes it Korean, and figures are no script."""
    assert scripts.family(scripts.tally(text)) == system


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tel Aviv, 12. März", ["Tel", "Aviv", "März"]),
        ("l'été d'Orléans", ["l", "été", "d", "Orléans"]),
        ("क्षेत्र में", ["क्षेत्र", "में"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("می‌گوید", ["می‌گوید"]),
        ("https://example.org", ["https", "example", "org"]),
    ],
)
def test_words_are_runs_of_letters_and_their_marks(text: str, words: list[str]) -> None:
    """Accents, vowel signs and joiners stay in their word; everything else parts words."""
    assert scripts.words(text) == words


def test_an_east_asian_character_counts_three() -> None:
    """One ideograph says about as much as three letters."""
    assert scripts.tally("東ab") == {"Hani": 3, "Latn": 2}


@given(st.text())
def test_every_letter_of_a_text_is_counted_once(text: str) -> None:
    """The tally is the sum over the characters, whatever they are."""
    weight = {character: 3 if scripts.of(character) in scripts.EAST_ASIAN else 1 for character in text}
    assert scripts.tally(text).total() == sum(weight[c] for c in text if scripts.of(c))


@pytest.mark.parametrize("unit", ["x", "东", "a\u0301", "\u0301", "🙂", " a"])
def test_a_megabyte_takes_linear_time(unit: str) -> None:
    """One million characters are counted and cut into words at once."""
    text = unit * (1_000_000 // len(unit))
    start = time.process_time()
    scripts.tally(text)
    scripts.words(text)
    assert time.process_time() - start < 5
