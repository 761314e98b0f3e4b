"""Whether another language fits the title's words better than the body's language does."""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt

from copydesk.review.identify import COMMON_WORD, group, groups, languages, ranked
from copydesk.review.profiles import Scorer, Script
from copydesk.review.reading import Body

SPREAD = 500
"""Added to the windows' spread, in thousandths of a step: few windows, or one, spread too little."""


def clues(
    own: Sequence[str], small: Sequence[str], windows: Sequence[Sequence[str]], body: Body, scorer: Scorer
) -> dict[str, int]:
    """Return the clues of the title's words (small letters) and those of them that are no names."""
    script = scorer.script
    home = _home(script, body)
    packed, grams, common = scorer.words(own)
    if not grams or not home:
        return {}
    sums = ranked(script, packed, grams)
    with_common = ranked(script, packed + COMMON_WORD * common, grams)
    own_sum, own_common = max(sums[i] for i in home), max(with_common[i] for i in home)
    values = {"own_fit": 1000 * own_sum // grams, "fit": 1000 * max(sums) // grams}
    others = [i for i in range(len(sums)) if i not in home]
    if not others or body.section == "Hani":
        return values  # Chinese, Japanese and Korean are told apart by their characters: see `clues.conflict`
    rival = max(others, key=with_common.__getitem__)
    lead = max(sums[i] for i in others) - own_sum
    values["rival_known"] = int(languages()[script.languages[rival]].known_to_langdetect)
    values["lead"] = 1000 * lead // grams
    values["lead_root"] = _over_root(lead, grams)
    values["lead_common"] = _over_root(with_common[rival] - own_common, grams)
    if small:
        values["lead_small"] = _lead(scorer, [word.lower() for word in small], rival, home, COMMON_WORD)
    if new := [word for word in own if word not in body.wording.vocabulary]:
        values["lead_new"] = _lead(scorer, new, rival, home, 0)
        commons = script.unpack(scorer.words(new)[2])
        mine, most = max(commons[i] for i in home), max(commons[i] for i in others)
        values["common_new"] = commons[rival] - mine
        values["most_common"], values["most_common_lead"] = most, most - mine
        values["other_common"] = sum(
            scorer.common(word, rival) > 0 and not any(scorer.common(word, i) for i in home) for word in new
        )
    rate = 1000 * (with_common[rival] - own_common) // grams
    return values | _against(windows, scorer, home, rival, rate)


def _home(script: Script, body: Body) -> tuple[int, ...]:
    """Return the columns of the body's language and of those it is not told apart from."""
    mine = group(body.guess.code)
    return tuple(i for i, other in enumerate(groups(script.languages)) if other == mine)


def _over_root(lead: int, grams: int) -> int:
    return 100 * lead // isqrt(100 * max(1, grams))


def _lead(scorer: Scorer, words: Sequence[str], rival: int, home: Sequence[int], common_word: int) -> int:
    """Return the rival's lead in some words over the root of their n-grams."""
    packed, grams, common = scorer.words(words)
    sums = ranked(scorer.script, packed + common_word * common, grams)
    return _over_root(sums[rival] - max(sums[i] for i in home), grams)


def _against(
    windows: Sequence[Sequence[str]], scorer: Scorer, home: Sequence[int], rival: int, rate: int
) -> dict[str, int]:
    """Return how the title's lead (an n-gram, in thousandths) compares with those of the body's own pieces."""
    rates, confused = [], 0
    for window in windows:
        packed, grams, common = scorer.words(window)
        if grams:
            sums = ranked(scorer.script, packed + COMMON_WORD * common, grams)
            mine = max(sums[i] for i in home)
            rates.append(1000 * (sums[rival] - mine) // grams)
            confused += max(sums) > mine
    if not rates:
        return {}
    mean = sum(rates) // len(rates)
    spread = isqrt(sum((r - mean) ** 2 for r in rates) // len(rates)) + SPREAD
    return {
        "odds": 100 * (rate - mean) // spread,
        "beats": 1000 * sum(r < rate for r in rates) // len(rates),
        "confused": 1000 * confused // len(rates),
    }
