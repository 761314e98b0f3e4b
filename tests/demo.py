"""`make demo`: articles of the golden corpus through a real local bucket and the function as it is deployed.

Shows a table of what came back and one whole record; exits 0 only when every record arrived and says what a person
wrote into its case.json.
"""

from __future__ import annotations

import json
import mimetypes
import sys
import time
from typing import Any

from copydesk.commands.summary import COLOURS
from copydesk.errors import CopydeskError
from copydesk.exits import FAILED
from copydesk.local.cloud import LocalCloud
from copydesk.terminal import coloured, paint, table, visible_json
from tests import golden

SHOWN = (
    "repeated-headline-hindi",
    "page-json-ld",
    "hostile-page",
    "wire-russian",
    "wire-chinese",
    "wire-arabic",
    "german-windows-1252",
    "title-body-json",
)
WHOLE = SHOWN[0]
HEADER = ("verdict", "article", "title/body", "dateline", "byline", "findings")


def main() -> int:
    """Run the demo and return its exit code."""
    started = time.monotonic()
    cases = [golden.load(golden.CORPUS / name) for name in SHOWN]
    try:
        with LocalCloud() as cloud:
            print(f"demo: a bucket at {cloud.bucket.url} and the function run; {len(cases)} articles are uploaded")
            generations = [_upload(cloud, case) for case in cases]
            records = [cloud.record(case.name, made) for case, made in zip(cases, generations, strict=True)]
    except CopydeskError as error:
        print(f"demo: failed: {error}", file=sys.stderr)
        return FAILED
    _show(records)
    wrong = [
        f"{case.name}: {line}" for case, each in zip(cases, records, strict=True) for line in golden.wrong(case, each)
    ]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    right = len(cases) - len({line.partition(":")[0] for line in wrong})
    print(
        f"demo: {right} of {len(cases)} records are right; all is down again after {time.monotonic() - started:.1f} s"
    )
    return 1 if wrong else 0


def _upload(cloud: LocalCloud, case: golden.Case) -> int:
    kind = case.content_type or mimetypes.guess_type(case.name)[0]
    metadata = {"source-url": case.url} if case.url else None
    return cloud.upload(case.name, case.article.read_bytes(), content_type=kind, metadata=metadata)


def _show(records: list[dict[str, Any]]) -> None:
    colours = coloured(sys.stdout)
    head, rule, *rows = table(HEADER, [_row(record) for record in records])
    print(f"\n{head}\n{rule}")
    for record, row in zip(records, rows, strict=True):
        verdict = record["verdict"]
        print(paint(verdict, COLOURS[verdict], on=colours) + row[len(verdict) :])
    whole = next(record for record in records if record["source"]["name"].startswith(WHOLE))
    print(f"\n{whole['source']['name']}.metadata.json, the whole record:")
    print(visible_json(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n")


def _row(record: dict[str, Any]) -> tuple[str, ...]:
    dateline, byline = record["dateline"], record["byline"]
    country = golden.at(record, "dateline.places.0.country")
    return (
        record["verdict"],
        record["source"]["name"],
        f"{record['titleLanguage']}/{record['bodyLanguage']} {record['comparison']}",
        f"{dateline['raw']} ({country})" if dateline and country else dateline["raw"] if dateline else "",
        ", ".join(each["name"] for each in (*byline["authors"], *byline["agencies"])),
        _findings(record["moderation"]["findings"]),
    )


def _findings(findings: list[dict[str, Any]]) -> str:
    """Return what decided the verdict, then in brackets what was only noted."""
    decided = dict.fromkeys(each["rule"] for each in findings if each["effect"] in ("review", "block"))
    noted = dict.fromkeys(each["rule"] for each in findings if each["rule"] not in decided)
    return ", ".join([*decided, f"({', '.join(noted)})" if noted else ""]).strip(", ")


if __name__ == "__main__":
    sys.exit(main())
