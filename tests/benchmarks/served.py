"""A function under functions-framework before a local bucket: articles in, events sent, its processes looked at."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from copydesk.local import servers
from copydesk.local.process import Server, free_port
from tests.benchmarks.speed import articles

BUCKET = "articles"


def article(kilobytes: int, number: int) -> bytes:
    """Return a news page of one paragraph repeated, of about that size."""
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


def remove(port: int, names: Iterable[str]) -> None:
    """Remove objects, so that a long run does not fill the machine's memory with them."""
    for name in names:
        request(port, "DELETE", f"/storage/v1/b/{BUCKET}/o/{name}", b"")


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


def uploaded(port: int, prefix: str, numbers: Iterable[int], kilobytes: int) -> dict[str, tuple[str, int]]:
    """Upload the articles of these numbers; returns generation and size by name."""
    made = {}
    for i in numbers:
        data = articles.page(kilobytes * 1024, i).encode()
        made[f"{prefix}-{i}.html"] = (upload(port, f"{prefix}-{i}.html", data), len(data))
    return made


def pids(function: Server) -> list[int]:
    """Return the processes of a server: gunicorn's master, and the worker that it forked."""
    children = Path(f"/proc/{function.pid}/task/{function.pid}/children").read_text("ascii").split()
    return [function.pid or 0, *map(int, children)]


def megabytes(pid: int) -> float:
    """Return the resident memory of a process."""
    lines = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
    return int(next(line for line in lines if "VmRSS" in line).split()[1]) / 1024


def cpu(function: Server) -> float:
    """Return the CPU seconds that a server's processes have used, in the kernel too."""
    ticks = 0
    for pid in pids(function):
        after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += int(after_name[11]) + int(after_name[12])
    return ticks / os.sysconf("SC_CLK_TCK")
