"""The dateline: read, understood, set aside; the grammars' own cases are in test_datelines_of_our_own.py."""

from __future__ import annotations

import pytest

from copydesk import process
from copydesk.model import Article, Block, Dateline, Moment
from copydesk.normalize import agencies, dateline, lead

SAMPLE = "मॉस्को में भारी बर्फबारी\nमॉस्को में भारी बर्फबारी\n\nMOSCOW – मॉस्को में बुधवार को भारी बर्फबारी हुई और शहर रुक गया।"


def test_latin_dateline_before_devanagari() -> None:
    """A Latin dateline before a story in another script is read, placed and set aside."""
    record = process(SAMPLE.encode(), name="sample.txt", content_type="text/plain")
    assert record.dateline is not None
    assert record.dateline.raw == "MOSCOW"
    place = record.dateline.places[0]
    assert (place.name, place.country, place.geonames_id) == ("Moscow", "RU", 524901)
    assert record.text == "मॉस्को में बुधवार को भारी बर्फबारी हुई और शहर रुक गया।"


def _article(*texts: str, html: str | None = None) -> Article:
    blocks = tuple(Block("paragraph", text, html or f"<p>{text}</p>") for text in texts)
    return Article("", "utf-8", "json", (), blocks, has_offsets=False)


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p><strong>OSLO</strong> – The bridge opened.</p>", "<p>The bridge opened.</p>"),
        ("<p><b>OSLO – </b>The bridge opened.</p>", "<p>The bridge opened.</p>"),
        ("<p><b>OSLO – The</b> bridge opened.</p>", "<p><b>The</b> bridge opened.</p>"),
        ('<p><a href="/oslo"><em>OSLO</em></a> – The bridge opened.</p>', "<p>The bridge opened.</p>"),
        ("<p>OSLO&nbsp;&ndash; The bridge <i>opened</i>.</p>", "<p>The bridge <i>opened</i>.</p>"),
        ("<p><span>OS</span>LO – The bridge opened.</p>", "<p>The bridge opened.</p>"),
        ("<p>OSLO – <br>The bridge opened.</p>", "<p>The bridge opened.</p>"),
    ],
)
def test_dateline_leaves_text_and_markup(html: str, kept: str) -> None:
    """The dateline is taken out of the markup too, whose tags stay in balance."""
    article, filed = dateline.read(_article("OSLO – The bridge opened.", html=html))
    assert filed is not None
    assert article.text == "The bridge opened."
    assert article.markup.replace("<br>", "") == kept


def test_paragraph_that_is_only_a_dateline_goes() -> None:
    """A dateline with a paragraph of its own leaves no empty paragraph."""
    article, filed = dateline.read(_article("HANOVER, Germany 1996-08-27", "The bridge opened."))
    assert filed is not None
    assert filed.date == "1996-08-27"
    assert [block.text for block in article.blocks] == ["The bridge opened."]


def test_strongest_reading_wins() -> None:
    """Behind a summary and a caption the dateline is found, whatever stands before it."""
    caption = "A view of the bridge. Vienna - Prague trains cross it twice a day."
    story = "PRAGUE, Nov 22 (Reuters) - The bridge opened on Tuesday."
    article, filed = dateline.read(_article("The bridge opened after ten years.", caption, story))
    assert filed is not None
    assert filed.raw == "PRAGUE, Nov 22 (Reuters)"
    assert article.blocks[2].text == "The bridge opened on Tuesday."
    assert article.blocks[1].text == caption


def test_nothing_is_looked_for_far_down() -> None:
    """A quoted lead far down in a story is not its dateline."""
    assert dateline.read(_article(*["A paragraph of the story. " * 10] * 5, "PARIS (AFP) - Quoted."))[1] is None


