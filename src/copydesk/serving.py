"""Before the function: one request of functions-framework in, an answer and one log line out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from typing import Any

from copydesk import logs, storage
from copydesk.deadline import Deadline
from copydesk.errors import BadEvent, ConfigurationError, Denied, Transient, where
from copydesk.function import Outcome, handle
from copydesk.intake import event as events
from copydesk.pipeline import process
from copydesk.settings import Settings

READY = b"<h1>Copydesk is ready</h1><p>BERGEN, Norway - Copydesk has loaded what it needs, its office said.</p>"
"""An article that touches each model and gazetteer."""


def start(environment: Mapping[str, str]) -> Callable[[Any], None]:
    """Return the handler of CloudEvents; raises `ConfigurationError` before anything is served on a wrong setting."""
    settings = Settings.from_environment(environment)
    settings.check_serving()
    client = storage.client()
    # Models are loaded once, before there are threads, and what is wrong with the policy stops us here.
    process(READY, name="ready.html", settings=settings)
    # What is loaded stays: the collector need not walk through it again (2 % of an article's time, and the longest
    # pauses), and the pages that a forked worker shares with its master stay shared.
    gc.freeze()

    def serve(cloud_event: Any) -> None:
        _serve(cloud_event, settings, client)

    return serve


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
        outcome = Outcome(f"failed: {type(error).__name__} at {where(error)}", "CRITICAL")
    about |= {**outcome.fields, "ms": deadline.total(), "steps": deadline.spent}
    logs.write(logs.line(outcome.severity, outcome.message, about, headers))
    # Plain text: a message may name an object, and its name may be markup. functions-framework answers `OK` to whatever
    # is returned; somebody with curl wants to know what was done.
    answer = flask.Response(outcome.message + "\n", status, mimetype="text/plain")
    if status != 200:
        flask.abort(answer)
    if flask.has_request_context():
        flask.after_this_request(lambda _: answer)
