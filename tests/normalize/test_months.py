"""Days printed with month words."""

from __future__ import annotations

import pytest

from copydesk.normalize import months


@pytest.mark.parametrize(
    ("text", "printed", "day", "month", "year"),
    [
        ("Nov 26 AFP -", "Nov 26", 26, 11, None),
        ("Sept. 8 (X)", "Sept. 8", 8, 9, None),
        ("March 5, 2024 (X)", "March 5, 2024", 5, 3, 2024),
        ("2nd December, 2023 (X)", "2nd December, 2023", 2, 12, 2023),
        ("14. července (X)", "14. července", 14, 7, None),
        ("5 de enero de 2020", "5 de enero de 2020", 5, 1, 2020),
        ("23 may (X)", "23 may", 23, 5, None),
        ("1er février 2020", "1er février 2020", 1, 2, 2020),
        ("26 lug. (X)", "26 lug.", 26, 7, None),
        ("25 abr (X)", "25 abr", 25, 4, None),
        ("2020. január 5., kedd", "2020. január 5.", 5, 1, 2020),
        ("sausio 5 d. (X)", "sausio 5 d.", 5, 1, None),
        ("2020. gada 5. janvāris", "2020. gada 5. janvāris", 5, 1, 2020),
        ("5. joulukuuta –", "5. joulukuuta", 5, 12, None),
        ("10 фев — X", "10 фев", 10, 2, None),
        ("24 серпня – X", "24 серпня", 24, 8, None),
        ("28 ՓԵՏՐՎԱՐԻ, X", "28 ՓԵՏՐՎԱՐԻ", 28, 2, None),
        ("26 მაისი –", "26 მაისი", 26, 5, None),
        ("25 Μαρτίου (X)", "25 Μαρτίου", 25, 3, None),
        ("9 ΜΑΪΟΥ (X)", "9 ΜΑΪΟΥ", 9, 5, None),
        ("14 במאי (X)", "14 במאי", 14, 5, None),
        ("3 ديسمبر (X)", "3 ديسمبر", 3, 12, None),
        ("5 كانون الثاني 2020 (X)", "5 كانون الثاني 2020", 5, 1, 2020),
        ("26 جنوری (X)", "26 جنوری", 26, 1, None),
        ("५ जनवरी २०२४ (X)", "५ जनवरी २०२४", 5, 1, 2024),
        ("১৬ ডিসেম্বর, ২০২৩ (X)", "১৬ ডিসেম্বর, ২০২৩", 16, 12, 2023),
        ("ஜன.26: X", "ஜன.26", 26, 1, None),
        ("జనవరి 26: X", "జనవరి 26", 26, 1, None),
        ("5 ธ.ค.- X", "5 ธ.ค.", 5, 12, None),
        ("12 มิ.ย. (X)", "12 มิ.ย.", 12, 6, None),
        ("5 tháng 3 năm 2020", "5 tháng 3 năm 2020", 5, 3, 2020),
        ("ngày 2/9 (X)", "ngày 2/9", 2, 9, None),
        ("6月14日电", "6月14日", 14, 6, None),
        ("１１月１日", "１１月１日", 1, 11, None),
        ("2026年1月5日電", "2026年1月5日", 5, 1, 2026),
        ("114年1月5日電", "114年1月5日", 5, 1, 2025),
        ("11日電", "11日", 11, None, None),
        ("2026년 1월 5일", "2026년 1월 5일", 5, 1, 2026),
        ("2023 оны 7 дугаар сарын 11 /X/", "2023 оны 7 дугаар сарын 11", 11, 7, 2023),
        ("1996-08-27", "1996-08-27", 27, 8, 1996),
        ("05/01/2020 X", "05/01/2020", 5, 1, 2020),
        ("01/25/2020 X", "01/25/2020", 25, 1, 2020),
        ("08 ربيع الأول 1445 هـ", "08 ربيع الأول 1445 هـ", 8, 0, 1445),
        ("ጥር 5፣ 2012 (X)", "ጥር 5፣ 2012", 5, 0, 2012),
        ("३ असोज (X)", "३ असोज", 3, 0, None),
    ],
)
def test_day_is_read(text: str, printed: str, day: int, month: int | None, year: int | None) -> None:
    """Day, month and year are read from the beginning of a text, as far as they are printed."""
    found = months.read(text)
    assert found is not None
    assert text[: found.end] == printed
    assert (found.day, found.month, found.year) == (day, month, year)


@pytest.mark.parametrize(
    "text", ["May be", "2020", "35 May", "5 Nowhere", "March", "2/", "", "13/13", "0 May", "101 Dalmatians"]
)
def test_no_day_is_read(text: str) -> None:
    """What names no day is none."""
    assert months.read(text) is None


def test_croatian_october_is_polish_november() -> None:
    """A word for different months in two languages is read in the language given, else in the more widely read."""
    assert months.number("listopada", "hr") == 10
    assert months.number("listopada", "pl") == 11
    assert months.number("listopada") == 11


def test_no_such_day_has_no_iso_day() -> None:
    """The 31st of February is kept as printed and never becomes a date."""
    found = months.read("31 Feb 2020")
    assert found is not None
    assert found.iso is None


@pytest.mark.parametrize("unit", ["1", "Jan ", "1 a", "1 a/", "12-", "a", "1. ", "ngày ", "1月"])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """A megabyte of the worst input is looked at from one place only."""
    text = unit * (1_000_000 // len(unit))
    for start in (0, 1, 2, len(text) // 2):
        months.read(text, start)
