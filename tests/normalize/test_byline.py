"""Bylines of the text: lines above, brackets before and behind the story, and what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.intake import plain
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Block, Byline, Credit, Dateline, Metadata
from copydesk.normalize import byline, dateline, headline


def _read(text: str) -> tuple[Article, Dateline | None, Byline]:
    article = headline.choose(plain.read(Decoded(text, "utf-8")))
    article, filed = dateline.read(article)
    article, credited = byline.read(article, filed)
    return article, filed, credited


def _rows() -> list[list[str]]:
    lines = Path(__file__).with_name("bylines.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(
    ("text", "people"), [pytest.param(*row[1:], id=f"{n}-{row[0]}-{row[2]}") for n, row in enumerate(_rows())]
)
def test_people_of_the_text(text: str, people: str) -> None:
    """The people that a text credits are read, in printed order."""
    authors = _read(text.replace("⏎", "\n"))[2].authors
    assert "/".join(author.name for author in authors) == people


def test_byline_lines_leave_the_text_and_are_kept() -> None:
    """Byline lines are set aside with their span, so that neither text nor markup holds them."""
    text = "Bridge opens\n\nBy JANE DOE\nAssociated Press\n\nBOISE, Idaho (AP) — The council approved a new bridge."
    article, _, credited = _read(text)
    assert article.text == "The council approved a new bridge."
    assert article.markup == "<p>The council approved a new bridge.</p>"
    asides = [aside for aside in article.asides if aside.kind == "byline"]
    assert [article.source[aside.start : aside.end] for aside in asides] == ["By JANE DOE", "Associated Press"]
    assert [agency.name for agency in credited.agencies] == ["AP"]
    assert credited.raw == "By JANE DOE; Associated Press"


def test_page_and_text_are_one_list() -> None:
    """A person credited by the page and by the text is named once."""
    story = "The council approved a new bridge. " * 6
    blocks = (Block("paragraph", "By Jane Doe", "<p>By Jane Doe</p>"), Block("paragraph", story, f"<p>{story}</p>"))
    metadata = Metadata(credits=(Credit("Jane Doe", "json-ld", "person"), Credit("John Roe", "meta")))
    article = Article("", "utf-8", "json", (), blocks, has_offsets=False, metadata=metadata)
    _, credited = byline.read(article)
    assert [author.name for author in credited.authors] == ["Jane Doe", "John Roe"]


def test_sign_off_leaves_the_text() -> None:
    """The reporters of a sign-off are credited, its editors are not, and the bracket leaves the text."""
    text = "Bridge\n\nLONDON (Reuters) - The council approved it.\n\n(Reporting by Jane Doe; Editing by Ann Poe)"
    article, _, credited = _read(text)
    assert article.text == "The council approved it."
    assert [author.name for author in credited.authors] == ["Jane Doe"]


@pytest.mark.parametrize("unit", ["By Jane Doe, ", "[", "(Reporting by ", "記者", "기자 ", "Jane Doe ", "；", "a.b@"])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    """A megabyte of the worst input is read at once, in one block and in many."""
    text = unit * (1_000_000 // len(unit))
    half = len(text) // 2
    for pieces in ((text,), (text[:half], text[half:]), tuple(text[n : n + 100] for n in range(0, 20_000, 100))):
        blocks = tuple(Block("paragraph", piece, f"<p>{piece}</p>") for piece in pieces)
        byline.read(Article("", "utf-8", "json", (), blocks, has_offsets=False))
