"""The clues by which a title is held against a body: integers only, each with a reason to mean something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields

from copydesk.review import overlap, rivals, scripts
from copydesk.review.identify import COMMON_WORD, languages, ranked
from copydesk.review.profiles import Scorer, load
from copydesk.review.reading import Body

LETTERS = 4
"""A title of fewer letters says nothing of its language."""
LONGEST = 500
"""Code points of a title that are looked at."""
JOINTS = (",", ":", ";", "&", "|", " - ", " \u2013 ")
"""What stands between names that are a title together: `Ajax – PSV`, `Metallica, ABBA`, `Johnson & Johnson`."""
KANJI = 10
"""Han characters a Japanese headline may have without any kana."""


@dataclass(frozen=True, slots=True)
class Clues:
    """All clues of one title and body; shares in thousandths, weights in profile steps."""

    words: int = 0
    small: int = 0
    """Share of the title's words that begin with a small letter; 0 when all is in capitals."""
    body_known: int = 0
    """1 when langdetect knows the body's language."""
    body_share: int = 0
    """Share of the body that is in its main language."""
    # the title's letters in the body's scripts
    in_body_script: int = 0
    """Share of the title's letters that are in a script of the body."""
    body_in_title_script: int = 0
    """Share of the body's letters that are in the title's main script."""
    conflict: int = 0
    """Letters the body's language is not written with, Latin aside: other scripts, Han its character set lacks."""
    # the words in the body's script: does another language fit better?
    lead: int = 0
    """By how much the best other language leads, per n-gram, in thousandths of a step."""
    lead_root: int = 0
    """The same lead over the root of the number of n-grams: grows with the length of the title."""
    lead_common: int = 0
    """The lead with common words counted, over the same root."""
    lead_new: int = 0
    """The lead of the words the body does not have, over the root of their n-grams."""
    lead_small: int = 0
    """The lead of the words that begin with a small letter, which are no names, over the root of their n-grams."""
    common_new: int = 0
    """The lead in common words alone, among those the body does not have."""
    other_common: int = 0
    """How many are common words of the best other language, and neither in the body nor common in its language."""
    most_common: int = 0
    """The weight of common words of the language that has most of it, among those words: names have little anywhere."""
    most_common_lead: int = 0
    """By how much that language leads the body's there."""
    odds: int = 0
    """How unusual the lead would be for a sentence of the body, in hundredths of the windows' spread."""
    beats: int = 0
    """Share of the windows that the title's lead is above."""
    confused: int = 0
    """Share of the windows in which another language leads."""
    own_fit: int = 0
    """Weight an n-gram of the title in the body's language, in thousandths."""
    fit: int = 0
    """Weight an n-gram of the title in the language that fits best, in thousandths."""
    rival_known: int = 0
    """1 when langdetect knows the best other language; the other profiles rest on little text."""
    # the words against the body's own
    covered: int = 0
    """Share of the title's letter triples that the body has."""
    covered_less: int = 0
    """How much less than the median window is covered by the rest of the body."""
    covered_rank: int = 0
    """Share of the windows that are covered less than the title."""
    repeated: int = 0
    """Share of the title's letters in words the body has (or inflects)."""
    odd_letters: int = 0
    """How many words have a letter that the body has not."""
    # the words in other scripts
    foreign_words: int = 0
    foreign_letters: int = 0
    """Latin letters over a body of another script."""
    foreign_small: int = 0
    """How many begin with a small letter."""
    foreign_common: int = 0
    """How many are common words of one language of their script, whichever has most."""
    foreign_known: int = 0
    """Share of their letters in such words."""
    foreign_fit: int = 0
    """Weight an n-gram in the language that fits them best, in thousandths."""
    foreign_repeated: int = 0
    """Share of them that the body has too."""
    # what titles that are names alone are made of
    joints: int = 0
    """How many marks join names into fixtures, lists and works: commas, colons, ampersands, bars, dashes in blanks."""
    acronyms: int = 0
    """How many words are in capitals; 0 when all is."""


NAMES = tuple(field.name for field in fields(Clues))


