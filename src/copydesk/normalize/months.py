"""Month words of about 80 languages, and days printed with them: `Nov 26`, `14. července`, `3 ديسمبر`, `6月14日`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources

from copydesk.normalize.spelling import fold, key


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed."""

    day: int
    month: int | None
    """1 to 12; 0 where the calendar is another one, None where only the day is printed (`11日`)."""
    year: int | None
    end: int = 0
    """One past its last code point in the text it was read from."""
    start: int = 0
    """Its first code point there."""

    @property
    def iso(self) -> str | None:
        """Return the ISO 8601 day, or None when the year or month is not printed or there is no such day."""
        if not self.month or self.year is None:
            return None
        try:
            return date(self.year, self.month, self.day).isoformat()
        except ValueError:
            return None


# Every pattern is anchored at one position; each repetition is bounded and followed by something else: linear.
_LETTER = r"[^\W\d_\u0e2f]|[\u0300-\u036f\u064b-\u0652\u0900-\u0963\u0970-\u0dff\u0e31-\u0e4e\u102b-\u103e\u200c\u200d]"
_WORD = rf"(?:{_LETTER}){{1,16}}"
_SIGN = r"[.॰]?"
_MONTH = re.compile(rf"[ก-์]{{1,4}}\.[ก-ฮ]{{1,2}}\.?|{_WORD}(?:{_SIGN}(?:\s|\s?/\s?){_WORD}){{0,3}}")
_SHORTER = re.compile(r"[.॰]?(?:\s|\s?/\s?)[^\s/]+\Z")
_OF = r"(?:\s?(?:del?|di|do|van|من|ta')\s|\s?d['’]|\s?[-–]\s?|\s)"
_DAY = re.compile(rf"(\d{{1,2}})(?:er|st|nd|rd|th|º|ª|°|-?го|ኛ)?\.?(?:{_OF})?(?=[^\W\d_])")
_DAY_AFTER = re.compile(rf"{_SIGN}[\s-]{{0,2}}(\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:\s?d\b)?\.?")
_YEAR = re.compile(
    r"(?:,?\s{1,2}|[،፣]\s?|\s(?:del?|di)\s|/)(\d{4})(?!\d)"
    r"(?:\s?(?:г|р|м|هـ|ه|م|ء|թ|წ|року|года|година|година|godine|év|жылғы|йил|yil|ci il)\b\.?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})(?!\d)\.?(?:\s?(?:m\.|gada|оны|жылғы|жылдын|йил|yil|év))?\s{1,2}")
