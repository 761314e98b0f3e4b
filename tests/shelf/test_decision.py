import json
from dataclasses import replace

import jsonschema
import pytest

from copydesk import process
from copydesk.shelf import decision as decisions
from copydesk.shelf.decision import BadDecision, Decision, Live
from copydesk.write import record
from copydesk.write.shape import Record

AT = "2026-11-22T10:00:00Z"


def made(data: bytes = b"A headline\n\nA body.\n", generation: str | None = "7") -> Record:
    found = process(data, name="a.txt")
    return record.stamp(found, bucket="b", name="a.txt", generation=generation, created=None) if generation else found


def decide(about: Record, what: str = "allow", earlier: Decision | None = None, **given: str) -> Decision:
    line = record.dumps(about).encode()
    said = {"reason": "false-flag", "note": None, "by": "mara", "at": AT} | given
    return decisions.decide(about, line, earlier, decision=what, **said)  # type: ignore[arg-type]


def test_decision_is_tied_to_what_was_looked_at() -> None:
    """A decision names generation and hash of the source, the hash of the record, and the policy."""
    about = made()
    subject = decide(about).subject
    assert (subject.generation, subject.sha256, subject.machine) == ("7", about.source.sha256, about.verdict)
    assert subject.policy == about.moderation.policy
    assert len(subject.record_sha256) == 64


@pytest.mark.parametrize(
    ("data", "what", "overturns"),
    [(b"", "allow", "review"), (b"", "block", None), (b"A\n\nB.", "allow", None), (b"A\n\nB.", "block", "allow")],
    ids=["allows what was held", "blocks what was held", "allows what was allowed", "blocks what was allowed"],
)
def test_decision_overturns_the_opposite(data: bytes, what: str, overturns: str | None) -> None:
    """A decision overturns a verdict that says the opposite; blocking what was held for review upholds it."""
    assert decide(made(data), what).overturns == overturns


def test_live_decision_counts_before_the_machine() -> None:
    """A decision about the live generation is the verdict."""
    about = made()
    found = decisions.standing(about, decide(about, "block"), Live("7", None))
    assert (found.verdict, found.by) == ("block", "person")


def test_decision_about_another_generation_counts_as_none() -> None:
    """After an overwrite the machine's verdict about the new generation counts, and the decision is called stale."""
    found = decisions.standing(made(generation="8"), decide(made(), "block"), Live("8", None))
    assert (found.verdict, found.by) == ("allow", "machine")
    assert "counts as none" in found.why


@pytest.mark.parametrize(
    ("about", "live"),
    [(None, Live("7", None)), (made(), Live("8", None)), (made(), None), (made(generation=None), Live(None, "0" * 64))],
    ids=["no record", "other generation", "no source", "other bytes"],
)
def test_verdict_without_its_record_is_none(about: Record | None, live: Live | None) -> None:
    """Without a record of this very source the verdict is `none`, never allow."""
    assert decisions.standing(about, None, live).verdict == "none"


def test_file_is_known_by_its_bytes() -> None:
    """A file has no generation: its hash ties a decision to it."""
    about = made(generation=None)
    assert decisions.standing(about, decide(about, "block"), Live(None, about.source.sha256)).verdict == "block"
    assert decisions.standing(about, decide(about, "block"), Live(None, "0" * 64)).verdict == "none"


def test_earlier_decisions_are_kept() -> None:
    """A decision that replaces another keeps who decided what before, newest first."""
    first = decide(made(), "block", reason="hostile")
    second = decide(made(), "allow", first, by="ines")
    third = decide(made(), "block", second)
    assert [(each.decision, each.by) for each in third.earlier] == [("allow", "ines"), ("block", "mara")]


def test_decision_is_read_as_it_was_written() -> None:
    """What was written is what the published schema says, and comes back as it was."""
    decision = decide(made(), earlier=decide(made(), "block"))
    jsonschema.validate(json.loads(decisions.dumps(decision)), decisions.schema())
    assert decisions.loads(decisions.dumps(decision)) == decision


def test_with_a_key_only_what_it_signed_counts() -> None:
    """With a key, a decision without its signature, or changed since, counts as none."""
    decision = decide(made())
    signed = decisions.dumps(decision, "a key")
    assert decisions.loads(signed, "a key").decision == "allow"
    for forged in (decisions.dumps(decision), decisions.dumps(decision, "other"), signed.replace(b"mara", b"mary")):
        with pytest.raises(BadDecision, match="not signed"):
            decisions.loads(forged, "a key")


@pytest.mark.parametrize(
    "line", [b"", b"{}", b"[1]", b'{"decision":"maybe"}'], ids=["empty", "object", "list", "maybe"]
)
def test_what_is_no_decision_is_refused(line: bytes) -> None:
    """Anything else in a decision's place is refused."""
    with pytest.raises(BadDecision):
        decisions.loads(line)


@pytest.mark.parametrize("reason", ["", "False flag", "x" * 41, "ü"])
def test_reason_is_a_word_to_count_by(reason: str) -> None:
    """A reason is one word of small letters, digits and hyphens; a note holds the rest, up to its limit."""
    with pytest.raises(BadDecision, match="reason"):
        decide(made(), reason=reason)
    with pytest.raises(BadDecision, match="note"):
        decide(made(), note="x" * 2001)


def test_decision_of_an_older_record_of_the_same_source_still_counts() -> None:
    """Another policy writes another record of the same generation: the decision about the source stands."""
    about = made()
    newer = replace(about, verdict="review")
    assert decisions.standing(newer, decide(about, "allow"), Live("7", None)).by == "person"
