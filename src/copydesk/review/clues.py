"""The clues by which a title is held against a body: integers only, each with a reason to mean something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from math import isqrt

from copydesk.review import scripts
from copydesk.review.identify import COMMON_WORD, group, languages, ranked
from copydesk.review.profiles import Scorer, Script, load
from copydesk.review.reading import Body

WINDOWS = 24
"""Pieces of the body, as long as the title, that show how a sentence of this body scores."""
FREQUENT = 30
"""The body's most frequent short words: its function words, whatever the language."""
PREFIX = 6
"""Letters by which an inflected word is found again."""


@dataclass(frozen=True, slots=True)
class Clues:
    """All clues of one title and body; ratios in thousandths, weights in profile steps."""

    # how much there is to go by
    letters: int = 0
    words: int = 0
    grams: int = 0
    digits: int = 0
    all_capitals: int = 0
    small: int = 0
    """Thousandths of the title's words that begin with a small letter; 0 when all is in capitals."""
    body_letters: int = 0
    body_share: int = 0
    body_known: int = 0
    """1 when langdetect knows the body's language."""
    body_fit: int = 0
    """Weight an n-gram of the body in its own language."""
    # the title's letters in the body's scripts
    in_body_script: int = 0
    """Thousandths of the title's letters that are in a script of the body."""
    body_in_title_script: int = 0
    """Thousandths of the body's letters that are in the title's main script."""
    kana_differs: int = 0
    """Thousandths of the title that are kana or Hangul when the body has none of them."""
    han_only: int = 0
    """Letters of a title of Han alone over a body with kana or Hangul."""
    han_odd: int = 0
    """How many Han characters the national character set of the body's language does not have."""
    # the words in the body's script: does another language fit better?
    lead: int = 0
    """By how much the best other language leads, per n-gram, in thousandths of a step."""
    lead_root: int = 0
    """The same lead over the root of the number of n-grams: grows with the length of the title."""
    lead_common: int = 0
    """The lead with common words counted, over the same root."""
    lead_new: int = 0
    """The lead of the words the body does not have, over the root of their n-grams."""
    common_new: int = 0
    """The lead in common words alone, among those the body does not have."""
    odds: int = 0
    """How unusual the lead would be for a sentence of the body, in hundredths of the windows' spread."""
    beats: int = 0
    """Thousandths of the windows that the title's lead is above."""
    confused: int = 0
    """Thousandths of the windows in which another language leads."""
    own_fit: int = 0
    """Weight an n-gram of the title in the body's language."""
    fit: int = 0
    """Weight an n-gram of the title in the language that fits best."""
    english: int = 0
    """1 when that is English."""
    rival_known: int = 0
    """1 when langdetect knows the best other language; the supplement's profiles rest on little text."""
    lead_small: int = 0
    """The lead of the words that begin with a small letter, which are no names, over the root of their n-grams."""
    # the words against the body's own
    covered: int = 0
    """Thousandths of the title's letter triples that the body has."""
    covered_less: int = 0
    """How much less than the median window is covered by the rest of the body."""
    covered_rank: int = 0
    """Thousandths of the windows that are covered less than the title."""
    repeated: int = 0
    """Thousandths of the title's letters in words the body has (or inflects)."""
    repeated_small: int = 0
    """How many of those words begin with a small letter."""
    new_words: int = 0
    frequent: int = 0
    """How many of the title's words are among the body's most frequent short ones."""
    own_common: int = 0
    """How many are common words of the body's language."""
    other_common: int = 0
    """How many are common words of the best other language, and neither in the body nor common in its language."""
    odd_letters: int = 0
    """How many words have a letter that the body has not."""
    # the words in other scripts
    foreign_words: int = 0
    foreign_letters: int = 0
    """Letters in Latin script over a body of another one: names are often left in it."""
    foreign_solid: int = 0
    """Letters in any other script the body's language is not written in: names seldom are."""
    foreign_small: int = 0
    foreign_common: int = 0
    """How many are common words of a language of their script."""
    foreign_known: int = 0
    """Thousandths of their letters in such words."""
    foreign_fit: int = 0
    """Weight an n-gram in the language that fits them best."""
    foreign_repeated: int = 0
    """Thousandths of them that the body has too."""


