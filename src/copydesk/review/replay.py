"""Stored records decided again by another policy, from their findings alone: no source is read.

Findings in shadow are stored for exactly this. What cannot be replayed is said: a rule that was `off` left no finding,
and another figure finds something only when the article itself is read again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from copydesk.model import Verdict
from copydesk.review.policy import Policy, decide, packaged
from copydesk.write.shape import Record

EXAMPLES = 5
"""How many places a change is shown with."""

Change = tuple[Verdict, Verdict]


@dataclass(slots=True)
class Replay:
    """What another policy would have decided; counts grow while records are read."""

    records: int = 0
    same: int = 0
    changes: Counter[Change] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, Change]] = field(default_factory=Counter)
    by_language: Counter[tuple[str, Change]] = field(default_factory=Counter)
    by_prefix: Counter[tuple[str, Change]] = field(default_factory=Counter)
    examples: dict[Change, list[str]] = field(default_factory=dict)
    policies: Counter[str] = field(default_factory=Counter)
    """The policies that decided before: `name version (sha256's first 12)`."""


def replay(records: Iterable[tuple[str, Record]], policy: Policy) -> Replay:
    """Return what a policy would have decided about records, given as (place, record)."""
    out = Replay()
    for place, record in records:
        out.records += 1
        applied = record.moderation.policy
        out.policies[f"{applied.name or 'unnamed'} {applied.version} ({applied.sha256[:12]})"] += 1
        decision = decide(record.moderation.findings, policy.of(record.source.name))
        if decision.verdict == record.verdict:
            out.same += 1
            continue
        change: Change = (record.verdict, decision.verdict)
        before = {finding.rule: finding.effect for finding in record.moderation.findings}
        after = {finding.rule: finding.effect for finding in decision.findings}
        out.changes[change] += 1
        out.by_language[record.body_language, change] += 1
        out.by_prefix[_prefix(record.source.name), change] += 1
        for rule in sorted(rule for rule in before if before[rule] != after.get(rule, "off")):
            out.by_rule[rule, change] += 1
        out.examples.setdefault(change, [])
        if len(out.examples[change]) < EXAMPLES:
            out.examples[change].append(place)
    return out


def limits(old: Policy, new: Policy) -> Iterator[str]:
    """Yield what a replay of records made with one policy cannot tell about another, a sentence each."""
    from copydesk.review import registry  # noqa: PLC0415 - replay's alone

    wakened = [rule for rule in registry.rules() if old.effect(rule) == "off" != new.effect(rule)]
    if wakened:
        yield f"{', '.join(wakened)} were off: their findings were not recorded"
    usual = packaged().thresholds
    if changed := [rule for rule in usual if old.figures(rule) != new.figures(rule)]:
        yield f"{', '.join(changed)} have other figures: findings are those of the old ones"


def _prefix(name: str) -> str:
    """Return the folder that an object name starts with."""
    return name.partition("/")[0] + "/" if "/" in name else "(none)"
