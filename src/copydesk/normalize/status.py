"""What the source declares about publishing: its status, an embargo, a correction."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from copydesk.model import Evidence, Finding, Metadata

_ORDER = ("usable", "withheld", "canceled")
"""From the least to the most restrictive; the words of IPTC's pubStatus."""
_PREFIX = re.compile(r".*[:/#]", re.DOTALL)  # linear: greedy to the last mark, then back at most once over the value


def strictest(values: Iterable[str | None]) -> str | None:
    """Return the most restrictive publishing status of some values as sources write them, None where none is known.

    A value may be a word (`canceled`), a qcode (`stat:withheld`) or a URI ending in one.
    """
    known = [status for value in values if value and (status := _words().get(_bare(value)))]
    return max(known, key=_ORDER.index, default=None)


def resolve(metadata: Metadata) -> Metadata:
    """Return the metadata with the status that its notes imply: under embargo an item is withheld.

    Whether an embargo has passed is not asked: that would make the record depend on when it is made.
    """
    embargo = "withheld" if any(kind == "embargo" for kind, _ in metadata.notes) else None
    status = strictest((metadata.status, embargo))
    return metadata if status == metadata.status else replace(metadata, status=status)


def observe(metadata: Metadata) -> Iterator[Finding]:
    """Yield `source.canceled`, `source.embargoed` and `source.correction` of a resolved metadata."""
    said = [Evidence(kind, value) for kind, value in metadata.notes if kind in ("embargo", "correction", "editorial")]
    if metadata.status == "canceled":
        yield Finding("source.canceled", "high", "The source has canceled this item.", evidence=tuple(said))
    elif metadata.status == "withheld":
        yield Finding("source.embargoed", "high", "The source withholds this item.", evidence=tuple(said))
    if any(kind == "correction" for kind, _ in metadata.notes):
        yield Finding("source.correction", "low", "The source declares a correction.", evidence=tuple(said))


def _bare(value: str) -> str:
    return _PREFIX.sub("", value.strip()[-100:]).strip().lower()


@cache
def _words() -> dict[str, str]:
    data = json.loads(files("copydesk").joinpath("data/status.json").read_bytes())
    return {word: status for status in _ORDER for word in data[status]}