NAMES = tuple(field.name for field in fields(Clues))


def gather(title: str, body: Body) -> Clues | None:
    """Return the clues of a title against a body; None when either has no letters to compare."""
    counts = scripts.tally(title)
    letters = counts.total()
    if not letters or not body.parts:
        return None
    allowed = _allowed(body)
    raw = scripts.words(title)
    own_raw = [word for word in raw if scripts.of(word[0]) in allowed]
    foreign = [word for word in raw if scripts.of(word[0]) not in allowed]
    capitals = title.upper() == title and title.lower() != title
    vocabulary = set(body.words)
    main = scripts.family(counts)
    kana = counts["Hira"] + counts["Kana"] + counts["Hang"]
    body_kana = body.scripts["Hira"] + body.scripts["Kana"] + body.scripts["Hang"]
    values: dict[str, int] = {
        "letters": letters,
        "words": len(raw),
        "digits": sum(map(str.isdigit, title)),
        "all_capitals": int(capitals),
        "small": 0 if capitals else 1000 * sum(_small(word) for word in raw) // len(raw),
        "body_letters": min(4000, body.scripts.total()),
        "body_share": body.share,
        "body_known": int(body.guess.code in languages() and languages()[body.guess.code].known_to_langdetect),
        "in_body_script": 1000 * sum(counts[s] for s in allowed) // letters,
        "body_in_title_script": 1000 * _of_system(body.scripts, main) // body.scripts.total(),
        "kana_differs": 1000 * kana // letters if kana and not body_kana else 0,
        "han_only": letters if body_kana and not kana and counts["Hani"] == letters else 0,
        "han_odd": _odd_han(title, body.guess.code) if counts["Hani"] else 0,
    }
    if foreign:
        values |= _foreign(foreign, body, capitals=capitals)
    if own_raw and body.scorer and body.words:
        own = [word.lower() for word in own_raw]
        small = [] if capitals else [word for word in own_raw if _small(word)]
        values |= _fit(own, small, body, body.scorer, vocabulary)
        values |= _overlap(own_raw, own, body, vocabulary, capitals=capitals)
    return Clues(**values)


def _allowed(body: Body) -> frozenset[str]:
    """Return the scripts a title of the body's language may use: East Asian bodies use several."""
    if body.section != "Hani":
        return frozenset({body.section})
    total = body.scripts.total()
    return frozenset(s for s in scripts.EAST_ASIAN if 25 * body.scripts[s] > total)


def _of_system(counts: Counter[str], system: str) -> int:
    if system in ("Jpan", "Kore", "Hani"):
        return sum(counts[s] for s in scripts.EAST_ASIAN)
    return counts[system]


def _odd_han(title: str, code: str) -> int:
    """Return how many Han characters of the title no character set of the body's language has."""
    sets = _CHARACTER_SETS.get(code, ())
    return sum(
        scripts.of(character) == "Hani" and not any(character.encode(name, "ignore") for name in sets)
        for character in title
        if sets
    )


_CHARACTER_SETS = {
    "ja": ("shift_jis",),
    "ko": ("euc_kr",),
    "zh-Hans": ("gb2312", "big5"),
    "zh-Hant": ("gb2312", "big5"),
}


def _small(word: str) -> bool:
    return len(word) > 1 and word.islower()


