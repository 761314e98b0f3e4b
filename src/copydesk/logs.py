"""One JSON line an event, as Cloud Logging reads it from standard output, and never a word of an article.

https://cloud.google.com/logging/docs/structured-logging names the special fields. Object names are the uploader's
words too: JSON with everything but ASCII escaped keeps them from breaking a line or a terminal.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Mapping
from typing import Any, Literal

Severity = Literal["INFO", "NOTICE", "WARNING", "ERROR", "ALERT", "CRITICAL"]

# Bounded character classes at the start of a header: linear.
TRACEPARENT = re.compile(r"[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-")
CLOUD_TRACE = re.compile(r"([0-9a-f]{32})(?:/([0-9]{1,20}))?")


def line(severity: Severity, message: str, fields: Mapping[str, Any], headers: Mapping[str, str]) -> str:
    """Return the log line of one event without its newline; `headers` are the request's, for trace and execution."""
    entry: dict[str, Any] = {"severity": severity, "message": message}
    entry |= _trace(headers)
    if execution := headers.get("Function-Execution-Id"):
        entry["logging.googleapis.com/labels"] = {"execution_id": execution[:64]}
    entry["copydesk"] = dict(fields)
    return json.dumps(entry, ensure_ascii=True, separators=(",", ":"))


def write(text: str) -> None:
    """Write one line in one piece, so that threads do not mix theirs."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _trace(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the fields that put a line under its request in the log viewer."""
    found = TRACEPARENT.match(headers.get("Traceparent", "")) or CLOUD_TRACE.match(
        headers.get("X-Cloud-Trace-Context", "")
    )
    if not found:
        return {}
    trace, span = found.groups()
    project = os.environ.get("GOOGLE_CLOUD_PROJECT")
    fields = {"logging.googleapis.com/trace": f"projects/{project}/traces/{trace}" if project else trace}
    if span:
        fields["logging.googleapis.com/spanId"] = span if len(span) == 16 else f"{int(span):016x}"
    return fields
