"""What the findings mean: a policy gives each rule its effect, and the effects give the verdict."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

from copydesk.errors import ConfigurationError
from copydesk.model import Decision, Effect, Finding, Verdict
from copydesk.settings import Settings

EFFECTS: tuple[Effect, ...] = get_args(Effect)


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy as loaded; its sha256 is that of the file's bytes."""

    name: str
    version: int
    """Only grows: records of an older policy may be overwritten by those of a newer one."""
    sha256: str
    default: Effect
    rules: Mapping[str, Effect]
    """By rule id (`title.repeated`) or group (`title.*`)."""
    thresholds: Mapping[str, Mapping[str, float]]
    """Figures by rule id, where a rule has some."""

    def effect(self, rule: str) -> Effect:
        """Return the effect of a rule: its own, else its group's, else the default."""
        group = rule.split(".", 1)[0] + ".*"
        return self.rules.get(rule) or self.rules.get(group) or self.default

    def threshold(self, rule: str, figure: str) -> float:
        """Return a rule's figure; one that this policy does not set is the default policy's."""
        own = self.thresholds.get(rule, {}).get(figure)
        return own if own is not None else _load("").thresholds[rule][figure]


def load(settings: Settings) -> Policy:
    """Return the policy of the settings, read once a process; raises `ConfigurationError`, never falls back."""
    return _load(settings.policy)


def decide(findings: Iterable[Finding], policy: Policy) -> Decision:
    """Return the findings with their effects, and the verdict: the strongest effect, `allow` without one."""
    judged = (replace(finding, effect=policy.effect(finding.rule)) for finding in findings)
    kept = tuple(finding for finding in judged if finding.effect != "off")
    effects = {finding.effect for finding in kept}
    verdict: Verdict = "block" if "block" in effects else "review" if "review" in effects else "allow"
    return Decision(verdict, kept, policy.name, policy.version, policy.sha256)


@cache
def _load(path: str) -> Policy:
    try:
        data = Path(path).read_bytes() if path else files("copydesk").joinpath("data/policy.toml").read_bytes()
        return _policy(tomllib.loads(data.decode()), hashlib.sha256(data).hexdigest())
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"policy {path or 'default'}: {error}") from None


def _policy(table: Mapping[str, Any], sha256: str) -> Policy:
    rules = dict(table.get("rules", {}))
    version, default = table.get("version"), table.get("default", "shadow")
    if not isinstance(version, int) or version < 1:
        raise ValueError(f"version = {version!r} is not a whole number above 0")
    for rule, effect in (("default", default), *rules.items()):
        if effect not in EFFECTS:
            raise ValueError(f"{rule} = {effect!r} is none of {', '.join(EFFECTS)}")
    thresholds = dict(table.get("thresholds", {}))
    for rule, figures in thresholds.items():
        if not isinstance(figures, dict) or not all(isinstance(value, int | float) for value in figures.values()):
            raise ValueError(f"thresholds.{rule} holds something that is no number")
    return Policy(str(table.get("name", "")), version, sha256, default, rules, thresholds)
