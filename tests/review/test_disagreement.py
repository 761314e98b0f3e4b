"""What a finding about languages tells an editor."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from copydesk.model import Article, Block, Finding, Metadata, Title
from copydesk.review import language
from copydesk.settings import DEFAULTS

STORIES = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))


def article(
    title: str, body: str, *, languages: tuple[tuple[str, str], ...] = (), titles: tuple[Title, ...] = ()
) -> Article:
    """Return an article whose offsets count in its source: title, blank line, body."""
    source = f"{title}\n\n{body}"
    blocks, at = [], len(title) + 2
    for line in body.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", line, f"<p>{line}</p>", at, at + len(line)))
        at += len(line) + 1
    headline = Title("h1", title, 0, len(title))
    return Article(
        source, "utf-8", "html", (headline, *titles), tuple(blocks), headline=headline,
        metadata=Metadata(languages=languages),
    )  # fmt: skip


def findings(found: Article) -> dict[str, Finding]:
    return {finding.rule: finding for finding in language.review(found, DEFAULTS)[1]}


def test_a_mismatch_names_both_languages_and_shows_both_places() -> None:
    """Message, spans of title and body, and the words that decided."""
    found = article(STORIES["en"]["title"], STORIES["de"]["body"])
    finding = findings(found)["language.title_body_mismatch"]
    assert "English" in finding.message
    assert "German" in finding.message
    title, body = finding.spans
    assert found.source[title.start : title.end] == STORIES["en"]["title"]
    assert found.source[body.start : body.end].startswith(body.text[:50])
    assert body.text in STORIES["de"]["body"]
    words = {evidence.name: evidence.value for evidence in finding.evidence}["words"].split()
    assert words
    assert set(words) <= set(STORIES["en"]["title"].lower().split())


def test_another_script_is_the_reason_given() -> None:
    """Where letters alone decide, the message says so."""
    finding = findings(article(STORIES["ru"]["title"], STORIES["fr"]["body"]))["language.title_body_mismatch"]
    assert "it is in Cyrillic script, the body in Latin" in finding.message


def test_a_title_that_stands_elsewhere_is_named() -> None:
    """A page's og:title in another language has its own rule, with the place where it stands."""
    other = Title("og:title", STORIES["en"]["title"])
    found = article(STORIES["hi"]["title"], STORIES["hi"]["body"], titles=(other,))
    languages, _ = language.review(found, DEFAULTS)
    finding = findings(found)["language.other_title_mismatch"]
    assert languages.comparison == "match"
    assert [one.code for one in languages.titles] == ["hi", "en"]
    assert finding.message.startswith("The og:title is in English")


@pytest.mark.parametrize(("first", "second"), [("fr", "nl"), ("ru", "uk"), ("ja", "ko"), ("hi", "en")])
def test_a_body_of_two_languages_is_seen(first: str, second: str) -> None:
    """A body whose second part is in another language is mixed; the shares are in the composition."""
    part = "\n\n".join(STORIES[second]["body"].strip().split("\n\n")[1:])
    found = article(STORIES[first]["title"], STORIES[first]["body"] + part)
    languages, _ = language.review(found, DEFAULTS)
    finding = findings(found)["language.mixed_body"]
    assert languages.comparison == "match"
    assert {share.code for share in languages.body.composition} == {first, second}
    assert all(found.source[span.start : span.end][:200] == span.text for span in finding.spans)


def test_a_short_quotation_makes_no_mixed_body() -> None:
    """A sentence in another language is nothing unusual."""
    body = STORIES["cs"]["body"] + "\n\n“We have waited long enough for this bridge,” he said."
    assert "language.mixed_body" not in findings(article(STORIES["cs"]["title"], body))


@pytest.mark.parametrize(
    ("declared", "code", "told"),
    [
        ("en", "de", True), ("de-AT", "de", False), ("pt_BR", "pt", False), ("iw", "he", False), ("nb-NO", "sv", True),
        ("zh-TW", "zh-Hans", False), ("xx", "de", False), ("", "de", False), ("ms", "id", False), ("EN", "en", False),
    ],
)  # fmt: skip
def test_a_declared_language_is_evidence_and_never_the_truth(declared: str, code: str, *, told: bool) -> None:
    """A declaration that the text contradicts is reported; variants, old codes and unknown ones are not."""
    found = article(STORIES[code]["title"], STORIES[code]["body"], languages=(("html", declared),))
    assert ("language.declared_differs" in findings(found)) == told
    assert language.review(found, DEFAULTS)[0].body.code == code
