"""What many records say together: counts by verdict, day, language and rule, and what people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from copydesk.model import Verdict
from copydesk.pages.marks import STRENGTH
from copydesk.shelf.shelves import Stored

VERDICTS: tuple[Verdict, ...] = ("block", "review", "allow")


@dataclass(slots=True)
class Tally:
    """One rule over all records."""

    records: int = 0
    enforced: int = 0
    """Records in which it had an effect on the verdict."""
    upheld: int = 0
    """Of those that people decided about: how many they did not allow."""
    overturned: int = 0
    """How many they allowed."""

    @property
    def unreviewed(self) -> int:
        """Records that nobody has decided about."""
        return self.records - self.upheld - self.overturned


@dataclass(slots=True)
class Figures:
    """All counts of a report."""

    records: int = 0
    unreadable: int = 0
    stale: int = 0
    """Decisions for another generation, which count as none."""
    upheld: int = 0
    overturned: int = 0
    verdicts: Counter[Verdict] = field(default_factory=Counter)
    days: dict[str, Counter[Verdict]] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Title language and body language."""
    rules: dict[str, Tally] = field(default_factory=dict)


def count(found: Iterable[Stored]) -> Figures:
    """Return the counts of records, each with the decision that stands beside it."""
    out = Figures()
    for each in found:
        record = each.record
        if record is None:
            out.unreadable += 1
            continue
        out.records += 1
        out.verdicts[record.verdict] += 1
        out.days.setdefault(each.day, Counter())[record.verdict] += 1
        out.pairs[record.title_language, record.body_language] += 1
        out.stale += each.stale
        decided = each.decision.decision if each.decision and not each.stale else None
        if decided and each.decision:
            out.overturned += each.decision.overturns is not None
            out.upheld += each.decision.overturns is None
        strongest: dict[str, int] = {}
        for finding in record.moderation.findings:
            strongest[finding.rule] = max(strongest.get(finding.rule, 0), STRENGTH[finding.effect])
        for rule, strength in strongest.items():
            tally = out.rules.setdefault(rule, Tally())
            tally.records += 1
            tally.enforced += strength > 1
            tally.upheld += decided == "block"
            tally.overturned += decided == "allow"
    return out
