from collections.abc import Callable

import pytest

from copydesk.review.rules import title

LONG = "The old bridge over the harbour opened to walkers on Monday, and the first trams crossed it before noon."


def test_repeated_headline_is_found_and_set_aside(judge: Callable, page: Callable) -> None:
    """`title.repeated`: the headline given again as a paragraph is a finding with its place in the source."""
    text = page(LONG, "Harbour bridge opens after long repairs", LONG)
    finding = judge(text)["title.repeated"]
    (span,) = finding.spans
    assert "Harbour bridge opens after long repairs" in text[span.start : span.end]


def test_headline_quoted_in_a_sentence_is_no_repetition(judge: Callable, page: Callable) -> None:
    """`title.repeated`: a sentence that holds the headline's words says more and is no repetition."""
    assert "title.repeated" not in judge(
        page(f"Harbour bridge opens after long repairs, city officials said. {LONG}", LONG)
    )


def test_text_without_headline_is_missing_one(judge: Callable) -> None:
    """`title.missing`: a body without any title is a finding, one with a heading is none."""
    assert "title.missing" in judge('{"title": "", "body": "Only a body stands here."}', "story.json")
    assert "title.missing" not in judge('{"title": "A title", "body": "And a body."}', "story.json")


@pytest.mark.parametrize(
    ("headline", "declared"),
    [
        ("Harbour bridge opens after long repairs", "Ten cheap phones you can buy this week"),
        ("पुराने पुल की मरम्मत के बाद यातायात फिर शुरू", "आज का राशिफल और शुभ मुहूर्त जानिए यहाँ"),
        ("港の古い橋が二年ぶりに開通", "今夜のお得な通販セール情報"),
    ],
    ids=["English", "Hindi", "Japanese"],
)
def test_declared_title_of_another_story_differs(headline: str, declared: str) -> None:
    """`title.candidates_differ`: titles that share hardly any pair of letters are of different stories."""
    assert title.shared(letters(headline), letters(declared)) < 0.25


@pytest.mark.parametrize(
    ("headline", "declared"),
    [
        ("Harbour bridge opens after long repairs", "Harbour bridge opens after long repairs | The Example Courier"),
        ("Harbour bridge opens after long repairs", "Bridge in the harbour opens again after repairs of two years"),
        ("Alte Brücke im Hafen wieder offen", "Hafen: Die alte Brücke ist wieder offen"),
        ("港の古い橋が二年ぶりに開通", "古い橋が開通 港で二年ぶり - 例新聞"),
    ],
    ids=["site's name", "other words", "German", "Japanese"],
)
def test_declared_title_of_the_same_story_does_not_differ(headline: str, declared: str) -> None:
    """`title.candidates_differ`: other words and a site's name for the same story are no hit."""
    assert title.shared(letters(headline), letters(declared)) >= 0.25


def test_differing_title_says_where_it_stands(judge: Callable, page: Callable) -> None:
    """`title.candidates_differ`: the finding names which declared title it is."""
    head = '<meta property="og:title" content="Ten cheap phones you can buy this week">'
    finding = judge(page(LONG, LONG, head=head))["title.candidates_differ"]
    assert ("source", "og:title") in {(item.name, item.value) for item in finding.evidence}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
