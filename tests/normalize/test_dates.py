"""When an article was published: every way of saying it, and none rather than a wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Article, Aside, Metadata, Moment
from copydesk.normalize import dates, moments

DAY = Moment("2026-11-22", "day")


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2026-11-22T10:15:30+01:00", "2026-11-22T10:15:30+01:00", "second"),
        ("2026-11-22T10:15:30.123Z", "2026-11-22T10:15:30Z", "second"),
        ("2026-11-22T10:15:30+0530", "2026-11-22T10:15:30+05:30", "second"),
        ("20261122T101530Z", "2026-11-22T10:15:30Z", "second"),
        ("2026-11-22 10:15", "2026-11-22T10:15:00", "minute"),
        ("2026-11-22", "2026-11-22", "day"),
        ("2026-11", "2026-11", "month"),
        ("Sun, 22 Nov 2026 10:15:00 +0100", "2026-11-22T10:15:00+01:00", "second"),
        ("1795342530", "2026-11-22T10:15:30Z", "second"),
        ("1795342530000", "2026-11-22T10:15:30Z", "second"),
        ("Sun Nov 22 2026 10:15:00 GMT+0100", "2026-11-22T10:15:00+01:00", "second"),
    ],
)
def test_machine_dates_are_read(text: str, value: str, precision: str) -> None:
    """Each form that pages declare dates in is read with its zone and precision."""
    assert moments.declared(text) == Moment(value, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Published: Nov. 22, 2026, 10:15 p.m. EST", "2026-11-22T22:15:00-05:00"),
        ("22 November 2026 at 6pm", "2026-11-22T18:00:00"),
        ("Stand: 22.11.2026, 10:15 Uhr", "2026-11-22T10:15:00"),
        ("22.11.26", "2026-11-22"),
        ("Publié le 22 novembre 2026 à 10h15", "2026-11-22T10:15:00"),
        ("22 de noviembre de 2026", "2026-11-22"),
        ("22. listopadu 2026", "2026-11-22"),
        ("22 ноября 2026, 10:15", "2026-11-22T10:15:00"),
        ("2026年11月22日 10時15分", "2026-11-22T10:15:00"),
        ("2026.11.22 10:15", "2026-11-22T10:15:00"),
        ("२२ नवंबर २०२६", "2026-11-22"),
        ("10:15 | 22.11.2026", "2026-11-22T10:15:00"),
    ],
)
def test_printed_dates_are_read(text: str, value: str) -> None:
    """Dates as people read them are read in their languages, with the clock beside them."""
    moment = moments.printed(text)
    assert moment is not None
    assert moment.value == value


@pytest.mark.parametrize(
    "text", ["", "2026", "in 2014", "Nov 22", "2026-13-45", "30.02.2026", "0000-00-00", "1/2", "99999999999"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    """A year alone, a day without a year and a day that does not exist are no dates."""
    assert moments.declared(text) is None


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("https://quay.example/2026/11/22/ferry", "2026-11-22"),
        ("https://quay.example/news/2026-11-22-ferry.html", "2026-11-22"),
        ("https://quay.example/ferry-20261122.html", "2026-11-22"),
        ("https://quay.example/meldung/22-11-2026", "2026-11-22"),
        ("https://quay.example/2026/11/ferry", None),
        ("https://quay.example/article/20263345", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url: str | None, value: str | None) -> None:
    """An address that holds a whole day tells it, any other number does not."""
    found = dates.of_url(url)
    assert (found.value if found else None) == value


def choose(
    declared: list[Moment] | None = None,
    printed: list[Moment] | None = None,
    vague: list[Moment] | None = None,
    updated: list[Moment] | None = None,
    url: str | None = None,
) -> Moment | None:
    return dates.choose(declared or [], printed or [], vague or [], updated or [], url)


def test_the_declared_publication_comes_first() -> None:
    """What the page declares as its publication outweighs print, address and vague dates."""
    assert choose([DAY], [Moment("2026-11-23", "day")], url="https://quay.example/2026/11/24/x") == DAY


def test_the_address_outweighs_what_is_printed_elsewhere() -> None:
    """A printed date far from the day in the address is another story's; one near it adds the clock."""
    url = "https://quay.example/2026/11/22/ferry"
    near = Moment("2026-11-22T10:15:00", "minute")
    assert choose(printed=[Moment("2024-01-01", "day")], url=url) == DAY
    assert choose(printed=[near], url=url) == near


def test_an_update_is_the_last_resort() -> None:
    """Only where nothing says more is the printed update taken; nothing at all gives none."""
    assert choose(updated=[DAY]) == DAY
    assert choose(vague=[Moment("2026-11-21", "day")], updated=[DAY]) == Moment("2026-11-21", "day")
    assert choose() is None


def test_utc_is_told_in_the_zone_of_the_printed_clock() -> None:
    """A moment declared in UTC and printed in local time is the same moment in its own zone."""
    declared = Moment("2026-11-23T02:15:30Z", "second")
    assert choose([declared], [Moment("2026-11-22T21:15:00", "minute")]) == Moment(
        "2026-11-22T21:15:30-05:00", "second"
    )
    assert choose([declared], [Moment("2026-11-22T21:17:00", "minute")]) == declared


def article(published: Moment | None, modified: Moment | None, *lines: str) -> Article:
    asides = tuple(Aside("date", line, 0, 0) for line in lines)
    return Article(
        "", "utf-8", "text", (), (), asides=asides, metadata=Metadata(published=published, modified=modified)
    )


def test_a_change_before_the_publication_is_none() -> None:
    """A page modified before it was published was not modified since."""
    assert dates.read(article(DAY, Moment("2026-11-20", "day"))) == (DAY, None)
    assert dates.read(article(DAY, Moment("2026-11-23", "day"))) == (DAY, Moment("2026-11-23", "day"))


def test_a_line_of_the_text_tells_the_day() -> None:
    """A text that prints its date on a line of its own is dated by it; one without has no date."""
    assert dates.read(article(None, None, "Havnes, 22 November 2026")) == (DAY, None)
    assert dates.read(article(None, None)) == (None, None)


@given(st.text(max_size=80))
def test_any_text_gives_a_date_that_exists_or_none(text: str) -> None:
    """Whatever stands there, what is returned sorts and is in the years of the web."""
    for moment in filter(None, (moments.declared(text), moments.printed(text))):
        assert moments.FIRST_YEAR <= moments.instant(moment).year <= moments.LAST_YEAR


@pytest.mark.parametrize(
    "text", ["1" * 1_000_000, "22. " * 250_000, "Nov " * 250_000, ":" * 1_000_000, "/2026" * 200_000]
)
def test_a_megabyte_is_linear(text: str) -> None:
    """A megabyte of almost dates is read at once."""
    moments.declared(text)
    list(moments.every(text))
    dates.of_url(text)
