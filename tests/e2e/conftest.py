"""Real servers for the delivery tests: a bucket, the proxy before it, and the function in its own process."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from google.cloud import storage

from copydesk.local import servers
from copydesk.local.bridge import Delivery, deliver
from copydesk.local.process import Server
from tests.e2e.proxy import Proxy

ELSEWHERE = "COPYDESK_TEST_STORAGE"
"""The address of another emulator to run the same tests against."""
ARTICLE = b"""<h1>Ferry line to the islands opens again</h1>
<p>By Ines Calder</p>
<p>The ferry to the outer islands sails again from Monday, the harbour office said, after a winter in which storms
had kept the boats in port for eleven weeks and the post had come by plane.</p>
<p>The first boat leaves at seven in the morning. Islanders had asked for an earlier one, so that the school children of
the two smaller villages do not have to spend the night on the mainland.</p>"""


@dataclass
class Rig:
    """One bucket with a function before it; every request of either side goes through the proxy."""

    proxy: Proxy
    function: Server
    client: Any
    bucket: str
    lines: list[str] = field(default_factory=list)

    def upload(self, name: str, data: bytes = ARTICLE, **said: Any) -> dict[str, Any]:
        """Upload an object and return its resource, as an event's data would hold it."""
        blob = self.client.bucket(said.pop("bucket", self.bucket)).blob(name)
        blob.metadata = said.pop("metadata", None)
        blob.content_encoding = said.pop("content_encoding", None)
        blob.upload_from_string(data, **{"content_type": "text/html", **said})
        blob.reload()
        self.proxy.counted()
        return dict(blob._properties)

    def send(self, resource: dict[str, Any], kind: str = "finalized") -> Delivery:
        """Deliver one event and return what the function answered; only the function's requests are counted."""
        self.proxy.counted()
        return deliver(self.function.url, kind, resource)

    def post(self, headers: dict[str, str], body: bytes | str) -> requests.Response:
        """Send anything to the function."""
        self.proxy.counted()
        return requests.post(self.function.url, body, headers=headers, timeout=30)

    def object(self, name: str, bucket: str | None = None) -> Any:
        """Return an object as it stands, null for none."""
        return self.client.bucket(bucket or self.bucket).get_blob(name)

    def delete(self, name: str) -> None:
        """Delete an object."""
        self.client.bucket(self.bucket).blob(name).delete()
        self.proxy.counted()

    def names(self) -> list[str]:
        """Return the names of all live objects."""
        return [blob.name for blob in self.client.list_blobs(self.bucket)]


@pytest.fixture(scope="session")
def storage_url() -> Iterator[str]:
    """Give the address of a bucket's server: fake-gcs-server, or the one that the environment names."""
    if elsewhere := os.environ.get(ELSEWHERE):
        yield elsewhere
        return
    server = servers.bucket()
    server.start()
    yield server.url
    server.stop()


@pytest.fixture(scope="session")
def start_rig(storage_url: str) -> Iterator[Callable[..., Rig]]:
    """Start a function with settings of its own before a bucket of its own."""
    running: list[tuple[Proxy, Server]] = []

    def start(bucket: str, **settings: str) -> Rig:
        proxy = Proxy(storage_url)
        proxy.__enter__()
        client = storage.Client(
            project="test", client_options={"api_endpoint": proxy.url}, use_auth_w_custom_endpoint=False
        )
        if client.lookup_bucket(bucket) is None:
            client.create_bucket(bucket)
        lines: list[str] = []
        variables = {"COPYDESK_BUCKETS": bucket, **{f"COPYDESK_{k.upper()}": v for k, v in settings.items()}}
        function = servers.function(proxy.url, variables, lines.append)
        function.start()
        running.append((proxy, function))
        return Rig(proxy, function, client, bucket, lines)

    yield start
    for proxy, function in running:
        function.stop()
        proxy.__exit__()


@pytest.fixture(scope="session")
def shared_rig(start_rig: Callable[..., Rig]) -> Rig:
    """One rig for all tests that need no settings of their own."""
    return start_rig("articles")


@pytest.fixture
def rig(shared_rig: Rig) -> Iterator[Rig]:
    """Give the shared rig, whole again after each test."""
    yield shared_rig
    shared_rig.proxy.fault = lambda _: None
    shared_rig.proxy.before = lambda _: None
