"""What a body is written in: its main script and language, and the share of each language, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter

from copydesk.review import identify, scripts
from copydesk.review.identify import NOTHING, Guess, group, ranked
from copydesk.review.profiles import SCALE, Scorer, load
from copydesk.review.wording import Wording

BLOCK_WORDS = 60
"""Words of a block that are read, more where there are few blocks; its share counts all its letters."""
FEW_WORDS = 400
"""Words that a body of few blocks is read for."""
BODY_WORDS = 900
"""Words of a body that are read: a counted budget, so that a long article costs what a short one does."""
WORD_TEXT = 10
"""Code points a word that are looked at to find a block's words."""
FOREIGN_WORDS = 6
"""Words a block needs before it can be in another language than the rest of its script."""
FOREIGN_LEAD = 4 * SCALE
"""How far that other language must lead, beside a twelfth of a nat for each n-gram."""


@dataclass(frozen=True, slots=True)
class Part:
    """One block with letters: which block, how many letters, in what language."""

    index: int
    section: str
    letters: int
    guess: Guess
    words: tuple[str, ...]
    """Its small-letter words in its main script, as far as they are read."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body as read."""

    guess: Guess = NOTHING
    section: str = scripts.UNKNOWN
    """The main script, as the profiles keep it."""
    share: int = 0
    """Thousandths of the letters that are in the main language."""
    parts: tuple[Part, ...] = ()
    wording: Wording = field(default_factory=Wording)
    """The words of the parts in the main language: the reference a title is held against."""
    foreign: frozenset[str] = frozenset()
    """Small-letter words of other scripts anywhere in the body."""
    scripts: Counter[str] = field(default_factory=Counter)
    scorer: Scorer | None = None
    """What scored the main script's words."""


def read(texts: Sequence[str]) -> Body:
    """Return the reading of a body given as the texts of its blocks."""
    scorers: dict[str, Scorer] = {}
    parts, counts, foreign = _split(texts)
    by_section: dict[str, list[Part]] = {}
    for part in parts:
        by_section.setdefault(part.section, []).append(part)
    known: list[Part] = []
    for section, members in by_section.items():
        known += _name(section, members, texts, scorers)
    if not known:
        return Body(scripts=counts)
    shares: Counter[str] = Counter()
    for part in known:
        shares[group(part.guess.code)] += part.letters
    main = max(sorted(shares), key=shares.__getitem__)
    known.sort(key=attrgetter("index"))
    own = [part for part in known if group(part.guess.code) == main]
    first = max(own, key=lambda part: (part.letters, -part.index))
    return Body(
        first.guess,
        first.section,
        1000 * shares[main] // shares.total(),
        tuple(known),
        Wording(tuple(chain.from_iterable(part.words for part in own if part.section == first.section))),
        foreign,
        counts,
        scorers.get(first.section),
    )


def _split(texts: Sequence[str]) -> tuple[list[Part], Counter[str], frozenset[str]]:
    """Return the blocks with letters, not yet named, the letters of each script, and the words of other scripts."""
    counts: Counter[str] = Counter()
    parts: list[Part] = []
    foreign: set[str] = set()
    left, most = BODY_WORDS, max(BLOCK_WORDS, FEW_WORDS // max(1, len(texts)))
    for index, text in enumerate(texts):
        tally = scripts.tally(text)
        if not tally:
            continue
        counts.update(tally)
        system = scripts.family(tally)
        section = scripts.section("Hani" if system in ("Jpan", "Kore") else system)
        limit = min(left, most)
        words = [word.lower() for word in scripts.words(text[: WORD_TEXT * limit])[:limit]]
        left -= len(words)
        if len(tally) > 1:
            own = [scripts.section(scripts.of(word[0])) == section for word in words]
            foreign.update(word for word, mine in zip(words, own, strict=True) if not mine)
            words = [word for word, mine in zip(words, own, strict=True) if mine]
        parts.append(Part(index, section, tally.total(), Guess(identify.UNKNOWN, system, 0), tuple(words)))
    return parts, counts, frozenset(foreign)


def _name(section: str, parts: list[Part], texts: Sequence[str], scorers: dict[str, Scorer]) -> list[Part]:
    """Return the parts of one script with their languages."""
    script = load().get(section)
    if section == "Hani" and script:
        scorers[section] = Scorer(script)
        return _name_east_asian(parts, texts)
    system = parts[0].guess.script
    if script is None:
        named = identify.guess(texts[parts[0].index])
        return [_named(part, named) for part in parts]
    scorer = scorers[section] = Scorer(script)
    sums = [scorer.words(part.words) for part in parts]
    packed, grams, common = (sum(column) for column in zip(*sums, strict=True))
    weights = ranked(script, packed + common, grams)
    main = identify.of_sums(script, system, weights)
    at = script.languages.index(main.code)
    found = []
    for part, (own, own_grams, own_common) in zip(parts, sums, strict=True):
        guess = main
        if len(part.words) >= FOREIGN_WORDS:
            mine = ranked(script, own + own_common, own_grams)
            if max(mine) - mine[at] > FOREIGN_LEAD + own_grams * SCALE // 12:
                guess = identify.of_sums(script, system, mine)
        found.append(_named(part, guess))
    return found


def _name_east_asian(parts: list[Part], texts: Sequence[str]) -> list[Part]:
    """Return the parts named by their scripts; Han alone is what the other parts are, else Chinese."""
    main = identify.guess("".join(texts[part.index] for part in parts))
    found = []
    for part in parts:
        own = part.guess.script
        found.append(_named(part, identify.guess(texts[part.index]) if own not in ("Hani", main.script) else main))
    return found


def _named(part: Part, guess: Guess) -> Part:
    return Part(part.index, part.section, part.letters, guess, part.words)
