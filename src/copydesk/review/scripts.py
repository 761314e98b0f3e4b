"""Which script text is written in: a committed table, so that every Python version answers the same."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cache
from importlib import resources

EAST_ASIAN = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})
"""Scripts in which one character carries about as much as three letters elsewhere."""
UNKNOWN = "Zyyy"
"""ISO 15924 for text without a letter of any one script."""


@cache
def _table() -> tuple[list[int], list[tuple[int, str]]]:
    lines = resources.files("copydesk.data").joinpath("languages/scripts.tsv").read_text("ascii").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [int(first, 16) for first, _, _ in rows], [(int(last, 16), script) for _, last, script in rows]


class _Scripts(dict[str, str]):
    """Remembers the answer for each character met; at most one entry a letter of Unicode."""

    def __missing__(self, character: str) -> str:
        firsts, rest = _table()
        at = bisect_right(firsts, ord(character)) - 1
        self[character] = answer = rest[at][1] if at >= 0 and ord(character) <= rest[at][0] else ""
        return answer


_SCRIPTS = _Scripts()


def of(character: str) -> str:
    """Return the ISO 15924 code of a letter or mark, "" for a character of no script or of many."""
    return _SCRIPTS[character]


class _Letters(dict[int, int]):
    """A translation table: letters and marks stay, everything else becomes a blank."""

    def __missing__(self, point: int) -> int:
        character = chr(point)
        # Marks that any script may use (combining accents, joiners) stay with their letter.
        keep = bool(_SCRIPTS[character]) or 0x300 <= point <= 0x36F or point in (0x200C, 0x200D, 0x30FC)
        self[point] = answer = point if keep else 0x20
        return answer


_LETTERS = _Letters()


def words(text: str) -> list[str]:
    """Return the runs of letters and marks of a text; scripts without blanks give long runs."""
    return text.translate(_LETTERS).split()


def section(script: str) -> str:
    """Return under which name the profiles keep a script: the East Asian ones share one section."""
    return "Hani" if script in EAST_ASIAN else script


def tally(text: str) -> Counter[str]:
    """Return how many letters each script has in a text; an East Asian character counts three."""
    characters = set(text)
    found = set(map(_SCRIPTS.__getitem__, characters)) - {""}
    if len(found) == 1 and not found & EAST_ASIAN:  # as nearly always: only what is no letter is counted then
        others = [character for character in characters if not _SCRIPTS[character]]
        return Counter({found.pop(): len(text) - sum(map(text.count, others))})
    counts: Counter[str] = Counter()
    for character, count in Counter(text).items():
        if script := _SCRIPTS[character]:
            counts[script] += 3 * count if script in EAST_ASIAN else count
    return counts


def family(counts: Counter[str]) -> str:
    """Return the main writing system of a tally: `Jpan`, `Kore`, `Hani` or the script itself, `Zyyy` for none.

    Kana makes Han Japanese, Hangul makes it Korean; Han alone stays `Hani`.
    """
    kana = counts["Hira"] + counts["Kana"]
    han = counts["Hani"] + counts["Bopo"]
    systems = {s: n for s, n in counts.items() if s not in EAST_ASIAN}
    systems["Jpan"] = kana + han if kana * 12 >= han and kana else 0
    systems["Kore"] = counts["Hang"] + (0 if systems["Jpan"] else han) if counts["Hang"] else 0
    if not systems["Jpan"] and not systems["Kore"]:
        systems["Hani"] = han
    best = max(sorted(systems), key=systems.__getitem__)
    return best if systems[best] else UNKNOWN


def name(code: str) -> str:
    """Return the English name of a script, its code where it has none here."""
    return _names().get(code, code)


@cache
def _names() -> dict[str, str]:
    lines = resources.files("copydesk.data").joinpath("languages/script_names.tsv").read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t") for line in lines)
