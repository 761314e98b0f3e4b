"""The bridge delivers as Eventarc does: binary events, acknowledged by 2xx, again otherwise."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from copydesk.local import bridge
from copydesk.local.bridge import Bridge, Delivery, deliver

OBJECT = {"bucket": "articles", "name": "ä b#.html", "generation": "17", "size": "3"}


class Function:
    """Something that answers events with the statuses it was told, then with 200."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.seconds = 0.0
        self.now = self.most = 0
        """Events being answered, and the most at once."""
        self.got: list[tuple[dict[str, str], dict[str, Any]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                outer.got.append(({k.lower(): v for k, v in self.headers.items()}, body))
                outer.now += 1
                outer.most = max(outer.most, outer.now)
                time.sleep(outer.seconds)
                outer.now -= 1
                self.send_response(outer.statuses.pop(0) if outer.statuses else 200)
                self.end_headers()
                self.wfile.write(b"said\n")

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def function() -> Iterator[Function]:
    made = Function()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def running(
    function: Function, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[list[dict[str, Any]], list[Delivery]]]:
    """Give the bucket's live objects, to be changed by a test, and the deliveries that were tried."""
    monkeypatch.setattr(bridge, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(bridge, "FIRST_BACK_OFF", 0.02)
    live: list[dict[str, Any]] = []
    told: list[Delivery] = []
    made = Bridge(lambda: list(live), function.url, told.append)
    made.start()
    yield live, told
    made.stop()


def _until(found: Callable[[], object]) -> None:
    patience = time.monotonic() + 10
    while not found():
        assert time.monotonic() < patience
        time.sleep(0.005)


def test_an_event_is_binary_and_its_attributes_are_ascii(function: Function) -> None:
    """The object's resource is the body, the attributes are headers, what is not ASCII is percent-encoded."""
    assert deliver(function.url, "finalized", OBJECT).acknowledged
    ((headers, body),) = function.got
    assert body == OBJECT
    assert headers["ce-type"] == "google.cloud.storage.object.v1.finalized"
    assert headers["ce-subject"] == "objects/%C3%A4%20b#.html"
    assert headers["ce-source"] == "//storage.googleapis.com/projects/_/buckets/articles"


def test_what_is_not_acknowledged_comes_again(
    function: Function, running: tuple[list[dict[str, Any]], list[Delivery]]
) -> None:
    """500 and 400 are delivered again with back-off until 2xx; then no more."""
    live, told = running
    function.statuses = [500, 400, 503]
    live.append(OBJECT)
    _until(lambda: len(told) == 4)
    time.sleep(0.1)
    assert [(each.attempt, each.status) for each in told] == [(1, 500), (2, 400), (3, 503), (4, 200)]
    assert told[-1].answer == "said"


def test_overwriting_and_deleting_are_told(running: tuple[list[dict[str, Any]], list[Delivery]]) -> None:
    """An overwritten generation is deleted too, as in a bucket without versions."""
    live, told = running
    live.append(OBJECT)
    _until(lambda: len(told) == 1)
    live[0] = {**OBJECT, "generation": "18"}
    _until(lambda: len(told) == 3)
    live.clear()
    _until(lambda: len(told) == 4)
    seen = sorted((each.kind, each.resource["generation"]) for each in told)
    assert seen == [("deleted", "17"), ("deleted", "18"), ("finalized", "17"), ("finalized", "18")]


def test_events_of_one_object_do_not_overlap(
    function: Function, running: tuple[list[dict[str, Any]], list[Delivery]]
) -> None:
    """The end of an old version waits for the beginning of the new one; other objects do not wait."""
    live, told = running
    live.append(OBJECT)
    _until(lambda: len(told) == 1)
    function.seconds = 0.1
    live[0] = {**OBJECT, "generation": "18"}
    _until(lambda: len(told) == 3)
    assert function.most == 1
    live += [{**OBJECT, "name": "b.html"}, {**OBJECT, "name": "c.html"}]
    _until(lambda: len(told) == 5)
    assert function.most == 2


def test_a_function_that_is_not_there_is_no_acknowledgement(function: Function) -> None:
    """A broken connection has the event delivered again."""
    function.server.shutdown()
    function.server.server_close()
    delivery = deliver(function.url, "finalized", OBJECT)
    assert (delivery.status, delivery.acknowledged) == (None, False)
