"""`copydesk erase`: removes all that is ours of an article; the article itself is its owner's."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from copydesk.exits import NO_INPUT
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.epilog = "in a bucket with soft delete, what was removed can be restored until the bucket's own time is over"
    parser.add_argument("article", metavar="FILE|gs://...", help="the article's name; it need not be there any more")


def run(given: argparse.Namespace) -> int:
    """Remove record and decision, every version of them, print what was removed, and return the exit code."""
    shelf = shelves.shelf(given.article, Settings.from_environment(os.environ))
    removed = shelf.erase()
    for place in removed:
        print(f"removed\t{visible(place)}")
    if not removed:
        print(f"nothing of ours stands beside {visible(shelf.name)}")
    elif shelf.live() is not None:
        print("the article is still there: another event about it, or a backfill, writes its record again")
    return 0 if removed else NO_INPUT
