"""What is said of an article."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from copydesk.model.given import Span

Severity = Literal["info", "low", "medium", "high"]
Effect = Literal["off", "shadow", "review", "block"]
Verdict = Literal["allow", "review", "block"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One figure or fact behind a finding."""

    name: str
    """Of the figure or fact."""
    value: str
    """As text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact noticed; the policy alone decides its effect."""

    rule: str
    """Stable id (docs/rules.md)."""
    severity: Severity
    """The rule's own, whatever a policy makes of it."""
    message: str
    """One sentence for an editor; facts, no article text beyond what the spans quote."""
    spans: tuple[Span, ...] = ()
    """Where it was found."""
    evidence: tuple[Evidence, ...] = ()
    """The figures and facts behind it."""
    effect: Effect = "shadow"
    """What the policy makes of it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy made of the findings."""

    verdict: Verdict
    findings: tuple[Finding, ...] = field(default=())
    policy_name: str = ""
    policy_version: int = 0
    policy_sha256: str = ""
