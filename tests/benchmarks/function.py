"""The function beside a hand-written one, under functions-framework against the same local bucket.

    python -m tests.benchmarks.function cold --baseline FILE [--runs 5]
    python -m tests.benchmarks.function load --baseline FILE [--events 400] [--flight 8]
    python -m tests.benchmarks.function imports

`cold` is process start to the first answered event, worst and median of the runs; `load` sends the same articles to
both, interleaved in rounds, and prints events a second, latency, memory and the ratios; `imports` prints what each
module costs.
Everything runs on this machine.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from queue import Empty, SimpleQueue

from copydesk.local import servers
from copydesk.local.process import Server, free_port

ROOT = Path(__file__).resolve().parents[2]
BUCKET = "articles"
ROUND = 50
"""Events a round; rounds of the two alternate, so that both meet the machine's moods."""


def article(kilobytes: int, number: int) -> bytes:
    """Return a news page of our own writing of about that size."""
    paragraph = (
        "<p class=lead onclick='go()'>The council said on Monday that trams between both banks will run from spring, "
        "after engineers found <a href='https://news.example/bridge'>no further damage</a> in the old bridge, "
        "whose pillars had been under repair for two years.</p>\n"
    )
    head = f"<html><head><title>Bridge reopens {number}</title><script>evil()</script></head><body>"
    opening = (
        f"<h1>Old bridge reopens after repairs, part {number}</h1><p>LYON, France (Reuters) - Trams will run again.</p>"
    )
    return (head + opening + paragraph * (kilobytes * 1024 // len(paragraph)) + "</body></html>").encode()


@contextlib.contextmanager
def bucket() -> Iterator[Server]:
    """Run a local bucket with room for articles."""
    server = servers.bucket()
    server.start()
    try:
        request(server.port, "POST", "/storage/v1/b?project=local", json.dumps({"name": BUCKET}).encode())
        yield server
    finally:
        server.stop()


def request(port: int, method: str, path: str, body: bytes, headers: Mapping[str, str] | None = None) -> bytes:
    """Send one request; returns the answer's body, raises on anything but 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, {"content-type": "application/json", **(headers or {})})
        response = connection.getresponse()
        answer = response.read()
        if response.status != 200:
            raise RuntimeError(f"{method} {path}: {response.status}")
        return answer
    finally:
        connection.close()


def upload(port: int, name: str, data: bytes) -> str:
    """Upload an article; returns its generation."""
    path = f"/upload/storage/v1/b/{BUCKET}/o?uploadType=media&name={name}"
    generation: str = json.loads(request(port, "POST", path, data, {"content-type": "text/html"}))["generation"]
    return generation


def send(port: int, name: str, generation: str, size: int) -> None:
    """Send the event of one upload, as Eventarc does."""
    resource = {"bucket": BUCKET, "name": name, "generation": generation, "metageneration": "1", "size": str(size)}
    headers = {
        "ce-specversion": "1.0",
        "ce-id": generation,
        "ce-type": "google.cloud.storage.object.v1.finalized",
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{BUCKET}",
        "ce-subject": f"objects/{name}",
        "ce-time": "2026-01-02T03:04:05Z",
    }
    request(port, "POST", "/", json.dumps({**resource, "contentType": "text/html"}).encode(), headers)


def server(source: Path, storage: Server) -> Server:
    """Return functions-framework with one of the two functions, not started."""
    port = free_port()
    command = [sys.executable, "-m", "functions_framework", "--source", str(source), "--target", "handle"]
    command += ["--signature-type", "cloudevent", "--host", "127.0.0.1", "--port", str(port)]
    environment = {
        **os.environ,
        "THREADS": "8",
        "STORAGE_EMULATOR_HOST": storage.url,
        "COPYDESK_BUCKETS": BUCKET,
        "GOOGLE_CLOUD_PROJECT": "local",
    }
    return Server(source.name, command, port, environment)


def cold(sources: Mapping[str, Path], runs: int) -> dict[str, list[float]]:
    """Return the seconds from process start to the first answered event, by function, each run on a fresh bucket."""
    seconds: dict[str, list[float]] = {name: [] for name in sources}
    data = article(20, 0)
    for _ in range(runs):
        for name, source in sources.items():
            with bucket() as storage:
                generation = upload(storage.port, "a.html", data)
                started = time.perf_counter()
                function = server(source, storage)
                function.start()
                try:
                    send(function.port, "a.html", generation, len(data))
                    seconds[name].append(time.perf_counter() - started)
                finally:
                    function.stop()
    return seconds


def load(sources: Mapping[str, Path], events: int, flight: int, kilobytes: int) -> dict[str, dict[str, float]]:
    """Return events a second, p50 and p95 milliseconds and MB a worker, by function."""
    figures: dict[str, dict[str, float]] = {}
    with bucket() as storage:
        functions = {name: server(source, storage) for name, source in sources.items()}
        latency: dict[str, list[float]] = {name: [] for name in functions}
        busy = dict.fromkeys(functions, 0.0)
        try:
            for function in functions.values():
                function.start()
            for number in range(0, events, ROUND):
                for name, function in functions.items():
                    made = {}
                    for i in range(number, min(number + ROUND, events)):
                        data = article(kilobytes, i)
                        object_name = f"{name}-{i}.html"
                        made[object_name] = (upload(storage.port, object_name, data), len(data))
                    started = time.perf_counter()
                    latency[name] += _sent(function.port, made, flight)
                    busy[name] += time.perf_counter() - started
            for name, function in functions.items():
                ordered = sorted(latency[name])
                figures[name] = {
                    "events_per_second": events / busy[name],
                    "p50_ms": 1000 * statistics.median(ordered),
                    "p95_ms": 1000 * ordered[int(0.95 * len(ordered))],
                    "megabytes": _megabytes(function.pid or 0),
                    "failed": events - len(ordered),
                }
        finally:
            for function in functions.values():
                function.stop()
    return figures


def _sent(port: int, made: Mapping[str, tuple[str, int]], flight: int) -> list[float]:
    waiting: SimpleQueue[tuple[str, tuple[str, int]]] = SimpleQueue()
    for item in made.items():
        waiting.put(item)
    seconds: list[float] = []

    def work() -> None:
        while True:
            try:
                name, (generation, size) = waiting.get_nowait()
            except Empty:
                return
            started = time.perf_counter()
            with contextlib.suppress(RuntimeError):  # a failed event is missing from the figures, and counted by that
                send(port, name, generation, size)
                seconds.append(time.perf_counter() - started)

    threads = [threading.Thread(target=work) for _ in range(flight)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds


def _megabytes(pid: int) -> float:
    """Return the resident memory of the largest process of a server (its worker)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    sizes = []
    for each in (str(pid), *children):
        line = next(text for text in Path(f"/proc/{each}/status").read_text("utf-8").splitlines() if "VmRSS" in text)
        sizes.append(int(line.split()[1]) / 1024)
    return max(sizes)


def imports() -> list[tuple[float, float, str]]:
    """Return (own milliseconds, with what it imports, module) of everything that main.py imports, dearest first."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import main"],
        cwd=ROOT,
        env={**os.environ, "COPYDESK_DEV": "1", "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9"},
        capture_output=True,
        text=True,
        check=True,
    )
    rows = []
    for line in run.stderr.splitlines():
        columns = [part.strip() for part in line.removeprefix("import time:").split("|")]
        if len(columns) == 3 and columns[0].isdigit():
            own, both, name = columns
            rows.append((int(own) / 1000, int(both) / 1000, name))
    return sorted(rows, key=lambda row: -row[1])


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.function")
    parser.add_argument("what", choices=("cold", "load", "imports"))
    parser.add_argument("--baseline", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--events", type=int, default=400)
    parser.add_argument("--flight", type=int, default=8)
    parser.add_argument("--kilobytes", type=int, default=20)
    given = parser.parse_args()
    sources = {"copydesk": ROOT / "main.py"} | ({"baseline": given.baseline} if given.baseline else {})
    if given.what == "imports":
        for own, both, name in imports()[:40]:
            print(f"{both:8.1f} ms with its own imports {own:8.1f} ms alone  {name}")
        return 0
    if given.what == "cold":
        seconds = cold(sources, given.runs)
        for name, each in seconds.items():
            print(f"{name}: median {statistics.median(each):.2f} s, worst {max(each):.2f} s of {len(each)}")
        if given.baseline:
            ratios = [statistics.median(seconds["copydesk"]) / statistics.median(seconds["baseline"])]
            ratios.append(max(seconds["copydesk"]) / max(seconds["baseline"]))
            print(f"cold start: {ratios[0]:.2f} x the baseline by median, {ratios[1]:.2f} x by the worst run")
        return 0
    figures = load(sources, given.events, given.flight, given.kilobytes)
    for name, each in figures.items():
        print(name, " ".join(f"{key}={value:.1f}" for key, value in each.items()))
    if given.baseline:
        ours, theirs = figures["copydesk"], figures["baseline"]
        print(
            f"load: {ours['events_per_second'] / theirs['events_per_second']:.2f} x the baseline's events a second",
            end="",
        )
        print(f", p95 {ours['p95_ms'] / theirs['p95_ms']:.2f} x, at {given.flight} in flight")
    return 0


if __name__ == "__main__":
    sys.exit(main())
