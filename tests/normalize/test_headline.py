"""Headlines: the title that the reader saw, and its repetitions."""

from __future__ import annotations

import pytest

from copydesk.model import Article, Block, Metadata, Title
from copydesk.normalize import headline

H1, LD, OG, TITLE = "h1", "json-ld", "og:title", "title"


def article(
    *titles: tuple[str, str], blocks: tuple[str, ...] = (), site: str | None = None, kind: str = "html"
) -> Article:
    return Article(
        source="",
        charset="utf-8",
        format=kind,
        titles=tuple(Title(source, text) for source, text in titles),
        blocks=tuple(Block("paragraph", text, f"<p>{text}</p>") for text in blocks),
        metadata=Metadata(site=site, base="https://www.quay-times.example/2026/ferry"),
    )


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        pytest.param([(H1, "Ferry sails"), (TITLE, "Ferry sails | Quay Times")], "Ferry sails", id="h1"),
        pytest.param([(H1, "Quay Times"), (TITLE, "Ferry sails - Quay Times")], "Ferry sails", id="h1-is-the-site"),
        pytest.param([(OG, "Ferry sails – Quay Times")], "Ferry sails", id="site-behind"),
        pytest.param([(TITLE, "Quay Times news | Ferry sails")], "Ferry sails", id="site-before"),
        pytest.param([(TITLE, "Storm - a diary")], "Storm - a diary", id="dash-is-no-suffix"),
        pytest.param(
            [(H1, "What the ferry means"), (LD, "Ferry news"), (OG, "Ferry news"), (TITLE, "Ferry news")],
            "What the ferry means",
            id="all-declared-alike-are-for-search-engines",
        ),
        pytest.param(
            [(H1, "Ferry Havnes: prices"), (LD, "The ferry is back"), (OG, "Ferry Havnes: prices"), (TITLE, "Ferry")],
            "The ferry is back",
            id="declared-headline-apart-from-the-others",
        ),
        pytest.param([(H1, "Harbour / Ferry sails"), (LD, "Ferry sails")], "Ferry sails", id="kicker-before"),
        pytest.param([(H1, "QuayFerry sails"), (LD, "Quay: Ferry sails")], "Quay: Ferry sails", id="kicker-mark"),
        pytest.param([(H1, "About"), (H1, "Ferry sails on"), (TITLE, "Ferry sails on")], "Ferry sails on", id="two"),
        pytest.param([("text", "Ferry sails"), (TITLE, "x")], "Ferry sails", id="first-of-text"),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_the_reader_saw(titles: list[tuple[str, str]], expected: str) -> None:
    """Of all titles the editors' headline is chosen, without the site's name and without its kicker."""
    chosen = headline.choose(article(*titles, site="Quay Times")).headline
    assert chosen is not None
    assert chosen.text == expected


def test_repeated_titles_are_set_aside() -> None:
    """A block that says the headline again, with other quotes, case or spaces, is set aside with its place."""
    told = headline.choose(
        article(("text", "Crew's ferry sails"), blocks=("CREW’S  FERRY SAILS", "It sailed."), kind="text")
    )
    assert [block.text for block in told.blocks] == ["It sailed."]
    assert [(aside.kind, aside.text) for aside in told.asides] == [("repeated_title", "CREW’S  FERRY SAILS")]


def test_other_headings_of_the_page_stay() -> None:
    """Only the headline's repetitions go: another `h1` is a heading of the text."""
    told = headline.choose(
        article((H1, "Ferry sails"), (H1, "What it costs"), (TITLE, "Ferry sails"), blocks=("What it costs",))
    )
    assert [block.text for block in told.blocks] == ["What it costs"]


def test_no_title_gives_no_headline() -> None:
    """Without a title nothing is invented."""
    assert headline.choose(article(blocks=("It sailed.",))).headline is None


def test_titles_of_a_megabyte_are_linear() -> None:
    """A megabyte of separators is folded and cut at once."""
    headline.choose(article((TITLE, " - |" * 250_000), (H1, "- " * 500_000)))
