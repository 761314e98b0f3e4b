"""The bucket that backfills are tested against, and the engines that the same tests run on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from copydesk import storage as ours
from copydesk.backfill import work
from copydesk.local import servers
from tests.backfill.archive import BUCKET, Archive, Engine, by_beam, by_processes, needs_beam
from tests.e2e.proxy import Proxy
from tests.store import connect


@pytest.fixture
def archive(monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    """Run a local bucket `news` that this process's own client, its children's and Beam's file system talk to."""
    server = servers.bucket()
    server.start()
    with Proxy(server.url) as proxy:
        monkeypatch.setenv("STORAGE_EMULATOR_HOST", proxy.url)
        monkeypatch.setenv("COPYDESK_BUCKETS", BUCKET)
        monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
        monkeypatch.setattr(work, "PAUSES", (0.0, 0.0))
        ours.client.cache_clear()
        try:
            yield Archive(connect(server.url).create_bucket(BUCKET), proxy, proxy.url)
        finally:
            server.stop()
            ours.client.cache_clear()


@pytest.fixture(params=["local", pytest.param("beam", marks=needs_beam)])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give each engine in turn."""
    return by_processes if request.param == "local" else by_beam
