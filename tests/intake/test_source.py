"""Reading one generation: all of its bytes as stored, or none."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from copydesk.deadline import Deadline
from copydesk.errors import Changed, Gone, OutOfTime, Permanent, Transient
from copydesk.intake import source
from tests.store import ARTICLE, SHORT, Store, event

pytestmark = pytest.mark.e2e

LIMIT = 100_000


def _read(store: Store, name: str, *, limit: int = LIMIT, seconds: float = 50.0, **changes: object) -> bytes:
    asked = replace(event(dict(store.object(name)._properties)), **changes)
    store.proxy.counted()
    return source.read(store.client, asked, limit, Deadline(seconds))


def test_the_bytes_come_as_they_are_stored(store: Store) -> None:
    """What was uploaded compressed is read compressed: nothing inflates on the way."""
    packed = gzip.compress(ARTICLE, mtime=0)
    store.upload("a.html", packed, content_encoding="gzip")
    assert _read(store, "a.html") == packed
    assert store.proxy.counted() == {"read": 1}


@pytest.mark.parametrize("size", [0, 1, 8191, 8192, 8193, LIMIT])
def test_every_size_up_to_the_limit_comes_whole(store: Store, size: int) -> None:
    """Nothing is lost at the edges of the chunks that the client reads in."""
    store.upload("a.html", b"x" * size)
    assert _read(store, "a.html") == b"x" * size


def test_one_byte_over_the_limit_is_refused_before_any_request(store: Store) -> None:
    """The event's size is enough to know, and the figures are in the error."""
    store.upload("a.html", b"x" * (LIMIT + 1))
    with pytest.raises(Permanent) as refused:
        _read(store, "a.html")
    assert refused.value.rule == "intake.too_large"
    assert refused.value.figures == {"bytes": LIMIT + 1, "limit": LIMIT}
    assert store.proxy.counted() == {}


def test_without_a_size_in_the_event_the_reading_ends_at_the_limit(store: Store) -> None:
    """An event that does not say how large its object is costs no more than the limit and one chunk."""
    store.upload("a.html", b"x" * (LIMIT * 3))
    with pytest.raises(Permanent, match=r"the limit is 100000"):
        _read(store, "a.html", size=None)


def test_another_generation_is_not_read(store: Store) -> None:
    """Overwritten is told from gone."""
    older = event(store.upload("a.html"))
    store.upload("a.html", SHORT)
    with pytest.raises(Changed):
        source.read(store.client, older, LIMIT, Deadline(50))
    store.delete("a.html")
    with pytest.raises(Gone):
        source.read(store.client, older, LIMIT, Deadline(50))


def test_bytes_of_another_generation_are_not_believed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that ignores the precondition is caught by the generation in its answer."""
    store.upload("a.html")
    older = replace(event(dict(store.object("a.html")._properties)), generation=17)
    monkeypatch.setattr("google.cloud.storage.blob._add_generation_match_parameters", lambda *_, **__: None)
    with pytest.raises(Changed, match=r"generation [0-9]+ came"):
        source.read(store.client, older, LIMIT, Deadline(50))


def test_bytes_that_come_one_by_one_end_with_our_deadline(store: Store) -> None:
    """A drip that never lets the socket's timeout strike does not hold an instance."""
    store.upload("a.html", b"x" * LIMIT)
    store.proxy.fault = lambda asked: "drip" if asked.kind == "read" else None
    with pytest.raises(OutOfTime, match="bytes came in the time"):
        _read(store, "a.html", seconds=0.1)
    assert _read(store, "a.html") == b"x" * LIMIT


def test_a_body_that_was_changed_on_the_way_is_not_believed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checksum of what came is held against the one that storage sent."""
    store.upload("a.html")
    forward = "tests.e2e.proxy._changed"
    monkeypatch.setattr(forward, lambda data: data.replace(b"ferry", b"FERRY"))
    with pytest.raises(Transient, match="DataCorruption"):
        _read(store, "a.html")


def test_the_live_generation_is_told(store: Store) -> None:
    """One look: the generation that stands now, null for none."""
    resource = store.upload("a.html")
    assert source.live(store.client, event(resource), Deadline(50)) == int(resource["generation"])
    store.delete("a.html")
    assert source.live(store.client, event(resource), Deadline(50)) is None
