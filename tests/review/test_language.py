"""One invented story in 33 languages, every headline over every body, and what must not change an answer."""

from __future__ import annotations

import time
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import process
from copydesk.model import Article, Block, Metadata, Title
from copydesk.review import clues, identify, language, reading
from copydesk.settings import DEFAULTS, Settings

STORIES = tomllib.loads(Path(__file__).with_name("stories.toml").read_text(encoding="utf-8"))
CODES = sorted(STORIES)
OTHER = {code: CODES[(at + 7) % len(CODES)] for at, code in enumerate(CODES)}
"""For each language another one, whose body its headline is put over."""
COMMENT_FORM = "Leave a Reply\nYour email address will not be published. Required fields are marked *\nPost Comment"
QUOTE = "“We have nothing more to say about this at the moment,” a spokesman wrote."
LIMIT = replace(DEFAULTS, language_budget=0.5)


def article(title: str, body: str, metadata: Metadata | None = None, titles: tuple[Title, ...] = ()) -> Article:
    blocks = tuple(Block("paragraph", line, f"<p>{line}</p>") for line in body.split("\n") if line.strip())
    headline = Title("json", title)
    return Article(
        "", "utf-8", "json", (headline, *titles), blocks, has_offsets=False, headline=headline,
        metadata=metadata or Metadata(),
    )  # fmt: skip


def compare(title: str, body: str, settings: Settings = LIMIT) -> str:
    return language.review(article(title, body), settings)[0].comparison


@pytest.mark.parametrize("code", CODES)
def test_a_headline_over_its_own_story_matches(code: str) -> None:
    """A headline and a body in one language are a match, whatever the language."""
    assert compare(STORIES[code]["title"], STORIES[code]["body"]) == "match"


@pytest.mark.parametrize("code", CODES)
def test_a_headline_over_a_translation_is_a_mismatch(code: str) -> None:
    """The same headline over the story's translation is flagged, even with the default budget."""
    assert compare(STORIES[code]["title"], STORIES[OTHER[code]]["body"], DEFAULTS) == "mismatch"


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_an_english_headline_over_any_other_body_is_a_mismatch(code: str) -> None:
    """An English headline over any other language is flagged, in capitals too."""
    title = STORIES["en"]["title"]
    assert compare(title, STORIES[code]["body"], DEFAULTS) == "mismatch"
    assert compare(title.upper(), STORIES[code]["body"]) == "mismatch"


@pytest.mark.parametrize("code", CODES)
def test_both_languages_are_named(code: str) -> None:
    """Title and body get a BCP 47 code and a script of their own, also when they disagree."""
    languages, _ = language.review(article(STORIES[code]["title"], STORIES[OTHER[code]]["body"]), DEFAULTS)
    assert (languages.title.code, languages.body.code) == (code, OTHER[code])
    assert len(languages.body.script) == 4


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda title, body: (title, f"{body}\n\n{COMMENT_FORM}"), id="comment-form"),
        pytest.param(lambda title, body: (title, f"GENEVA (AP) – {body}"), id="dateline"),
        pytest.param(lambda title, body: (title, f"{body}\n\n{QUOTE}"), id="quote"),
        pytest.param(lambda title, body: (title, f"{title}\n\n{body}"), id="repeated-headline"),
        pytest.param(lambda title, body: (f"{title} – 2026", body), id="figure"),
        pytest.param(lambda title, body: (f"“{title}”", body), id="quotation-marks"),
        pytest.param(lambda title, body: (title.upper(), body), id="capitals"),
    ],
)
def test_a_match_stays_a_match(code: str, change: object) -> None:
    """A comment form, a dateline, a short quotation or a repeated headline never turns a match into a mismatch."""
    title, body = change(STORIES[code]["title"], STORIES[code]["body"].strip())
    assert compare(title, body) != "mismatch"


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
@pytest.mark.parametrize("title", ["2026", "42 : 17", "…", "NATO", "iPhone 15", "Angela Merkel", "FC Porto – Ajax 2:1"])
def test_figures_and_names_are_no_mismatch(code: str, title: str) -> None:
    """Figures, abbreviations and names belong to no language."""
    assert compare(title, STORIES[code]["body"], DEFAULTS) != "mismatch"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ('美 연준, 금리 동결… 文 대통령 "다리 다시 짓겠다"', "ko"), ("急雨(급우)에 무너진 옛 다리", "ko"),
        ("石橋再建、議会が決定", "ja"), ("スマートフォンで渡し船予約", "ja"), ("iPhone 15发布：镇议会关注", "zh-Hans"),
        ("鎮議會決定重建老橋", "zh-Hans"),
    ],
)  # fmt: skip
def test_east_asian_headlines_mix_their_scripts(title: str, code: str) -> None:
    """Hanja in Korean, few kana in Japanese and either kind of Chinese are no mismatch."""
    assert compare(title, STORIES[code]["body"]) != "mismatch"


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
@pytest.mark.parametrize(
    "title",
    [
        "Brackwater Rovers - Old Fennimore 2-1", "Oskar Lindqvist, Mara Velasquez, Tom Ashby",
        "Hartwell & Sons | Bramley", "TVX Plus: Lanterns", "Northgate Arena: The Pale Riders",
    ],
)  # fmt: skip
def test_fixtures_lists_and_works_are_no_mismatch(title: str, code: str) -> None:
    """Names that are joined by commas, colons, dashes or ampersands belong to no language."""
    assert compare(title, STORIES[code]["body"], DEFAULTS) != "mismatch"