@pytest.mark.parametrize(
    ("day", "published", "iso"),
    [
        ("Nov 22", "2026-11-22T10:00:00+01:00", "2026-11-22"),
        ("Dec 31", "2026-01-01", "2025-12-31"),
        ("Jan 1", "2025-12-31", "2026-01-01"),
        ("Nov 22", "2026-11", "2026-11-22"),
        ("11日", "2026-11-12", "2026-11-11"),
        ("30日", "2026-03-01", "2026-01-30"),
        ("Feb 30", "2026-03-01", None),
        ("3 असोज", "2026-03-01", None),
    ],
)
def test_year_is_completed_from_the_article(day: str, published: str, iso: str | None) -> None:
    """A day without a year is dated by the article's own date: the nearest one that is not far ahead of it."""
    filed = dateline.with_reference(Dateline("X", (), date_text=day), Moment(published, "day"))
    assert filed is not None
    assert filed.date == iso


def test_no_date_is_made_up() -> None:
    """Without a reference a day without a year has no ISO date."""
    filed = Dateline("X", (), date_text="Nov 22")
    assert dateline.with_reference(filed, None) == filed
    assert dateline.with_reference(None, Moment("2026-11-22", "day")) is None


@pytest.mark.parametrize(
    "line",
    [
        "MOSCOW, Nov 26 (Reuters) - The bridge opened",
        "新华社北京6月14日电 大桥通车",
        "By Jane Doe",
        "ԵՐԵՎԱՆ, 28 ՄԱՐՏԻ, ԱՐՄԵՆՊՐԵՍ",
    ],
)
def test_line_opens_the_story(line: str) -> None:
    """A first line with a dateline or a byline is no headline."""
    assert dateline.opens(line)


@pytest.mark.parametrize(
    "line",
    ["Moscow: bridge opens", "BREAKING – Bridge opens", "Bridge opens in Oslo", "", "London calling", "- a list"],
)
def test_line_is_a_headline(line: str) -> None:
    """A headline does not open the story, whatever place it begins with."""
    assert not dateline.opens(line)


HOSTILE = (
    *("A", "A ", "(", "A-", "A/", "- ", "1 ", "=", ":", "।", "\u00a0", "St. ", "Jan 1 ", "a b ", "[", "【", "。", "、"),
    *("MOSCOW, ", "MOSCOW (AP) ", "MOSCOW and ", "Корр. ", "新华社", "記者", "北京1", "기자 ", "서울="),
    *("A/B ", "A (B) ", "[London] ", "D. C. ", "taz | "),
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """A megabyte of the worst input is read at once, in one block and in a thousand."""
    text = unit * (1_000_000 // len(unit))
    dateline.read(_article(text))
    dateline.read(_article(*(text[n : n + 1_000] for n in range(0, 1_000_000, 1_000))))
    for start in range(0, 20_000, 100):
        dateline.opens(text[start : start + 100])


@pytest.mark.parametrize("unit", ["<", "<a", "a", "<b>", "</b>", "&", "<a b"])
def test_hostile_markup_is_cut_in_linear_time(unit: str) -> None:
    """A megabyte of the worst markup around a dateline is cut at once."""
    html = "<p>OSLO" + unit * (1_000_000 // len(unit)) + " – The bridge opened.</p>"
    dateline.read(_article("OSLO – The bridge opened.", html=html))
    lead.cut(Block("paragraph", "a b", "<" + "a" * 1_000_000), 0, 1)


def test_every_agency_form_is_known_by_its_name() -> None:
    """Every printed form of the agency list leads to a canonical name with a country."""
    exact, _, countries = agencies._tables()
    assert len(exact) > 1_000
    assert all(countries[name] for name in exact.values())


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("أ ف ب", "AFP"),
        ("АФП", "AFP"),
        ("法新社", "AFP"),
        ("риа новости", "RIA Novosti"),
        ("SDA/Reuters", "SDA/Reuters"),
        ("ΑΠΕ-ΜΠΕ", "ANA-MPA"),
        ("INTERFAX.RU", "Interfax"),
        ("HINA", "HINA"),
        ("Hina", None),
        ("Jane Doe", None),
    ],
)
def test_agency_has_one_name(raw: str, name: str | None) -> None:
    """An agency printed in any script has one canonical name; a person's name is no agency."""
    assert agencies.canonical(raw) == name
