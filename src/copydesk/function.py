"""The function: CloudEvent -> read -> process -> write -> confirm -> outcome (acknowledge or raise).

`start` gives main.py its handler. `handle` is the same without a web server: one event in, one outcome out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from copydesk import logs, storage
from copydesk.deadline import Deadline
from copydesk.errors import BadEvent, Changed, ConfigurationError, Denied, Gone, Permanent, Transient
from copydesk.intake import event as events
from copydesk.intake import source
from copydesk.intake.event import Event
from copydesk.model import Upload
from copydesk.pipeline import process
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.write import mark, record, sidecar
from copydesk.write.mark import Mark
from copydesk.write.record import Record


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done about an event, and how loudly to say so."""

    message: str
    """Our words: `recorded: review`, `skipped: already processed`, ..."""
    severity: logs.Severity = "INFO"
    fields: Mapping[str, Any] = field(default_factory=dict)


def start(environment: Mapping[str, str]) -> Callable[[Any], None]:
    """Return the handler of CloudEvents; raises `ConfigurationError` before anything is served on a wrong setting."""
    settings = Settings.from_environment(environment)
    settings.check_serving()
    client = storage.client()
    # Models are loaded before there are threads, and what is wrong with the policy stops us here.
    process(b"<h1>Ready</h1><p>Copydesk has loaded what it needs.</p>", name="ready.html", settings=settings)

    def serve(cloud_event: Any) -> None:
        _serve(cloud_event, settings, client)

    return serve


def handle(event: Event, settings: Settings, client: Any, deadline: Deadline) -> Outcome:
    """Do what one event asks for, idempotently; raises `Transient` for what must be delivered again."""
    if event.ours:
        return Outcome("ignored: our own record")
    if settings.buckets and event.bucket not in settings.buckets:
        return Outcome("ignored: the bucket is not served", "ERROR", {"rule": "event.bucket"})
    if event.name.endswith(settings.suffix):
        return Outcome("ignored: a record's name without our mark", "ERROR", {"rule": "sidecar.foreign"})
    if event.kind == "updated":
        return Outcome("ignored: metadata only")
    if reason := events.passed_over(event, settings):
        return Outcome(f"ignored: {reason}")
    if event.kind in ("deleted", "archived"):
        return _removed(event, settings, client, deadline)
    return _recorded(event, settings, client, deadline)


def _recorded(event: Event, settings: Settings, client: Any, deadline: Deadline) -> Outcome:
    """Read, process, write, confirm."""
    try:
        made = _record(event, settings, client, deadline)
    except Gone:
        # An earlier delivery of this event may have died between its write and its look at the source.
        stray = _remove_older(event, settings, client, deadline)
        return Outcome("removed: the source is gone" if stray else "skipped: the source is gone")
    except Changed:
        return Outcome("skipped: superseded by a newer generation")
    place, ours = mark.place(event.bucket, event.name, settings), mark.of(made)
    written = sidecar.write(
        client,
        place,
        (record.dumps(made) + "\n").encode(),
        ours,
        lambda: source.live(client, event, deadline),
        deadline,
    )
    deadline.check("write")
    facts = {
        "verdict": made.verdict,
        "comparison": made.comparison,
        "rules": list(made.rules),
        "bytes": event.size,
    }
    if written.generation is None:
        return _unwritten(written.result, facts)
    if source.live(client, event, deadline) != event.generation:
        sidecar.take_back(client, place, written.generation, deadline)
        return Outcome("removed: the source went or changed while it was read", fields=facts)
    deadline.check("confirm")
    refused = made.source.charset is None
    return Outcome(f"recorded: {made.verdict}", "ERROR" if refused else "INFO", facts)


def _record(event: Event, settings: Settings, client: Any, deadline: Deadline) -> Record:
    """Return the stamped record of the event's generation; raises `Gone`, `Changed` or `Transient`."""
    upload = Upload(b"", event.name, event.content_type, event.url)
    try:
        _refuse_expired(event, settings)
        data = source.read(client, event, settings.max_bytes, deadline)
    except Permanent as error:
        made = record.refused(upload, error, policy.load(settings, event.name), settings)
        made = replace(made, source=replace(made.source, sha256=None, size_bytes=event.size))
    else:
        deadline.check("read")
        made = process(
            data,
            name=event.name,
            content_type=event.content_type,
            url=event.url,
            created=event.created,
            settings=settings,
            checkpoint=deadline.check,
        )
    return record.stamp(
        made, bucket=event.bucket, name=event.name, generation=str(event.generation), created=event.created
    )


