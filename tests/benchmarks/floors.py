"""Figures held against `floors.toml`: they may rise, never fall, without a line in CHANGELOG.md that says why."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.figures import Figures

FLOORS = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Held:
    """One figure beside its floor or ceiling."""

    name: str
    found: float | None
    """None where the scorer gave no such figure: that does not hold either."""
    limit: float
    at_least: bool

    @property
    def holds(self) -> bool:
        """Whether the figure is on the right side of its limit."""
        if self.found is None:
            return False
        return self.found >= self.limit if self.at_least else self.found <= self.limit

    def __str__(self) -> str:
        sign = ">=" if self.at_least else "<="
        found = "missing" if self.found is None else f"{self.found:.4g}"
        return f"{'' if self.holds else 'LOST  '}{self.name} {found} ({sign} {self.limit:g})"


def load() -> dict[str, Any]:
    """Return the floors by area."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def held(area: str, figures: Figures) -> Iterator[Held]:
    """Yield each floor and ceiling of an area beside the figure that was found."""
    floors = load().get(area, {})
    for kind in ("at_least", "at_most"):
        for name, limit in floors.get(kind, {}).items():
            yield Held(f"{area}: {name}", figures.get(name), limit, at_least=kind == "at_least")
