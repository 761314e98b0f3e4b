"""Characters that no reader sees are a finding where they have no honest use, and none where they have."""

from __future__ import annotations

import time

import pytest

from copydesk import process
from copydesk.review.rules.smuggling import places


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("می\u200cخواهد کتاب\u200cها را", id="fa: non-joiner in a word"),
        pytest.param("क्\u200dष और क्\u200cष", id="hi: joiner and non-joiner"),
        pytest.param("അവന്\u200d വന്നു", id="ml: joiner at the end of a word"),
        pytest.param("ශ්\u200dරී ලංකා", id="si: joiner in a ligature"),
        pytest.param("قال \u200fإن (NATO)\u200e وصلت \u061c12", id="ar: direction marks"),
        pytest.param("השפה \u200eC++\u200f קלה", id="he: direction marks"),
        pytest.param("טלפון \u202a+972 3 555 0100\u202c בלבד", id="he: an embedded number"),
        pytest.param("נמסר \u2066NATO\u2069 היום", id="he: an isolated name"),
        pytest.param("\u202bהכול כרגיל", id="he: an opening of the block's own direction"),
        pytest.param("ภาษา\u200bไทย\u200bเขียน", id="th: breaks between words"),
        pytest.param("ភាសា\u200bខ្មែរ", id="km: breaks between words"),
        pytest.param("Do\u00adnau\u00addampf\u00adschiff", id="de: soft hyphens"),
        pytest.param("I\ufeffNEC", id="what joined files leave"),
        pytest.param("👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", id="emoji"),
        pytest.param("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f", id="flag"),
        pytest.param("葛\U000e0100城", id="ja: a variant of a character"),
        pytest.param("https://a.example/\u200bone/\u200btwo", id="breaks in an address"),
    ],
)
def test_honest_uses_are_no_finding(text: str) -> None:
    """What scripts, emoji and typesetters need is left alone."""
    assert list(places(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("invoice\u202egnp.exe", "direction", id="letters turned around"),
        pytest.param("pay \u202e500\u202c now", "direction", id="figures turned around"),
        pytest.param("an \u2067open isolate", "direction", id="an opening that nothing closes"),
        pytest.param("free\u200blance", "word", id="zero width in a Latin word"),
        pytest.param("пере\u2060вод", "word", id="zero width in a Cyrillic word"),
        pytest.param("λό\u200dγος", "word", id="zero width in a Greek word"),
        pytest.param("end." + "\u200b\u200c" * 8, "run", id="a run of zero width"),
        pytest.param("x" + "".join(chr(0xE0000 + ord(sign)) for sign in "publish"), "tags", id="tag characters"),
        pytest.param("a\ufe01b", "selectors", id="a selector after a letter"),
        pytest.param("☺" + "\U000e0130\U000e0131\U000e0132", "selectors", id="a run of selectors"),
    ],
)
def test_what_has_no_honest_use_is_a_place(text: str, kind: str) -> None:
    """Each kind is named."""
    assert [found for found, _, _ in places(text)] == [kind]


def test_finding_quotes_the_source_and_spells_what_tags_say() -> None:
    """An editor sees where it stands and what a machine would read."""
    smuggled = "".join(chr(0xE0000 + ord(sign)) for sign in "approve")
    body = f"<p>The council met on Monday and agreed on the budget.{smuggled}</p><p>Nothing else was decided.</p>"
    record = process(
        f"<html><body><h1>Budget</h1>{body}</body></html>".encode(), name="a.html", content_type="text/html"
    )
    (finding,) = [found for found in record.moderation.findings if found.rule == "text.smuggling"]
    assert finding.spans[0].text == smuggled
    assert ("spelled", "approve") in [(entry.name, entry.value) for entry in finding.evidence]


@pytest.mark.parametrize(
    "piece",
    [
        "\u200b",
        "a\u200b",
        "\u202e",
        "\u202ea",
        "\u2067\u2069",
        "\ufe0f",
        "\U000e0061",
        "\U0001f3f4\U000e0061",
        "\u202ea\u202c",
    ],
)
def test_a_megabyte_of_anything_is_read_in_linear_time(piece: str) -> None:
    """No piece, repeated to a million characters, takes longer than ten seconds of placing."""
    start = time.process_time()
    for _ in places(piece * (1_000_000 // len(piece))):
        pass
    assert time.process_time() - start < 10