def _foreign(words: Sequence[str], body: Body, *, capitals: bool) -> dict[str, int]:
    """Return the clues of the title's words in scripts the body's language is not written in."""
    section = scripts.section(scripts.of(max(words, key=len)[0]))
    small = [word.lower() for word in words if scripts.section(scripts.of(word[0])) == section]
    values = {
        "foreign_words": len(words),
        "foreign_letters": sum(len(word) for word in words if scripts.of(word[0]) == "Latn"),
        "foreign_solid": sum(len(word) for word in words if scripts.of(word[0]) != "Latn"),
        "foreign_small": 0 if capitals else sum(map(_small, words)),
        "foreign_repeated": 1000 * sum(word in body.foreign for word in small) // len(words),
    }
    if script := load().get(section):
        scorer = Scorer(script)
        packed, grams, common = scorer.words(small)
        if grams:
            sums = ranked(script, packed + COMMON_WORD * common, grams)
            best = max(range(len(sums)), key=sums.__getitem__)
            shift = 32 * best
            values["foreign_fit"] = 1000 * (script.unpack(packed)[best]) // grams
            common_words = [word for word in small if scorer.word(word)[2] >> shift & 0xFF]
            values["foreign_common"] = len(common_words)
            values["foreign_known"] = 1000 * sum(map(len, common_words)) // sum(map(len, small))
    return values


def _fit(own: Sequence[str], small: Sequence[str], body: Body, scorer: Scorer, vocabulary: set[str]) -> dict[str, int]:
    """Return the clues that ask whether another language fits the title better than the body's."""
    script = scorer.script
    home = _home(script, body)
    packed, grams, common = scorer.words(own)
    if not grams:
        return {}
    sums = ranked(script, packed, grams)
    with_common = ranked(script, packed + COMMON_WORD * common, grams)
    rival = _rival(with_common, home)
    values = {"grams": grams}
    own_sum, own_common = max(sums[i] for i in home), max(with_common[i] for i in home)
    body_packed, body_grams, _ = scorer.words(body.words)
    values["body_fit"] = 1000 * max(ranked(script, body_packed, body_grams)[i] for i in home) // max(1, body_grams)
    values["own_fit"] = 1000 * own_sum // grams
    values["fit"] = 1000 * max(sums) // grams
    if rival < 0:
        return values
    values["english"] = int(script.languages[rival] == "en")
    lead = max(s for i, s in enumerate(sums) if i not in home) - own_sum
    values["lead"] = 1000 * lead // grams
    values["lead_root"] = 100 * lead // isqrt(100 * grams)
    values["lead_common"] = 100 * (with_common[rival] - own_common) // isqrt(100 * grams)
    values["rival_known"] = int(rival < len(script.profiles.languages))
    if small:
        small_packed, small_grams, small_common = scorer.words(small)
        small_sums = ranked(script, small_packed + COMMON_WORD * small_common, small_grams)
        rest = small_sums[rival] - max(small_sums[i] for i in home)
        values["lead_small"] = 100 * rest // isqrt(100 * max(1, small_grams))
    new = [word for word in own if word not in vocabulary]
    if new:
        new_packed, new_grams, new_common = scorer.words(new)
        new_sums = ranked(script, new_packed, new_grams)
        values["lead_new"] = 100 * (new_sums[rival] - max(new_sums[i] for i in home)) // isqrt(100 * max(1, new_grams))
        commons = script.unpack(new_common)
        values["common_new"] = commons[rival] - max(commons[i] for i in home)
        shift = 32 * rival
        values["other_common"] = sum(
            bool(c >> shift & 0xFF) and not any(c >> 32 * i & 0xFF for i in home)
            for c in (scorer.word(word)[2] for word in new)
        )
    values["own_common"] = sum(any(scorer.word(word)[2] >> 32 * i & 0xFF for i in home) for word in own)
    return values | _against_windows(own, body, scorer, home, rival, with_common[rival] - own_common, grams)


def _home(script: Script, body: Body) -> tuple[int, ...]:
    """Return the columns of the body's language and of those it is not told apart from."""
    mine = group(body.guess.code)
    return tuple(i for i, code in enumerate(script.languages) if group(code) == mine)


