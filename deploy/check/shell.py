"""Checks of the shell scripts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from outcome import Check, Outcome, judged, skipped


def checks(root: Path) -> tuple[Check, ...]:
    """Return the checks of the scripts under `deploy/`, and of CI's."""
    scripts = [*sorted((root / "deploy").rglob("*.sh")), root / ".ci/run"]
    return (("shellcheck", lambda: clean(root, [script for script in scripts if script.exists()])),)


def clean(root: Path, scripts: list[Path]) -> Outcome:
    """Whether shellcheck has nothing to say."""
    program = shutil.which("shellcheck", path=str(Path(sys.executable).parent)) or shutil.which("shellcheck")
    if not program:
        return skipped("shellcheck is not installed")
    run = subprocess.run(
        [program, "-x", "-P", str(root), "-f", "gcc", *map(str, scripts)],
        capture_output=True,
        text=True,
        check=False,
    )
    return judged(run.stdout.splitlines(), f"{len(scripts)} scripts")
