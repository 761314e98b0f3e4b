"""`copydesk verdict`: the verdict that counts: a person's live decision, else the machine's, else `none`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from copydesk.exits import NO_VERDICT, VERDICTS
from copydesk.settings import Settings
from copydesk.shelf import decision as decisions
from copydesk.shelf import shelves
from copydesk.terminal import visible
from copydesk.write import load

if TYPE_CHECKING:
    import argparse

    from copydesk.shelf.decision import Decision, Standing
    from copydesk.shelf.shelves import Shelf
    from copydesk.write.shape import Record


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = "exit code: 0 allow, 1 review, 2 block, 67 none; none is never allow"
    parser.add_argument("article", metavar="FILE|gs://...", help="an article, in a folder or a bucket")


def run(given: argparse.Namespace) -> int:
    """Print the verdict, a tab and why, and return the verdict's exit code."""
    settings = Settings.from_environment(os.environ)
    found = standing(shelves.shelf(given.article, settings), settings)
    print(f"{found.verdict}\t{visible(found.why)}")
    return NO_VERDICT if found.verdict == "none" else VERDICTS[found.verdict]


def standing(shelf: Shelf, settings: Settings) -> Standing:
    """Return the verdict that counts for an article; a record or decision that cannot be read counts as none."""
    return decisions.standing(_record(shelf), _decision(shelf, settings), shelf.live())


def _record(shelf: Shelf) -> Record | None:
    line = shelf.record()
    try:
        return load.loads(line) if line else None
    except load.Unreadable as error:
        print(f"copydesk verdict: the record of {visible(shelf.name)} {error}", file=sys.stderr)
        return None


def _decision(shelf: Shelf, settings: Settings) -> Decision | None:
    found = shelf.decision()
    try:
        return decisions.loads(found[0], settings.decision_key) if found else None
    except decisions.BadDecision as error:
        print(f"copydesk verdict: the decision about {visible(shelf.name)} {error}", file=sys.stderr)
        return None
