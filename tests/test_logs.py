from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import logs

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.mark.parametrize(
    ("headers", "trace", "span"),
    [
        ({"Traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}, TRACE, "b7ad6b7169203331"),
        ({"X-Cloud-Trace-Context": f"{TRACE}/12;o=1"}, TRACE, "000000000000000c"),
        ({"X-Cloud-Trace-Context": TRACE}, TRACE, None),
        ({"Traceparent": "rubbish", "X-Cloud-Trace-Context": "../../x"}, None, None),
        ({}, None, None),
    ],
    ids=["W3C", "Google", "Google without a span", "rubbish", "none"],
)
def test_the_line_stands_under_its_request(headers: dict[str, str], trace: str | None, span: str | None) -> None:
    """Trace and span come from either header, in the form that the log viewer links."""
    entry = json.loads(logs.line("INFO", "recorded: allow", {}, headers))
    assert entry.get("logging.googleapis.com/trace") == trace
    assert entry.get("logging.googleapis.com/spanId") == span


def test_the_trace_names_the_project_where_it_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """The viewer needs the project in the trace's name."""
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "newsroom")
    entry = json.loads(logs.line("INFO", "x", {}, {"X-Cloud-Trace-Context": TRACE}))
    assert entry["logging.googleapis.com/trace"] == f"projects/newsroom/traces/{TRACE}"


@given(st.text(), st.dictionaries(st.text(), st.text()), st.text())
def test_nothing_breaks_out_of_its_line(message: str, fields: dict[str, str], header: str) -> None:
    """Whatever a name holds, the line is one line of ASCII that reads back as it was."""
    line = logs.line("ERROR", message, fields, {"Traceparent": header, "Function-Execution-Id": header})
    assert line.isascii()
    assert line.isprintable()
    entry: dict[str, Any] = json.loads(line)
    assert (entry["message"], entry["copydesk"], entry["severity"]) == (message, fields, "ERROR")