def _rival(sums: Sequence[int], home: tuple[int, ...]) -> int:
    """Return the column of the best other language, -1 when the script has none."""
    others = [i for i in range(len(sums)) if i not in home]
    return max(others, key=sums.__getitem__) if others else -1


def _windows(own: Sequence[str], body: Body) -> list[tuple[str, ...]]:
    """Return pieces of the body with as many letters as the title, evenly spread."""
    size = max(8, sum(map(len, own)))
    pieces: list[tuple[str, ...]] = []
    piece: list[str] = []
    length = 0
    for word in body.words:
        piece.append(word)
        length += len(word)
        if length >= size:
            pieces.append(tuple(piece))
            piece, length = [], 0
    step = max(1, -(-len(pieces) // WINDOWS))
    return pieces[::step] or [body.words]


def _against_windows(
    own: Sequence[str], body: Body, scorer: Scorer, home: tuple[int, ...], rival: int, lead: int, grams: int
) -> dict[str, int]:
    """Return how the title's lead and coverage compare with those of the body's own pieces."""
    script = scorer.script
    rates, confused = [], 0
    pieces = _windows(own, body)
    for piece in pieces:
        packed, count, common = scorer.words(piece)
        if not count:
            continue
        sums = ranked(script, packed + COMMON_WORD * common, count)
        mine = max(sums[i] for i in home)
        rates.append(1000 * (sums[rival] - mine) // count)
        confused += max(sums) > mine
    values = {}
    if rates:
        rate = 1000 * lead // grams
        mean = sum(rates) // len(rates)
        spread = isqrt(sum((r - mean) ** 2 for r in rates) // len(rates)) + 500
        values["odds"] = 100 * (rate - mean) // spread
        values["beats"] = 1000 * sum(r < rate for r in rates) // len(rates)
        values["confused"] = 1000 * confused // len(rates)
    return values


def _triples(words: Sequence[str]) -> list[str]:
    """Return letter triples with word edges; pairs and single characters of East Asian text."""
    found: list[str] = []
    for word in words:
        if scripts.of(word[0]) in scripts.EAST_ASIAN:
            found += word
            found += map("".join, pairwise(word))
        else:
            text = f" {word} "
            found += map("".join, zip(text, text[1:], text[2:], strict=False))
    return found


def _overlap(
    own_raw: Sequence[str], own: Sequence[str], body: Body, vocabulary: set[str], *, capitals: bool
) -> dict[str, int]:
    """Return the clues that hold the title's words and letters against the body's own."""
    prefixes = {word[:PREFIX] for word in vocabulary if len(word) >= PREFIX}
    seen = [word in vocabulary or word[:PREFIX] in prefixes for word in own]
    size = sum(map(len, own))
    frequent = {w for w, n in Counter(w for w in body.words if len(w) <= 5).most_common(FREQUENT) if n > 1}
    letters = set("".join(body.words))
    values = {
        "repeated": 1000 * sum(len(word) for word, known in zip(own, seen, strict=True) if known) // size,
        "repeated_small": sum(known and (capitals or _small(raw)) for raw, known in zip(own_raw, seen, strict=True)),
        "new_words": len(own) - sum(seen),
        "frequent": sum(word in frequent for word in own),
        "odd_letters": sum(not letters.issuperset(word) for word in own),
    }
    triples = _triples(own)
    if not triples:
        return values
    counts = Counter(_triples(body.words))
    covered = 1000 * sum(triple in counts for triple in triples) // len(triples)
    rest = []
    for piece in _windows(own, body):
        inside = Counter(_triples(piece))
        rest.append(1000 * sum(n for t, n in inside.items() if counts[t] > n) // max(1, inside.total()))
    rest.sort()
    values["covered"] = covered
    values["covered_less"] = rest[len(rest) // 2] - covered
    values["covered_rank"] = 1000 * sum(r < covered for r in rest) // len(rest)
    return values
