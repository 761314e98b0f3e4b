"""The uploader writes to our bucket and chooses names, metadata, bytes and timing."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain

import pytest

from copydesk.settings import Settings
from tests.e2e.conftest import Rig
from tests.store import Resource, Store, event

pytestmark = pytest.mark.e2e

ALLOWED = b'{"verdict":"allow"}'


def _forge(store: Store, article: Resource, **claims: str) -> None:
    """Write a record before the function does, with our whole mark on it."""
    store.handle(article)
    mark = {**store.object("a.html.metadata.json").metadata, **claims}
    store.delete("a.html.metadata.json")
    store.upload("a.html.metadata.json", ALLOWED, metadata=mark, content_type="application/json")


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param({}, id="the very mark"),
        pytest.param({"source-generation": str(1 << 60)}, id="a generation of the future"),
        pytest.param({"source-generation": str(1 << 60), "tool-version": "999.0"}, id="future and a higher tool"),
        pytest.param({"source-generation": "1", "tool-version": "999.0"}, id="a past generation, a higher tool"),
        pytest.param({"source-generation": "-5"}, id="no generation"),
        pytest.param({"tool-version": ""}, id="no tool"),
    ],
)
def test_a_forged_record_is_replaced(store: Store, claims: dict[str, str]) -> None:
    """A record that the uploader wrote first does not stay, whatever generation it claims."""
    article = store.upload("a.html", b"")
    _forge(store, article, **claims)
    assert store.handle(article).message == "recorded: review"
    assert store.record("a.html")["rules"] == ["intake.empty"]


def test_what_a_higher_tool_on_the_live_generation_claims_cannot_be_told(store: Store) -> None:
    """The one forgery that only IAM or an output bucket prevents: docs/security.md says so, `audit` finds it."""
    article = store.upload("a.html", b"")
    _forge(store, article, **{"tool-version": "999.0"})
    assert store.handle(article).message == "skipped: superseded by a newer record"


def test_a_foreign_object_in_the_records_place_is_left_and_shouted_about(store: Store) -> None:
    """Without our mark it is never overwritten: the source stays without a record, and consumers fail closed."""
    article = store.upload("a.html")
    store.upload("a.html.metadata.json", ALLOWED, content_type="application/json")
    outcome = store.handle(article)
    assert (outcome.severity, outcome.fields["rule"]) == ("ERROR", "sidecar.foreign")
    assert store.object("a.html.metadata.json").metadata is None


def test_an_article_named_like_a_record_is_never_processed(store: Store) -> None:
    """Our suffix without our mark costs no request and shouts."""
    outcome = store.handle(store.upload("story.metadata.json"))
    assert (outcome.severity, outcome.fields["rule"]) == ("ERROR", "sidecar.foreign")
    assert store.names() == ["story.metadata.json"]


def test_an_article_with_our_mark_gets_no_record(store: Store) -> None:
    """Who marks his article as ours gets nothing: a source without a record is not allowed."""
    assert store.handle(store.upload("a.html", metadata={"copydesk-version": "1"})).message == "ignored: our own record"
    assert store.names() == ["a.html"]


def test_a_forged_decision_of_people_is_neither_read_nor_touched(store: Store) -> None:
    """What stands in `*.review.json` has no part in a verdict."""
    store.upload("a.html.review.json", b'{"decision":"allow"}', content_type="application/json")
    assert store.handle(store.upload("a.html", b"")).message == "recorded: review"
    assert store.handle(store.upload("a.html.review.json", b"{}")).message == "ignored: a decision of people"
    assert store.names() == ["a.html", "a.html.metadata.json", "a.html.review.json"]


def test_a_forged_record_of_a_dead_source_goes_with_it(store: Store) -> None:
    """A claim of the future does not outlive the source."""
    article = store.upload("a.html")
    _forge(store, article, **{"source-generation": str(1 << 60)})
    store.delete("a.html")
    assert store.handle(article, "deleted").message == "removed: the source is gone"
    assert store.names() == []


@pytest.mark.parametrize("differs", ["bucketId", "objectId", "objectGeneration"])
def test_a_message_that_says_two_things_is_refused(rig: Rig, differs: str) -> None:
    """Attributes and payload of a Pub/Sub message have to agree: 400, and no request is made."""
    article = rig.upload("message.html")
    attributes = {
        "bucketId": article["bucket"],
        "objectId": article["name"],
        "objectGeneration": article["generation"],
        "eventType": "OBJECT_FINALIZE",
        "payloadFormat": "JSON_API_V1",
    }
    message = {
        "attributes": {**attributes, differs: "other-bucket"},
        "data": base64.b64encode(json.dumps(article).encode()).decode(),
        "messageId": "1",
    }
    body = json.dumps({"message": message, "subscription": "projects/p/subscriptions/s"})
    assert rig.post({"content-type": "application/json"}, body).status_code == 400
    assert rig.proxy.counted() == {}


def test_an_event_for_another_bucket_makes_no_request(rig: Rig) -> None:
    """Only the buckets of the settings are served."""
    article = {**rig.upload("elsewhere.html"), "bucket": "somebody-elses"}
    assert rig.send(article).answer == "ignored: the bucket is not served"
    assert rig.proxy.counted() == {}


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"{", id="broken JSON"),
        pytest.param(b"[" * 100_000, id="deep nesting"),
        pytest.param(b'{"generation": ' + b"9" * 5000 + b"}", id="a long number"),
        pytest.param(b'{"bucket": "articles", "name": "\\ud800", "generation": "1"}', id="a lone surrogate"),
        pytest.param(b"\xff\xfe", id="no UTF-8"),
    ],
)
@pytest.mark.parametrize("binary", [True, False], ids=["binary", "structured"])
def test_a_malformed_event_is_answered_without_a_request(rig: Rig, body: bytes, binary: bool) -> None:  # noqa: FBT001
    """Nothing of it is echoed as markup, and nothing is asked of the bucket."""
    ce = {
        "ce-id": "1",
        "ce-specversion": "1.0",
        "ce-source": "x",
        "ce-type": "google.cloud.storage.object.v1.finalized",
    }
    kind = {"content-type": "application/json"} if binary else {"content-type": "application/cloudevents+json"}
    answer = rig.post({**(ce if binary else {}), **kind}, body)
    assert answer.status_code in {400, 500}
    assert rig.proxy.counted() == {}


def _spread(store: Store, deployments: Iterable[Settings], first: Resource) -> int:
    """Deliver every object of every bucket to every deployment until nothing new appears; return the rounds."""
    seen: set[tuple[str, str, str]] = set()
    for rounds in range(10):
        listed = chain.from_iterable(store.client.list_blobs(bucket) for bucket in ("ring-a", "ring-b", store.bucket))
        fresh = [dict(blob._properties) for blob in listed]
        fresh = [o for o in fresh if (o["bucket"], o["name"], o["generation"]) not in seen]
        if not fresh:
            return rounds
        for resource in fresh:
            seen.add((resource["bucket"], resource["name"], resource["generation"]))
            for settings in deployments:
                store.handle(resource, settings=settings)
    raise AssertionError(f"{first['name']} is written about for ever")


def test_two_deployments_on_one_bucket_write_one_record_each(store: Store) -> None:
    """Different suffixes do not start a loop: neither takes the other's record for an article."""
    store.make("ring-a"), store.make("ring-b")
    deployments = [Settings(dev=True), replace(Settings(dev=True), suffix=".desk.json")]
    article = store.upload("two.html")
    assert _spread(store, deployments, article) == 2
    assert store.names() == ["two.html", "two.html.desk.json", "two.html.metadata.json"]


