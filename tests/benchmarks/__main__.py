"""The product measured: its answers on files of cases, and its figures against their floors.

`python -m tests.benchmarks predict AREA --cases FILE --out FILE` writes the answers, one JSON line a case;
`python -m tests.benchmarks score [AREA ...] --shared DIR` predicts, scores, and holds the figures against floors.toml.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import figures, floors

if TYPE_CHECKING:
    from collections.abc import Iterator

AREAS = ("language", "dateline", "extraction", "sanitize")


def cases(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the cases of a .jsonl or .jsonl.gz file."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def predict(area: str, path: Path, out: Path, **options: Any) -> int:
    """Write one prediction a case to `out` and return their number.

    A case that breaks the product is told on stderr and answered with nothing found and the kind of its `error`: it
    must not take the answers of the others with it.
    """
    module = importlib.import_module(f"tests.benchmarks.{area}")
    predictor = module.predictor(path.parent, **options)
    count = 0
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8", errors="backslashreplace") as lines:
        for case in cases(path):
            try:
                answer = predictor(case)
            except Exception as error:  # noqa: BLE001 - whatever it is, the next case is another one
                print(f"{area}: case {case['id']} broke: {error!r}", file=sys.stderr)
                answer = module.NOTHING | {"error": type(error).__name__}
            lines.write(json.dumps({"id": case["id"]} | answer, ensure_ascii=False) + "\n")
            count += 1
    return count


def score(areas: list[str], shared: Path, work: Path) -> int:
    """Print the figures of areas against their floors, write all figures to `work`, and return how many were lost."""
    work.mkdir(parents=True, exist_ok=True)
    lost = count = 0
    for area in areas:
        started = time.monotonic()
        found = figures.AREAS[area](shared, work, predict)
        (work / f"{area}.json").write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        rows = list(floors.held(area, found))
        print(*rows, sep="\n")
        print(f"{area}: {len(found)} figures in {work / area}.json, {time.monotonic() - started:.0f} s")
        lost, count = lost + sum(not row.holds for row in rows), count + len(rows)
    print(f"bench: {count - lost} of {count} figures hold their floors")
    return lost


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("predict", help="write the product's answers on a file of cases")
    command.add_argument("area", choices=AREAS)
    command.add_argument("--cases", type=Path, required=True)
    command.add_argument("--out", type=Path, required=True)
    command.add_argument("--budget", type=float, default=0.5, help="language: share of false flags allowed, in percent")
    command = commands.add_parser("score", help="hold the figures on all cases against floors.toml")
    command.add_argument("areas", nargs="*", metavar="AREA", help=f"of {', '.join(AREAS)} (default all)")
    command.add_argument("--shared", type=Path, required=True, help="the folder with data/ and eval/")
    command.add_argument("--work", type=Path, default=Path(".bench"), help="where answers and figures are written")
    given = parser.parse_args(argv)
    if given.command == "score":
        if not (given.shared / "data").is_dir():
            print(f"bench: skipped, there are no cases in {given.shared / 'data'}")
            return 0
        return 1 if score(given.areas or list(AREAS), given.shared, given.work) else 0
    options = {"budget": given.budget} if given.area == "language" else {}
    count = predict(given.area, given.cases, given.out, **options)
    print(f"predict {given.area}: {count} cases -> {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
