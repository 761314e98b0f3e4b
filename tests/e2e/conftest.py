"""The function in its own process, as deployed, before a bucket of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
import requests

from copydesk.local import servers
from copydesk.local.bridge import Delivery, deliver
from copydesk.local.process import Server
from copydesk.settings import Settings
from tests.e2e.proxy import Proxy
from tests.store import Resource, Store


@dataclass
class Rig(Store):
    """A bucket and the function as deployed before it."""

    function: Server = field(default_factory=servers.bucket)
    lines: list[str] = field(default_factory=list)

    def send(self, resource: Resource, kind: str = "finalized") -> Delivery:
        """Deliver one event and return what the function answered; only the function's requests are counted."""
        self.proxy.counted()
        return deliver(self.function.url, kind, resource)

    def post(self, headers: dict[str, str], body: bytes | str) -> requests.Response:
        """Send anything to the function."""
        self.proxy.counted()
        return requests.post(self.function.url, body, headers=headers, timeout=30)


@pytest.fixture(scope="session")
def start_rig(storage_url: str) -> Iterator[Callable[..., Rig]]:
    """Give a way to start a function with settings of its own before a bucket of its own."""
    running: list[Rig] = []

    def start(bucket: str, **variables: str) -> Rig:
        proxy = Proxy(storage_url)
        proxy.__enter__()
        lines: list[str] = []
        environment = {"COPYDESK_BUCKETS": bucket, **variables}
        server = servers.function(proxy.url, environment, lines.append)
        server.start()
        running.append(Rig(proxy, bucket, Settings.from_environment(environment), server, lines))
        return running[-1]

    yield start
    for rig in running:
        rig.function.stop()
        rig.proxy.__exit__()


@pytest.fixture(scope="session")
def shared_rig(start_rig: Callable[..., Rig]) -> Rig:
    """Give one rig to all tests that need no settings of their own."""
    return start_rig("articles")


@pytest.fixture
def rig(shared_rig: Rig) -> Iterator[Rig]:
    """Give the shared rig, whole again after each test."""
    yield shared_rig
    shared_rig.proxy.whole()
