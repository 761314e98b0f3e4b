"""What the findings mean: a policy gives each rule its effect, and the effects give the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import get_args

from copydesk.model import Decision, Effect, Finding, Verdict
from copydesk.settings import Settings

EFFECTS: tuple[Effect, ...] = get_args(Effect)

Figure = float | Mapping[str, float]
"""One number, or numbers by language (`zh-Hant`, `zh`) or script (`Hant`), with a `default` for all others."""


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
    thresholds: Mapping[str, Mapping[str, Figure]]
    """Figures by rule id, where a rule has some."""
    under: tuple[tuple[str, Policy], ...] = ()
    """Policies for objects whose name starts with a prefix, longest prefix first."""

    def effect(self, rule: str) -> Effect:
        """Return the effect of a rule: its own, else its group's, else the default."""
        return self.because(rule)[0]

    def because(self, rule: str) -> tuple[Effect, str]:
        """Return the effect of a rule and the key that gives it: the rule's id, its group or `default`."""
        for key in (rule, rule.split(".", 1)[0] + ".*"):
            if key in self.rules:
                return self.rules[key], key
        return self.default, "default"

    def threshold(self, rule: str, figure: str, language: str = "", script: str = "") -> float:
        """Return a rule's figure, for a language or script where it has one of its own.

        A figure that this policy does not set is the default policy's.
        """
        own = self.thresholds.get(rule, {}).get(figure)
        value = packaged().thresholds[rule][figure] if own is None else own
        if not isinstance(value, Mapping):
            return value
        keys = (language, language.split("-", 1)[0], script, "default")
        return next(value[key] for key in keys if key in value)

    def figures(self, rule: str) -> Mapping[str, Figure]:
        """Return every figure of a rule, the default policy's where this one sets none."""
        return {**packaged().thresholds.get(rule, {}), **self.thresholds.get(rule, {})}

    def of(self, name: str) -> Policy:
        """Return the policy for an object of that name: that of the longest prefix, else this one."""
        return next((policy for prefix, policy in self.under if name.startswith(prefix)), self)


def load(settings: Settings, name: str = "") -> Policy:
    """Return the policy of the settings for an object, read once a process.

    Raises `ConfigurationError` for one that is missing, changed or wrong: never falls back to the default.
    """
    return read(settings.policy).of(name)


def decide(findings: Iterable[Finding], policy: Policy) -> Decision:
    """Return the findings with their effects, and the verdict: the strongest effect, `allow` without one."""
    judged = ((finding, policy.effect(finding.rule)) for finding in findings)
    kept = tuple(
        finding if finding.effect == effect else replace(finding, effect=effect)
        for finding, effect in judged
        if effect != "off"
    )
    effects = {finding.effect for finding in kept}
    verdict: Verdict = "block" if "block" in effects else "review" if "review" in effects else "allow"
    return Decision(verdict, kept, policy.name, policy.version, policy.sha256)


@cache
def read(location: str) -> Policy:
    """Return the policy at a location (see `policy_source`), `""` for the package's own; read once a process."""
    from copydesk.review import policy_file, policy_source  # noqa: PLC0415 - they build what is defined here

    return policy_file.parse(policy_source.fetch(location), location or "default", known=bool(location))


def packaged() -> Policy:
    """Return the default policy of the package."""
    return read("")
