"""`copydesk check`: the function's own pipeline over files, folders and standard input."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from copydesk import process
from copydesk.commands import folder
from copydesk.commands.summary import summary, totals
from copydesk.exits import CANNOT_WRITE, IO_ERROR, NO_INPUT, NOT_AN_ARTICLE, USAGE, VERDICTS
from copydesk.settings import Settings
from copydesk.shelf.files import FileShelf, Foreign
from copydesk.terminal import Progress, coloured, visible, visible_json
from copydesk.write import export, record

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from copydesk.model import Verdict
    from copydesk.write.shape import Record

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """One article to check: its name in the record, and the file it is read from, or the bytes of standard input."""

    name: str
    path: Path | None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Manner:
    """How articles are read and records shown: the same for all of one run, sent to each worker."""

    settings: Settings
    shown: Literal["line", "safe-line", "pretty", "summary"]
    colours: bool
    write: bool
    content_type: str | None
    url: str | None
    format: str
    """One of `export.FORMATS`."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article: the words to print, and its verdict or why there is none."""

    name: str
    text: str
    verdict: Verdict | None
    exit_code: int


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what `copydesk check` takes."""
    parser.epilog = "exit code: 0 allow, 1 review, 2 block (the strongest of all articles), 64 or more: an error"
    parser.add_argument(
        "inputs", nargs="+", metavar="FILE|DIR|-", help="articles; a folder is searched, - is standard input"
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument("--pretty", action="store_true", help="records over several lines instead of one line each")
    shown.add_argument("--summary", action="store_true", help="a few lines an article instead of its record")
    shown.add_argument(
        "--format", choices=tuple(export.FORMATS), default="record", help="what a line is written as (default record)"
    )
    parser.add_argument("--write", action="store_true", help="write each record beside its file and print its summary")
    parser.add_argument(
        "--exit-zero", action="store_true", help="exit 0 whatever the verdicts; errors still exit 64 or more"
    )
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to work with (default 1)")
    parser.add_argument(
        "--name", default="stdin", help="the name that standard input has in its record (default stdin)"
    )
    parser.add_argument(
        "--content-type", metavar="TYPE", help="as the uploader would declare it, e.g. 'text/html; charset=big5'"
    )
    parser.add_argument("--url", help="where the article was published: relative links are resolved against it")


def run(given: argparse.Namespace) -> int:
    """Check everything given and return the exit code."""
    if given.jobs < 1 or (given.write and STDIN in given.inputs):
        reason = "--jobs starts at 1" if given.jobs < 1 else "--write has no file to write beside when reading -"
        _complain(reason)
        return USAGE
    settings = Settings.from_environment(os.environ)
    manner = Manner(
        settings, _shown(given), coloured(sys.stdout), given.write, given.content_type, given.url, given.format
    )
    found, codes = _inputs(given.inputs, given.name, settings)
    if manner.shown.endswith("line") and (heading := export.header(manner.format)):
        print(heading)
    verdicts: list[Verdict] = []
    bar = Progress(len(found), sys.stderr)
    for outcome in _outcomes(partial(examine, manner), found, given.jobs):
        bar.clear()
        if outcome.verdict:
            sys.stdout.write(outcome.text + "\n")
            verdicts.append(outcome.verdict)
        else:
            _complain(outcome.text)
        codes.append(0 if given.exit_zero and outcome.verdict else outcome.exit_code)
        bar.step(outcome.name)
    bar.clear()
    if manner.shown == "summary" and len(verdicts) > 1:
        print(totals(verdicts, colours=manner.colours))
    return max(codes)


def _shown(given: argparse.Namespace) -> Literal["line", "safe-line", "pretty", "summary"]:
    if given.pretty:
        return "pretty"
    if given.summary or given.write:
        return "summary"
    return "safe-line" if sys.stdout.isatty() else "line"


def _inputs(words: Iterable[str], stdin_name: str, settings: Settings) -> tuple[list[Input], list[int]]:
    """Return the articles in the order given, folders by name, and the exit codes of what could not be found."""
    found: list[Input] = []
    codes: list[int] = []
    for word in words:
        path = Path(word)
        if word == STDIN:
            found.append(Input(stdin_name, None, sys.stdin.buffer.read()))  # a worker has none of its own
        elif not path.is_dir():
            found.append(Input(_printable(word), path))
        else:
            try:
                inside = list(folder.articles(path, settings))
            except OSError as error:
                _complain(f"{error.filename}: {error.strerror}")
                codes.append(IO_ERROR)
                continue
            found += [Input(_printable(str(each)), each) for each in inside]
            if not inside:
                _complain(f"{word}: no article in this folder")
                codes.append(NO_INPUT)
    return found, codes


def _complain(message: str) -> None:
    print(f"copydesk check: {visible(message)}", file=sys.stderr)


def _printable(path: str) -> str:
    """File names may be any bytes; a record is valid UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def examine(manner: Manner, given: Input) -> Outcome:
    """Return what came of one article; its text is ready to print. Runs in a worker when there are several."""
    if given.path and folder.is_ours(given.path.name, manner.settings):
        return Outcome(given.name, f"{given.name} is a record of ours, not an article", None, NOT_AN_ARTICLE)
    try:
        data = given.path.read_bytes() if given.path else given.data
    except FileNotFoundError:
        return Outcome(given.name, f"{given.name}: no such file", None, NO_INPUT)
    except OSError as error:
        return Outcome(given.name, f"{given.name}: {error.strerror}", None, IO_ERROR)
    made = process(data, name=given.name, content_type=manner.content_type, url=manner.url, settings=manner.settings)
    line = record.dumps(made)
    if manner.write and given.path:
        try:
            FileShelf(given.path, manner.settings).write_record(f"{line}\n".encode())
        except (Foreign, OSError) as error:
            return Outcome(given.name, str(error), None, CANNOT_WRITE)
    return Outcome(given.name, _words(made, line, manner), made.verdict, VERDICTS[made.verdict])


def _words(made: Record, line: str, manner: Manner) -> str:
    match manner.shown:
        case "summary":
            return summary(made, colours=manner.colours)
        case "pretty":
            return visible_json(json.dumps(json.loads(line), ensure_ascii=False, indent=2))
        case "safe-line":
            return visible_json(export.dumps(made, manner.format))
        case "line":
            return export.dumps(made, manner.format)


def _outcomes(work: Callable[[Input], Outcome], found: list[Input], jobs: int) -> Iterator[Outcome]:
    """Yield outcomes in the order of the inputs; a few are in flight at a time, so that huge folders fit in memory."""
    if jobs == 1 or len(found) < 2:
        yield from map(work, found)
        return
    from concurrent.futures import Future, ProcessPoolExecutor  # noqa: PLC0415 - 20 ms that one file need not pay

    with ProcessPoolExecutor(min(jobs, len(found)), initializer=_leave_interrupts_to_the_parent) as pool:
        waiting: deque[Future[Outcome]] = deque()
        try:
            for each in found:
                waiting.append(pool.submit(work, each))
                if len(waiting) > 8 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _leave_interrupts_to_the_parent() -> None:
    import signal  # noqa: PLC0415 - only workers need it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
