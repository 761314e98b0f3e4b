"""What is watched exists: metrics, alerts and views name only what log lines and records have."""

import re
from pathlib import Path
from typing import Any

from copydesk.write.schema import record_schema

ROOT = Path(__file__).resolve().parents[2]
MONITORING = (ROOT / "deploy/terraform/monitoring.tf").read_text("utf-8")
BIGQUERY = (ROOT / "deploy/terraform/bigquery.tf").read_text("utf-8")
FUNCTION = "".join((ROOT / "src/copydesk" / name).read_text("utf-8") for name in ("function.py", "serving.py"))
PLATFORM = {"service_name", "subscription_id", "le", "state"}
"""Labels that Cloud Run's and Pub/Sub's own metrics have."""


def test_every_extracted_label_is_a_field_of_the_log_line() -> None:
    """A label of the metric is taken from a field that the function logs."""
    extracted = set(re.findall(r"jsonPayload\.copydesk\.(\w+)", MONITORING))
    logged = set(re.findall(r'"(\w+)":', FUNCTION))
    assert extracted
    assert extracted <= logged


def test_every_query_uses_labels_that_exist() -> None:
    """Alerts and charts select by labels of our metric or of the platform's."""
    labels = set(re.findall(r"labels \{ key = \"(\w+)\" \}", MONITORING))
    assert labels == set(re.findall(r"^    (\w+) += \"EXTRACT", MONITORING, re.MULTILINE))
    used = set(re.findall(r"[{,](\w+)(?:=~|!=|=)\\\"", MONITORING)) | set(re.findall(r"sum by \((\w+)\)", MONITORING))
    assert used
    assert used <= labels | PLATFORM


def test_every_alert_has_its_page() -> None:
    """What to look at and what to do stands in docs/operations.md under the alert's own name."""
    alerts = re.search(r"alerts = \{\n(.*?)\n  \}\n\}", MONITORING, re.DOTALL)
    assert alerts
    names = re.findall(r"^    (\w+) = \{", alerts[1], re.MULTILINE)
    page = (ROOT / "docs/operations.md").read_text("utf-8")
    assert len(names) == 8
    assert [name for name in names if f"\n### {name}\n" not in page] == []


def test_every_view_names_columns_of_the_record() -> None:
    """Views select paths that the record's schema has."""
    schema = record_schema()

    def fields(node: dict[str, Any]) -> dict[str, Any]:
        for option in (node, *node.get("anyOf", [])):
            found = option.get("items", option)
            if "$ref" in found:
                return fields(schema["$defs"][found["$ref"].rpartition("/")[2]])
            if "properties" in found:
                return dict(found["properties"])
        return {}

    def known(path: str, columns: dict[str, Any]) -> bool:
        first, _, rest = path.partition(".")
        return first in columns and (not rest or known(rest, fields(columns[first])))

    top = schema["properties"]
    views = "\n".join(re.findall(r"<<-SQL\n(.*?)SQL", BIGQUERY, re.DOTALL))
    aliases = {alias: path for path, alias in re.findall(r"UNNEST\(([\w.]+)\) AS (\w+)", views)}
    paths = set(re.findall(r"\b[a-z]\w*(?:\.\w+)+\b", re.sub(r"`[^`]*`", "", views)))
    whole = {re.sub(r"^(\w+)", lambda m: aliases.get(m[1], m[1]), path) for path in paths}
    assert "dateline.places.country" in whole
    assert [path for path in sorted(whole) if not known(path, top)] == []
    assert set(re.findall(r"\b(?:titleLanguage|bodyLanguage|comparison|verdict)\b", views)) <= set(top)
