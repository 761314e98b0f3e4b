"""`copydesk redrive`: another try for the events of the dead letter."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk import redrive
from copydesk.exits import FAULTY
from copydesk.settings import Settings
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = (
        "what fails for want of time again gets a record `review`, rule `delivery.timed_out`; what fails otherwise "
        "stays in the dead letter. A file holds messages as `gcloud pubsub subscriptions pull --format=json` prints "
        "them, which acknowledges nothing unless told. Exit 0: nothing is left"
    )
    parser.add_argument("source", metavar="projects/P/subscriptions/S|FILE|-", help="where the messages are")
    parser.add_argument("--seconds", type=float, default=540.0, help="time for each article (default 540)")


def run(given: argparse.Namespace) -> int:
    """Handle every message, print what became of it, and return 0 when none has to stay."""
    settings = Settings.from_environment(os.environ)
    settings.check_serving()
    subscription = redrive.Subscription(given.source) if given.source.startswith("projects/") else None
    messages = subscription.messages() if subscription else redrive.lines(_text(given.source))
    counts: Counter[str] = Counter()
    for each in redrive.redrive(messages, settings, given.seconds):
        counts[each.result] += 1
        print(f"{each.result}\t{visible(each.name)}\t{visible(each.said)}", flush=True)
        if subscription and each.ack:
            subscription.acknowledge(each.ack)
    said = ", ".join(f"{counts[result]} {result}" for result in ("done", "timed out", "refused", "failed"))
    print(f"copydesk redrive: {said}", file=sys.stderr)
    return FAULTY if counts["failed"] else 0


def _text(source: str) -> list[str]:
    if source == "-":
        return sys.stdin.readlines()
    return Path(source).read_text(encoding="utf-8").splitlines(keepends=True)
