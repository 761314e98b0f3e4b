"""What stands before the function: answers, log lines, and errors that tell nothing of the article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import functions_framework
import pytest

from copydesk.intake.event import STORAGE
from copydesk.local.bridge import headers
from tests.store import Resource, Store

pytestmark = pytest.mark.e2e

MAIN = Path(__file__).parent.parent / "main.py"


class Web:
    """The function as a web application, in this process."""

    def __init__(self, store: Store, capsys: pytest.CaptureFixture[str]) -> None:
        self.store, self.capsys = store, capsys
        self.client = functions_framework.create_app("handle", str(MAIN), "cloudevent").test_client()
        capsys.readouterr()

    def send(self, resource: Resource, kind: str = "finalized", **more: str) -> tuple[int, str, dict[str, Any]]:
        """Send an event; return status, answer and the one log line."""
        answer = self.client.post("/", headers={**headers(kind, resource), **more}, data=json.dumps(resource))
        printed = self.capsys.readouterr()
        assert printed.err == ""
        (line,) = printed.out.splitlines()
        return answer.status_code, answer.get_data(as_text=True), json.loads(line)


@pytest.fixture
def web(store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Web]:
    """Give the function before a bucket of its own."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    monkeypatch.setenv("COPYDESK_DEV", "1")
    return Web(store, capsys)


def test_one_line_tells_everything_about_an_event_but_the_article(web: Web) -> None:
    """Severity, object, generation, verdict, rules, times by step, trace and execution: no word of the text."""
    article = web.store.upload("a\nb.html")
    trace = {"X-Cloud-Trace-Context": "0af7651916cd43dd8448eb211c80319c/1;o=1", "Function-Execution-Id": "run-1"}
    status, answer, line = web.send(article, **trace)
    assert (status, answer) == (200, "recorded: allow\n")
    about = line["copydesk"]
    assert (line["severity"], line["message"]) == ("INFO", "recorded: allow")
    assert line["logging.googleapis.com/labels"] == {"execution_id": "run-1"}
    assert (about["event"], about["object"], about["generation"]) == ("finalized", "a\nb.html", article["generation"])
    assert {"read", "normalize", "language", "sanitize", "write", "confirm"} <= about["steps"].keys()
    assert about["verdict"] == "allow"
    assert "Ferry" not in json.dumps(line)


def test_an_answer_is_plain_text(web: Web) -> None:
    """A name is never sent as markup."""
    article = {**web.store.upload("<script>.html"), "bucket": "<b>"}
    answer = web.client.post("/", headers=headers("finalized", article), data=json.dumps(article))
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")


def test_a_malformed_event_is_answered_400(web: Web) -> None:
    """The sender is told what is wrong, and the log has a line."""
    article = {**web.store.upload("a.html"), "generation": "none"}
    status, answer, line = web.send(article)
    assert (status, answer) == (400, "refused: the event names no generation\n")
    assert line["severity"] == "ERROR"


@pytest.mark.parametrize(("fault", "severity"), [("503", "ERROR"), ("403", "ALERT")])
def test_what_must_be_delivered_again_is_answered_500(web: Web, fault: str, severity: str) -> None:
    """Trouble that may pass is an error; refused access wakes somebody."""
    article = web.store.upload("a.html")
    web.store.proxy.fault = lambda asked: fault if asked.kind == "write" else None
    status, answer, line = web.send(article)
    assert (status, line["severity"]) == (500, severity)
    assert answer.startswith("failed: gs://")


def test_a_bug_tells_its_place_and_nothing_else(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unexpected error's own words may quote the article: they are neither answered nor logged."""

    def broken(*_: object, **__: object) -> None:
        raise ValueError("invalid literal: 'Ferry line to the islands'")

    monkeypatch.setattr("copydesk.function.process", broken)
    status, answer, line = web.send(web.store.upload("a.html"))
    assert (status, line["severity"]) == (500, "CRITICAL")
    assert answer.startswith("failed: ValueError at function.py:")
    assert "Ferry" not in answer + json.dumps(line)


def test_our_deadline_is_answered_500(
    store: Store, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Out of time is no verdict: the event is delivered again."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    monkeypatch.setenv("COPYDESK_DEV", "1")
    monkeypatch.setenv("COPYDESK_DEADLINE", "0.000001")
    status, answer, _ = Web(store, capsys).send(store.upload("a.html"))
    assert status == 500
    assert answer.startswith("failed: ")
    assert "in the time there is" in answer
    assert store.names() == ["a.html"]


@pytest.mark.parametrize("kind", ["finalized", "deleted", "archived", "metadataUpdated"])
def test_structured_events_are_understood_too(web: Web, kind: str) -> None:
    """The event in one JSON body is the same event."""
    article = web.store.upload("a.html")
    body = {"specversion": "1.0", "id": "1", "source": "x", "type": STORAGE + kind, "data": article}
    answer = web.client.post("/", headers={"content-type": "application/cloudevents+json"}, data=json.dumps(body))
    assert answer.status_code == 200
