"""A proxy before the local bucket: it makes it honest, counts what is asked, and breaks what it is told to break.

fake-gcs-server ignores `ifGenerationMatch` on GET and DELETE. Here every write and every delete goes through one
lock, a delete is held against the live generation first, and a download's answer against the one that was asked for.
"""

from __future__ import annotations

import http.client
import json
import socket
import struct
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

from tests.e2e import batch

Kind = Literal["read", "look", "write", "delete", "list", "other"]
Fault = Literal[
    "reset", "lost", "truncate", "stall", "drip", "401", "403", "404", "408", "412", "429", "500", "502", "503", "504"
]
STALL_SECONDS = 0.3
DRIP_BYTES = 10_000
HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "date"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as the bucket sees it."""

    kind: Kind
    bucket: str
    name: str
    """The object's name, empty for none."""
    generation: int | None
    """What `ifGenerationMatch` said."""
    path: str


class Proxy:
    """Stands before a bucket's server; `fault` decides for each request whether and how it breaks."""

    def __init__(self, upstream: str) -> None:
        self.upstream = urlsplit(upstream).netloc
        self.fault: Callable[[Asked], Fault | None] = lambda _: None
        self.before: Callable[[Asked], None] = lambda _: None
        """Called before a request is forwarded: where a test lets other things happen in between."""
        self.asked: list[Asked] = []
        self.answered: Counter[int] = Counter()
        self.written: Counter[str] = Counter()
        """How often each object's path was written, told or not."""
        self.writing = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def whole(self) -> None:
        """Break nothing from here on."""
        self.fault = lambda _: None
        self.before = lambda _: None

    def counted(self) -> Counter[str]:
        """How many requests of each kind came since the last time this was asked."""
        asked, self.asked = self.asked, []
        return Counter(request.kind for request in asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_: object) -> None:
        """Say nothing about connections that broke: that is what we are here for."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(*_)


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    upstream = threading.local()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1
        disable_nagle_algorithm = True

        def log_message(self, *_: object) -> None:
            return

        def handle_any(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length)
            if len(body) < length:  # its sender died: a real bucket commits nothing either
                return self.reset()
            asked = _read(self.command, self.path, body)
            proxy.asked.append(asked)
            if self.path.startswith("/batch/"):
                return self.answer(200, *batch.answered(self.headers["content-type"], body, self.forward))
            fault = proxy.fault(asked)
            if fault == "reset":
                return self.reset()
            if fault == "stall":
                time.sleep(STALL_SECONDS)
                return self.reset()
            if fault and fault.isdigit():
                return self.answer(
                    int(fault), [("content-type", "application/json")], b'{"error": {"message": "told to"}}'
                )
            proxy.before(asked)
            status, headers, data = self.honest(asked, body)
            if fault == "lost":
                return self.reset()
            if asked.kind == "read":
                data = _changed(data)
            return self.answer(status, headers, data, cut=fault == "truncate", drip=fault == "drip")

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any  # noqa: N815 (http.server's names)

        def honest(self, asked: Asked, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            """Forward a request and answer 412 where the server forgets to."""
            if asked.kind not in ("write", "delete"):
                status, headers, data = self.forward(self.command, self.path, body)
                if status == 200 and asked.generation is not None:
                    found = {k.lower(): v for k, v in headers}.get("x-goog-generation") or json.loads(data)[
                        "generation"
                    ]
                    if int(found) != asked.generation:
                        return 412, [("content-type", "text/plain")], b"Precondition Failed"
                return status, headers, data
            with proxy.writing:
                if asked.kind == "delete" and asked.generation is not None:
                    status, headers, data = self.forward("GET", urlsplit(self.path).path, b"")
                    if status == 200 and int(json.loads(data)["generation"]) != asked.generation:
                        return 412, [("content-type", "text/plain")], b"Precondition Failed"
                    if status != 200:
                        return status, headers, data
                status, headers, data = self.forward(self.command, self.path, body)
                if asked.kind == "write" and status == 200:
                    proxy.written[f"{asked.bucket}/{asked.name}"] += 1
                return status, headers, data

        def forward(self, method: str, path: str, body: bytes) -> tuple[int, list[tuple[str, str]], bytes]:
            headers = {k: v for k, v in self.headers.items() if k.lower() not in HOP | {"host"}}
            for attempt in (1, 2):
                connection = getattr(upstream, "connection", None)
                if connection is None:
                    connection = upstream.connection = http.client.HTTPConnection(proxy.upstream, timeout=30)
                try:
                    connection.request(method, path, body or None, headers)
                    answer = connection.getresponse()
                    return answer.status, answer.getheaders(), answer.read()
                except (OSError, http.client.HTTPException):
                    # An idle connection that the server closed: nothing was sent on it.
                    upstream.connection = None
                    if attempt == 2:
                        raise
            raise AssertionError

        def answer(
            self, status: int, headers: list[tuple[str, str]], data: bytes, *, cut: bool = False, drip: bool = False
        ) -> None:
            proxy.answered[status] += 1
            self.send_response_only(status)
            for key, value in headers:
                if key.lower() not in HOP:
                    self.send_header(key, value)
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            while drip and data:
                self.wfile.write(data[:DRIP_BYTES])
                self.wfile.flush()
                data = data[DRIP_BYTES:]
                time.sleep(STALL_SECONDS / 10)
            self.wfile.write(data[: len(data) // 2] if cut else data)
            self.wfile.flush()
            if cut:
                self.reset()

        def reset(self) -> None:
            """End the connection the hard way: the other side gets ECONNRESET."""
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                return

    return Handler


def _changed(data: bytes) -> bytes:
    """Return a download's body as it is sent on; a test lets bits fall over here."""
    return data


def _read(method: str, target: str, body: bytes) -> Asked:
    """Return what a request is about, from its path, its query and, for an upload, the resource in its body."""
    parts = urlsplit(target)
    query = parse_qs(parts.query)
    wanted = query.get("ifGenerationMatch")
    generation = int(wanted[0]) if wanted else None
    _, objects, encoded = parts.path.partition("/o/")
    name = unquote(encoded)
    kind: Kind = "other"
    if method == "POST" and parts.path.startswith("/upload/"):
        kind, name = "write", query["name"][0] if "name" in query else _uploaded_name(body)
    elif method == "DELETE" and objects:
        kind = "delete"
    elif method == "GET" and objects:
        kind = "read" if query.get("alt") == ["media"] else "look"
    elif method == "GET" and parts.path.endswith("/o"):
        kind = "list"
    bucket = parts.path.partition("/b/")[2].partition("/")[0]
    return Asked(kind, bucket, name, generation, target)


def _uploaded_name(body: bytes) -> str:
    """Return the object's name in the first part of a multipart upload, or in a resumable upload's resource."""
    start = body.find(b"{")
    resource: Any = json.JSONDecoder().raw_decode(body[start:].decode("utf-8", "replace"))[0] if start >= 0 else {}
    return str(resource.get("name", ""))
