"""JSON read with its size capped beforehand, and what is ambiguous in it reported."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from copydesk.errors import Permanent
from copydesk.model import Evidence, Finding
from copydesk.settings import Settings

# A string, a bracket or a comma. Linear: possessive, so no character is looked at twice.
_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[\]{},]', re.DOTALL)
# Linear: a run of figures is tried at its first one only. In a string it is as odd, and no parser's business.
_LONG_NUMBER = re.compile(r"(?<![0-9])[0-9]{100,}+")
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_SHOWN = 5
"""Names quoted in a finding; the count says how many there are."""


def load(text: str, name: str, settings: Settings) -> tuple[Any, tuple[Finding, ...]]:
    """Return the value of a JSON document and findings `intake.ambiguous` on what two readers would read differently.

    Raises `Permanent`: `intake.structure_over_cap` before anything is parsed, `intake.multiple_articles` for several
    values one after the other (JSON lines), `intake.malformed`.
    """
    _check(text, name, settings)
    seen = _Ambiguities()
    decoder = json.JSONDecoder(object_pairs_hook=seen.pairs, parse_constant=seen.constant)
    start = len(text) - len(text.lstrip())
    try:
        value, end = decoder.raw_decode(text, start)
    except (RecursionError, ValueError, MemoryError):
        # Where it breaks is not said: Python's versions do not agree on it, and the record would differ.
        raise Permanent("intake.malformed", f"{name} is not well-formed JSON", characters=len(text)) from None
    rest = text[end:].strip()
    if rest.startswith(("{", "[")):
        count = 1 + sum(1 for line in rest.splitlines() if line.strip())
        raise Permanent("intake.multiple_articles", f"{name} holds {count} JSON values, one a line", found=count)
    if rest:
        raise Permanent("intake.malformed", f"{name} has {len(rest)} characters after its JSON value", extra=len(rest))
    if _SURROGATE.search(text):
        value = seen.whole(value)
    return value, tuple(seen.findings())


def _check(text: str, name: str, settings: Settings) -> None:
    """Raise `intake.structure_over_cap` for a document that is too deep, too large or has too long a number."""

    def within(what: str, found: int, limit: int) -> None:
        if found > limit:
            message = f"{name} is over the limit of {limit} {what}"
            raise Permanent("intake.structure_over_cap", message, what=what, found=found, limit=limit)

    within("digits", max(map(len, _LONG_NUMBER.findall(text)), default=0), settings.structure_digits)
    # Counted anywhere, brackets and commas give upper bounds in a millisecond; only a document above one is scanned.
    opened = text.count("[") + text.count("{")
    if opened <= settings.structure_depth and opened + text.count(",") <= settings.structure_nodes:
        return
    depth = nodes = 0
    for token in _TOKEN.finditer(text):
        first = token[0][0]
        if first in "[{":
            depth += 1
            nodes += 1
            within("depth", depth, settings.structure_depth)
        elif first in "]}":
            depth -= 1
        elif first == ",":
            nodes += 1
        within("values", nodes, settings.structure_nodes)


class _Ambiguities:
    """Collects, while a document is decoded, what another reader may read differently."""

    def __init__(self) -> None:
        self.duplicates: list[str] = []
        self.constants: list[str] = []
        self.surrogates = 0

    def pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            names: set[str] = set()
            for name, _ in pairs:
                if name in names:
                    self.duplicates.append(name)
                names.add(name)
        return found

    def constant(self, name: str) -> None:
        """Read NaN and the infinities, which JSON does not have, as null."""
        self.constants.append(name)

    def whole(self, value: Any) -> Any:
        """Return a value with lone surrogates, which no UTF-8 can hold, replaced by U+FFFD."""
        if isinstance(value, str):
            try:
                value.encode()
            except UnicodeEncodeError:
                self.surrogates += 1
                return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            return value
        if isinstance(value, list):
            return [self.whole(item) for item in value]
        if isinstance(value, dict):
            return {self.whole(key): self.whole(item) for key, item in value.items()}
        return value

    def findings(self) -> Iterator[Finding]:
        if self.duplicates:
            shown = tuple(Evidence("name", name[:100]) for name in self.duplicates[:_SHOWN])
            yield _ambiguous("duplicate names", len(self.duplicates), "the last value of each was read", shown)
        if self.constants:
            yield _ambiguous("values that are no JSON", len(self.constants), "NaN and infinities were read as null")
        if self.surrogates:
            yield _ambiguous("strings with lone surrogates", self.surrogates, "each was replaced by U+FFFD")


def _ambiguous(what: str, count: int, taken: str, shown: tuple[Evidence, ...] = ()) -> Finding:
    evidence = (Evidence("what", what), Evidence("count", str(count)), *shown)
    return Finding("intake.ambiguous", "medium", f"{count} {what}; {taken}.", evidence=evidence)
