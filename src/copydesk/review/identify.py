"""The best guess of the language of a text, as a BCP 47 code with its script and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from copydesk.review import scripts
from copydesk.review.profiles import FIELD, SCALE, Scorer, Script, load

UNKNOWN = "und"
WITHOUT_KANA = 20
"""Han characters a Japanese headline may have without any kana; a text of more is Chinese."""
LONGEST = 3_000
"""Code points of a text that are looked at."""
COMMON_WORD = 2
"""How many times a common word's weight counts beside its n-grams: titles are told apart best with two."""
_HINT = {
    "Jpan": "ja", "Kore": "ko", "Armn": "hy", "Geor": "ka", "Khmr": "km", "Laoo": "lo", "Mymr": "my", "Orya": "or",
    "Sinh": "si", "Thaa": "dv", "Cher": "chr", "Cans": "iu", "Mong": "mn", "Nkoo": "nqo", "Syrc": "syr", "Yiii": "ii",
    "Olck": "sat", "Tfng": "zgh", "Mtei": "mni", "Java": "jv", "Bali": "ban", "Vaii": "vai", "Adlm": "ff",
}  # fmt: skip
"""Scripts that one language writes nearly alone."""


@dataclass(frozen=True, slots=True)
class Named:
    """One row of languages.tsv."""

    code: str
    name: str
    known_to_langdetect: bool
    group: str
    """Languages of one group are not told apart when title and body are compared."""
    handicap: int
    """Weight taken off each n-gram: a profile made from little text fits everything a little too well."""


@cache
def languages() -> dict[str, Named]:
    """Return the languages known by code."""
    text = resources.files("copydesk.data").joinpath("languages/languages.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        code: Named(code, name, own != "-", code if group == "-" else group, int(handicap))
        for code, name, own, group, _, handicap in rows
    }


def group(code: str) -> str:
    """Return what a language is compared as: Norwegian, Serbo-Croatian and Chinese are one each."""
    known = languages().get(code)
    return known.group if known else base(code)


_RENAMED = {
    "iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "hr", "cnr": "hr", "bs": "hr", "nb": "no",
    "fil": "tl", "prs": "fa", "cmn": "zh", "yue": "zh", "arb": "ar", "kmr": "ku",
}  # fmt: skip
"""Codes that mean a language we name otherwise (IANA language subtag registry, and what pages say)."""


def base(code: str) -> str:
    """Return the language subtag of a BCP 47 code as we name it: `pt-BR` is `pt`, `iw` is `he`."""
    subtag = code.strip().replace("_", "-").lower().partition("-")[0]
    return _RENAMED.get(subtag, subtag)


@cache
def _bases() -> frozenset[str]:
    return frozenset(map(base, languages()))


def contradicts(declared: str, found: Guess) -> bool:
    """Return whether a declared language is a known one and another than the found one."""
    said = base(declared)
    if said not in _bases():
        return False
    return said != base(found.code) and group(said) != group(found.code) and {said, base(found.code)} not in _SIBLINGS


_SIBLINGS = ({"sr", "hr"}, {"id", "ms"})
"""Languages whose texts are too alike to call a declaration wrong."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A language, its script (ISO 15924) and a confidence from 0 to 1000."""

    code: str
    script: str
    confidence: int


NOTHING = Guess(UNKNOWN, scripts.UNKNOWN, 0)


def ranked(script: Script, packed: int, grams: int) -> tuple[int, ...]:
    """Return each language's weight, its handicap taken off."""
    return script.unpack(packed, grams * _handicaps(script.languages))


@cache
def _handicaps(codes: tuple[str, ...]) -> int:
    """Return the handicaps of a script's languages, packed as weights are."""
    known = languages()
    return sum(known[code].handicap << 8 * FIELD * column for column, code in enumerate(codes))


@cache
def groups(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Return what each of a script's languages is compared as."""
    return tuple(map(group, codes))


def guess(text: str, scorer: Scorer | None = None) -> Guess:
    """Return the best guess for a text, or the beginning of it, in whatever script most of that is written.

    A scorer of that script, if there is one already, may know some of the words.
    """
    text = text[:LONGEST]
    counts = scripts.tally(text)
    system = scripts.family(counts)
    if system == scripts.UNKNOWN:
        return NOTHING
    if system == "Hani":
        return chinese(text)
    section = scripts.section(system)
    script = load().get(section)
    if system in _HINT or script is None:
        return Guess(_HINT.get(system, UNKNOWN), system, 900 if system in _HINT else 0)
    words = [word.lower() for word in scripts.words(text) if scripts.of(word[0]) == section]
    known = scorer if scorer and scorer.script is script else Scorer(script)
    return of_words(script, system, known, words)


def of_words(script: Script, system: str, scorer: Scorer, words: Sequence[str]) -> Guess:
    """Return the best guess for small-letter words of one script."""
    packed, grams, common = scorer.words(words)
    if not grams:
        return Guess(UNKNOWN, system, 0)
    return of_sums(script, system, ranked(script, packed + COMMON_WORD * common, grams))


def of_sums(script: Script, system: str, sums: Sequence[int]) -> Guess:
    """Return the best guess for the weights of a text; sure in the measure that it leads the best other language."""
    best = max(range(len(sums)), key=sums.__getitem__)
    code = script.languages[best]
    own = group(code)
    others = [s for s, other in zip(sums, groups(script.languages), strict=True) if other != own]
    lead = max(0, sums[best] - max(others)) if others else 20 * SCALE
    return Guess(code, system, 500 + 500 * lead // (lead + 2 * SCALE))


def chinese(text: str) -> Guess:
    """Return simplified or traditional Chinese, or Japanese without kana, by the character sets that have each letter.

    GB 2312 has the simplified forms, Big5 the traditional ones, JIS X 0208 Japan's own simplifications besides.
    """
    han = "".join(character for character in text if scripts.of(character) == "Hani")
    simplified = traditional = japanese = 0
    for character in han:
        in_gb, in_big5 = bool(character.encode("gb2312", "ignore")), bool(character.encode("big5", "ignore"))
        simplified += in_gb and not in_big5
        traditional += in_big5 and not in_gb
        japanese += not in_gb and not in_big5 and bool(character.encode("shift_jis", "ignore"))
    if japanese and not simplified and len(han) <= WITHOUT_KANA:
        return Guess("ja", "Jpan", 700)
    if traditional > simplified:
        return Guess("zh-Hant", "Hant", 900)
    return Guess("zh-Hans", "Hans", 900 if simplified else 600)
