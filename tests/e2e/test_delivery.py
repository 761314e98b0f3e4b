"""One event after the other against a real bucket and the function as deployed."""

from __future__ import annotations

import base64
import json

import pytest

from tests.e2e.conftest import Rig

pytestmark = pytest.mark.e2e


def _record(rig: Rig, name: str) -> dict[str, object]:
    return json.loads(rig.object(name + ".metadata.json").download_as_bytes())


def test_a_new_article_gets_its_record_in_three_requests(rig: Rig) -> None:
    """A new article costs one read, one write and one look, and its record stands beside it."""
    article = rig.upload("new.html")
    answer = rig.send(article)
    assert rig.proxy.counted() == {"read": 1, "write": 1, "look": 1}
    assert (answer.status, answer.answer) == (200, "recorded: allow")
    record = _record(rig, "new.html")
    assert record["source"]["generation"] == article["generation"]
    assert record["uri"] == f"gs://articles/new.html#{article['generation']}"
    assert record["sourceCreated"] == article["timeCreated"]


def test_the_record_carries_our_mark(rig: Rig) -> None:
    """The record's custom metadata tells source, verdict, tool and policy, and it is not to be cached."""
    article = rig.upload("marked.html")
    rig.send(article)
    sidecar = rig.object("marked.html.metadata.json")
    assert sidecar.metadata["copydesk-version"] == "1"
    assert sidecar.metadata["source-generation"] == article["generation"]
    assert sidecar.metadata["verdict"] == "allow"
    assert sidecar.cache_control == "no-store"
    assert sidecar.content_type == "application/json"


def test_our_own_record_is_answered_without_a_request(rig: Rig) -> None:
    """The notification about our own record costs nothing."""
    rig.send(rig.upload("own.html"))
    own = dict(rig.object("own.html.metadata.json")._properties)
    answer = rig.send(own)
    assert (answer.status, answer.answer) == (200, "ignored: our own record")
    assert rig.proxy.counted() == {}


def test_the_same_event_twice_is_written_once(rig: Rig) -> None:
    """A duplicate is seen for what it is, in three requests, and the record stays as it is."""
    article = rig.upload("twice.html")
    rig.send(article)
    before = rig.object("twice.html.metadata.json").generation
    answer = rig.send(article)
    assert answer.answer == "skipped: already processed"
    assert rig.proxy.counted() == {"read": 1, "write": 1, "look": 1}
    assert rig.object("twice.html.metadata.json").generation == before


def test_an_overwritten_article_gets_a_new_record(rig: Rig) -> None:
    """A newer generation's record takes the place of the older one's in at most five requests."""
    rig.send(rig.upload("over.html"))
    newer = rig.upload("over.html", b"<h1>A loud day</h1><p>Everything happened.</p>")
    assert rig.send(newer).answer.startswith("recorded")
    assert rig.proxy.counted().total() <= 5
    assert _record(rig, "over.html")["source"]["generation"] == newer["generation"]


def test_an_event_that_comes_late_changes_nothing(rig: Rig) -> None:
    """The older generation's event, handled after the newer one's, costs one request and writes nothing."""
    older = rig.upload("late.html")
    newer = rig.upload("late.html", b"<h1>Later</h1><p>Later words.</p>")
    rig.send(newer)
    answer = rig.send(older)
    assert answer.answer == "skipped: superseded by a newer generation"
    assert rig.proxy.counted() == {"read": 1}
    assert _record(rig, "late.html")["source"]["generation"] == newer["generation"]


def test_a_deleted_article_loses_its_record(rig: Rig) -> None:
    """A deleted event removes the record of that generation."""
    article = rig.upload("gone.html")
    rig.send(article)
    rig.delete("gone.html")
    assert rig.send(article, "deleted").answer == "removed: the source is gone"
    assert rig.object("gone.html.metadata.json") is None


def test_an_article_that_is_gone_before_it_is_read_gets_no_record(rig: Rig) -> None:
    """An event for an object that is not there any more is acknowledged and writes nothing."""
    article = rig.upload("vanished.html")
    rig.delete("vanished.html")
    assert rig.send(article).answer == "skipped: the source is gone"
    assert rig.object("vanished.html.metadata.json") is None


def test_an_empty_article_gets_a_record_for_review(rig: Rig) -> None:
    """Zero bytes are recorded, not dropped."""
    answer = rig.send(rig.upload("empty.html", b""))
    assert answer.answer == "recorded: review"
    assert _record(rig, "empty.html")["rules"] == ["intake.empty"]


def test_a_huge_article_is_refused_by_its_event(rig: Rig) -> None:
    """An object over the limit is recorded for review without being downloaded."""
    article = {**rig.upload("huge.html"), "size": "100000000"}
    assert rig.send(article).answer == "recorded: review"
    assert rig.proxy.counted() == {"write": 1, "look": 1}
    source = _record(rig, "huge.html")["source"]
    assert (source["sizeBytes"], source["sha256"]) == (100_000_000, None)


def test_every_answer_is_one_line_of_json(rig: Rig) -> None:
    """The function prints one JSON line an event, with its verdict and steps and no word of the article."""
    rig.send(rig.upload("line\u2028\u202e.html", b"<h1>Secret words</h1><p>Hidden words.</p>"))
    line = json.loads(rig.lines[-1])
    assert line["copydesk"]["object"] == "line\u2028\u202e.html"
    assert line["copydesk"]["verdict"] == "allow"
    assert "Secret" not in rig.lines[-1]
    assert rig.lines[-1].isascii()


def test_a_pubsub_push_is_an_event_like_any_other(rig: Rig) -> None:
    """A bucket notification that a push subscription brings makes the same record in the same three requests."""
    article = rig.upload("pushed.html")
    attributes = {
        "bucketId": article["bucket"],
        "objectId": article["name"],
        "objectGeneration": article["generation"],
        "eventType": "OBJECT_FINALIZE",
        "payloadFormat": "JSON_API_V1",
    }
    data = base64.b64encode(json.dumps(article).encode()).decode()
    message = {"attributes": attributes, "data": data, "messageId": "1", "publishTime": "2026-11-22T09:35:12.5Z"}
    body = json.dumps({"message": message, "subscription": "projects/p/subscriptions/s"})
    answer = rig.post({"content-type": "application/json"}, body)
    assert (answer.status_code, answer.text) == (200, "recorded: allow\n")
    assert rig.proxy.counted() == {"read": 1, "write": 1, "look": 1}
