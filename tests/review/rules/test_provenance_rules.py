from collections.abc import Callable

import pytest

TEXT = "The old bridge over the harbour opened to walkers on Monday, and the first trams crossed it before noon."
HINDI = (
    "पुराने शहर की नई मेट्रो लाइन सोमवार को यात्रियों के लिए खोल दी गई। अधिकारियों ने बताया कि पहले दिन बीस हज़ार लोगों ने यात्रा की।"
)


def test_story_without_any_name_misses_its_byline(judge: Callable, page: Callable) -> None:
    """`provenance.byline_missing`: neither a person nor an agency is named."""
    assert "provenance.byline_missing" in judge(page(TEXT, TEXT))


def test_named_author_is_no_missing_byline(judge: Callable, page: Callable) -> None:
    """`provenance.byline_missing`: a declared author is no hit."""
    head = '<meta name="author" content="Mara Ellis">'
    assert "provenance.byline_missing" not in judge(page(TEXT, TEXT, head=head))


def test_agency_of_the_dateline_that_the_byline_does_not_name(judge: Callable, page: Callable) -> None:
    """`provenance.agency_without_credit`: agency copy under a person's name alone is a finding."""
    head = '<meta name="author" content="Mara Ellis">'
    assert "provenance.agency_without_credit" in judge(
        page(f"LYON, France, March 3 (Reuters) - {TEXT}", TEXT, head=head)
    )


def test_agency_copy_without_a_person_is_no_hit(judge: Callable, page: Callable) -> None:
    """`provenance.agency_without_credit`: a dateline's agency is credit enough where no person is named."""
    assert "provenance.agency_without_credit" not in judge(page(f"LYON, France, March 3 (Reuters) - {TEXT}", TEXT))


def test_latin_dateline_over_devanagari_differs(judge: Callable, page: Callable) -> None:
    """`provenance.dateline_language_differs`: a Latin dateline over a Hindi body is a finding with both scripts."""
    text = page(f"HYDERABAD, India, March 3 (Reuters) - {HINDI}", HINDI, headline="पुराने शहर में नई मेट्रो लाइन खुली")
    finding = judge(text)["provenance.dateline_language_differs"]
    assert ("dateline", "Latn") in {(item.name, item.value) for item in finding.evidence}


@pytest.mark.parametrize(
    ("dateline", "body", "headline"),
    [
        ("LYON, France, March 3 (Reuters) - ", TEXT, "Harbour bridge opens after long repairs"),
        (
            "【北京共同】",
            "中国の首都で古い橋が二年ぶりに開通し、多くの市民が渡り初めをした。",
            "北京の古い橋が二年ぶりに開通",
        ),
    ],
    ids=["English", "Han before Japanese"],
)
def test_dateline_in_the_body_s_own_script_is_no_hit(
    judge: Callable, page: Callable, dateline: str, body: str, headline: str
) -> None:
    """`provenance.dateline_language_differs`: a dateline in the body's writing, or Han before Japanese, is no hit."""
    assert "provenance.dateline_language_differs" not in judge(page(dateline + body, body, headline=headline))


@pytest.mark.parametrize(
    "mark",
    [
        '<font style="vertical-align: inherit;">translated</font>',
        '<span _msttexthash="1" _msthash="2">translated</span>',
    ],
    ids=["Google", "Microsoft"],
)
def test_page_saved_as_translated_is_found(judge: Callable, page: Callable, mark: str) -> None:
    """`provenance.translation_widget`: what a translating browser leaves is found where it stands."""
    text = page(f"<p>{mark} {TEXT}</p>", TEXT)
    finding = judge(text)["provenance.translation_widget"]
    span = finding.spans[0]
    assert text[span.start : span.end] == span.text


def test_button_that_offers_a_translation_is_no_hit(judge: Callable, page: Callable) -> None:
    """`provenance.translation_widget`: the offer of a translation is no translation."""
    button = '<div id="google_translate_element"></div><script src="https://example.com/translate.js"></script>'
    assert "provenance.translation_widget" not in judge(page(button, TEXT, TEXT))