@pytest.mark.parametrize(
    ("title", "joints", "acronyms"),
    [
        ("Ajax \u2013 PSV", 1, 1), ("Metall, Glas & Holz: TVX", 3, 1), ("A half-built bridge", 0, 0),
        ("THE OLD BRIDGE FALLS", 0, 0), ("Мост ООО", 0, 1),
    ],
)  # fmt: skip
def test_marks_between_names_and_words_in_capitals_are_counted(title: str, joints: int, acronyms: int) -> None:
    """A hyphen inside a word joins no names, and a title in capitals has no acronyms."""
    found = clues.gather(title, reading.read([STORIES["de"]["body"]]))
    assert found is not None
    assert (found.joints, found.acronyms) == (joints, acronyms)


def test_a_title_without_letters_is_undetermined() -> None:
    """Where there is nothing to compare, nothing is claimed and the languages are still guessed."""
    languages, findings = language.review(article("1984", STORIES["fr"]["body"]), DEFAULTS)
    assert (languages.comparison, languages.title.code, languages.body.code) == ("undetermined", "und", "fr")
    assert not findings


@pytest.mark.parametrize(
    ("title", "body"), [("", "x"), ("A title of some words", ""), ("", ""), ("\x00\ud800", "\x00")]
)
def test_nothing_to_read_is_no_error(title: str, body: str) -> None:
    """An empty or broken title or body is undetermined."""
    assert compare(title, body) == "undetermined"


def test_the_same_bytes_give_the_same_answer_whatever_came_before() -> None:
    """Articles read in between leave no trace in an answer."""
    first = language.review(article(STORIES["ru"]["title"], STORIES["uk"]["body"]), DEFAULTS)
    for code in CODES:
        language.review(article(STORIES[code]["title"], STORIES[code]["body"]), DEFAULTS)
    assert language.review(article(STORIES["ru"]["title"], STORIES["uk"]["body"]), DEFAULTS) == first


def test_a_smaller_budget_never_flags_more() -> None:
    """What the strictest budget flags, the laxer ones flag too."""
    for code in CODES[::3]:
        body = reading.read(STORIES[code]["body"].split("\n"))
        for title in [STORIES[other]["title"][:25] for other in CODES[::4]]:
            flagged = [
                language.judge(title, body, replace(DEFAULTS, language_budget=budget)).comparison == "mismatch"
                for budget in (0.05, 0.1, 0.5, 1.0)
            ]
            assert flagged == sorted(flagged)


def test_an_accepted_pair_is_recorded_and_not_flagged() -> None:
    """A publisher's house style (English headline over Hindi text) is seen and not reported."""
    settings = replace(DEFAULTS, accepted_language_pairs=("en>hi",))
    languages, findings = language.review(article(STORIES["en"]["title"], STORIES["hi"]["body"]), settings)
    assert languages.comparison == "mismatch"
    assert not findings


def test_a_title_in_an_unexpected_language_is_held_to_the_strictest_budget() -> None:
    """What a bucket expects shifts only the threshold, never the score."""
    pair = article(STORIES["es"]["title"], STORIES["pt"]["body"])
    usual, _ = language.review(pair, replace(DEFAULTS, language_budget=1.0))
    strict, _ = language.review(pair, replace(DEFAULTS, language_budget=1.0, expected_languages=("pt", "en")))
    assert usual.score == strict.score


def test_a_long_body_costs_what_a_short_one_does() -> None:
    """Ten times the text is not ten times the words read."""
    body = reading.read([line for line in STORIES["de"]["body"].split("\n") if line] * 200)
    assert len(body.wording.words) <= reading.BODY_WORDS
    assert body.guess.code == "de"


@pytest.mark.parametrize(
    "text", ["x" * 1_000_000, "東" * 1_000_000, "a " * 500_000, "a\u0301" * 500_000, "🙂" * 1_000_000]
)
def test_a_megabyte_is_read_in_time(text: str) -> None:
    """A title and a body of one million characters are compared in seconds."""
    start = time.process_time()
    assert compare(text, text) in ("match", "undetermined")
    assert time.process_time() - start < 5


def test_the_whole_of_process_says_the_same() -> None:
    """The record carries the comparison that `review` gives."""
    text = f"{STORIES['en']['title']}\n\n{STORIES['hi']['body']}"
    record = process(text.encode(), name="story.txt", content_type="text/plain; charset=utf-8")
    assert (record.comparison, record.title_language, record.body_language) == ("mismatch", "en", "hi")
    assert record.verdict == "review"


def test_every_language_has_a_name_and_a_group() -> None:
    """The table of languages is whole: no code twice, langdetect's 55 among them."""
    known = identify.languages()
    assert sum(entry.known_to_langdetect for entry in known.values()) == 55
    assert all(entry.name and entry.group for entry in known.values())
