"""Credits as printed or declared, to people with roles, desks and agencies."""

from __future__ import annotations

from importlib import resources
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Credit
from copydesk.normalize import names

Kind = Literal["printed", "person", "organization"]


def told(raw: str, source: str = "visible", kind: Kind = "printed") -> tuple[list[str], list[str]]:
    byline = names.parse([Credit(raw, source, kind)])
    return [author.name for author in byline.authors], [agency.raw for agency in byline.agencies]


@pytest.mark.parametrize(
    ("raw", "people", "others"),
    [
        ("By Jane Doe and John Roe, Reuters", ["Jane Doe", "John Roe"], ["Reuters"]),
        ("By Jane Doe, Senior Correspondent", ["Jane Doe"], []),
        ("Von Erika Muster und Max Beispiel, dpa", ["Erika Muster", "Max Beispiel"], ["dpa"]),
        ("Par Jeanne Dupont et Luc Martin", ["Jeanne Dupont", "Luc Martin"], []),
        ("Por Ana Pérez y Luis Gómez", ["Ana Pérez", "Luis Gómez"], []),
        ("José Ortega y Gasset", ["José Ortega y Gasset"], []),
        ("Di Maria Rossi e Luca Bianchi", ["Maria Rossi", "Luca Bianchi"], []),
        ("Door Jan de Vries", ["Jan de Vries"], []),
        ("Av Kari Nordmann og Ola Hansen", ["Kari Nordmann", "Ola Hansen"], []),
        ("Иван Петров и Анна Сидорова", ["Иван Петров", "Анна Сидорова"], []),
        ("문서윤 기자 moon@quay.example", ["문서윤"], []),
        ("記者 山田太郎", ["山田太郎"], []),
        ("责任编辑：王小明、李丽", ["王小明", "李丽"], []),
        ("بقلم: ليلى حداد", ["ليلى حداد"], []),
        ("Doe, Jane", ["Jane Doe"], []),
        ("Jane Doe, Jr.", ["Jane Doe"], []),
        ("Jane Doe; John Roe; Ann Poe", ["Jane Doe", "John Roe", "Ann Poe"], []),
        ("Jane Doe in Havnes", ["Jane Doe"], []),
        ("Quay Times staff", [], ["Quay Times staff"]),
        ("quaytimes.de", [], ["quaytimes.de"]),
        ("BY JANE DOE | Dec 28, 2026 | 3 comments", ["JANE DOE"], []),
        ("28.12.2026, 11:30 Uhr von Max Beispiel", ["Max Beispiel"], []),
        ("Jane Doe @janedoe https://quay.example/jane", ["Jane Doe"], []),
        ("Jane Doe Photo: John Roe", ["Jane Doe"], []),
        ("Share", [], []),
        ("View all posts", [], []),
        ("CC BY 4.0", [], []),
        ("3 comments", [], []),
    ],
)
def test_a_credit_is_taken_apart(raw: str, people: list[str], others: list[str]) -> None:
    """Names come out one by one, without what is printed around them; desks and agencies stand apart."""
    assert told(raw) == (people, others)


def test_roles_stay_with_their_person() -> None:
    """A role behind a name is the person's role."""
    byline = names.parse([Credit("Jane Doe, political editor; John Roe, Korrespondent", "meta")])
    assert [(author.name, author.role) for author in byline.authors] == [
        ("Jane Doe", "political editor"),
        ("John Roe", "Korrespondent"),
    ]


def test_an_organisation_is_kept_whole() -> None:
    """What the page declares as an organisation is one, whatever its name is made of."""
    assert told("Müller und Söhne", "json-ld", "organization") == ([], ["Müller und Söhne"])


def test_duplicates_and_shortened_names_are_told_once() -> None:
    """The same name twice, or a first name beside the full one, is one person; raw holds all that was printed."""
    byline = names.parse([Credit("Jane Doe", "json-ld"), Credit("JANE DOE", "meta"), Credit("Jane", "visible")])
    assert [author.name for author in byline.authors] == ["Jane Doe"]
    assert byline.raw == "Jane Doe; JANE DOE; Jane"


def test_no_credit_gives_no_byline() -> None:
    """Nothing printed, nothing invented."""
    assert names.parse([]).raw is None
    assert names.parse([Credit(" – ", "meta")]).authors == ()


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("By Jane Doe", True),
        ("Von Erika Muster", True),
        ("Text: Erika Muster", True),
        ("By the time the ferry sailed, the quay was empty.", False),
        ("Jane Doe", False),
        ("", False),
    ],
)
def test_a_byline_begins_as_one(line: str, begins: bool) -> None:  # noqa: FBT001  # a parametrised answer
    """A line is taken for a byline when a by-word and names stand in it, not when a sentence begins like one."""
    assert names.begins_credit(line) is begins


@pytest.mark.parametrize(
    "raw", ["by " * 300_000, "a, " * 300_000, "(" * 1_000_000, "Jane Doe and " * 70_000, "@" * 1_000_000]
)
def test_a_megabyte_is_linear(raw: str) -> None:
    """A megabyte of a credit is cut and parsed at once."""
    names.parse([Credit(raw, "visible")] * 50)


@given(st.text(max_size=120))
def test_any_text_gives_names_that_stand_in_it(raw: str) -> None:
    """Whatever is printed, names are not empty and no longer than what was printed."""
    byline = names.parse([Credit(raw, "visible")])
    for author in byline.authors:
        assert 1 < len(author.name) <= len(raw) + 1


def test_every_language_names_its_source() -> None:
    """More than forty languages have byline words, and each file says where they come from."""
    folder = resources.files("copydesk").joinpath("data/bylines")
    files = [file for file in folder.iterdir() if file.name.endswith(".txt")]
    assert len(files) > 40
    assert all("\n# Source" in file.read_text("utf-8") for file in files)
