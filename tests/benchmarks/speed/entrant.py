"""One contestant in a process of its own: reads requests from stdin, a JSON line each, and answers with its times.

`python -m tests.benchmarks.speed.entrant NAME`, started by `peers.py` with the Python that the contestant is installed
for. Nothing but the standard library is imported at the top, since most of those have no Copydesk. What a contestant
needs is read, decoded or made before the clock starts; no contestant reaches the network.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import logging
import os
import resource
import socket
import sys
import time
import warnings
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, TextIO

from tests.benchmarks.speed import articles
from tests.benchmarks.speed.entrants import ENTRANTS, Input, Prepare, Run


def given(request: Mapping[str, Any]) -> Input:
    """Return what a request names: a file, an article to be made, or the text itself."""
    name, content_type = request.get("name", "a.html"), request.get("content_type", "text/html")
    if "file" in request:
        path = Path(request["file"])
        data = gzip.decompress(path.read_bytes()) if request.get("gzip") else path.read_bytes()
    elif "made" in request:
        data, name, content_type = articles.made(*request["made"])
    else:
        data = request["text"].encode("utf-8", "replace")
    text = request["text"] if "text" in request else data.decode(request.get("encoding") or "utf-8", "replace")
    return Input(data, text.lstrip("\ufeff"), name, content_type, request.get("url"), request.get("title", ""))


def timed(prepare: Prepare, run: Run, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the CPU and wall seconds of one run, or the kind of its error."""
    try:
        prepared = prepare(given(request))
        wall, cpu = time.perf_counter(), time.process_time()
        run(prepared)
    except Exception as error:  # noqa: BLE001 -- another's library may raise anything; it is counted
        return {"error": type(error).__name__}
    return {"cpu": time.process_time() - cpu, "wall": time.perf_counter() - wall}


def memory() -> dict[str, float]:
    """Return the megabytes that this process holds now and has held at most."""
    # What getrusage() calls the most may be that of the process that started this one; the kernel's own file is right.
    with contextlib.suppress(OSError):
        lines = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("utf-8").splitlines())
        return {
            name: int(lines[key].split()[0]) / 1024
            for name, key in (("megabytes", "VmRSS"), ("peak_megabytes", "VmHWM"))
        }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return {"megabytes": peak, "peak_megabytes": peak}


def answers(name: str, requests: TextIO, out: TextIO) -> int:
    """Answer requests until there are no more."""

    def say(**answer: Any) -> None:
        out.write(json.dumps(answer) + "\n")
        out.flush()

    package, load = ENTRANTS[name]
    cpu = time.process_time()
    try:
        prepare, run = load()
    except ImportError as error:
        say(missing=str(error))
        return 1
    with contextlib.suppress(metadata.PackageNotFoundError):
        say(version=metadata.version(package), loaded=time.process_time() - cpu, **memory())
    for line in requests:
        request = json.loads(line)
        say(**(memory() if "memory" in request else timed(prepare, run, request)))
    return 0


def _refused(*_: Any) -> None:
    raise OSError("no contestant reaches the network")


def main() -> int:
    """Run the contestant that the command line names; what libraries print goes nowhere."""
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    if not os.environ.get("COPYDESK_BENCH_TELL"):  # to see what a peer that fails says
        os.dup2(nowhere, 2)
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    socket.socket.connect = _refused  # type: ignore[method-assign]
    return answers(sys.argv[1], sys.stdin, out)


if __name__ == "__main__":
    sys.exit(main())
