"""The client of the bucket, and the environment that it is made in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from copydesk import storage


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """Give the address of an HTTP proxy that finds nothing, and what it was asked for."""
    addresses: list[str] = []

    class Nothing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            addresses.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Keep silent."""

    with HTTPServer(("127.0.0.1", 0), Nothing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", addresses
        server.shutdown()


def test_the_proxy_of_the_environment_is_used(asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """What the environment says when the client is made holds for each of its requests."""
    proxy, addresses = asked
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://bucket.example")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
    monkeypatch.setenv("HTTP_PROXY", proxy)
    monkeypatch.setenv("NO_PROXY", "")
    client = storage.client.__wrapped__()
    monkeypatch.delenv("HTTP_PROXY")
    for name in ("a", "b"):
        assert client.bucket("articles").get_blob(name, retry=None, timeout=5) is None
    assert [address.partition("?")[0] for address in addresses] == [
        f"http://bucket.example/storage/v1/b/articles/o/{name}" for name in ("a", "b")
    ]


def test_a_host_that_needs_no_proxy_is_asked_itself(
    asked: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_PROXY is held when the environment is read."""
    nothing, addresses = asked
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", nothing)
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    assert storage.client.__wrapped__().bucket("articles").get_blob("a", retry=None, timeout=5) is None
    assert addresses[0].startswith("/storage/v1/b/articles/o/a")


def test_certificates_of_the_environment_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A company's own authority is trusted as by any client of requests."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "https://bucket.example")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/etc/authority.pem")
    assert storage.client.__wrapped__()._http.verify == "/etc/authority.pem"
