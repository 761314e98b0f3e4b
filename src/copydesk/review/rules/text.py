"""`text.*`: the body as text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from copydesk.model import Evidence, Finding, Span, SpanField
from copydesk.review.case import Case

DENSE_SCRIPTS = {"Hans", "Hant", "Hani", "Jpan", "Kore", "Hang"}
"""Scripts in which a character carries about a syllable or a word, so that fewer of them say as much."""
SHORTEST_PARAGRAPH = 40
"""Code points; shorter blocks repeat honestly: names, scores, headings of a list."""
SPANS = 10
"""A finding quotes at most so many places."""

# The alphabets that hold look-alikes of each other. One class, repeated once: each character is looked at once.
ALPHABETS = {"Latn": "a-zA-Z\u00c0-\u024f", "Grek": "\u0370-\u03ff", "Cyrl": "\u0400-\u052f", "Armn": "\u0531-\u0587"}
WORD = re.compile("[" + "".join(ALPHABETS.values()) + "]+")
LETTER = {script: re.compile(f"[{letters}]") for script, letters in ALPHABETS.items()}


def too_short(case: Case) -> Iterator[Finding]:
    """`text.too_short`: the body says less than a brief does."""
    letters = sum(map(str.isalnum, case.article.text))
    dense = case.languages.body.script in DENSE_SCRIPTS
    least = case.policy.threshold("text.too_short", "dense_characters" if dense else "characters")
    if letters < least:
        yield Finding(
            "text.too_short",
            "low",
            f"The body has {letters} letters and digits, less than {least:g}.",
            evidence=(Evidence("characters", str(letters)), Evidence("limit", f"{least:g}")),
        )


def repetition(case: Case) -> Iterator[Finding]:
    """`text.repetition`: whole paragraphs are given again."""
    texts = [block.text for block in case.article.blocks if len(block.text) >= SHORTEST_PARAGRAPH]
    again = sum(len(text) * (count - 1) for text, count in Counter(texts).items())
    total = sum(map(len, texts))
    if total and again > case.policy.threshold("text.repetition", "share") * total:
        yield Finding(
            "text.repetition",
            "medium",
            f"{100 * again // total} % of the body are paragraphs given before.",
            evidence=(Evidence("share", f"{again / total:.2f}"),),
        )


def mixed_scripts_in_word(case: Case) -> Iterator[Finding]:
    """`text.mixed_scripts_in_word`: look-alike letters of another alphabet in a word, as forged words have them."""
    headline = case.article.headline.text if case.article.headline else ""
    fields: tuple[tuple[SpanField, str], ...] = (("title", headline), ("body", case.article.text))
    for field, text in fields:
        words = [match for match in WORD.finditer(text) if forged(match.group())]
        if words:
            yield Finding(
                "text.mixed_scripts_in_word",
                "medium",
                f"{len(words)} words of the {field} mix look-alike letters of two alphabets.",
                tuple(Span(field, word.start(), word.end(), word.group()) for word in words[:SPANS]),
                (Evidence("words", str(len(words))),),
            )


def forged(word: str) -> bool:
    """Whether every letter that a word has from a second alphabet looks like one of its first (UTS 39).

    `Mоscow` with a Cyrillic о is; a name with a case ending (`iPhoneом`) has letters that look like none of its own, and
    capitals of one alphabet before small letters of the other (`SMSками`) are an abbreviation with its ending.
    """
    if word.isascii() or _inflected(word):
        return False
    shares = {script: LETTER[script].findall(word) for script in ALPHABETS}
    present = sorted((script for script in shares if shares[script]), key=lambda s: -len(shares[s]))
    if len(present) < 2:
        return False
    main, *others = present
    return all(set(shares[other]) <= _lookalikes(other, main) for other in others)


def _inflected(word: str) -> bool:
    stem = word.rstrip("".join(filter(str.islower, word)))
    ending = word[len(stem) :]
    return len(stem) > 1 and stem.isupper() and not any(p.search(stem) and p.search(ending) for p in LETTER.values())


@cache
def _lookalikes(script: str, of: str) -> frozenset[str]:
    """Letters of one alphabet that look like a letter of another; through Latin, to which the data relates them all."""
    table = tomllib.loads(files("copydesk").joinpath("data/confusables.toml").read_text("utf-8"))
    latin = {name: dict(zip(row["letters"], row["latin"], strict=True)) for name, row in table.items()}
    if script == "Latn":
        return frozenset(latin[of].values())
    if of == "Latn":
        return frozenset(latin[script])
    return frozenset(letter for letter, looks in latin[script].items() if looks in latin[of].values())
