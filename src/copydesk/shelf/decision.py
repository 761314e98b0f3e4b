"""A person's decision about one generation of one source, and the verdict that counts.

It stands in `<source>.review.json`, which the function never touches. For any other generation it counts as none.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass, replace
from typing import Any, Literal

from copydesk.errors import CopydeskError
from copydesk.model import Verdict
from copydesk.write.record import as_json
from copydesk.write.shape import PolicyEntry, Record

DECISION_VERSION = "1.0.0"
REASON = re.compile(r"[a-z][a-z0-9-]{0,39}")  # bounded: linear
NOTE_CODE_POINTS = 2_000
LAYERS = 50
"""How many earlier decisions are kept."""

Decided = Literal["allow", "block"]
Effective = Literal["allow", "review", "block", "none"]


class BadDecision(CopydeskError):
    """What should be a decision is none, or cannot become one."""


@dataclass(frozen=True, slots=True)
class Live:
    """A source as it stands now."""

    generation: str | None
    """Null for a file."""
    sha256: str | None
    """Null where it was not read: a generation says as much."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What was decided about: one generation, and the record that was looked at."""

    bucket: str | None
    name: str
    generation: str | None
    sha256: str | None
    record_sha256: str
    policy: PolicyEntry
    machine: Verdict
    """The record's own verdict."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A decision that this one replaces."""

    decision: Decided
    reason: str
    note: str | None
    by: str
    at: str
    source_generation: str | None
    source_sha256: str | None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision by a person."""

    schema_version: str
    subject: Subject
    decision: Decided
    overturns: Verdict | None
    """The machine's verdict where this one says the opposite; null where it upholds it (`block` upholds `review`)."""
    reason: str
    note: str | None
    by: str
    at: str
    """RFC 3339."""
    earlier: tuple[Earlier, ...]
    signature: str | None
    """HMAC-SHA256 with `COPYDESK_DECISION_KEY` over the rest; null without a key."""

    def is_for(self, live: Live) -> bool:
        """Whether the decision is about the source as it stands now."""
        if live.generation is not None:
            return self.subject.generation == live.generation
        return live.sha256 is not None and self.subject.sha256 == live.sha256


@dataclass(frozen=True, slots=True)
class Standing:
    """The verdict that counts, and why."""

    verdict: Effective
    by: Literal["person", "machine", "nobody"]
    why: str


def decide(
    record: Record,
    line: bytes,
    earlier: Decision | None,
    *,
    decision: Decided,
    reason: str,
    note: str | None,
    by: str,
    at: str,
) -> Decision:
    """Return a decision about a record, `line` being its stored bytes; raises `BadDecision` for a wrong reason."""
    if not REASON.fullmatch(reason):
        raise BadDecision(f"the reason {reason[:50]!r} is no word of small letters, digits and hyphens (at most 40)")
    if note and len(note) > NOTE_CODE_POINTS:
        raise BadDecision(f"the note has {len(note)} code points, more than {NOTE_CODE_POINTS}")
    source = record.source
    subject = Subject(
        source.bucket,
        source.name,
        source.generation,
        source.sha256,
        hashlib.sha256(line.rstrip(b"\n")).hexdigest(),
        record.moderation.policy,
        record.verdict,
    )
    upheld = (decision == "allow") == (record.verdict == "allow")
    overturns = None if upheld else record.verdict
    before = (_earlier(earlier), *earlier.earlier)[:LAYERS] if earlier else ()
    return Decision(DECISION_VERSION, subject, decision, overturns, reason, note, by, at, before, None)


def standing(record: Record | None, decision: Decision | None, live: Live | None) -> Standing:
    """Return the verdict that counts: the live decision's, else the record's of this very source, else `none`."""
    if live is None:
        return Standing("none", "nobody", "the source is not there")
    if decision and decision.is_for(live):
        what = f"overturns {decision.overturns}" if decision.overturns else "upholds the machine's"
        return Standing(decision.decision, "person", f"{decision.by} at {decision.at}: {decision.reason} ({what})")
    stale = "; a decision for another generation counts as none" if decision else ""
    if record is None:
        return Standing("none", "nobody", f"there is no record{stale}")
    if not _is_of(record, live):
        return Standing("none", "nobody", f"the record is of another generation{stale}")
    return Standing(record.verdict, "machine", f"policy {record.moderation.policy.name}{stale}")


def dumps(decision: Decision, key: str = "") -> bytes:
    """Return the decision as one line of JSON, signed where there is a key."""
    signed = replace(decision, signature=_signature(decision, key) if key else None)
    return (json.dumps(as_json(signed), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()


def loads(line: bytes, key: str = "") -> Decision:
    """Return the decision of a stored line; raises `BadDecision`, with a key also for one that it did not sign."""
    from copydesk.write.load import Unreadable, dataclass_of  # noqa: PLC0415 - only who reads one needs it

    try:
        value: Any = json.loads(line)
        decision = dataclass_of(value, Decision)
    except (ValueError, RecursionError):
        raise BadDecision("is not JSON") from None
    except Unreadable as error:
        raise BadDecision(str(error)) from None
    if key and not hmac.compare_digest(decision.signature or "", _signature(decision, key)):
        raise BadDecision("is not signed with the key in COPYDESK_DECISION_KEY")
    return decision


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a decision (draft 2020-12), made from its dataclasses."""
    from copydesk.write.schema import schema_of  # noqa: PLC0415 - only who prints it needs it

    return schema_of(Decision, f"urn:copydesk:schema:decision:{DECISION_VERSION}", "Copydesk decision")


def _is_of(record: Record, live: Live) -> bool:
    if live.generation is not None:
        return record.source.generation == live.generation
    return record.source.sha256 == live.sha256


def _earlier(decision: Decision) -> Earlier:
    subject = decision.subject
    return Earlier(
        decision.decision,
        decision.reason,
        decision.note,
        decision.by,
        decision.at,
        subject.generation,
        subject.sha256,
    )


def _signature(decision: Decision, key: str) -> str:
    said = json.dumps(as_json(replace(decision, signature=None)), sort_keys=True, separators=(",", ":"))
    return hmac.new(key.encode(), said.encode(), hashlib.sha256).hexdigest()