def gather(title: str, body: Body) -> Clues | None:
    """Return the clues of a title against a body; None when either has too few letters to compare."""
    title = title[:LONGEST]
    counts = scripts.tally(title)
    letters = counts.total()
    if letters < LETTERS or not body.parts:
        return None
    allowed = _allowed(body, counts)
    raw = scripts.words(title)
    own_raw = [word for word in raw if scripts.of(word[0]) in allowed]
    foreign = [word for word in raw if scripts.of(word[0]) not in allowed]
    capitals = title.upper() == title and title.lower() != title
    small = frozenset() if capitals else frozenset(word for word in raw if len(word) > 1 and word.islower())
    values = {
        "words": len(raw),
        "small": 1000 * sum(word in small for word in raw) // max(1, len(raw)),
        "body_known": int(body.guess.code in languages() and languages()[body.guess.code].known_to_langdetect),
        "body_share": body.share,
        "in_body_script": 1000 * sum(counts[s] for s in allowed) // letters,
        "body_in_title_script": 1000 * _in_system(body.scripts, scripts.family(counts)) // body.scripts.total(),
        "conflict": _conflict(title, counts, allowed, body),
        "joints": sum(map(title.count, JOINTS)),
        "acronyms": 0 if capitals else sum(len(word) > 1 and word.isupper() for word in raw),
    }
    if foreign:
        values |= _foreign(foreign, small, body)
    if own_raw and body.scorer and body.wording.words:
        own = [word.lower() for word in own_raw]
        windows = overlap.windows(own, body.wording)
        values |= rivals.clues(own, [word for word in own_raw if word in small], windows, body, body.scorer)
        values |= overlap.clues(own, windows, body.wording)
    return Clues(**values)


def _allowed(body: Body, title: Counter[str]) -> frozenset[str]:
    """Return the scripts a title of the body's language may use: East Asian bodies use several.

    Both kana go together, and a Korean headline with Hangul may have Han (`美 연준`) though its body has none.
    """
    if body.section != "Hani":
        return frozenset({body.section})
    total = body.scripts.total()
    used = frozenset(s for s in scripts.EAST_ASIAN if 25 * body.scripts[s] > total)
    if used & _KANA:
        return used | _KANA
    return used | {"Hani"} if "Hang" in used and title["Hang"] else used


def _in_system(counts: Counter[str], system: str) -> int:
    if system in ("Jpan", "Kore", "Hani"):
        return sum(counts[s] for s in scripts.EAST_ASIAN)
    return counts[system]


_KANA = frozenset({"Hira", "Kana"})
_CHINESE = ("gb2312", "big5")
_CHARACTER_SETS = {"ja": ("shift_jis",), "ko": ("euc_kr",), "zh-Hans": _CHINESE, "zh-Hant": _CHINESE}


def _conflict(title: str, counts: Counter[str], allowed: frozenset[str], body: Body) -> int:
    """Return how many letters of a title the body's language is not written with.

    Latin letters are no conflict: names are left in them everywhere. A long title of Han alone is none of Japanese.
    """
    found = sum(count for script, count in counts.items() if script not in allowed and script != "Latn")
    if counts["Hani"] and "Hani" in allowed:
        sets = _CHARACTER_SETS.get(body.guess.code, ())
        odd = [c for c in title if scripts.of(c) == "Hani" and not any(c.encode(name, "ignore") for name in sets)]
        found += 3 * len(odd) if sets else 0
        if "Hira" in allowed and not counts["Hira"] + counts["Kana"]:
            found += max(0, counts["Hani"] - 3 * KANJI)
    return found


def _foreign(words: Sequence[str], small: frozenset[str], body: Body) -> dict[str, int]:
    """Return the clues of the title's words in scripts the body's language is not written in."""
    section = scripts.section(scripts.of(max(words, key=len)[0]))
    lower = [word.lower() for word in words if scripts.section(scripts.of(word[0])) == section]
    values = {
        "foreign_words": len(words),
        "foreign_letters": sum(len(word) for word in words if scripts.of(word[0]) == "Latn"),
        "foreign_small": sum(word in small for word in words),
        "foreign_repeated": 1000 * sum(word in body.foreign for word in lower) // len(words),
    }
    script = load().get(section)
    if script is None:
        return values
    scorer = Scorer(script)
    packed, grams, common = scorer.words(lower)
    if grams:
        sums = ranked(script, packed + COMMON_WORD * common, grams)
        best = max(range(len(sums)), key=sums.__getitem__)
        words_known = [[word for word in lower if scorer.common(word, i)] for i in range(len(sums))]
        known = max(words_known, key=lambda found: sum(map(len, found)))
        values["foreign_common"] = len(known)
        values["foreign_known"] = 1000 * sum(map(len, known)) // sum(map(len, lower))
        values["foreign_fit"] = 1000 * script.unpack(packed)[best] // grams
    return values
