"""The engine for a hundred million articles: the same functions as an Apache Beam pipeline, on any of its runners."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apache_beam
from apache_beam.metrics import Metrics
from apache_beam.options.pipeline_options import PipelineOptions

from copydesk.backfill import choose, listing, work
from copydesk.backfill.choose import Only, Shard
from copydesk.backfill.tally import Tally, row
from copydesk.backfill.task import Done, Task
from copydesk.settings import Settings

CLOUD = "gs://"
NAMESPACE = "copydesk"
SEPARATOR = "|"
"""Between the parts of a counter's name; no language code, verdict or rule holds it."""


def run(
    place: str,
    only: Only,
    settings: Settings,
    options: list[str],
    *,
    force: bool = False,
    sample: int | None = None,
    rows: str | None = None,
    dead_letters: str | None = None,
) -> Tally:
    """Run the pipeline to its end and return the tally; `rows` and `dead_letters` are paths or gs:// prefixes.

    One worker lists (a thousand objects a request); the sources are then spread over all of them.
    """
    pipeline = apache_beam.Pipeline(options=PipelineOptions(options))
    done = (
        pipeline
        | "place" >> apache_beam.Create([place])
        | "list" >> apache_beam.FlatMap(tasks, only=only, settings=settings, sample=sample)
        | "spread" >> apache_beam.Reshuffle()
        | "process" >> apache_beam.ParDo(Process(settings, force=force))
    )
    if rows:
        written = done | "row" >> apache_beam.Map(row)
        _ = written | "rows" >> apache_beam.io.WriteToText(rows, file_name_suffix=".jsonl")
    if dead_letters:
        dead = done | "failed" >> apache_beam.Filter(_is_dead) | "dead letter" >> apache_beam.Map(_dead_letter)
        _ = dead | "dead letters" >> apache_beam.io.WriteToText(
            dead_letters, file_name_suffix=".jsonl", skip_if_empty=True
        )
    result = pipeline.run()
    result.wait_until_finish()
    return _tally(result.metrics().query()["counters"])


def tasks(place: str, only: Only, settings: Settings, sample: int | None) -> Iterator[Task]:
    """Yield the sources of a bucket's prefix, or of a folder that every worker sees, that need work."""
    if place.startswith(CLOUD):
        bucket, _, prefix = place.removeprefix(CLOUD).partition("/")
        pairs = listing.pairs(bucket, prefix, settings, choose.is_source(settings))
    else:
        pairs = listing.files(Path(place), settings)
    yield from choose.chosen(pairs, only, settings, Shard(), sample)


class Process(apache_beam.DoFn):  # type: ignore[misc]
    """One source after the other, counted as they go."""

    def __init__(self, settings: Settings, *, force: bool) -> None:
        """Take what travels to the workers; clients and models are made there."""
        super().__init__()
        self._settings, self._force = settings, force

    def process(self, element: Task) -> Iterator[Done]:
        """Yield what became of one source."""
        done = work.do(element, self._settings, force=self._force)
        for name, amount in _counted(done):
            Metrics.counter(NAMESPACE, name).inc(amount)
        yield done


def _is_dead(done: Done) -> bool:
    return done.dead is not None


def _dead_letter(done: Done) -> str:
    return work.dead_letter(done.dead or {})


def _counted(done: Done) -> Iterator[tuple[str, int]]:
    """Yield the counters of one source: the tally of it alone, as names and numbers."""
    one = Tally()
    one.add(done)
    for kind in ("results", "verdicts", "languages", "errors"):
        for key, count in getattr(one, kind).items():
            yield SEPARATOR.join((kind, *((key,) if isinstance(key, str) else key))), count
    yield "microseconds", round(1000 * one.milliseconds)
    yield "size_bytes", one.size_bytes


def _tally(counters: list[Any]) -> Tally:
    tally = Tally()
    for counter in counters:
        metric = counter.key.metric
        if metric.namespace != NAMESPACE:
            continue
        kind, *key = metric.name.split(SEPARATOR)
        if kind == "microseconds":
            tally.milliseconds += counter.result / 1000
        elif kind == "size_bytes":
            tally.size_bytes += counter.result
        else:
            getattr(tally, kind)[key[0] if len(key) == 1 else tuple(key)] += counter.result
    return tally
