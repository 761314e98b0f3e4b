"""How much speaks for a reading being a dateline: the sum of what is printed, against a threshold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from copydesk.normalize import lead_words, places
from copydesk.normalize.spelling import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.normalize.leads.reading import Reading

ENOUGH = 2.5
"""A reading of this weight is a dateline."""
_SEPARATORS = dict.fromkeys(("–", "—", ".-", ".–"), 1.0) | dict.fromkeys(("--", "---", "_"), 1.2) | {
    "-": 0.9, "।": 0.4, "۔": 0.2, ":": 0.2, "∙": 0.5, "•": 0.3, "៖": 0.3, "፦": 0.3, ".": -0.4, "]": 0.6, "|": 0.3,
}  # fmt: skip
_NAMED = {"city": 1.6, "capital": 2.0, "area": 1.4, "country": 0.3}
_DATED = 1.0
"""A place of the gazetteer and a day with its year before a full stop: `Panamá, 5 de marzo de 2024. El ...`."""
_BODY = 120
"""Code points from which a line is a paragraph of the story and no heading."""
_ASIDE = 60
"""Code points of the longest aside between two dashes."""
_FRAGMENT = 70
"""A rest shorter than this without an end mark is a heading or a caption, no sentence."""
_SENTENCE = 400
_STOPS = frozenset('.!?…।۔。”"»’')
_SENTENCE_END = re.compile(r"[.!?।۔。](?=\s|\Z)")
# `BARCELONA - REAL MADRID: ...`: a short piece and a colon. One bounded class that excludes the colon: linear.
_PAIR = re.compile(r"[^.!?:\n\"“]{2,35}:\s")
_EAST_ASIAN = re.compile(r"[\u3041-\u30ff\u3400-\u9fff가-힣]")
_DASHES = re.compile(r"(?<=\s)(?:[–—―−]|-{1,2})(?=\s)")


def weigh(reading: Reading, line: str, *, alone: bool = False) -> float:
    """Return the weight of a reading of the beginning of `line`; below `ENOUGH` it is no dateline.

    Agency, day and a known region weigh most. A place with a dash is weak: it needs the gazetteer, and a continuation
    that begins as a sentence does; `Moscow - capital of Russia - is` is a sentence of its own. `alone` says that a line
    stands between paragraphs, before a long one: there it may hold a place and nothing else.
    """
    printed = [line[i:j] for i, j in reading.places]
    if any(key(place) in lead_words.listed("slug") for place in printed):
        return 0.0
    if reading.separator == "\n" and printed and not places.candidates(printed[0]) and not printed[0].isupper():
        return 0.0  # a label on a line of its own: `Aktualisiert am 07.01.2026`, `Bildrechte: Reuters`
    rest = line[reading.after :]
    strong = bool(reading.known or reading.signed or reading.date)
    weight = 3.0 * reading.known + 1.5 * bool(reading.agency and not reading.known) + 2.0 * bool(reading.date)
    weight += 1.0 * reading.signed + _SEPARATORS.get(reading.separator, 0.0)
    weight += _place_weight(printed, line, reading, strong=strong)
    if not printed and not reading.agency:
        return 0.0
    if reading.separator == "." and printed and reading.day and reading.day.iso and places.candidates(printed[0]):
        weight += _DATED
    if not printed and not reading.date and not reading.signed and len(line) < _FRAGMENT:
        return 0.0
    if (
        not printed
        and not reading.date
        and reading.separator not in {"–", "—", "--", "-", ".-", "=", "_", "】", "）", "电"}
    ):
        return 0.0
    if begins_lower(rest):
        weight -= 1.0 if reading.known and (reading.date or reading.signed) else 3.0
    if not strong:
        weight += 0.6 if alone and printed and reading.separator == "\n" else _weak(printed, line, reading, rest)
    return weight


def _place_weight(printed: Sequence[str], line: str, reading: Reading, *, strong: bool) -> float:
    weight = 0.0
    for n, place in enumerate(printed):
        found = places.candidates(place)
        named = max(
            (_NAMED.get(record.kind, 0.0) + 0.4 * (record.population >= 100_000) for record, _ in found), default=0.0
        )
        if not named and not strong:
            return -9.0
        if not named and not _is_title(place) and not is_aboard(place):
            named = -2.0
        weight += named if n == 0 else min(named, 0.0) + 0.3
        letters = [character for character in place if character.isalpha()]
        if n == 0 and not is_cased(place):
            weight += 0.5
        elif n == 0 and len(letters) > 2 and place.upper() == place:
            weight += 1.0
    for region in reading.regions:
        printed_region = line[region[0] : region[1]]
        named_region = places.regions_named(printed_region) or places.is_district(printed_region)
        in_capitals = printed_region.isupper() and printed[0].isupper()
        weight += 1.3 if named_region else (0.0 if strong else -1.0 if in_capitals else -3.0)
    return weight


def _weak(printed: Sequence[str], line: str, reading: Reading, rest: str) -> float:
    """Return what speaks for or against a place with a separator and nothing else."""
    if not printed or len(printed[0].replace(".", "")) < 3 or _EAST_ASIAN.search(printed[0]):
        return -9.0
    weight = 0.0
    if _PAIR.match(rest):
        weight -= 2.0
    if reading.separator not in {":", "\n", ""} and _is_apposition(rest[:_SENTENCE]):
        weight -= 3.0
    titled = is_cased(printed[0]) and printed[0] != printed[0].upper()
    if titled and rest[-1:] not in _STOPS and (len(rest) < _FRAGMENT or reading.separator == "|"):
        weight -= 1.5
    if reading.separator == ":" and titled and len(rest) >= _FRAGMENT and _prints_colons(printed[0]):
        weight += 0.4
    elif reading.separator in {":", "\n", ""} and len(line) < _BODY and titled:
        weight -= 1.0
    if len(line) >= _BODY:
        weight += 0.4
    if rest[:1].isdigit() and reading.separator == ":":
        weight -= 1.0
    return weight


def _prints_colons(place: str) -> bool:
    """Return whether papers of a place's country print `Mumbai: The ...` at the head of their stories."""
    best = places.resolve(place).country
    return best is not None and best.casefold() in lead_words.listed("colon-country")


