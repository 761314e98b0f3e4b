"""A CloudEvent to an `Event`: what happened to which generation of which object.

Two kinds of payload say so: Eventarc's own storage events, whose data is the object's resource, and messages of a
bucket notification that came through Pub/Sub, whose attributes and base64 body say the same thing twice.
https://cloud.google.com/eventarc/docs/cloudevents and https://cloud.google.com/storage/docs/pubsub-notifications
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from copydesk.errors import BadEvent
from copydesk.settings import Settings
from copydesk.write.mark import MARK, REVIEW_SUFFIX

Kind = Literal["finalized", "deleted", "archived", "updated"]

STORAGE = "google.cloud.storage.object.v1."
KINDS: Mapping[str, Kind] = {
    "finalized": "finalized",
    "deleted": "deleted",
    "archived": "archived",
    "metadataUpdated": "updated",
}
PUBSUB = "google.cloud.pubsub.topic.v1.messagePublished"
NOTIFICATIONS: Mapping[str, Kind] = {
    "OBJECT_FINALIZE": "finalized",
    "OBJECT_DELETE": "deleted",
    "OBJECT_ARCHIVE": "archived",
    "OBJECT_METADATA_UPDATE": "updated",
}
NAME_BYTES = 1024
"""The longest object name that Cloud Storage takes, in UTF-8."""
# Anchored at both ends, one bounded character class: linear. A bucket's name stands unquoted in request paths.
BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to one generation of one object."""

    kind: Kind
    bucket: str
    name: str
    generation: int
    size: int | None = None
    """Bytes as stored; null when the event does not say."""
    content_type: str | None = None
    created: str | None = None
    """When this generation was created, RFC 3339."""
    published: str | None = None
    """When the event was sent, RFC 3339."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """The object's custom metadata."""

    @property
    def ours(self) -> bool:
        """Whether the object is a record of ours, of whatever version, suffix or bucket."""
        return MARK in self.metadata

    @property
    def url(self) -> str | None:
        """Where the uploader says that the article was published (custom metadata `source-url`)."""
        return self.metadata.get("source-url")

    def age(self, now: datetime) -> float | None:
        """Seconds since the event was sent; null when it does not say when."""
        try:
            sent = datetime.fromisoformat(self.published or "")
        except ValueError:
            return None
        return (now - (sent if sent.tzinfo else sent.replace(tzinfo=UTC))).total_seconds()


def decode(attributes: Mapping[str, Any], data: Any) -> Event:
    """Return the event of a CloudEvent's attributes and data; raises `BadEvent` for what is none of ours."""
    kind = str(attributes.get("type", ""))
    if kind == PUBSUB:
        return _notification(data)
    if not kind.startswith(STORAGE) or kind.removeprefix(STORAGE) not in KINDS:
        raise BadEvent(f"event type {kind!r} is none of storage's object events and no Pub/Sub message")
    event = replace(_object(KINDS[kind.removeprefix(STORAGE)], data), published=_text(attributes.get("time")))
    # Eventarc names the bucket three times; an event that contradicts itself is forged or garbled.
    named = {str(attributes["bucket"])} if "bucket" in attributes else set()
    source = str(attributes.get("source", ""))
    if "/buckets/" in source:
        named.add(source.rpartition("/buckets/")[2])
    if named - {event.bucket}:
        raise BadEvent("the event's attributes and its data name different buckets")
    return event


def passed_over(event: Event, settings: Settings) -> str | None:
    """Return why an object is no article to be looked at, null when it is one; no request is needed to know."""
    if event.name.endswith("/") and not event.size:
        return "a folder marker"
    if event.name.endswith(REVIEW_SUFFIX):
        return "a decision of people"
    if event.name.startswith(settings.exclude) or not event.name.startswith(settings.include or ""):
        return "an excluded prefix"
    if (event.content_type or "").lower().startswith(settings.exclude_types):
        return "an excluded type"
    return None


def _notification(data: Any) -> Event:
    """Read a bucket notification; its two halves have to agree."""
    message = data.get("message") if isinstance(data, Mapping) else None
    attributes = message.get("attributes") if isinstance(message, Mapping) else None
    if not isinstance(message, Mapping) or not isinstance(attributes, Mapping):
        raise BadEvent("the Pub/Sub message holds no storage notification")
    kind = NOTIFICATIONS.get(str(attributes.get("eventType")))
    if kind is None:
        raise BadEvent(f"notification type {attributes.get('eventType')!r} is unknown")
    if attributes.get("payloadFormat") != "JSON_API_V1":
        raise BadEvent("the notification's payload format has to be JSON_API_V1, which carries the object's metadata")
    try:
        resource = json.loads(base64.b64decode(message.get("data") or "", validate=True))
    except (ValueError, TypeError, RecursionError):
        raise BadEvent("the notification's data is no base64 of JSON") from None
    event = _object(kind, resource)
    named = tuple(str(attributes.get(key)) for key in ("bucketId", "objectId", "objectGeneration"))
    if named != (event.bucket, event.name, str(event.generation)):
        raise BadEvent("the notification's attributes and its data name different objects")
    return replace(event, published=_text(message.get("publishTime") or message.get("publish_time")))


def _object(kind: Kind, resource: Any) -> Event:
    """Read an object's resource (`storage#object`); numbers of 64 bits come as strings."""
    if not isinstance(resource, Mapping):
        raise BadEvent("the event's data is no JSON object")
    bucket, name, generation = resource.get("bucket"), resource.get("name"), _number(resource.get("generation"))
    if not isinstance(bucket, str) or not BUCKET.fullmatch(bucket):
        raise BadEvent("the event names no bucket")
    if not isinstance(name, str) or not 0 < _length(name) <= NAME_BYTES:
        raise BadEvent("the event names no object")
    if not generation:
        raise BadEvent("the event names no generation")
    metadata = resource.get("metadata")
    return Event(
        kind,
        bucket,
        name,
        generation,
        size=_number(resource.get("size")),
        content_type=_text(resource.get("contentType")),
        created=_text(resource.get("timeCreated")),
        metadata={str(k): str(v) for k, v in metadata.items()} if isinstance(metadata, Mapping) else {},
    )


def _length(name: str) -> int:
    """Return the name's UTF-8 bytes; 0 for a lone surrogate, which no name can hold."""
    try:
        return len(name.encode())
    except UnicodeEncodeError:
        return 0


def _number(value: Any) -> int | None:
    """Read a 64-bit number that may come as a string of ASCII digits."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19:
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 1 << 63 else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
