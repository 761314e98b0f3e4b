"""The deployed function: `--target handle --signature-type cloudevent`."""

import gc
import os
import sys
from pathlib import Path

# functions-framework puts only this file's folder on the path, and a deployment from source installs no package.
sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))
# Nothing that is imported and loaded here is garbage: 7 % of a cold start's CPU went into looking for it.
gc.disable()

import functions_framework  # noqa: E402 (after the path, and after the collector)
from cloudevents.http import CloudEvent  # noqa: E402

from copydesk.serving import start  # noqa: E402

serve = start(os.environ)
gc.enable()


@functions_framework.cloud_event
def handle(event: CloudEvent) -> None:
    """Give the article of one storage event its record; what must be delivered again is answered 500."""
    serve(event)