def _is_apposition(rest: str) -> bool:
    """Return whether the dash opens an aside that another closes: `Berlin – Hauptstadt seit 1990 – feiert`.

    A story that goes on with an aside of its own has two more dashes in its first sentence, not one.
    """
    stop = _SENTENCE_END.search(rest)
    sentence = rest[: stop.start()] if stop else rest
    dashes = list(_DASHES.finditer(sentence))
    if len(dashes) % 2 == 0:
        return False
    if len(sentence[: dashes[0].start()].split()) < 3:
        return True  # `Washington - Lincoln - Roosevelt`
    after = sentence[dashes[0].end() :].lstrip()
    return dashes[0].start() <= _ASIDE and (after[:1].islower() or not is_cased(after[:1]))


def begins_lower(rest: str) -> bool:
    """Return whether a text begins in lower case, opening quotes left out."""
    first = rest.lstrip(" \"'“”„«»‘’(")[:1]
    return first.islower() and is_cased(first)


def is_cased(text: str) -> bool:
    """Return whether a text has letters of a script with capitals in print; Georgian has none."""
    return any(c.upper() != c.lower() and not "\u10d0" <= c <= "\u10ff" for c in text)


def is_aboard(place: str) -> bool:
    """Return whether a ship or an aeroplane is named in the place of a city: `ABOARD THE USS ...`."""
    folded = place.casefold()
    return any(folded.startswith(word + " ") for word, _ in lead_words.printed("aboard"))


def _is_title(place: str) -> bool:
    """Return whether every long word of a place begins with a capital, where the script has any."""
    return all(word[0] == word[0].upper() for word in re.split(r"[\s'’-]+", place) if len(word) > 3)
