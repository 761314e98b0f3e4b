import time
from collections.abc import Callable

import pytest

from copydesk.review.rules import text

STORY = (
    "The old bridge over the harbour opened to walkers on Monday. The first trams crossed it before noon. "
    "Engineers had worked on its pillars for two years. They found no further damage, a spokeswoman said. "
    "The city paid less than it had planned. Next year the road beside it will be wider."
)
HINDI = (
    "पुराने पुल पर सोमवार को यातायात फिर शुरू हो गया। इंजीनियरों ने दो साल तक उसके खंभों पर काम किया था। "
    "प्रवक्ता ने कहा कि कोई और नुकसान नहीं मिला। शहर ने योजना से कम खर्च किया।"
)
CHINESE = "港口的旧桥星期一重新开放。工程师用了两年时间加固桥墩。发言人说没有发现其他损坏。市政府的花费低于预算。"


@pytest.mark.parametrize(
    "word",
    ["Mоscow", "раypal", "Αthens", "sсоpe", "cօat"],
    ids=["Cyrillic o", "Cyrillic pa", "Greek alpha", "Cyrillic so", "Armenian o"],
)
def test_look_alike_letters_are_a_forged_word(word: str) -> None:
    """`text.mixed_scripts_in_word`: a word whose foreign letters all look like its own alphabet's is forged."""
    assert text.forged(word)


@pytest.mark.parametrize(
    "word",
    ["Moscow", "Москва", "SMSками", "iPhoneом", "ом", "Straße", "USBшный", "αβγ", "Երևան"],
)
def test_honest_words_are_not_forged(word: str) -> None:
    """`text.mixed_scripts_in_word`: words of one alphabet, and names with a case ending of another, are honest."""
    assert not text.forged(word)


@pytest.mark.parametrize("said", ["iPhone手机", "COVID-19-ом", "東京Tokyo", "5G网络"])
def test_names_beside_another_script_are_no_hit(judge: Callable, page: Callable, said: str) -> None:
    """`text.mixed_scripts_in_word`: brands with endings and names beside Han are no hit."""
    assert "text.mixed_scripts_in_word" not in judge(page(f"{STORY} {said} {STORY}"))


def test_forged_word_is_quoted(judge: Callable, page: Callable) -> None:
    """`text.mixed_scripts_in_word`: the finding quotes the word."""
    finding = judge(page(f"{STORY} Log in to your раypal account now."))["text.mixed_scripts_in_word"]
    assert [span.text for span in finding.spans] == ["раypal"]
    assert ("letters", "Cyrl ра") in {(item.name, item.value) for item in finding.evidence}


def test_megabyte_of_one_word_is_scanned_in_linear_time() -> None:
    """A megabyte of letters is one word, looked at once."""
    start = time.process_time()
    assert not any(text.forged(match.group()) for match in text.WORD.finditer("aя" * 500_000))
    assert time.process_time() - start < 1


def test_megabyte_of_one_alphabet_is_passed_over_in_linear_time() -> None:
    """A megabyte of Cyrillic is searched once for a place where two alphabets meet."""
    start = time.process_time()
    assert not text.MEETING.search("слово " * 170_000)
    assert time.process_time() - start < 1


def test_megabyte_without_a_sentence_end_is_scanned_in_linear_time() -> None:
    """A megabyte without a full stop is one sentence, looked at once."""
    start = time.process_time()
    assert sum(1 for _ in text.SENTENCE.finditer("a " * 500_000)) == 1
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("body", "short"),
    [
        ("The bridge opened on Monday.", True),
        (STORY, False),
        ("旧桥开放。", True),
        (CHINESE * 2, False),
        (CHINESE, True),
        (HINDI, False),
    ],
    ids=["English line", "English brief", "Chinese line", "Chinese brief", "Chinese half", "Hindi brief"],
)
def test_length_is_counted_by_language(judge: Callable, page: Callable, body: str, short: bool) -> None:  # noqa: FBT001
    """`text.too_short`: what is short depends on how much a character says."""
    assert ("text.too_short" in judge(page(body))) is short


@pytest.mark.parametrize(
    "sentence",
    [
        "The old bridge over the harbour opened to walkers on Monday. ",
        "पुराने पुल पर सोमवार को यातायात फिर शुरू हो गया और लोग खुश हुए। ",
        "港口的旧桥星期一重新对行人开放了。",
        "افتتح الجسر القديم فوق الميناء يوم الاثنين أمام المشاة والسيارات. ",
    ],
    ids=["English", "Hindi", "Chinese", "Arabic"],
)
def test_sentence_given_again_and_again_is_repetition(judge: Callable, page: Callable, sentence: str) -> None:
    """`text.repetition`: repeated sentences are found in every script's own full stops."""
    finding = judge(page(sentence * 6))["text.repetition"]
    assert float(finding.evidence[0].value) > 0.5


def test_refrain_is_no_repetition(judge: Callable, page: Callable) -> None:
    """`text.repetition`: one sentence given twice in a text is no hit."""
    refrain = "The old bridge over the harbour opened to walkers on Monday."
    assert "text.repetition" not in judge(
        page(
            f"{STORY} {refrain}",
            "Ferries ran all the while, said their crews, who will miss the crowds. Nobody was hurt.",
            HINDI,
        )
    )
