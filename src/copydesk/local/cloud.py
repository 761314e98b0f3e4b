"""The local cloud as one thing: a bucket, the function and the bridge between them, up and down together."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Self

from google.api_core.exceptions import NotFound
from google.cloud import storage

from copydesk.errors import CopydeskError
from copydesk.local import servers
from copydesk.local.bridge import Bridge, Delivery
from copydesk.local.process import Server
from copydesk.settings import PREFIX, Settings
from copydesk.write import mark

BUCKET = "articles"


class NoRecord(CopydeskError):
    """The record of an upload did not appear in time."""


class LocalCloud:
    """A bucket on this machine whose articles get their records from the function as deployed.

    A context manager: `with LocalCloud() as cloud: cloud.upload(...)`. Raises `NotStarted` where it cannot run; when it
    ends, no process is left.
    """

    def __init__(
        self,
        *,
        settings: Mapping[str, str] | None = None,
        tell: Callable[[Delivery], None] = lambda _: None,
        heard: Callable[[str], None] = lambda _: None,
        ports: tuple[int | None, int | None] = (None, None),
        by_hand: bool = False,
    ) -> None:
        """Take settings as variables; `tell` hears of deliveries, `heard` each line the function prints.

        `ports` are the bucket's and the function's, free ones where None. `by_hand` delivers no event: a person does.
        """
        around = {name: value for name, value in os.environ.items() if name.startswith(PREFIX)}
        variables = {**around, f"{PREFIX}DEV": "1", f"{PREFIX}BUCKETS": BUCKET, **(settings or {})}
        self.settings = Settings.from_environment(variables)
        self.bucket = servers.bucket(ports[0])
        self._variables, self._tell, self._heard = variables, tell, heard
        self._function_port, self._by_hand = ports[1], by_hand
        self.function: Server | None = None
        self._bridge: Bridge | None = None
        self._client: Any = None

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Start the bucket, the function and the bridge, in this order."""
        self.bucket.start()
        self._client = storage.Client(
            project="local", client_options={"api_endpoint": self.bucket.url}, use_auth_w_custom_endpoint=False
        )
        self._client.create_bucket(BUCKET)
        self.function = servers.function(self.bucket.url, self._variables, self._heard, port=self._function_port)
        self.function.start()
        if not self._by_hand:
            self._bridge = Bridge(self.objects, self.function.url, self._tell)
            self._bridge.start()

    def stop(self) -> None:
        """Stop them in the other order; harmless when it is stopped already."""
        for part in (self._bridge, self.function, self.bucket):
            if part is not None:
                part.stop()
        self._bridge = None

    def objects(self) -> list[dict[str, Any]]:
        """Return the resources of all live objects, as Cloud Storage describes them."""
        return [dict(blob._properties) for blob in self._client.list_blobs(BUCKET)]  # noqa: SLF001 (no public view)

    def upload(
        self, name: str, data: bytes, *, content_type: str | None = None, metadata: Mapping[str, str] | None = None
    ) -> int:
        """Upload an object and return its generation."""
        blob = self._client.bucket(BUCKET).blob(name)
        blob.metadata = dict(metadata) if metadata else None
        blob.upload_from_string(data, content_type=content_type)
        return int(blob.generation)

    def delete(self, name: str) -> None:
        """Delete an object; nothing is done when it is gone already."""
        try:
            self._client.bucket(BUCKET).blob(name).delete()
        except NotFound:
            return

    def download(self, name: str) -> bytes | None:
        """Return an object's bytes, null when it is not there."""
        try:
            return bytes(self._client.bucket(BUCKET).blob(name).download_as_bytes())
        except NotFound:
            return None

    def record(self, name: str, generation: int | None = None, *, seconds: float = 30.0) -> dict[str, Any]:
        """Wait for an object's record and return it; with a generation, for the record of that one.

        Raises `NoRecord` when it does not appear within `seconds`.
        """
        place = mark.place(BUCKET, name, self.settings)
        patience = time.monotonic() + seconds
        while time.monotonic() < patience:
            line = self.download(place[1])
            if line is not None:
                found: dict[str, Any] = json.loads(line)
                if generation is None or found["source"]["generation"] == str(generation):
                    return found
            time.sleep(0.05)
        raise NoRecord(f"no record of {name} after {seconds:g} s")
