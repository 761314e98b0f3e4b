"""One record held against its source: what can be wrong with it, told from its mark alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from copydesk.review.policy import Policy
from copydesk.version import __version__
from copydesk.write.mark import Mark, release

Kind = Literal["missing", "stale", "outdated", "foreign", "forged", "stray"]
KINDS: dict[Kind, str] = {
    "missing": "sources without a record",
    "stale": "records of an older generation",
    "outdated": "records of an older tool or policy: right, but not today's",
    "foreign": "objects in a record's place that are none of ours",
    "forged": "records with our mark that we cannot have written",
    "stray": "records whose source is gone",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be."""

    kind: Kind
    name: str
    """The source's name; for a stray the record's."""
    why: str

    @property
    def wrong(self) -> bool:
        """Whether something has to be done; an outdated record is right as far as it goes."""
        return self.kind != "outdated"


def judge(name: str, generation: int, theirs: Mark, policy: Policy) -> Fault | None:
    """Return what is wrong with a record's mark, given its source's live generation and today's tool and policy."""
    if theirs.generation < generation:
        return Fault("stale", name, f"generation {theirs.generation} of {generation}")
    if theirs.generation > generation:
        return Fault("forged", name, f"claims generation {theirs.generation}, {generation} is live")
    if release(theirs.tool) > release(__version__):
        return Fault("forged", name, f"claims tool {theirs.tool}, this one is {__version__}")
    if theirs.policy_version > policy.version and release(theirs.tool) == release(__version__):
        return Fault("forged", name, f"claims policy version {theirs.policy_version}, ours is {policy.version}")
    if (release(theirs.tool), theirs.policy_version) < (release(__version__), policy.version):
        return Fault("outdated", name, f"tool {theirs.tool}, policy version {theirs.policy_version}")
    if theirs.policy_sha256 != policy.sha256:
        return Fault("forged", name, f"policy version {theirs.policy_version} with other bytes than ours")
    return None
