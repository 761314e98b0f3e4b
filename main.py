"""The deployed function: `--target handle --signature-type cloudevent`."""

import os
import sys
from pathlib import Path

# functions-framework puts only this file's folder on the path, and a deployment from source installs no package.
sys.path.insert(0, str(Path(__file__).resolve().parent / "src"))

import functions_framework
from cloudevents.http import CloudEvent

from copydesk.serving import start

serve = start(os.environ)


@functions_framework.cloud_event
def handle(event: CloudEvent) -> None:
    """Give the article of one storage event its record; what must be delivered again is answered 500."""
    serve(event)
