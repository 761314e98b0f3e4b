"""More pairs to fit on, made from development pairs, from plain sentences and from names: what a few thousand lack.

The development pairs repeat the same headlines over a hundred languages, so that trees learn headlines by heart; these
show them other titles, shorter ones, ones in capitals, sentences of a body taken as its title, and names alone.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk.review.identify import base

NAMES = Path(__file__).with_name("name_titles.txt")
ALTERED = ("n_short", "n_caps", "m_caps_en", "m_short_en", "n_names_title", "n_brand_title", "n_digits")
"""Strata whose titles are not headlines as printed."""
BODIES = ("n_boiler_en", "n_quote_en", "n_mixed_major", "m_mixed_minor", "m_seed_shape")
"""Strata whose bodies hold something beside the article."""
CLOSE = """
hi-ne mr-ne mr-hi sr-mk bg-mk ru-bg be-uk ru-uk ru-be pt-gl es-gl es-pt ca-es fr-ca it-es it-ro de-lb nl-af sv-da no-da
no-sv fo-da is-fo sk-cs sl-hr az-tr uz-tr tk-tr ms-id tl-id tt-ba kk-ky kk-tt ru-kk ru-mn ru-tg xh-zu zu-ss sn-ny rw-rn
so-om fa-ps ur-fa ar-fa ug-ar ckb-fa am-ti lv-lt fi-et ja-zh ja-zh-Hant ko-zh ko-ja
"""
"""Languages close to each other, or sharing a script."""
SERBO_CROATIAN = frozenset({"bs", "hr", "sr-Latn"})
PLAIN = "practice"
"""The document of sentences that belong to no development document."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A title over a body, the documents both come from, and whether it is a mismatch."""

    title: str
    body: str
    docs: frozenset[str]
    mismatch: bool
    name: bool = False
    """Whether the title is a name alone."""


def same(first: str, second: str) -> bool:
    """Return whether two languages are one to a comparison."""
    return base(first) == base(second) or {first, second} <= SERBO_CROATIAN


def recombined(pairs: Sequence[dict[str, Any]], dice: random.Random) -> Iterator[Pair]:
    """Yield honest variants and mismatches of the same documents' titles and bodies."""
    titles: dict[tuple[str, str], str] = {}
    bodies: dict[tuple[str, str], str] = {}
    for pair in pairs:
        if " + " not in pair["doc"]:
            if pair["stratum"] not in ALTERED and pair["title_lang"] != "und":
                titles[pair["doc"], pair["title_lang"]] = pair["title"]
            if pair["stratum"] not in BODIES:
                bodies[pair["doc"], pair["body_lang"]] = pair["body"]
    by_language, by_doc = defaultdict(list), defaultdict(list)
    for doc, code in titles:
        by_language[code].append(doc)
        by_doc[doc].append(code)
    for (doc, code), body in sorted(bodies.items()):
        yield from _honest(titles.get((doc, code)), body, doc, dice)
        for other in dice.sample(by_language[code], min(2, len(by_language[code]))):
            yield Pair(titles[other, code], body, frozenset({doc, other}), mismatch=False)
        foreign = [other for other in by_doc[doc] if not same(other, code)]
        for other in dice.sample(foreign, min(3, len(foreign))):
            yield Pair(titles[doc, other], body, frozenset({doc}), mismatch=True)
        if "en" in foreign:
            english = titles[doc, "en"]
            yield Pair(english.upper() if dice.random() < 0.3 else english, body, frozenset({doc}), mismatch=True)
    for first, second in [pair.split("-", 1) for pair in CLOSE.split()]:
        for a, b in ((first, second), (second, first)):
            for doc in sorted(by_doc):
                if (doc, a) in titles and (doc, b) in bodies and dice.random() < 0.5:
                    yield Pair(titles[doc, a], bodies[doc, b], frozenset({doc}), mismatch=True)


def _honest(title: str | None, body: str, doc: str, dice: random.Random) -> Iterator[Pair]:
    """Yield the title, a few words of it, and it in capitals; and a sentence of the body as its title."""
    docs = frozenset({doc})
    if title:
        words = title.split()
        yield Pair(title, body, docs, mismatch=False)
        if len(words) > 4:
            count = dice.randint(2, 4)
            start = dice.randint(0, len(words) - count)
            yield Pair(" ".join(words[start : start + count]), body, docs, mismatch=False)
        if title.upper() != title:
            yield Pair(title.upper(), body, docs, mismatch=False)
    lines = body.split("\n")
    if long := [line for line in lines[1:] if len(line.split()) > 8]:
        line = dice.choice(long)
        rest = "\n".join(other for other in lines if other != line)
        yield Pair(" ".join(line.split()[: dice.randint(5, 12)]), rest, docs, mismatch=False)


def from_sentences(path: Path, dice: random.Random) -> Iterator[Pair]:
    """Yield a sentence, or a part of one, over other sentences of its language or of another (PyPI `eld`, see docs)."""
    sentences = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        code, _, sentence = line.partition("\t")
        if code != "ku" and (len(sentence) > 25 or code in ("ja", "ko", "zh")):
            sentences[code].append(sentence)
    codes, docs = sorted(sentences), frozenset({PLAIN})
    names = [line for line in NAMES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    for code in codes:
        for _ in range(100 if code in ("ja", "ko", "zh") else 40):
            body = "\n".join(dice.sample(sentences[code], dice.randint(4, 14)))
            for _ in range(2):
                title = dice.choice(sentences[code])
                if title not in body:
                    yield Pair(_cut(title, code, dice), body, docs, mismatch=False)
            if code in ("ja", "ko", "zh") and dice.random() < 0.5:
                other = dice.choice([c for c in ("ja", "ko", "zh") if c != code])
            else:
                other = "en" if dice.random() < 0.4 else dice.choice(codes)
            if not same(other, code):
                yield Pair(_cut(dice.choice(sentences[other]), other, dice), body, docs, mismatch=True)
    for name in names:
        for code in dice.sample(codes, 6):
            if code != "en":
                body = "\n".join(dice.sample(sentences[code], dice.randint(4, 14)))
                yield Pair(name, body, docs, mismatch=False, name=True)


def _cut(sentence: str, code: str, dice: random.Random) -> str:
    """Return a sentence as short as a headline, now and then in capitals or, in English, with capitals."""
    words = sentence.rstrip(".").split()
    short = " ".join(words[: dice.randint(3, 14)]) if len(words) > 3 else sentence[: dice.randint(6, 40)]
    chance = dice.random()
    if chance < 0.08:
        return short.upper()
    return short.title() if code == "en" and chance < 0.4 else short
