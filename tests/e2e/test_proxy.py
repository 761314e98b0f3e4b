"""The rig itself: what the local bucket forgets, the proxy holds."""

from __future__ import annotations

import pytest
from google.api_core.exceptions import PreconditionFailed, ServiceUnavailable
from requests.exceptions import ConnectionError as Broken

from tests.store import ARTICLE, Store, connect

pytestmark = pytest.mark.e2e


def test_a_delete_of_another_generation_is_412(store: Store) -> None:
    """The proxy holds a delete against the live generation."""
    store.upload("a.html")
    with pytest.raises(PreconditionFailed):
        store.client.bucket(store.bucket).blob("a.html").delete(if_generation_match=1, retry=None)
    assert store.object("a.html") is not None


def test_a_download_of_another_generation_is_412(store: Store) -> None:
    """The proxy holds a download against the generation that came."""
    store.upload("a.html")
    with pytest.raises(PreconditionFailed):
        store.client.bucket(store.bucket).blob("a.html").download_as_bytes(if_generation_match=1, retry=None)


def test_a_look_at_another_generation_is_412(store: Store) -> None:
    """The proxy holds a metadata request against the generation too."""
    store.upload("a.html")
    with pytest.raises(PreconditionFailed):
        store.client.bucket(store.bucket).blob("a.html").reload(if_generation_match=1, retry=None)


def test_the_local_bucket_alone_would_not_hold_a_delete(store: Store, storage_url: str) -> None:
    """Without the proxy the same delete goes through: the day this fails, the proxy's lock can go."""
    store.upload("a.html")
    blob = connect(storage_url).bucket(store.bucket).blob("a.html")
    try:
        blob.delete(if_generation_match=1, retry=None)
    except PreconditionFailed:
        pytest.skip("this server holds preconditions on DELETE by itself")
    assert store.object("a.html") is None


def test_a_committed_write_may_lose_its_answer(store: Store) -> None:
    """`lost` is the fault where the object is there and nobody was told."""
    store.proxy.fault = lambda asked: "lost" if asked.kind == "write" else None
    with pytest.raises(Broken):
        store.client.bucket(store.bucket).blob("a.html").upload_from_string(ARTICLE, retry=None)
    assert store.object("a.html").size == len(ARTICLE)


def test_a_status_is_answered_without_reaching_the_bucket(store: Store) -> None:
    """A fault that is a status has nothing done."""
    store.proxy.fault = lambda asked: "503" if asked.kind == "write" else None
    with pytest.raises(ServiceUnavailable):
        store.client.bucket(store.bucket).blob("a.html").upload_from_string(ARTICLE, retry=None)
    assert store.object("a.html") is None
