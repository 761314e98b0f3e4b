"""The bucket that backfills are tested against."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from google.cloud import storage

from copydesk import storage as ours
from copydesk.local import servers


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Run a local bucket `news` that this process's own client, and Beam's file system, talk to."""
    server = servers.bucket()
    server.start()
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", server.url)
    monkeypatch.setenv("COPYDESK_BUCKETS", "news")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
    ours.client.cache_clear()
    client = storage.Client(
        project="local", client_options={"api_endpoint": server.url}, use_auth_w_custom_endpoint=False
    )
    try:
        yield client.create_bucket("news")
    finally:
        server.stop()
        ours.client.cache_clear()
