"""The dead letter, from a file and from a subscription."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from copydesk import redrive
from copydesk.cli import main
from copydesk.errors import CopydeskError
from copydesk.exits import FAULTY
from tests.store import Resource, Store

pytestmark = pytest.mark.e2e


def _message(resource: Resource, number: int = 1) -> dict[str, Any]:
    attributes = {
        "bucketId": resource["bucket"],
        "objectId": resource["name"],
        "objectGeneration": resource["generation"],
        "eventType": "OBJECT_FINALIZE",
        "payloadFormat": "JSON_API_V1",
    }
    data = base64.b64encode(json.dumps(resource).encode()).decode()
    return {"ackId": f"ack-{number}", "message": {"attributes": attributes, "data": data, "messageId": str(number)}}


@pytest.fixture
def desk(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Give a bucket that the command line's client sees."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    monkeypatch.setenv("COPYDESK_DEV", "1")
    return store


def _redriven(desk: Store, *messages: dict[str, Any], seconds: float = 50.0) -> list[tuple[str, str | None]]:
    return [(each.result, each.ack) for each in redrive.redrive(messages, desk.settings, seconds)]


def test_what_can_be_processed_now_is_processed(desk: Store) -> None:
    """A dead letter whose cause is mended becomes a record like any other."""
    assert _redriven(desk, _message(desk.upload("a.html"))) == [("done", "ack-1")]
    assert desk.record("a.html")["verdict"] == "allow"


def test_what_takes_too_long_gets_a_record_for_review(desk: Store) -> None:
    """Out of time for good: the record says so, and consumers see review instead of nothing."""
    assert _redriven(desk, _message(desk.upload("a.html")), seconds=0.0) == [("timed out", "ack-1")]
    record = desk.record("a.html")
    assert (record["verdict"], record["rules"]) == ("review", ["delivery.timed_out"])


def test_what_storage_refuses_stays_in_the_dead_letter(desk: Store) -> None:
    """Somebody has to mend the access first; the message is not acknowledged."""
    message = _message(desk.upload("a.html"))
    desk.proxy.fault = lambda asked: "403" if asked.kind == "write" else None
    assert _redriven(desk, message) == [("failed", None)]


def test_what_is_no_event_is_taken_out_and_named(desk: Store) -> None:
    """A message that can never be understood does not block the others."""
    article = desk.upload("a.html")
    broken = {"ackId": "ack-0", "message": {"attributes": {}}}
    assert _redriven(desk, broken, _message(article)) == [("refused", "ack-0"), ("done", "ack-1")]


def test_messages_come_from_a_file_in_each_usual_form(desk: Store) -> None:
    """A list as gcloud prints it, one message a line, with and without the envelope."""
    full = _message(desk.upload("a.html"))
    for text in (json.dumps([full]), json.dumps(full), json.dumps(full) + "\n\n" + json.dumps(full["message"]) + "\n"):
        assert {each["message"]["messageId"] for each in redrive.lines(text.splitlines(keepends=True))} == {"1"}
    with pytest.raises(CopydeskError, match="not JSON"):
        list(redrive.lines(["{\n", "x"]))


def test_the_command_reads_a_file(desk: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code tells whether something is left."""
    letters = tmp_path / "letters.json"
    letters.write_text(json.dumps([_message(desk.upload("a.html"))]))
    assert main(["redrive", str(letters)]) == 0
    assert capsys.readouterr().out == "done\ta.html\trecorded: allow\n"
    desk.proxy.fault = lambda asked: "403" if asked.kind == "read" else None
    assert main(["redrive", str(letters)]) == FAULTY


class _PubSub(BaseHTTPRequestHandler):
    """The two verbs of Pub/Sub's REST interface that are used."""

    waiting: dict[str, dict[str, Any]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        answer: dict[str, Any] = {}
        if self.path.endswith(":pull"):
            answer = (
                {"receivedMessages": list(self.waiting.values())[: min(2, body["maxMessages"])]} if self.waiting else {}
            )
        else:
            for ack in body["ackIds"]:
                self.waiting.pop(ack, None)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def subscription() -> Iterator[tuple[redrive.Subscription, dict[str, dict[str, Any]]]]:
    """Give a subscription over HTTP and what waits in it."""
    waiting: dict[str, dict[str, Any]] = {}
    server = HTTPServer(("127.0.0.1", 0), type("PubSub", (_PubSub,), {"waiting": waiting}))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}"
    yield redrive.Subscription("projects/p/subscriptions/s", requests.Session(), address), waiting
    server.shutdown()
    server.server_close()


def test_a_subscription_is_emptied(
    desk: Store, subscription: tuple[redrive.Subscription, dict[str, dict[str, Any]]]
) -> None:
    """Messages are pulled in batches and acknowledged one by one as they are done."""
    source, waiting = subscription
    for number in range(5):
        message = _message(desk.upload(f"{number}.html"), number)
        waiting[message["ackId"]] = message
    for each in redrive.redrive(source.messages(), desk.settings, 50.0):
        assert each.ack is not None
        source.acknowledge(each.ack)
    assert waiting == {}
    assert len([name for name in desk.names() if name.endswith(".metadata.json")]) == 5


def test_what_is_left_in_a_subscription_ends_the_pulling(
    desk: Store, subscription: tuple[redrive.Subscription, dict[str, dict[str, Any]]]
) -> None:
    """A message that comes again because it was not acknowledged is not tried for ever."""
    source, waiting = subscription
    message = _message(desk.upload("a.html"))
    waiting[message["ackId"]] = message
    desk.proxy.fault = lambda _: "403"
    assert [each.result for each in redrive.redrive(source.messages(), desk.settings, 50.0)] == ["failed"]
    assert list(waiting) == ["ack-1"]
