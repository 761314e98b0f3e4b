"""Attack strings of other sanitizers' tests, where they lie beside this checkout, through a rig of their own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.errors import Permanent
from copydesk.normalize import markup
from copydesk.settings import DEFAULTS

SHARED = Path(__file__).parents[3] / "shared"
VECTORS = SHARED / "data/sanitize/vectors.jsonl"
RIG = SHARED / "eval/sanitize/browser_check.py"
CONTEXTS = "core,template,table,select,svg,math,desc,svg_inner,noscript,textarea,title,xmp,comment"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("chromium") is None, reason="no Chromium on this machine: apt-get install chromium"
    ),
    pytest.mark.skipif(not (VECTORS.exists() and RIG.exists()), reason="../shared is not here: no collected attacks"),
]


@pytest.mark.parametrize("base", [None, "https://paper.example/news/1"], ids=["without a base", "with a base"])
def test_nothing_of_the_collected_attacks_runs_or_stays(base: str | None, tmp_path: Path) -> None:
    """In fifteen contexts nothing fires, loads, clobbers or escapes, and the rig itself makes no error."""
    safe = tmp_path / "safe.jsonl"
    with VECTORS.open(encoding="utf-8") as vectors, safe.open("w", encoding="utf-8") as out:
        for vector in map(json.loads, vectors):
            try:
                html = markup.sanitize(vector["payload"], base=base, settings=DEFAULTS).html
            except Permanent:
                html = ""
            out.write(json.dumps({"id": vector["id"], "html": html}) + "\n")
    command = [
        sys.executable,
        str(RIG),
        str(safe),
        "--out",
        str(tmp_path / "out"),
        "--batch",
        "40",
        "--contexts",
        CONTEXTS,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=280)
    summary = json.loads((tmp_path / "out/summary.json").read_text("utf-8"))
    columns = ("fired", "active", "static", "clobber", "escaped", "rig_error")
    assert len(summary) == 15
    assert {key: {name: counts.get(name, 0) for name in columns} for key, counts in summary.items()} == {
        key: dict.fromkeys(columns, 0) for key in summary
    }
