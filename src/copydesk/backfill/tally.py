"""The summary: counts as the work goes on, and each row as JSON for BigQuery and `copydesk report`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from copydesk.backfill.task import Done
from copydesk.write.record import as_json


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
        for (title, body, comparison), count in self.languages.most_common(12):
            yield f"languages: {title} over {body} {comparison}: {count}"
        for kind, count in self.errors.most_common(12):
            yield f"errors: {kind}: {count}"


def row(done: Done) -> str:
    """Return one source's row as a line of JSON: no article text, column names as BigQuery takes them."""
    columns = as_json(done)
    del columns["dead"]
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
