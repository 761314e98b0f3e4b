"""Leads of our own in 60 languages, and look-alikes: every one through the reader of plain text and the steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.intake import plain
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Byline, Dateline
from copydesk.normalize import byline, dateline, headline

HERE = Path(__file__).parent
TITLE = "A bridge for the harbour\n\n"


def _rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


BODIES = dict(_rows("bodies.tsv"))


def _read(text: str) -> tuple[Article, Dateline | None, Byline]:
    article = headline.choose(plain.read(Decoded(text, "utf-8")))
    article, filed = dateline.read(article)
    article, credited = byline.read(article, filed)
    return article, filed, credited


@pytest.mark.parametrize(
    ("language", "lead", "places", "country", "day", "agency", "people"),
    [
        pytest.param(language, lead, *(field.strip() for field in fields), id=f"{language}-{lead.strip()}")
        for language, lead, *fields in _rows("leads.tsv")
    ],
)
@pytest.mark.parametrize("before", ["", TITLE], ids=["first", "behind a title"])
def test_lead_is_read(
    before: str, language: str, lead: str, places: str, country: str, day: str, agency: str, people: str
) -> None:
    """Places, country, day, agency and people of a lead are read, and nothing of it stays in the text."""
    if not before and lead.endswith("⏎") and not day and not agency:
        pytest.skip("a place alone on the first line is a headline")
    body = BODIES[language.removesuffix("*")]
    article, filed, credited = _read(before + lead.replace("⏎", "\n") + body)
    assert filed is not None
    assert "/".join(place.raw for place in filed.places) == places
    assert (filed.places[0].country or "" if filed.places else "") == country
    assert (filed.date_text or "").rstrip(".") == day.rstrip(".")
    assert (filed.agency or "") == agency
    assert "/".join(author.name for author in credited.authors) == people
    assert article.text == body
    assert article.source[filed.start : filed.end].split() == filed.raw.split()


@pytest.mark.parametrize(
    ("language", "text"), [pytest.param(*row, id=f"{row[0]}-{row[1][:40]}") for row in _rows("lookalikes.tsv")]
)
@pytest.mark.parametrize("where", ["alone", "behind a title", "first"])
def test_lookalike_is_no_dateline(where: str, language: str, text: str) -> None:
    """A beginning that only looks like a dateline stays in the text, and nobody is credited."""
    story = text if where == "alone" else f"{text}\n\n{BODIES[language]}"
    _, filed, credited = _read(TITLE + story if where == "behind a title" else story)
    assert filed is None
    assert not credited.authors
