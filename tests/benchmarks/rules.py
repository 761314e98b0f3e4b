"""How often each rule finds something in honest articles: the false-flag rate of every rule, for docs/rules.md.

`python -m tests.benchmarks.rules --shared ../shared` counts findings on the development pages (articles of hundreds of
publishers, none of them hostile) and writes them to `tests/benchmarks/rules.json`.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

from copydesk import process

PLACE = Path(__file__).with_name("rules.json")


def measured(shared: Path, *, every: int = 1) -> dict[str, Any]:
    """Return the number of pages, their verdicts, and the pages in which each rule found something, by kind of page."""
    folder = shared / "data/extraction"
    sources: dict[str, dict[str, Any]] = {}
    for at, line in enumerate((folder / "cases.jsonl").read_text("utf-8").splitlines()):
        if at % every:
            continue
        case = json.loads(line)
        charset = f"; charset={case['encoding']}" if case["encoding"] else ""
        data = gzip.decompress((folder / case["html"]).read_bytes())
        made = process(data, name=case["id"], content_type=f"text/html{charset}", url=case["url"])
        into = sources.setdefault(case["source"], {"pages": 0, "verdicts": Counter(), "rules": Counter()})
        into["pages"] += 1
        into["verdicts"][made.verdict] += 1
        into["rules"].update(made.rules)
    return {name: {**into, "rules": dict(sorted(into["rules"].items()))} for name, into in sorted(sources.items())}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rules")
    parser.add_argument("--shared", type=Path, required=True, help="the folder with data/")
    parser.add_argument("--every", type=int, default=1, help="only every Nth page, to try it")
    given = parser.parse_args()
    found = measured(given.shared, every=given.every)
    if given.every == 1:
        PLACE.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))
