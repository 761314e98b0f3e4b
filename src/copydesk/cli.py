"""The command line: finds the command, and keeps every failure out of the exit codes that are verdicts.

Exit codes: 0 allow, 1 review, 2 block (`copydesk check`); everything else is 64 or more, after BSD's sysexits.h.
Only the module of the command that was asked for is imported: `copydesk check` never pays for the cloud's client.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

from copydesk.errors import ConfigurationError, CopydeskError
from copydesk.exits import CONFIGURATION, FAILED, INTERNAL, INTERRUPTED, IO_ERROR, USAGE
from copydesk.terminal import visible
from copydesk.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "check": "print the record of articles: files, folders or standard input",
    "policy": "check, explain and replay policies",
    "preview": "make one page that shows articles with what was found in them",
    "report": "make one page about the records of a folder or bucket",
    "review": "decide about an article as a person",
    "verdict": "print the verdict that counts: a person's, else the machine's, else none",
    "erase": "remove all that is ours of an article",
    "audit": "find sources without a record, and records that are stale, foreign, forged or stray",
    "backfill": "give everything in a bucket or folder its record",
    "redrive": "give the events of the dead letter another try, and what cannot be processed in time a record",
    "export": "print stored records as ninjs, JSON-LD or CSV",
    "schema": "print the JSON Schema of the record or a policy, or a table or index for records",
    "dev": "hold a folder together with a local bucket and the function as it is deployed",
}


class Parser(argparse.ArgumentParser):
    """A parser whose usage errors exit 64: argparse's own 2 would read as the verdict `block`."""

    def error(self, message: str) -> NoReturn:
        """Print the usage and the message to stderr and exit."""
        self.print_usage(sys.stderr)
        self.exit(USAGE, f"{self.prog}: {visible(message)}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; raises only `SystemExit`, for help and usage errors."""
    words = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):  # records are UTF-8 whatever the locale is
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except ConfigurationError as error:
        return _fail(str(error), CONFIGURATION)
    except CopydeskError as error:
        return _fail(str(error), FAILED)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader (`| head`) has gone; Python would complain once more when it exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return IO_ERROR
    except OSError as error:
        return _fail(visible(str(error)), IO_ERROR)
    except Exception:  # noqa: BLE001 - Python's own exit code for this is 1, which would read as `review`
        lines = traceback.format_exc().split("\n")
        return _fail("\n".join(["this is a bug in Copydesk:", *map(visible, lines)]), INTERNAL)
    return code


def _dispatch(words: list[str]) -> int:
    parser = Parser(
        prog="copydesk",
        description="A newsroom's copy desk: title/body language mismatch, datelines, bylines, safe HTML.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"copydesk {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = next((word for word in words if not word.startswith("-")), None)
    for name, purpose in COMMANDS.items():
        command = commands.add_parser(name, help=purpose, description=purpose.capitalize() + ".", allow_abbrev=False)
        if name == asked:
            module = importlib.import_module(f"copydesk.commands.{name}")
            module.configure(command)
    given = parser.parse_args(words)
    code: int = module.run(given)
    return code


def _fail(message: str, code: int) -> int:
    print(f"copydesk: {message}", file=sys.stderr)
    return code
