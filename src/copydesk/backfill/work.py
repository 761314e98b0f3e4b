"""One source: processed and written by the function's own code; what fails for a while is tried again."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from copydesk.backfill.task import Done, Result, Task
from copydesk.deadline import Deadline
from copydesk.errors import CopydeskError, Transient, too_large, where
from copydesk.intake import event as events
from copydesk.intake.event import STORAGE
from copydesk.model import Upload
from copydesk.pipeline import process
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.shelf.files import FileShelf, Foreign
from copydesk.write import record
from copydesk.write.record import Record

SECONDS = 300.0
"""Time for one source: there is no platform waiting for an answer."""
PAUSES = (1.0, 4.0, 16.0)
"""Seconds before a source that failed is tried again; after the last it goes to the dead-letter file."""


def do(task: Task, settings: Settings, *, force: bool = False) -> Done:
    """Return what became of one source; never raises for a single source's trouble, so that none stops the job."""
    started = time.thread_time()
    try:
        done = _file(task, settings) if task.root else _object(task, settings, force=force)
    except Exception as error:  # noqa: BLE001 (ours to mend, but not by ending the job; its own text may quote the article)
        said, generation = f"{task.name}: {type(error).__name__} at {where(error)}", task.resource.get("generation")
        done = Done(task.name, "failed", said, generation, dead=None if task.root else dict(task.resource))
    return replace(done, size_bytes=task.size, milliseconds=round((time.thread_time() - started) * 1000, 1))


def dead_letter(resource: Mapping[str, Any]) -> str:
    """Return a source that failed as a line for `copydesk redrive`: its notification as Pub/Sub delivers it."""
    attributes = {
        "eventType": "OBJECT_FINALIZE",
        "payloadFormat": "JSON_API_V1",
        "bucketId": str(resource["bucket"]),
        "objectId": str(resource["name"]),
        "objectGeneration": str(resource["generation"]),
    }
    data = base64.b64encode(json.dumps(dict(resource)).encode()).decode()
    return json.dumps({"message": {"attributes": attributes, "data": data}})


def _object(task: Task, settings: Settings, *, force: bool) -> Done:
    from copydesk import function, storage  # noqa: PLC0415 - half a second that folders need not pay

    generation = str(task.resource["generation"])
    event = events.decode({"type": STORAGE + "finalized"}, task.resource)
    for pause in (*PAUSES, None):
        try:
            outcome = function.handle(event, settings, storage.client(), Deadline(SECONDS), force=force)
        except Transient as error:
            if pause is None:
                return Done(task.name, "failed", str(error), generation, dead=dict(task.resource))
            time.sleep(pause)
        except CopydeskError as error:  # denied, or set up wrongly: trying again helps nobody
            return Done(task.name, "failed", str(error), generation, dead=dict(task.resource))
        else:
            facts = outcome.fields
            return Done(
                task.name,
                _result(outcome.message, outcome.severity),
                outcome.message,
                generation,
                facts.get("verdict"),
                facts.get("title_language"),
                facts.get("body_language"),
                facts.get("comparison"),
                tuple(facts.get("rules", ())),
            )
    raise AssertionError("the last pause is None")


def _file(task: Task, settings: Settings) -> Done:
    path = Path(task.root or "", task.name)
    try:
        made = _record(path, task.name, settings)
        line = f"{record.dumps(made)}\n".encode()
        shelf = FileShelf(path, settings)
        if shelf.record() == line:
            return Done(task.name, "skipped", "already processed", None)
        shelf.write_record(line)
    except (Foreign, OSError) as error:
        return Done(task.name, "failed", f"{task.name}: {type(error).__name__}")
    refused = made.source.charset is None
    return Done(
        task.name,
        "refused" if refused else "recorded",
        f"recorded: {made.verdict}",
        None,
        made.verdict,
        made.title_language,
        made.body_language,
        made.comparison,
        made.rules,
    )


def _record(path: Path, name: str, settings: Settings) -> Record:
    """Return the record of a file; one over the limit is not read, since it could fill the memory."""
    if (found := path.stat().st_size) > settings.max_bytes:
        error = too_large(name, settings.max_bytes, found)
        return record.unread(Upload(b"", name), error, policy.load(settings, name), settings, found)
    return process(path.read_bytes(), name=name, settings=settings)


def _result(message: str, severity: str) -> Result:
    if message.startswith("recorded"):
        return "refused" if severity == "ERROR" else "recorded"
    return "skipped"
