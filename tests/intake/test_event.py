from __future__ import annotations

import base64
import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import functions_framework
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import BadEvent
from copydesk.intake.event import PUBSUB, STORAGE, Event, decode, passed_over
from copydesk.settings import Settings

WIRE = Path(__file__).parent.parent / "events"
ECHO = """
import dataclasses, flask, functions_framework
from copydesk.intake import event

@functions_framework.cloud_event
def handle(cloud_event):
    found = event.decode(cloud_event.get_attributes(), cloud_event.data)
    flask.abort(flask.jsonify(dataclasses.asdict(found)))
"""
ATTRIBUTES = {"type": STORAGE + "finalized", "source": "//storage.googleapis.com/projects/_/buckets/articles"}
RESOURCE = {"bucket": "articles", "name": "a.html", "generation": "17"}


@pytest.fixture(scope="module")
def framework(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give a real function that answers with what it was given."""
    source = tmp_path_factory.mktemp("echo") / "main.py"
    source.write_text(ECHO)
    return functions_framework.create_app("handle", str(source), "cloudevent").test_client()


@pytest.mark.parametrize(
    "case", sorted(path.name.removesuffix(".request.json") for path in WIRE.glob("*.request.json"))
)
def test_wire_payloads_are_understood_through_functions_framework(framework: Any, case: str) -> None:
    """Each documented payload, sent over HTTP, becomes the event that stands beside it."""
    request = json.loads((WIRE / f"{case}.request.json").read_text())
    expected = json.loads((WIRE / f"{case}.event.json").read_text())
    answer = framework.post(request["path"], headers=request["headers"], data=json.dumps(request["body"]))
    assert (answer.status_code, answer.json) == (200, expected)


@pytest.mark.parametrize(
    ("attributes", "data"),
    [
        pytest.param({"type": "google.cloud.firestore.document.v1.written"}, RESOURCE, id="another service"),
        pytest.param({"type": STORAGE + "renamed"}, RESOURCE, id="unknown kind"),
        pytest.param({}, RESOURCE, id="no type"),
        pytest.param(ATTRIBUTES, b"not json", id="bytes"),
        pytest.param(ATTRIBUTES, None, id="nothing"),
        pytest.param(ATTRIBUTES, [RESOURCE], id="a list"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "bucket": "a/../b"}, id="bucket with a path"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "name": ""}, id="no name"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "name": "x" * 1025}, id="name over 1,024 bytes"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "name": "\ud800"}, id="lone surrogate"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "generation": "-1"}, id="negative generation"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "generation": "1e9"}, id="generation in floating point"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "generation": "٣"}, id="generation in other digits"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "generation": "9" * 5000}, id="generation of 5,000 digits"),
        pytest.param(ATTRIBUTES, {**RESOURCE, "generation": True}, id="generation true"),
        pytest.param(ATTRIBUTES, {"bucket": "articles", "name": "a.html"}, id="no generation"),
        pytest.param({**ATTRIBUTES, "bucket": "others"}, RESOURCE, id="ce-bucket names another bucket"),
        pytest.param(
            {**ATTRIBUTES, "source": "//storage.googleapis.com/projects/_/buckets/others"}, RESOURCE, id="source"
        ),
    ],
)
def test_what_is_no_event_of_ours_is_refused(attributes: dict[str, str], data: Any) -> None:
    """Malformed and contradictory events raise BadEvent, whatever is wrong with them."""
    with pytest.raises(BadEvent):
        decode(attributes, data)


def _message(resource: Any = RESOURCE, **attributes: str) -> dict[str, Any]:
    said = {"bucketId": "articles", "objectId": "a.html", "objectGeneration": "17", "eventType": "OBJECT_FINALIZE"}
    data = base64.b64encode(json.dumps(resource).encode()).decode()
    return {"message": {"attributes": {**said, "payloadFormat": "JSON_API_V1", **attributes}, "data": data}}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_message(bucketId="others"), id="another bucket"),
        pytest.param(_message(objectId="b.html"), id="another name"),
        pytest.param(_message(objectGeneration="18"), id="another generation"),
        pytest.param(_message(eventType="OBJECT_RENAME"), id="unknown kind"),
        pytest.param(_message(payloadFormat="NONE"), id="no payload"),
        pytest.param({"message": {"attributes": {}}}, id="no attributes"),
        pytest.param({"message": "text"}, id="no message"),
        pytest.param({"message": {**_message()["message"], "data": "%%%"}}, id="no base64"),
        pytest.param({"message": {**_message()["message"], "data": "W1tb"}}, id="no JSON"),
        pytest.param(
            {"message": {**_message()["message"], "data": base64.b64encode(b"[" * 200_000).decode()}}, id="deep nesting"
        ),
    ],
)
def test_a_notification_that_contradicts_itself_is_refused(data: Any) -> None:
    """A Pub/Sub message is believed only where its attributes and its payload say the same."""
    with pytest.raises(BadEvent):
        decode({"type": PUBSUB}, data)


@given(
    st.dictionaries(st.sampled_from(["type", "source", "bucket", "time"]), st.text()),
    st.dictionaries(
        st.sampled_from(["bucket", "name", "generation", "size", "metadata", "contentType"]),
        st.none() | st.integers() | st.text() | st.just("17") | st.just("articles"),
    ),
)
def test_nothing_but_an_event_or_a_bad_event_comes_out(attributes: dict[str, str], data: Any) -> None:
    """Whatever is sent is either understood or refused."""
    with contextlib.suppress(BadEvent):
        assert isinstance(decode({**attributes, "type": STORAGE + "finalized"}, data), Event)


@pytest.mark.parametrize(
    ("name", "size", "content_type", "settings", "reason"),
    [
        ("a.html", 5, "text/html", Settings(), None),
        ("folder/", 0, None, Settings(), "a folder marker"),
        ("folder/", 5, "text/html", Settings(), None),
        ("a.html.review.json", 5, "application/json", Settings(), "a decision of people"),
        ("a.jpg", 5, "Image/JPEG", Settings(), "an excluded type"),
        ("in/a.html", 5, None, Settings(include=("in/",)), None),
        ("out/a.html", 5, None, Settings(include=("in/",)), "an excluded prefix"),
        ("tmp/a.html", 5, None, Settings(exclude=("tmp/", "x/")), "an excluded prefix"),
    ],
)
def test_objects_that_are_no_articles(
    name: str, size: int, content_type: str | None, settings: Settings, reason: str | None
) -> None:
    """Names and types that the settings exclude are passed over with their reason."""
    assert passed_over(Event("finalized", "articles", name, 1, size, content_type), settings) == reason


def test_the_age_of_an_event_is_counted_from_its_publishing() -> None:
    """An event without a readable time has no age."""
    now = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert Event("finalized", "b", "n", 1, published="2026-11-22T09:59:00Z").age(now) == 60
    assert Event("finalized", "b", "n", 1, published="yesterday").age(now) is None
