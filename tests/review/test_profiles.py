"""The profiles are langdetect's, and their sums are exact."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langdetect.utils.ngram import NGram

from copydesk.review import identify, profiles, reading
from copydesk.review.profiles import FIELD, Scorer, load
from tests.benchmarks import build_profiles

WORDS = st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüéßñç", min_size=1, max_size=12), max_size=20)


def test_the_committed_profiles_are_the_installed_langdetects() -> None:
    """Every weight of the 55 languages follows from langdetect's own files."""
    assert build_profiles.stale(build_profiles.from_langdetect()) == []


@given(WORDS)
def test_a_sum_of_words_is_the_sum_of_each(words: list[str]) -> None:
    """Adding packed weights adds each language, without one reaching into the next."""
    script = load()["Latn"]
    scorer = Scorer(script)
    packed, grams, common = scorer.words(words)
    each = [Scorer(script).words([word]) for word in words]
    sums = [list(script.unpack(weights)) for weights, _, _ in each]
    assert list(script.unpack(packed)) == [sum(one[i] for one in sums) for i in range(len(script.languages))]
    assert grams == sum(known for _, known, _ in each)
    assert common == sum(one for _, _, one in each)


@given(WORDS)
def test_a_words_score_is_that_of_each_of_its_n_grams(words: list[str]) -> None:
    """Triples that bring their first pair and letter along add up to langdetect's letters, pairs and triples."""
    script = load()["Latn"]
    for word in words:
        text = f" {profiles.normalize(word)} "
        grams = [text[i : i + size] for size in (1, 2, 3) for i in range(len(text) - size + 1)]
        known = [script.profiles.packed(script.profiles.rows[gram]) for gram in grams if gram in script.profiles.rows]
        assert Scorer(script).words([word])[:2] == (sum(known), len(known))


@given(st.lists(st.tuples(*[st.integers(0, 2**24)] * 2), min_size=84, max_size=84))
def test_what_is_taken_off_may_leave_less_than_nothing(pairs: list[tuple[int, int]]) -> None:
    """Each language's difference is its own, below zero too."""
    script = load()["Latn"]
    pairs = pairs[: len(script.languages)]
    packed, less = (sum(one[n] << 8 * FIELD * i for i, one in enumerate(pairs)) for n in (0, 1))
    assert script.unpack(packed, less)[: len(pairs)] == tuple(one - other for one, other in pairs)


def test_strange_words_are_not_kept() -> None:
    """Words that no profile has parts of leave nothing behind, however many there are."""
    script = load()["Latn"]
    kept = [len(table) for table in (script.profiles, script.triples, script.common)]
    Scorer(script).words(f"qx{chr(0x1E00 + n)}{chr(0xA720 + n)}zq" for n in range(200))
    again = [len(table) for table in (script.profiles, script.triples, script.common)]
    Scorer(script).words(f"qx{chr(0x1E00 + n)}{chr(0xA720 + m)}zq" for n in range(200) for m in range(100))
    assert [len(table) for table in (script.profiles, script.triples, script.common)] == again
    assert sum(again) - sum(kept) < 100


def test_a_field_holds_the_longest_body() -> None:
    """The most n-grams that are ever added stay below what one language's field can hold."""
    longest = reading.BODY_WORDS * reading.BLOCK_WORDS * reading.WORD_TEXT
    assert 255 * 3 * longest < 2 ** (8 * FIELD - 1)


@pytest.mark.parametrize("character", list("aßñșțیあアㄅ国가ệ'-»"))
def test_letters_are_normalised_as_langdetect_does(character: str) -> None:
    """Classes of kana, Hangul and Han, Romanian letters and punctuation are langdetect's."""
    assert profiles.normalize(f"x{character}x") == f"x{NGram.normalize(character)}x"


def test_threads_give_one_answer() -> None:
    """Eight threads at once find what one finds."""
    text = "Der Rat der kleinen Stadt hat beschlossen, die alte Brücke wieder aufzubauen"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(identify.guess, [text] * 64))
    assert found == {identify.guess(text)}


def test_a_fresh_process_gives_the_same_answer() -> None:
    """Neither hash seed nor order of imports has a say."""
    code = "from copydesk.review import identify; print(identify.guess('Rada miasta zdecydowała o odbudowie mostu'))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("0", "1")
    }  # fmt: skip
    assert len(answers) == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hún er ekki dóttir móður sinnar", "is"), ("Ni ĉiuj estas gastoj sur la tero", "eo"),
        ("Қазақстан Республикасының астанасы", "kk"), ("Кыргыз эли көз карандысыздыкты майрамдады", "ky"),
        ("Azərbaycan xalqı müstəqillik gününü qeyd edir", "az"), ("Беларусь адзначае дзень роднай мовы", "be"),
        ("Euskal herriko hizkuntza zaharra da", "eu"), ("Tá an aimsir go breá inniu sa bhaile", "ga"),
        ("Hükümet yeni yasayı onayladı", "tr"), ("ଓଡ଼ିଶା ରାଜ୍ୟ", "or"), ("ශ්‍රී ලංකාව", "si"), ("မြန်မာနိုင်ငံ", "my"),
        ("ភាសាខ្មែរ", "km"), ("ພາສາລາວ", "lo"), ("Հայաստան", "hy"), ("საქართველო", "ka"), ("ދިވެހި", "dv"),
        ("Sarkar ne kaha hai ki naye niyam kal se lagu honge", "hi-Latn"),
        ("这是简体中文", "zh-Hans"), ("這是繁體中文", "zh-Hant"),
        ("東京都庁は新しい計画を発表した", "ja"), ("Градско веће је донело одлуку о мосту", "sr-Cyrl"),
        ("Kommunestyret vedtok å bygge broen på nytt", "no"), ("Iingxaki zamanzi ziyaqhubeka edolophini", "xh"),
    ],
)  # fmt: skip
def test_languages_beyond_langdetects_are_guessed(text: str, code: str) -> None:
    """The supplement's languages, the scripts of one language and both kinds of Chinese have codes of their own."""
    assert identify.guess(text).code == code
