"""The dead letter: events that failed too often get another try, with more time than the platform gives.

What fails again for want of time gets a record `review` with the rule `delivery.timed_out`; what fails for another
reason stays where it is, because something around it has to be mended first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from copydesk import function, storage
from copydesk.deadline import Deadline
from copydesk.errors import BadEvent, CopydeskError, OutOfTime, Permanent
from copydesk.intake import event as events
from copydesk.intake.event import PUBSUB, Event
from copydesk.settings import Settings

BATCH = 100
TIMEOUT = 60.0
"""Seconds for a record without reading its source, and for one request to Pub/Sub."""
ADDRESS = "https://pubsub.googleapis.com/v1"

Message = Mapping[str, Any]
"""A Pub/Sub message as `pull` gives it: `{"ackId": ..., "message": {"attributes": ..., "data": ...}}`."""


@dataclass(frozen=True, slots=True)
class Redriven:
    """What became of one message."""

    result: Literal["done", "timed out", "refused", "failed"]
    name: str
    """The object it is about, empty for a message that is no event."""
    said: str
    ack: str | None
    """Given back to Pub/Sub when nothing is left to do for it; null to leave it in the dead letter."""


def redrive(messages: Iterable[Message], settings: Settings, seconds: float) -> Iterator[Redriven]:
    """Handle each message once more with so many seconds, and yield what became of it."""
    client = storage.client()
    for message in messages:
        ack = message.get("ackId")
        try:
            event = events.decode({"type": PUBSUB}, message)
        except BadEvent as error:
            # Delivered again it would be refused again; the message is in the log of whoever runs this.
            yield Redriven("refused", "", str(error), ack)
            continue
        try:
            outcome = function.handle(event, settings, client, Deadline(seconds))
            yield Redriven("done", event.name, outcome.message, ack)
        except OutOfTime:
            yield _timed_out(event, settings, client, seconds, ack)
        except CopydeskError as error:
            yield Redriven("failed", event.name, str(error), None)


def lines(text: Iterable[str]) -> Iterator[Message]:
    """Yield the messages of JSON text: one a line, or the list that `gcloud pubsub subscriptions pull` prints."""
    whole = "".join(text)
    try:
        value = json.loads(whole)
        found = value if isinstance(value, list) else [value]
    except ValueError:
        found = [_message(line) for line in whole.splitlines() if line.strip()]
    for each in found:
        if not isinstance(each, Mapping):
            raise CopydeskError("a message is a JSON object")
        yield each if "message" in each else {"message": each}


class Subscription:
    """A subscription on the dead-letter topic, pulled over Pub/Sub's REST interface."""

    def __init__(self, name: str, session: Any = None, address: str = ADDRESS) -> None:
        """`name` is `projects/P/subscriptions/S`; the session carries this machine's default credentials."""
        self._url = f"{address}/{name}"
        self._session = session or _session()

    def messages(self) -> Iterator[Message]:
        """Yield messages until the subscription gives none; what is not acknowledged comes again after its deadline."""
        seen: set[str] = set()
        while batch := self._post("pull", {"maxMessages": BATCH}).get("receivedMessages", []):
            fresh = [each for each in batch if each["message"].get("messageId") not in seen]
            if not fresh:
                return
            seen |= {str(each["message"].get("messageId")) for each in fresh}
            yield from fresh

    def acknowledge(self, ack: str) -> None:
        """Take one message out of the dead letter."""
        self._post("acknowledge", {"ackIds": [ack]})

    def _post(self, verb: str, body: Mapping[str, Any]) -> dict[str, Any]:
        try:
            answer = self._session.post(f"{self._url}:{verb}", json=body, timeout=TIMEOUT)
        except (OSError, *storage.BROKEN) as error:
            raise CopydeskError(f"{self._url}: the connection failed ({type(error).__name__})") from None
        if answer.status_code != 200:
            raise CopydeskError(f"{self._url}:{verb} was answered {answer.status_code}")
        found: dict[str, Any] = answer.json()
        return found


def _timed_out(event: Event, settings: Settings, client: Any, seconds: float, ack: str | None) -> Redriven:
    refuse = Permanent("delivery.timed_out", f"{event.name} took longer than {seconds:g} s", seconds=round(seconds))
    try:
        outcome = function.handle(event, settings, client, Deadline(TIMEOUT), refuse=refuse)
    except CopydeskError as error:
        return Redriven("failed", event.name, str(error), None)
    return Redriven("timed out", event.name, outcome.message, ack)


def _message(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise CopydeskError("a message is not JSON") from None


def _session() -> Any:
    import google.auth  # noqa: PLC0415 - only a subscription needs credentials
    from google.auth.transport.requests import AuthorizedSession  # noqa: PLC0415

    credentials, _ = google.auth.default(scopes=["https://www.googleapis.com/auth/pubsub"])
    return AuthorizedSession(credentials)  # type: ignore[no-untyped-call]
