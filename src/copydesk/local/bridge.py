"""What Eventarc does between a bucket and a function, for the local bucket, which sends no events itself.

A new generation becomes a binary CloudEvent; 2xx acknowledges it, anything else has it delivered again with back-off.
The bucket is looked at several times a second, so a generation that comes and goes between two looks is not seen: this
is for people and for a first test, while tests of the delivery send each event themselves.

Events of one object are sent one after another, which Eventarc does not promise: the local bucket deletes whatever
stands there, also where a delete names a generation, so the end of an old version would now and then take away the
record that the new one has just got.
"""

from __future__ import annotations

import heapq
import http.client
import itertools
import json
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit

LOOK_SECONDS = 0.1
FIRST_BACK_OFF = 0.5
LONGEST_BACK_OFF = 30.0
IN_FLIGHT = 8
ANSWER_SECONDS = 90.0

Resource = Mapping[str, Any]
"""An object's resource as Cloud Storage describes it: `storage#object`."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event and what became of one attempt to deliver it."""

    kind: str
    resource: Resource
    attempt: int
    status: int | None
    """The function's answer, null when there was none."""
    answer: str

    @property
    def acknowledged(self) -> bool:
        """Whether it will not be delivered again."""
        return self.status is not None and 200 <= self.status < 300


def deliver(url: str, kind: str, resource: Resource, *, attempt: int = 1) -> Delivery:
    """Send one event as Eventarc does, in binary mode, and return what was answered."""
    target = urlsplit(url)
    connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("POST", "/", json.dumps(resource), headers(kind, resource))
        response = connection.getresponse()
        return Delivery(kind, resource, attempt, response.status, response.read().decode(errors="replace").strip())
    except (OSError, http.client.HTTPException) as error:
        return Delivery(kind, resource, attempt, None, f"no answer ({type(error).__name__})")
    finally:
        connection.close()


def headers(kind: str, resource: Resource) -> dict[str, str]:
    """Return the CloudEvent's attributes as headers; what is not ASCII is percent-encoded, as the HTTP binding says."""
    bucket = str(resource["bucket"])
    return {
        "ce-id": f"{resource['generation']}-{kind}",
        "ce-source": f"//storage.googleapis.com/projects/_/buckets/{bucket}",
        "ce-specversion": "1.0",
        "ce-type": f"google.cloud.storage.object.v1.{kind}",
        "ce-subject": "objects/" + quote(str(resource["name"]), safe="/!$&'()*+,;=:@#?[]~"),
        "ce-time": datetime.now(UTC).isoformat().replace("+00:00", "Z"),
        "ce-bucket": bucket,
        "content-type": "application/json; charset=utf-8",
    }


class Bridge:
    """Looks at a bucket and carries what happened to a function, until it is stopped."""

    def __init__(
        self,
        look: Callable[[], list[dict[str, Any]]],
        url: str,
        tell: Callable[[Delivery], None] = lambda _: None,
    ) -> None:
        """`look` lists the live objects; `tell` hears of each attempt."""
        self._look, self._url, self._tell = look, url, tell
        self._known: dict[str, Resource] = {}
        self._waiting: list[tuple[float, int, str, Resource, int]] = []
        self._count = itertools.count()
        self._busy: set[str] = set()
        """Names of objects with an event in flight."""
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._pool = ThreadPoolExecutor(IN_FLIGHT, thread_name_prefix="delivery")
        self._thread = threading.Thread(target=self._run, name="bridge", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; what is being delivered is waited for, what waits for its next attempt is dropped."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join()
        self._pool.shutdown(cancel_futures=True)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                live = {str(resource["name"]): resource for resource in self._look()}
            except Exception:  # noqa: BLE001, S112 (the bucket may be going down; the next look tells)
                continue
            self._compare(live)
            self._send_due()

    def _compare(self, live: dict[str, dict[str, Any]]) -> None:
        for name, resource in live.items():
            before = self._known.get(name)
            if before is None or before["generation"] != resource["generation"]:
                self._wait_for(0.0, "finalized", resource, 1)
                if before is not None:  # without versioning, overwriting deletes
                    self._wait_for(0.0, "deleted", before, 1)
        for name in self._known.keys() - live.keys():
            self._wait_for(0.0, "deleted", self._known[name], 1)
        self._known = dict(live)

    def _wait_for(self, seconds: float, kind: str, resource: Resource, attempt: int) -> None:
        with self._lock:
            due = time.monotonic() + seconds
            heapq.heappush(self._waiting, (due, next(self._count), kind, resource, attempt))

    def _send_due(self) -> None:
        held = []
        with self._lock:
            while self._waiting and self._waiting[0][0] <= time.monotonic():
                _, _, kind, resource, attempt = entry = heapq.heappop(self._waiting)
                if resource["name"] in self._busy:
                    held.append(entry)
                    continue
                self._busy.add(resource["name"])
                self._pool.submit(self._attempt, kind, resource, attempt)
            for entry in held:
                heapq.heappush(self._waiting, entry)

    def _attempt(self, kind: str, resource: Resource, attempt: int) -> None:
        delivery = deliver(self._url, kind, resource, attempt=attempt)
        with self._lock:
            self._busy.discard(resource["name"])
        self._tell(delivery)
        if not delivery.acknowledged and not self._stopping.is_set():
            pause = min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (attempt - 1))
            self._wait_for(pause, kind, resource, attempt + 1)
