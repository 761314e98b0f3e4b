"""Boilerplate: what sites print around an article, in any language, and never the article's own lines."""

from __future__ import annotations

from importlib import resources

import pytest

from copydesk.model import Article, Block
from copydesk.normalize import boilerplate, phrases, vocabulary

KINDS = frozenset(
    "comment_form cookie newsletter share paywall related subscribe navigation copyright photo_credit".split()
)


def article(*lines: str) -> Article:
    blocks = tuple(Block("paragraph", line, f"<p>{line}</p>", n, n + 1) for n, line in enumerate(lines))
    return Article("x" * 99, "utf-8", "text", (), blocks)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Leave a Reply", "comment_form"),
        ("Your email address will not be published. Required fields are marked *", "comment_form"),
        ("Schreiben Sie einen Kommentar", "comment_form"),
        ("Votre adresse e-mail ne sera pas publiée. Les champs obligatoires sont indiqués avec *", "comment_form"),
        ("Ваш адрес email не будет опубликован. Обязательные поля помечены *", "comment_form"),
        ("メールアドレスが公開されることはありません。 ※ が付いている欄は必須項目です", "comment_form"),
        ("آپ کا ای میل ایڈریس شائع نہیں کیا جائے گا۔", "comment_form"),
        ("आपका ईमेल पता प्रकाशित नहीं किया जाएगा.", "comment_form"),
        ("Click to share on Facebook (Opens in new window)", "share"),
        ("Follow us on Facebook, Telegram and Instagram", "share"),
        ("Read more: Nobody on the quay would bet on it", "related"),
        ("Lesen Sie auch: Niemand am Kai wettet darauf", "related"),
        ("あわせて読みたい", "related"),
        ("Czytaj więcej", "related"),
        ("इसे भी पढ़ें: बंदरगाह फिर खुला", "related"),
        ("We use cookies to make this quay better.", "cookie"),
        ("Sign up for our harbour newsletter", "newsletter"),
        ("Dieser Artikel ist nur für Abonnenten verfügbar", "paywall"),
        ("© 2026 Quay Times. All rights reserved.", "photo_credit"),
        (".", "stray"),
        ("* * *", "stray"),
    ],
)
def test_lines_of_furniture_are_told_by_kind(line: str, kind: str) -> None:
    """Lines that sites print around articles are recognised in the words of each language."""
    assert phrases.kind_of(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "He said that nobody would leave a reply on the harbour's page before the ferry sailed again on Monday.",
        "More from the quay came later: about three hundred people had waited for the first ferry that morning.",
        "Video shows the ferry leaving the quay of Havnes for the first time in eleven days, with few on board.",
        "Share prices of the shipyard fell.",
        "Er sagte, die Kommentare auf der Seite des Hafens seien ihm gleichgültig, solange die Fähre fahre.",
        "Она сказала, что подписаться на новости порта нельзя, потому что их никто не пишет уже одиннадцать дней.",
        "港は月曜日に再び開かれ、最初のフェリーを待つ人は約三百人に上った。",
    ],
)
def test_lines_of_the_article_stay(line: str) -> None:
    """A sentence that only holds such words is the article's."""
    assert phrases.kind_of(line) is None


def test_set_aside_keeps_kind_and_place() -> None:
    """What is set aside keeps its kind, text and place, and leaves text and markup together."""
    told = boilerplate.set_aside(article("The ferry sailed.", ".", "Leave a Reply"))
    assert [block.text for block in told.blocks] == ["The ferry sailed."]
    assert [(aside.kind, aside.text, aside.start) for aside in told.asides] == [
        ("boilerplate.stray", ".", 1),
        ("boilerplate.comment_form", "Leave a Reply", 2),
    ]


def test_an_article_of_phrases_only_stays_as_it_is() -> None:
    """Where nothing would be left, the phrases are the article's subject."""
    told = article("Leave a Reply", "Read more")
    assert boilerplate.set_aside(told) == told


def test_teasers_behind_a_label_go_with_it() -> None:
    """Short lines that are one link go with the label before them; the next paragraph stays."""
    label, teaser = Block("heading", "Related articles", "<h3>Related articles</h3>"), "Ferry waits for the tide"
    blocks = (
        Block("paragraph", "The ferry sailed.", "<p>The ferry sailed.</p>"),
        label,
        Block("paragraph", teaser, f"<p><a href='/x'>{teaser}</a></p>"),
        Block("paragraph", "It came back.", "<p>It came back.</p>"),
    )
    told = boilerplate.set_aside(Article("", "utf-8", "html", (), blocks))
    assert [block.text for block in told.blocks] == ["The ferry sailed.", "It came back."]


@pytest.mark.parametrize(
    "line",
    ["22 November 2026", "Published: Nov 22, 2026, 10:15 a.m.", "Stand: 22.11.2026, 10:15 Uhr", "2026年11月22日 10:15"],
)
def test_lines_that_only_say_when_are_dates(line: str) -> None:
    """A line that says nothing but a date is set aside as one."""
    told = boilerplate.set_aside(article("The ferry sailed.", line))
    assert [aside.kind for aside in told.asides] == ["date"]


def test_headings_that_head_nothing_go() -> None:
    """A heading at the very end headed something that was not the article's."""
    blocks = (Block("paragraph", "The ferry sailed.", ""), Block("heading", "From the islands", ""))
    told = boilerplate.set_aside(Article("", "utf-8", "html", (), blocks))
    assert [aside.kind for aside in told.asides] == ["boilerplate.navigation"]


def test_a_megabyte_is_linear() -> None:
    """A megabyte in one line, or in many, is looked through at once."""
    boilerplate.set_aside(article("share " * 170_000, *["Read more on the quay " * 20] * 2_000))


def test_every_language_names_its_source() -> None:
    """More than forty languages have phrases, each file says where they come from, and kinds are known."""
    folder = resources.files("copydesk").joinpath("data/boilerplate")
    files = [file for file in folder.iterdir() if file.name.endswith(".txt")]
    assert len(files) > 40
    assert all("\n# Source" in file.read_text("utf-8") for file in files)
    assert all(words.keys() <= KINDS for words in vocabulary.read("boilerplate").values())


def test_phrases_are_in_the_form_they_are_compared_in() -> None:
    """Each phrase is found in itself."""
    for language, lists in vocabulary.read("boilerplate").items():
        for entries in lists.values():
            for entry in entries:
                assert phrases.kind_of(entry.replace("…", "x")) is not None, (language, entry)
