"""docs/performance.md and its pictures, made from the results that docs/performance.json holds.

`python -m tests.benchmarks.speed.page` writes them anew without measuring.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tests.benchmarks.speed import peers, pictures, sections

RESULTS = peers.ROOT / "docs/performance.json"
PAGE = RESULTS.with_suffix(".md")
PICTURES = RESULTS.parent / sections.PICTURES
HEAD = """# Performance: time, memory and cold starts, beside others

Everything here was measured by `make bench` in one run of {minutes} minutes on {date}: {processor}, {cores} cores,
{system}, Python {python}, commit {commit}, load {load_before:.1f} before the run. `make setup-bench bench` measures it
again and writes this page, its pictures and [performance.json](performance.json), which has all figures. Pages, pairs,
leads and bodies of others are not part of this repository; the run says so where they are not there.{note}

**How.** Each contestant is a process of its own with its own versions. Each input goes through all of them in turn;
the order changes with every input. Each round has new processes, warmed up on three other articles, so nobody has met
an input before. The best of an input's rounds counts. Times are CPU milliseconds of that process, without reading the
file; we decode the bytes, the others are given text. *x ours* is the peer's time by ours: below 1 it is faster than we
are. In brackets: the middle half of the ratios by input. An input on which a contestant raises, dies or takes 30 s is
counted as failed, and its time is left out. *start* is imports and the first input, *MB* the most that the process
held.
"""


def page(results: dict[str, Any]) -> str:
    """Return docs/performance.md."""
    told, subjects = results["machine"], results["subjects"]
    minutes = max(round(told["seconds"] / 60), 1)
    title, *paragraphs = HEAD.format(**{"note": "", **told}, minutes=minutes).strip().split("\n\n")
    head = "\n\n".join([title, *map(sections.filled, paragraphs)]) + "\n"
    parts = (make(subjects[name]) for name, make in sections.SECTIONS.items() if _measured(subjects, name))
    return "\n".join([head, *parts, losses(subjects)])


def _measured(subjects: dict[str, Any], name: str) -> bool:
    return bool(subjects.get(name)) and "broke" not in subjects[name]


def losses(subjects: dict[str, Any]) -> str:
    """Return where others take less, whatever less they do."""
    lines = []
    for where, contest in _contests(subjects):
        others = contest["contestants"].items()
        ratios = [(name, told["of_ours"]["median"]) for name, told in others if told.get("of_ours")]
        if faster := ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios if ratio < 1):
            lines.append(f"- {where}, CPU time by ours: {faster}.")
    if _measured(subjects, "pages"):
        (_, ours), *others = subjects["pages"]["contestants"].items()
        for about, cost in (("Memory", _memory), ("Imports and the first page", _start)):
            if less := ", ".join(
                f"{name} {cost(told) / cost(ours):.2f}" for name, told in others if cost(told) < cost(ours)
            ):
                lines.append(f"- {about}, by ours: {less}.")
    for flight, one in subjects["load"].items() if _measured(subjects, "load") else ():
        ratio = one.get("of_baseline", {}).get("events_per_second", {}).get("median", 1)
        if ratio < 1:
            lines.append(f"- Events a second with {flight} in flight: {ratio:.2f} of the function written by hand.")
    cold = subjects.get("cold", {}).get("of_baseline", {}).get("median", 0)
    if cold > 1:
        lines.append(f"- Cold start: {cold:.2f} times that of the function written by hand.")
    broken = [sections.filled(line).replace("\n", "\n  ") for line in lines]
    return "\n".join(["## Where we lose", "", *(broken or ["- Nowhere in this run."]), ""])


def _contests(subjects: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from ((name, subjects[key]) for key, name in _NAMES.items() if _measured(subjects, key))
    if _measured(subjects, "formats"):
        for form, by_size in subjects["formats"].items():
            yield from ((f"{form} of {size} kB", contest) for size, contest in by_size.items())


def _memory(told: dict[str, Any]) -> float:
    return float(told["peak_megabytes"])


def _start(told: dict[str, Any]) -> float:
    return float(told["imports_ms"] + told["first_ms"])


_NAMES = {"pages": "Pages of newspapers", "pairs": "Title against body", "fragments": "Sanitizing"}


def rounded(value: Any) -> Any:
    """Return results with four digits a figure: more than any of them is exact to."""
    if isinstance(value, dict):
        return {str(key): rounded(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [rounded(each) for each in value]
    return float(f"{value:.4g}") if isinstance(value, float) else value


def write() -> None:
    """Write the page and its pictures from the results."""
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(page(results), encoding="utf-8")
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    for name, picture in pictures.drawn(results["subjects"]).items():
        (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    write()
