"""`text.*`: the body as text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from copydesk.model import Evidence, Finding, Span, SpanField
from copydesk.review import scripts
from copydesk.review.case import Case

SPANS = 10
"""A finding quotes at most so many places."""

# What stands between two ends of sentences: full stops as Latin, Han, Arabic, Urdu, Devanagari, Armenian, Myanmar,
# Khmer, Tibetan and Ethiopic write them (Unicode's Sentence_Terminal). One class, so each character is looked at once.
SENTENCE = re.compile(
    r"[^.!?\u2026\u3002\uff01\uff0e\uff1f\uff61\u061f\u06d4\u0964\u0965\u0589\u104a\u104b\u17d4\u0f0d\u1362\u1367\n]+"
)

# The alphabets that hold look-alikes of each other. One class, repeated once: each character is looked at once.
ALPHABETS = {"Latn": "a-zA-Z\u00c0-\u024f", "Grek": "\u0370-\u03ff", "Cyrl": "\u0400-\u052f", "Armn": "\u0531-\u0587"}
BESIDE_LATIN = re.compile("[" + "".join(letters for script, letters in ALPHABETS.items() if script != "Latn") + "]")
WORD = re.compile("[" + "".join(ALPHABETS.values()) + "]+")
# A letter next to one of another alphabet: two classes side by side, each position tried once for each pair.
MEETING = re.compile(
    "|".join(f"[{one}][{other}]" for one in ALPHABETS.values() for other in ALPHABETS.values() if one != other)
)
LETTER = {script: re.compile(f"[{letters}]") for script, letters in ALPHABETS.items()}


def missing(case: Case) -> Iterator[Finding]:
    """`text.missing`: nothing was read as the article's text."""
    if not any(map(str.isalpha, case.article.text)):
        yield Finding("text.missing", "medium", "The upload has no text that was read as an article's body.")


def too_short(case: Case) -> Iterator[Finding]:
    """`text.too_short`: the body says less than a brief does."""
    text, least = case.article.text, case.figure("text.too_short", "characters")
    if _letters(text[: 2 * int(least)]) >= least:  # nearly every body says enough where it begins
        return
    letters = _letters(text)
    if 0 < letters < least:
        message = f"The body has {letters} letters, less than {least:g}."
        evidence = (Evidence("characters", str(letters)), Evidence("limit", f"{least:g}"))
        yield Finding("text.too_short", "low", message, evidence=evidence)


def _letters(text: str) -> int:
    """Return how many letters a text has; vowel signs are marks and count too."""
    return sum(map(len, scripts.words(text)))


def repetition(case: Case) -> Iterator[Finding]:
    """`text.repetition`: sentences are given again, so many that it is no refrain."""
    text, shortest = case.article.text, case.figure("text.repetition", "characters")
    # Case is folded letter by letter, so a text's sentences are those of the folded text.
    long = (sentence for sentence in SENTENCE.findall(text.casefold()) if len(sentence) >= shortest)
    folded = ["".join(sentence.split()) for sentence in long]
    if len(set(folded)) == len(folded):
        return
    seen: Counter[str] = Counter()
    again: list[re.Match[str]] = []
    total = repeated = 0
    for sentence in SENTENCE.finditer(text):
        said = "".join(sentence.group().split()).casefold()
        if len(said) < shortest:
            continue
        total += len(said)
        seen[said] += 1
        if seen[said] > 1:
            repeated += len(said)
            again.append(sentence)
    if total and repeated > case.figure("text.repetition", "share") * total:
        message = f"{100 * repeated // total} % of the body are sentences given before."
        spans = tuple(Span("body", found.start(), found.end(), found.group()) for found in again[:SPANS])
        yield Finding("text.repetition", "medium", message, spans, (Evidence("share", f"{repeated / total:.2f}"),))


def mixed_scripts_in_word(case: Case) -> Iterator[Finding]:
    """`text.mixed_scripts_in_word`: look-alike letters of another alphabet in a word, as forged words have them."""
    headline = case.article.headline.text if case.article.headline else ""
    fields: tuple[tuple[SpanField, str], ...] = (("title", headline), ("body", case.article.text))
    for field, text in fields:
        # Hardly any text has a word of two alphabets, most have one alphabet alone: their words are not looked at.
        if (
            not BESIDE_LATIN.search(text)
            or sum(1 for letter in LETTER.values() if letter.search(text)) < 2
            or not MEETING.search(text)
        ):
            continue
        words = [match for match in WORD.finditer(text) if forged(match.group())]
        if words:
            count = "1 word" if len(words) == 1 else f"{len(words)} words"
            yield Finding(
                "text.mixed_scripts_in_word",
                "medium",
                f"{count} of the {field} with look-alike letters of another alphabet.",
                tuple(Span(field, word.start(), word.end(), word.group()) for word in words[:SPANS]),
                (Evidence("words", str(len(words))), Evidence("letters", _strangers(words[0].group()))),
            )


def forged(word: str) -> bool:
    """Whether every letter that a word has from a second alphabet looks like one of its first (UTS 39).

    `Mоscow` with a Cyrillic о is; a name with a case ending (`iPhoneом`) has letters that look like none of its own,
    and capitals of one alphabet before small letters of the other (`SMSками`) are an abbreviation with its ending.
    """
    if word.isascii() or _inflected(word):
        return False
    main, *others = _alphabets(word)
    return bool(others) and all(set(letters) <= _lookalikes(other, main[0]) for other, letters in others)


def _alphabets(word: str) -> list[tuple[str, list[str]]]:
    """Return the letters of a word by alphabet, most letters first."""
    shares = [(script, LETTER[script].findall(word)) for script in ALPHABETS]
    return sorted(((script, letters) for script, letters in shares if letters), key=lambda share: -len(share[1]))


def _strangers(word: str) -> str:
    """Return the letters that a forged word has from other alphabets: `Cyrl о`."""
    return ", ".join(f"{script} {''.join(dict.fromkeys(letters))}" for script, letters in _alphabets(word)[1:])


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