_NUMBERS = re.compile(
    r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})(?!\d)"
    r"|(?P<day2>\d{1,2})\s?[-./]\s?(?P<month2>\d{1,2})\s?[-./]\s?(?P<year2>\d{4})(?!\d)"
    r"|(?P<day4>\d{1,2})\s(?:tháng|thg)\s(?P<month4>\d{1,2})(?:(?:,?\s(?:năm\s)?)(?P<year4>\d{4}))?(?!\d)"
    r"|(?P<year5>\d{4})\sоны\s(?P<month5>\d{1,2})[\s-](?:дугаар|дүгээр|р)\sсарын\s(?P<day5>\d{1,2})(?:-н[иы]?)?"
    r"|(?P<day3>\d{1,2})\s?[-./]\s?(?P<month3>\d{1,2})(?![\d])\.?"
)
_DIGIT = re.compile(r"\d")
LONGEST = 80
"""Code points from a month's first letter within which the day has to follow."""
_IN_HAN = re.compile(r"([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_HAN_DIGITS = "〇一二三四五六七八九"
_EAST_ASIAN = re.compile(
    r"(?:(?P<year>\d{4}|\d{2,3})\s?[年년]\s?)?(?:(?P<month>\d{1,2})\s?[月월]\s?)(?P<day>\d{1,2})\s?[日일号號]"
    r"|(?P<day2>\d{1,2})\s?[日일]"
)


def number(word: str, language: str | None = None) -> int | None:
    """Return the month (1 to 12) that a word names, in `language` first; None when it names none.

    `listopada` is October in Croatian and November in Polish: without a language the one more languages agree on, then
    the one more people read, wins. 0 is a month of another calendar.
    """
    found = _words().get(key(word))
    return None if found is None else found.get(language or "", found[""])


def read(text: str, start: int = 0, language: str | None = None) -> Day | None:
    """Return the day printed at `start` of `text`, or None when none begins there."""
    first = text[start : start + 1]
    if not first.isdecimal():
        if first == "n" and text.startswith("ngày ", start) and (match := _NUMBERS.match(text, start + 5)):
            return _numbers(match)
        if first >= "一" and (match := _IN_HAN.match(text, start)):
            return _in_han(match)
        return _month_first(text, start, language)
    if match := _EAST_ASIAN.match(text, start):
        return _east_asian(match)
    if match := _NUMBERS.match(text, start):
        return _numbers(match)
    if match := _YEAR_FIRST.match(text, start):
        found = _month_first(text, match.end(), language) or _day_first(text, match.end(), language)
        return replace(found, year=int(match[1]), start=start) if found and found.year is None else None
    return _day_first(text, start, language)


def _in_han(match: re.Match[str]) -> Day | None:
    """Read `六月十四日`."""
    month, day = (_han_number(match[n]) for n in (1, 2))
    return Day(day, month, None, match.end(), match.start()) if 1 <= month <= 12 and 1 <= day <= 31 else None


def _han_number(printed: str) -> int:
    """Return a number up to 99 written in Han numerals; 0 when it is none."""
    tens, ten, ones = printed.rpartition("十")
    if len(ones) > 1 or len(tens) > 1 or "十" in tens:
        return 0
    return (_HAN_DIGITS.find(tens) if tens else 1) * 10 * bool(ten) + (_HAN_DIGITS.index(ones) if ones else 0)


def _day_first(text: str, start: int, language: str | None) -> Day | None:
    if not (match := _DAY.match(text, start)) or not 1 <= int(match[1]) <= 31:
        return None
    month, end = _month(text, match.end(), language)
    return _with_year(text, start, end, int(match[1]), month) if month is not None else None


def _month_first(text: str, start: int, language: str | None) -> Day | None:
    if not _DIGIT.search(text, start, start + LONGEST):  # most places have no number near: no word is looked up there
        return None
    month, end = _month(text, start, language)
    if month is None or not (match := _DAY_AFTER.match(text, end)) or not 1 <= int(match[1]) <= 31:
        return None
    return _with_year(text, start, match.end(), int(match[1]), month)


def _month(text: str, start: int, language: str | None) -> tuple[int | None, int]:
    """Return the month named at `start`, by as many words as name one, and where it ends."""
    if not (match := _MONTH.match(text, start)):
        return None, start
    words = match.group()
    while (month := number(words, language)) is None:
        shorter = _SHORTER.sub("", words)
        if shorter == words:
            return None, start
        words = shorter
    end = start + len(words)
    return month, end + (text[end : end + 1] in {".", "॰"})


def _with_year(text: str, start: int, end: int, day: int, month: int) -> Day:
    if match := _YEAR.match(text, end):
        return Day(day, month, int(match[1]), match.end(), start)
    return Day(day, month, None, end, start)


def _numbers(match: re.Match[str]) -> Day | None:
    groups = match.groupdict()
    day = int(groups["day"] or groups["day2"] or groups["day3"] or groups["day4"] or groups["day5"])
    month = int(groups["month"] or groups["month2"] or groups["month3"] or groups["month4"] or groups["month5"])
    printed_year = groups["year"] or groups["year2"] or groups["year4"] or groups["year5"]
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return Day(day, month, int(printed_year) if printed_year else None, match.end(), match.start())


def _east_asian(match: re.Match[str]) -> Day | None:
    groups = match.groupdict()
    day, month = int(groups["day"] or groups["day2"]), int(groups["month"] or 0)
    year = int(groups["year"] or 0)
    if not 1 <= day <= 31 or month > 12:
        return None
    if 0 < year < 200:  # years of the Republic of China
        year += 1911
    return Day(day, month or None, year or None, match.end(), match.start())


@cache
def _words() -> dict[str, dict[str, int]]:
    """Return {key of a month word: {language: month}}."""
    words: dict[str, dict[str, int]] = {}
    folder = resources.files("copydesk").joinpath("data/months")
    for name in ("cldr.tsv", "printed.tsv"):
        for line in folder.joinpath(name).read_text("utf-8").splitlines():
            if line.startswith("#") or not line:
                continue
            language, month, forms = line.split("\t")
            for form in forms.split("|"):
                words.setdefault(fold(form), {}).setdefault(language, int(month))
    for line in folder.joinpath("others.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            for form in line.split("\t")[1].split("|"):
                words.setdefault(fold(form), {"other": 0})
    for found in words.values():
        months = list(found.values())
        found[""] = max(months, key=months.count)
    return words