def _refuse_expired(event: Event, settings: Settings) -> None:
    age = event.age(datetime.now(UTC)) if settings.max_age else None
    if age is not None and age > settings.max_age:
        raise Permanent("delivery.expired", f"{event.name} waited {age:.0f} s", seconds=round(age))


def _removed(event: Event, settings: Settings, client: Any, deadline: Deadline) -> Outcome:
    """Take away the record of a source that was deleted, archived or overwritten."""
    if not _remove_older(event, settings, client, deadline):
        return Outcome("skipped: no record of that generation")
    if sidecar.standing(client, (event.bucket, event.name + mark.REVIEW_SUFFIX), deadline):
        return Outcome("removed: a decision of people is left over", "WARNING", {"rule": "review.left_over"})
    return Outcome("removed: the source is gone")


def _remove_older(event: Event, settings: Settings, client: Any, deadline: Deadline) -> bool:
    """Remove the record of this generation or an older one, and one that claims a generation that is not live."""
    place = mark.place(event.bucket, event.name, settings)
    encoded = mark.encoded(event.name)

    def outdated(theirs: Mark) -> bool:
        if (theirs.bucket, theirs.name) != (event.bucket, encoded):
            return False
        return theirs.generation <= event.generation or source.live(client, event, deadline) is None

    return sidecar.remove(client, place, outdated, deadline)


def _unwritten(result: sidecar.Result, facts: Mapping[str, Any]) -> Outcome:
    if result == "foreign":
        return Outcome("skipped: the record's place is taken by a foreign object", "ERROR", {"rule": "sidecar.foreign"})
    why = "already processed" if result == "already" else "superseded by a newer record"
    return Outcome(f"skipped: {why}", fields=facts)


def _serve(cloud_event: Any, settings: Settings, client: Any) -> None:
    """Handle one request of functions-framework: answer 200, 400 or 500, and write one log line."""
    import flask  # noqa: PLC0415 (functions-framework has it loaded; the command line does without)

    headers = dict(flask.request.headers) if flask.has_request_context() else {}
    deadline = Deadline(settings.deadline)
    about: dict[str, Any] = {}
    status = 500
    try:
        event = events.decode(cloud_event.get_attributes(), cloud_event.data)
        about = {"event": event.kind, "bucket": event.bucket, "object": event.name, "generation": str(event.generation)}
        outcome, status = handle(event, settings, client, deadline), 200
    except BadEvent as error:
        outcome, status = Outcome(f"refused: {error}", "ERROR"), 400
    except (Denied, ConfigurationError) as error:
        outcome = Outcome(f"failed: {error}", "ALERT")
    except Transient as error:
        outcome = Outcome(f"failed: {error}", "ERROR")
    except Exception as error:  # noqa: BLE001 (its own text may quote the article, and would be printed)
        outcome = Outcome(f"failed: {type(error).__name__} at {_where(error)}", "CRITICAL")
    about |= {**outcome.fields, "ms": deadline.total(), "steps": deadline.spent}
    logs.write(logs.line(outcome.severity, outcome.message, about, headers))
    # Plain text: a message may name an object, and its name may be markup. functions-framework answers `OK` to whatever
    # is returned; somebody with curl wants to know what was done.
    answer = flask.Response(outcome.message + "\n", status, mimetype="text/plain")
    if status != 200:
        flask.abort(answer)
    if flask.has_request_context():
        flask.after_this_request(lambda _: answer)


def _where(error: BaseException) -> str:
    """Return the last place of our own code in a traceback, without any of its values."""
    place, trace = "unknown", error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if f"{os.sep}copydesk{os.sep}" in code.co_filename:
            place = f"{code.co_filename.rpartition(f'copydesk{os.sep}')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place
