"""A real bucket's server for every test that needs one."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest

from copydesk.local import servers
from tests.e2e.proxy import Proxy
from tests.store import Store

ELSEWHERE = "TEST_STORAGE"
"""The address of another emulator to run the same tests against."""
_numbers = itertools.count(os.getpid() * 1000)


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


@pytest.fixture
def store(storage_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Give a test a bucket of its own, and no patience to wait a second for what it broke itself."""
    monkeypatch.setattr("copydesk.storage.PATIENCE", (0.01, 0.02))
    with Proxy(storage_url) as proxy:
        yield Store(proxy, f"bucket-{next(_numbers)}")
