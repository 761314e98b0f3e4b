"""The summary: counts as the work goes on, and each row as JSON for BigQuery and `copydesk report`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from copydesk.backfill.task import Done
from copydesk.terminal import table
from copydesk.write import load
from copydesk.write.record import as_json

LANGUAGES = 8
"""Languages of the table at most; the rest are one row and one column."""
OTHERS = "others"
KINDS = 12
"""Kinds of errors named at most."""


@dataclass(slots=True)
class Tally:
    """Counts of what became of the sources."""

    results: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    languages: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """(title language, body language, comparison)."""
    errors: Counter[str] = field(default_factory=Counter)
    """By rule for what was refused, by our message's kind for what failed."""
    milliseconds: float = 0.0
    """Processor time of all workers."""
    size_bytes: int = 0

    @property
    def sources(self) -> int:
        """How many were looked at."""
        return sum(self.results.values())

    def add(self, done: Done) -> None:
        """Count one source."""
        self.results[done.result] += 1
        self.milliseconds += done.milliseconds
        self.size_bytes += done.size_bytes
        if done.verdict and done.result != "skipped":
            self.verdicts[done.verdict] += 1
            if done.comparison:
                self.languages[done.title_language or "und", done.body_language or "und", done.comparison] += 1
        if done.result == "refused":
            self.errors[done.rules[0] if done.rules else done.said] += 1
        elif done.result == "failed":
            self.errors[done.said.rpartition(": ")[2]] += 1

    def lines(self, seconds: float) -> Iterator[str]:
        """Yield the summary for a terminal: verdicts, the language pairs that disagree most, errors by kind."""
        each = self.milliseconds / self.sources if self.sources else 0.0
        rate = self.sources / seconds if seconds else 0.0
        counts = ", ".join(f"{self.results[name]} {name}" for name in ("recorded", "skipped", "refused", "failed"))
        speed = f"{seconds:.1f} s ({rate:.1f} a second, {each:.1f} ms of processor each)"
        yield f"{self.sources} sources in {speed}: {counts}"
        if self.verdicts:
            yield "verdicts: " + ", ".join(f"{count} {verdict}" for verdict, count in self.verdicts.most_common())
        if self.languages:
            comparisons: Counter[str] = Counter()
            for (_, _, comparison), count in self.languages.items():
                comparisons[comparison] += count
            yield "languages: " + ", ".join(f"{count} {comparison}" for comparison, count in comparisons.most_common())
            yield from self._matrix()
        for kind, count in self.errors.most_common(KINDS):
            yield f"errors: {kind}: {count}"

    def _matrix(self) -> Iterator[str]:
        """Yield a table of title languages (down) and body languages (across), the most frequent ones."""
        counts: Counter[str] = Counter()
        cells: Counter[tuple[str, str]] = Counter()
        for (title, body, _), count in self.languages.items():
            counts += Counter({title: count}) + Counter({body: count})
        shown = {code for code, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))[:LANGUAGES]}
        for (title, body, _), count in self.languages.items():
            cells[title if title in shown else OTHERS, body if body in shown else OTHERS] += count
        axis = sorted({code for pair in cells for code in pair}, key=lambda code: (code == OTHERS, -counts[code], code))
        rows = [[title, *(str(cells[title, body] or "·") for body in axis)] for title in axis]
        yield from table(["title over body", *axis], rows)


def row(done: Done) -> str:
    """Return one source's row as a line of JSON: no article text, column names as BigQuery takes them.

    A file's name that is no UTF-8 gets question marks: BigQuery would refuse the whole load.
    """
    columns = as_json(done)
    del columns["dead"]
    line = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return line.encode("utf-8", "replace").decode()


def rows(lines: Iterable[str]) -> Iterator[Done]:
    """Yield what rows say, one line after the other; raises `Unreadable` with the number of the line."""
    for number, line in enumerate(lines, 1):
        try:
            yield load.dataclass_of({**json.loads(line), "dead": None}, Done)
        except (ValueError, TypeError, RecursionError):
            raise load.Unreadable(f"line {number} is no JSON object") from None
        except load.Unreadable as error:
            raise load.Unreadable(f"line {number}: {error}") from None
