"""A bucket on a real server behind the proxy, and the function's handler before it, in the test's own process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from google.cloud import storage
from requests.adapters import HTTPAdapter

from copydesk import function
from copydesk.deadline import Deadline
from copydesk.function import Outcome
from copydesk.intake.event import STORAGE, Event, decode
from copydesk.settings import Settings
from tests.e2e.proxy import Proxy

ARTICLE = b"""<h1>Ferry line to the islands opens again</h1>
<p>By Ines Calder</p>
<p>The ferry to the outer islands sails again from Monday, the harbour office said, after a winter in which storms
had kept the boats in port for eleven weeks and the post had come by plane.</p>
<p>The first boat leaves at seven in the morning. Islanders had asked for an earlier one, so that the school children of
the two smaller villages do not have to spend the night on the mainland.</p>"""
SHORT = b"<h1>Ferry sails</h1><p>The ferry sails again from Monday.</p>"

Resource = dict[str, Any]


def connect(url: str) -> Any:
    """Return a client of a bucket's server."""
    client = storage.Client(project="test", client_options={"api_endpoint": url}, use_auth_w_custom_endpoint=False)
    client._http.mount("http://", HTTPAdapter(pool_maxsize=32))
    return client


@dataclass
class Store:
    """One bucket; every request, of a test and of the function, goes through the proxy."""

    proxy: Proxy
    bucket: str
    settings: Settings = field(default_factory=lambda: Settings(dev=True))

    def __post_init__(self) -> None:
        self.client = connect(self.proxy.url)
        self.make(self.bucket)

    def make(self, bucket: str, *, versioned: bool = False) -> None:
        """Make a bucket unless it is there."""
        if self.client.lookup_bucket(bucket) is None:
            made = self.client.bucket(bucket)
            made.versioning_enabled = versioned
            self.client.create_bucket(made)
        self.proxy.counted()

    def upload(self, name: str, data: bytes = ARTICLE, *, bucket: str | None = None, **said: Any) -> Resource:
        """Upload an object and return its resource, as an event's data holds it."""
        blob = self.client.bucket(bucket or self.bucket).blob(name)
        blob.metadata = said.pop("metadata", None)
        blob.content_encoding = said.pop("content_encoding", None)
        blob.upload_from_string(data, **{"content_type": "text/html", **said})
        blob.reload()
        self.proxy.counted()
        return dict(blob._properties)

    def delete(self, name: str, bucket: str | None = None) -> None:
        """Delete an object."""
        self.client.bucket(bucket or self.bucket).blob(name).delete()
        self.proxy.counted()

    def object(self, name: str, bucket: str | None = None) -> Any:
        """Return an object as it stands, null for none."""
        return self.client.bucket(bucket or self.bucket).get_blob(name)

    def record(self, name: str, bucket: str | None = None) -> dict[str, Any] | None:
        """Return the record beside an object, null for none."""
        found = self.object(name + self.settings.suffix, bucket)
        return json.loads(found.download_as_bytes()) if found else None

    def names(self, bucket: str | None = None) -> list[str]:
        """Return the names of all live objects."""
        return sorted(blob.name for blob in self.client.list_blobs(bucket or self.bucket))

    def handle(
        self, resource: Mapping[str, Any], kind: str = "finalized", *, settings: Settings | None = None, **late: Any
    ) -> Outcome:
        """Let the function handle one event in this process; only its own requests are counted."""
        self.proxy.counted()
        chosen = settings or self.settings
        deadline = late.pop("deadline", None) or Deadline(chosen.deadline)
        return function.handle(event(resource, kind, **late), chosen, self.client, deadline)


def event(resource: Mapping[str, Any], kind: str = "finalized", time: str | None = None) -> Event:
    """Return the event of an object's resource."""
    return decode({"type": STORAGE + kind, "time": time}, dict(resource))
