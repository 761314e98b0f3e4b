"""`copydesk audit`: sources without a record, and records that are stale, foreign, forged or stray."""

from __future__ import annotations

import os
import sys
from collections import Counter
from typing import TYPE_CHECKING

from copydesk.audit import audit
from copydesk.audit.fault import KINDS
from copydesk.exits import FAULTY
from copydesk.settings import Settings
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    kinds = "; ".join(f"{kind}: {what}" for kind, what in KINDS.items())
    parser.epilog = f"prints kind, name and reason with tabs between them. {kinds}. Exit 0: nothing but outdated ones"
    parser.add_argument("place", metavar="gs://BUCKET/PREFIX|DIR")
    parser.add_argument("--deep", action="store_true", help="read and process every source again and compare")


def run(given: argparse.Namespace) -> int:
    """Print what is wrong, a line each, and the counts on stderr; return 0 when nothing has to be done."""
    settings = Settings.from_environment(os.environ)
    counts: Counter[str] = Counter()
    wrong = 0
    for fault in audit(given.place, settings, deep=given.deep):
        counts[fault.kind if fault else "right"] += 1
        if fault:
            wrong += fault.wrong
            print(f"{fault.kind}\t{visible(fault.name)}\t{visible(fault.why)}")
    said = ", ".join(f"{counts[kind]} {kind}" for kind in ("right", *KINDS))
    print(f"copydesk audit: {said}", file=sys.stderr)
    return FAULTY if wrong else 0