def test_a_ring_of_two_output_buckets_ends_after_one_round(store: Store) -> None:
    """Two deployments that each write into the other's input write one record each for an article, then stop."""
    store.make("ring-a"), store.make("ring-b")
    deployments = [
        Settings(buckets=("ring-a",), output_bucket="ring-b"),
        Settings(buckets=("ring-b",), output_bucket="ring-a"),
    ]
    article = store.upload("ring.html", bucket="ring-a")
    store.upload("gnir.html", bucket="ring-b")
    _spread(store, deployments, article)
    assert store.names("ring-a") == ["ring-b/gnir.html.metadata.json", "ring.html"]
    assert store.names("ring-b") == ["gnir.html", "ring-a/ring.html.metadata.json"]


def test_the_record_of_another_source_in_an_output_bucket_is_never_overwritten(store: Store) -> None:
    """Where two layouts meet in one place, the first source keeps it and the second is shouted about."""
    store.make("ring-a"), store.make("ring-b")
    one = Settings(buckets=("ring-a",), output_bucket=store.bucket, output_prefix="ring-b/")
    other = Settings(buckets=("ring-b",), output_bucket=store.bucket)
    assert store.handle(store.upload("x.html", bucket="ring-a"), settings=one).message == "recorded: allow"
    outcome = store.handle(store.upload("ring-a/x.html", bucket="ring-b"), settings=other)
    assert outcome.fields["rule"] == "sidecar.foreign"


def test_the_event_of_a_record_shows_our_mark(store: Store) -> None:
    """What keeps the loop closed is in the notification itself."""
    store.handle(store.upload("a.html"))
    assert event(dict(store.object("a.html.metadata.json")._properties)).ours
