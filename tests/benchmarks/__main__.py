"""`python -m tests.benchmarks predict AREA --cases FILE --out FILE`: the product's answers on a file of cases, one JSON line each."""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

AREAS = ("language", "dateline", "extraction", "sanitize")


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the cases of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def predict(area: str, path: Path, out: Path, **options: Any) -> int:
    """Write one prediction a case to `out` and return their number."""
    module = importlib.import_module(f"tests.benchmarks.{area}")
    predictor = module.predictor(path.parent, **options)
    count = 0
    with out.open("w", encoding="utf-8") as lines:
        for case in cases(path):
            lines.write(json.dumps({"id": case["id"]} | predictor(case), ensure_ascii=False) + "\n")
            count += 1
    return count


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("predict", help="write the product's answers on a file of cases")
    command.add_argument("area", choices=AREAS)
    command.add_argument("--cases", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--budget", type=float, default=0.5, help="language: share of false flags allowed, in percent")
    given = parser.parse_args(argv)
    options = {"budget": given.budget} if given.area == "language" else {}
    count = predict(given.area, given.cases, given.out, **options)
    print(f"predict {given.area}: {count} cases -> {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
