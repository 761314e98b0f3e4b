"""What is raced, and on what: pages, formats and sizes, language pairs, datelines, fragments of markup.

Cases of others lie outside this repository; where they are not there, a line says so and our own articles run alone.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk import process
from tests import golden
from tests.benchmarks.speed import articles, peers, prose, timing

PAGE_PEERS = ("copydesk trafilatura newspaper4k readability-lxml goose3 mediacloud-metadata extruct htmldate").split()
PAIR_PEERS = ["copydesk languages", "langdetect", "py3langid", "pycld2"]
MARKUP_PEERS = ["copydesk markup", "bleach", "nh3"]
SIZES = (2, 20, 200)
"""Kilobytes of the articles made in each format."""

Inputs = list[dict[str, Any]]
WARM: Inputs = [{"made": ["HTML", size, 900 + size]} for size in (2, 8, 20)]
"""What a process does before it is timed: imports that wait for a first article are another measurement's."""


@dataclass(frozen=True, slots=True)
class Options:
    """How much is measured."""

    shared: Path | None
    """The folder with the cases of others, where it is there."""
    quick: bool
    """The short form that CI runs: the inputs and peers that floors hold."""

    def rounds(self, whole: int) -> int:
        """Return how many rounds are run."""
        return 2 if self.quick else whole


def contest(names: list[str], inputs: Inputs, rounds: int, warm: Inputs = WARM) -> dict[str, Any]:
    """Return the figures of all contestants that are installed on the inputs, and print a line for each."""
    answers: list[Any] = []
    told: dict[str, dict[str, Any]] = {}
    for number in range(rounds):
        with peers.started(list(told) or names, tell=None if told else print) as running:
            if [each.name for each in running[:1]] != names[:1]:
                raise RuntimeError(f"{names[0]} does not start")
            firsts = timing.warmed(running, warm)
            answers.append(timing.one_round(running, inputs, first=number))
            for each, first in zip(running, firsts, strict=True):
                start = {"imports_ms": 1000 * each.loaded, "first_ms": 1000 * (first or 0.0)}
                told[each.name] = {"version": each.version} | start | each.memory()
    found = timing.figures(list(told), answers)
    for name in found:
        found[name] |= told[name]
        print("  " + said(name, found[name]), flush=True)
    return {"inputs": len(inputs), "rounds": rounds, "contestants": found}


def said(name: str, told: dict[str, Any]) -> str:
    """Return one contestant's figures as a line."""
    if "cpu_ms" not in told:
        return f"{name:20} failed on all inputs: {', '.join(told.get('errors', []))}"
    cpu, ratio = told["cpu_ms"], told.get("of_ours")
    line = f"{name:20} CPU median {cpu['median']:8.3f} ms  p95 {cpu['p95']:9.3f} ms"
    if ratio:
        middle = ratio["by_input"]
        line += f"  {ratio['median']:6.2f} x ours (by input {middle['q1']:.2f} to {middle['q3']:.2f})"
    return line + (f"  failed on {told['failed']}" if told["failed"] else "")


def pages(options: Options) -> dict[str, Any]:
    """Return pages of newspapers through us and those who read pages."""
    if options.shared is None:
        print("  the pages of newspapers are not here: our own articles run alone")
        return {}
    folder = options.shared / "data/extraction"
    cases = [case for case in _lines(folder / "cases.jsonl") if case["source"] == "fundus"]
    inputs = [
        {
            "file": str(folder / case["html"]),
            "gzip": case["html"].endswith(".gz"),
            "name": f"{case['id']}.html",
            "content_type": f"text/html; charset={case['encoding']}" if case.get("encoding") else "text/html",
            "encoding": case.get("encoding"),
            "url": case.get("url"),
        }
        for case in cases
    ]
    return contest(PAGE_PEERS[:2] if options.quick else PAGE_PEERS, inputs, options.rounds(3))


def corpus(options: Options) -> dict[str, Any]:
    """Return the articles of the golden corpus, in all formats, through us."""
    inputs = [
        {"file": str(case.article), "name": case.name, "content_type": case.content_type, "url": case.url}
        for case in golden.cases()
    ]
    return contest(["copydesk"], inputs, options.rounds(5))


def formats(options: Options) -> dict[str, Any]:
    """Return articles of each format and size; peers run on those that are pages."""
    found: dict[str, Any] = {}
    for form in articles.FORMATS:
        for size in SIZES:
            print(f" {form}, {size} kB")
            names = PAGE_PEERS if form.startswith("HTML") else ["copydesk"]
            inputs: Inputs = [{"made": [form, size, number]} for number in range(4)]
            warm: Inputs = [{"made": [form, size, 900 + number]} for number in range(3)]
            found.setdefault(form, {})[size] = contest(names, inputs, options.rounds(2), warm)
    return found


def pairs(options: Options) -> dict[str, Any]:
    """Return pairs of title and body through our comparison and through the naive rule: two languages are named."""
    if options.shared:
        cases = list(_lines(options.shared / "data/langid/pairs.jsonl.gz"))
        cases = random.Random(1).sample(cases, 100 if options.quick else 300)  # noqa: S311 -- no secret
        inputs = [{"title": case["title"] or "", "text": case["body"] or ""} for case in cases]
    else:
        print("  the pairs are not here: headlines and texts of our own articles run")
        inputs = _own_pairs()
    warm = [{"title": articles.headline(size), "text": articles.plain(1024 * size, 900)} for size in (1, 2, 3)]
    return contest(PAIR_PEERS[:2] if options.quick else PAIR_PEERS, inputs, options.rounds(3), warm)


def _own_pairs() -> Inputs:
    records = (process(case.article.read_bytes(), name=case.name, url=case.url) for case in golden.cases())
    return [{"title": record.headline, "text": record.text} for record in records if record.headline and record.text]


def datelines(options: Options) -> dict[str, Any]:
    """Return leads through our steps of byline, dateline and dates; no peer reads datelines."""
    if options.shared:
        cases = list(_lines(options.shared / "data/dateline/cases.jsonl"))
        cases = random.Random(1).sample(cases, 300)  # noqa: S311 -- no secret
        inputs = [{"text": case["text"], "name": f"{case['id']}.txt"} for case in cases]
    else:
        print("  the leads are not here: made articles run")
        inputs = [{"made": ["plain text", 1, number]} for number in range(40)]
    warm = [{"made": ["plain text", 1, 900]}] * 3
    return contest(["copydesk datelines"], inputs, options.rounds(3), warm)


def fragments(options: Options) -> dict[str, Any]:
    """Return bodies' markup through our gate and through bleach and nh3 with the same allow-list."""
    if options.shared:
        inputs = [{"text": case["html"]} for case in _lines(options.shared / "data/sanitize/benign.jsonl.gz")]
    else:
        print("  the bodies are not here: made ones run")
        texts = [prose.paragraphs(1024 * size, number) for size in (2, 8, 20) for number in range(10)]
        inputs = [{"text": articles.html_paragraphs(text)} for text in texts]
    return contest(MARKUP_PEERS[:2] if options.quick else MARKUP_PEERS, inputs, options.rounds(5))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)
