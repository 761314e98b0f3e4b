"""What the scorers say of the product's answers, as named figures, for the floors to be held against.

Scorers and cases lie outside this repository; they are run as they are found, never copied.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

Figures = dict[str, float]


def language(shared: Path, work: Path, predict: Callable[..., int]) -> Figures:
    """Return recall, false flags, accuracy and time on the pairs, overall and by stratum."""
    scorer = _load(shared / "eval/langid/score.py")
    known = scorer.LANGDETECT | {"und", "hi-Latn"}
    found: Figures = {}
    for name in ("pairs", "pairs_heading"):
        cases, out = shared / f"data/langid/{name}.jsonl.gz", work / f"{name}.jsonl"
        predict("language", cases, out, budget=0.5)
        pairs, said = list(scorer.read_pairs(str(cases))), scorer.read_predictions(str(out))
        parts = {
            name: scorer.totals(pairs, said),
            f"{name}.55": scorer.totals(
                pairs, said, lambda p: {scorer.truth(p["title_lang"]), scorer.truth(p["body_lang"])} <= known
            ),
        }
        found |= {f"{part}.{key}": value for part, row in parts.items() for key, value in row.items() if key != "n"}
        for side, row in scorer.accuracy(pairs, said).items():
            found |= {f"{name}.{side}_accuracy_55": row["macro_55"], f"{name}.{side}_accuracy": row["macro_all"]}
        for stratum, row in scorer.strata(pairs, said).items():
            found |= {
                f"{name}.{stratum}.flagged": row["flag"] / row["n"],
                f"{name}.{stratum}.none": row["none"] / row["n"],
            }
        found |= _times(name, [each["seconds"] for each in said.values()])
    return found


def dateline(shared: Path, work: Path, predict: Callable[..., int]) -> Figures:
    """Return detection, place, country, date, agency and byline figures, overall and by kind, language and source."""
    cases, out = shared / "data/dateline/cases.jsonl", work / "dateline.jsonl"
    predict("dateline", cases, out)
    rows = json.loads(_run(shared / "eval/dateline/score.py", str(cases), str(out), "--json"))
    return {f"{row}.{key}": value for row, said in rows.items() for key, value in said.items() if value is not None}


def extraction(shared: Path, work: Path, predict: Callable[..., int]) -> Figures:
    """Return title, byline, date, language, body and time figures by source."""
    cases, out = shared / "data/extraction/cases.jsonl", work / "extraction.jsonl"
    predict("extraction", cases, out)
    sources = sorted({json.loads(line)["source"] for line in cases.open(encoding="utf-8")})
    found: Figures = {}
    for source in sources:
        said = _run(shared / "eval/extraction/score.py", "--cases", str(cases), "--source", source, "--json", str(out))
        (row,) = json.loads(said).values()
        found |= {f"{source}.{key}": value for key, value in row.items() if value is not None}
    return found


def sanitize(shared: Path, work: Path, predict: Callable[..., int]) -> Figures:
    """Return what benign bodies keep, and the time of the step on them and on the attack vectors."""
    vectors, attacks = shared / "data/sanitize/vectors.jsonl", work / "vectors.jsonl"
    predict("sanitize", vectors, attacks)
    kept = work / "benign"
    kept.mkdir(exist_ok=True)
    bodies, out = work / "benign.in", kept / "copydesk.jsonl"
    bodies.write_bytes(gzip.decompress((shared / "data/sanitize/benign.jsonl.gz").read_bytes()))
    predict("sanitize", bodies, out)
    _run(shared / "eval/sanitize/fidelity.py", "score", str(bodies), str(kept))
    said = json.loads((kept / "fidelity.json").read_text(encoding="utf-8"))["copydesk"]
    found = {f"benign.{key}": float(value) for key, value in said.items() if value is not None}
    return found | _times("benign", _seconds(out)) | _times("vectors", _seconds(attacks))


def _times(name: str, seconds: list[float]) -> Figures:
    """CPU milliseconds, half and nineteen twentieths of the cases."""
    return {f"{name}.median_ms": 1000 * median(seconds), f"{name}.p95_ms": 1000 * quantiles(seconds, n=20)[-1]}


def _seconds(out: Path) -> list[float]:
    with out.open(encoding="utf-8") as lines:
        return [json.loads(line)["seconds"] for line in lines]


def _run(program: Path, *words: str) -> str:
    done = subprocess.run([sys.executable, str(program), *words], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{program.name} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _load(program: Path) -> ModuleType:
    sys.path.insert(0, str(program.parent))
    spec = importlib.util.spec_from_file_location("scorer", program)
    if spec is None or spec.loader is None:
        sys.exit(f"{program} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


AREAS: dict[str, Any] = {
    "language": language,
    "dateline": dateline,
    "extraction": extraction,
    "sanitize": sanitize,
}
