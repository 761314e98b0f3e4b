"""The register of rules: everything that a finding can be about, from `data/rules.toml`.

Documentation, the policy's schema and the check of policies are made from it. The function itself never reads it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from copydesk.model import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as documented."""

    id: str
    severity: Severity
    says: str
    means: str

    @property
    def group(self) -> str:
        """What stands before the dot."""
        return self.id.split(".", 1)[0]


@cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its id, in the order of the documentation."""
    return {rule: Rule(rule, **entry) for rule, entry in _table().items() if "." in rule}


@cache
def groups() -> Mapping[str, str]:
    """Return what each group of rules is about, by its name."""
    return {name: entry["about"] for name, entry in _table().items() if "." not in name}


@cache
def _table() -> Mapping[str, dict[str, Any]]:
    return tomllib.loads(files("copydesk").joinpath("data/rules.toml").read_text("utf-8"))
