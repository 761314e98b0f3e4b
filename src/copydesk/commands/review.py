"""`copydesk review`: a person decides about one generation of one article."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from copydesk.exits import CANNOT_WRITE, NO_INPUT, NOT_AN_ARTICLE
from copydesk.settings import Settings
from copydesk.shelf import decision as decisions
from copydesk.shelf import shelves
from copydesk.shelf.decision import Live
from copydesk.terminal import visible
from copydesk.write import load

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument("article", metavar="FILE|gs://...", help="an article with its record beside it")
    parser.add_argument("--decide", required=True, choices=("allow", "block"), help="what is decided")
    parser.add_argument(
        "--reason", required=True, help="one word that decisions are counted by, e.g. false-flag, hostile, rights"
    )
    parser.add_argument("--note", help="a sentence for colleagues; no personal data")
    parser.add_argument("--by", help="who decides (default: this computer's user)")


def run(given: argparse.Namespace) -> int:
    """Write the decision and return the exit code: 0, or an error's."""
    settings = Settings.from_environment(os.environ)
    shelf = shelves.shelf(given.article, settings)
    line, live = shelf.record(), shelf.live()
    if line is None or live is None:
        missing = "has no record to decide about" if live else "is not there"
        return _fail(f"{visible(shelf.name)} {missing}", NO_INPUT)
    try:
        record = load.loads(line)
    except load.Unreadable as error:
        return _fail(f"the record of {visible(shelf.name)} {error}", NOT_AN_ARTICLE)
    seen = Live(record.source.generation, record.source.sha256)
    if (live.generation or live.sha256) != (seen.generation if live.generation else seen.sha256):
        return _fail(f"the record of {visible(shelf.name)} is of another generation; check it again first", NO_INPUT)
    standing = shelf.decision()
    earlier = None
    try:
        earlier = decisions.loads(standing[0], settings.decision_key) if standing else None
    except decisions.BadDecision as error:
        print(f"copydesk review: what stands there {error}; it is replaced", file=sys.stderr)
    made = decisions.decide(
        record,
        line,
        earlier,
        decision=given.decide,
        reason=given.reason,
        note=given.note,
        by=given.by or getpass.getuser(),
        at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
    )
    place = shelf.write_decision(decisions.dumps(made, settings.decision_key), standing[1] if standing else None)
    what = f"overturns {made.overturns}" if made.overturns else "upholds the machine's verdict"
    print(f"{made.decision}\t{visible(place)}: {what}")
    return 0


def _fail(message: str, code: int = CANNOT_WRITE) -> int:
    print(f"copydesk review: {message}", file=sys.stderr)
    return code
