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
leads and bodies of others are not part of this repository; the run says so where they are not there.

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
    title, *paragraphs = HEAD.format(**told, minutes=max(round(told["seconds"] / 60), 1)).strip().split("\n\n")
    head = "\n\n".join([title, *map(sections.filled, paragraphs)]) + "\n"
    parts = (make(subjects[name]) for name, make in sections.SECTIONS.items() if _measured(subjects, name))
    return "\n".join([head, *parts, losses(subjects)])


def _measured(subjects: dict[str, Any], name: str) -> bool:
    return bool(subjects.get(name)) and "broke" not in subjects[name]


def losses(subjects: dict[str, Any]) -> str:
    """Return where others are faster, whatever less they do."""
    lines = [
        f"- {where}: {name} takes {ratio:.2f} of our time ({sections.DOES[name]})."
        for where, name, ratio in _faster(subjects)
    ]
    if "of_baseline" in (cold := subjects.get("cold", {})) and cold["of_baseline"]["median"] > 1:
        lines.append(
            f"- Cold start: the function written by hand takes {1 / cold['of_baseline']['median']:.2f} of our time."
        )
    return "\n".join(["## Where we lose", "", *(lines or ["- Nowhere in this run."]), ""])


def _faster(subjects: dict[str, Any]) -> Iterator[tuple[str, str, float]]:
    contests = [(name, subjects[key]) for key, name in _NAMES.items() if _measured(subjects, key)]
    if _measured(subjects, "formats"):
        contests += [
            (f"{form}, {n} kB", one) for form, sizes in subjects["formats"].items() for n, one in sizes.items()
        ]
    for where, contest in contests:
        for name, told in contest["contestants"].items():
            ratio = told.get("of_ours", {}).get("median")
            if ratio is not None and ratio < 1:
                yield where, name, ratio


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
    for name, picture in pictures.drawn(results["subjects"]).items():
        (PICTURES / f"{name}.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    write()
