"""`copydesk dev`: a local bucket, the function as deployed, and a folder that is held together with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.local import dev
from copydesk.terminal import visible

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `copydesk dev` takes."""
    parser.epilog = "what is put into the folder is uploaded, and its record is copied back beside it; Ctrl-C ends"
    parser.add_argument(
        "folder", nargs="?", default="inbox", type=Path, help="made when it is not there (default inbox)"
    )
    parser.add_argument("--bucket-port", type=int, metavar="N", help="where the bucket listens (default: a free port)")
    parser.add_argument(
        "--function-port", type=int, metavar="N", help="where the function listens (default: a free port)"
    )
    parser.add_argument("--by-hand", action="store_true", help="upload only; the events are yours to send")


def run(given: argparse.Namespace) -> int:
    """Run until Ctrl-C and return 0; raises `NotStarted` where the local cloud cannot run."""
    dev.run(given.folder, _say, ports=(given.bucket_port, given.function_port), by_hand=given.by_hand)
    return 0


def _say(line: str) -> None:
    print(visible(line), flush=True)
