"""`copydesk schema`: the record's shape for whoever reads records."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from copydesk.review import policy_schema
from copydesk.shelf import decision as decisions
from copydesk.write import tables
from copydesk.write.schema import record_schema

if TYPE_CHECKING:
    import argparse

SCHEMAS: dict[str, Any] = {
    "record": record_schema,
    "policy": policy_schema.schema,
    "decision": decisions.schema,
    "bigquery": tables.bigquery,
    "index": tables.index_template,
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "of",
        nargs="?",
        choices=tuple(SCHEMAS),
        default="record",
        help="record: JSON Schema (default); policy, decision: JSON Schema of those files; "
        "bigquery: columns for `bq load`; index: index template of Elasticsearch and OpenSearch",
    )


def run(given: argparse.Namespace) -> int:
    """Print one schema."""
    print(json.dumps(SCHEMAS[given.of](), ensure_ascii=False, indent=2))
    return 0
