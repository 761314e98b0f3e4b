"""Many requests in one, which Cloud Storage takes and fake-gcs-server does not know: Beam ends its files with them."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from typing import Any
from urllib.parse import urlsplit

Forward = Callable[[str, str, bytes], tuple[int, list[tuple[str, str]], bytes]]
"""Sends one request (method, path and query, body) on; returns status, headers, body."""
BOUNDARY = "answers"


def answered(kind: str, body: bytes, forward: Forward) -> tuple[list[tuple[str, str]], bytes]:
    """Send the parts of a `multipart/mixed` request on, one by one, and return headers and body of their answers."""
    parts: Any = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body).get_payload()
    answers = []
    for part in parts:
        lines, _, inner = part.get_payload(decode=True).replace(b"\r\n", b"\n").partition(b"\n\n")
        method, url, _ = lines.split(b"\n", 1)[0].decode().split(" ")
        target = urlsplit(url)
        status, _, said = forward(method, f"{target.path}?{target.query}", inner)
        head = f"--{BOUNDARY}\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 {status} Said\r\n"
        answers.append(f"{head}Content-Type: application/json\r\n\r\n".encode() + said + b"\r\n")
    whole = b"".join(answers) + f"--{BOUNDARY}--\r\n".encode()
    return [("content-type", f"multipart/mixed; boundary={BOUNDARY}")], whole
