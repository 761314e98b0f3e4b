"""README.md says what is true, and every command in it runs."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from copydesk.local.process import free_port
from tests import readme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = readme.README.parent
TEXT = readme.README.read_text(encoding="utf-8")
SHELL = re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
PYTHON = re.findall(r"^```python\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
SERVING = "copydesk dev"


@pytest.mark.parametrize("page", readme.PARTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_made_parts_are_up_to_date(page: Path) -> None:
    """Record, tables and index are those of the code and of docs/; `make golden` writes them anew."""
    assert readme.made(page) == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [readme.README, *sorted((ROOT / "docs").glob("*.md"))], ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link of README.md and docs/ names a file that is there."""
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


def test_make_targets_run_in_ci() -> None:
    """`make` commands of README.md are commands of .ci/run, which no test may start from within itself."""
    commands = [line for block in SHELL for line in block.splitlines() if line.startswith("make")]
    assert commands
    assert [command for command in commands if command not in (ROOT / ".ci/run").read_text().splitlines()] == []


@pytest.mark.e2e
def test_commands_run_and_show_what_is_said(tmp_path: Path) -> None:
    """Each command runs in the order given; the record appears, and the same event again is skipped."""
    for name in (".venv", "tests", "deploy", "src", "main.py"):
        (tmp_path / name).symlink_to(ROOT / name)
    ports = {"8080": str(free_port()), "8090": str(free_port())}
    blocks = [re.sub("8080|8090", lambda found: ports[found[0]], block) for block in SHELL]
    told = tmp_path / "told"
    with _serving(next(block for block in blocks if SERVING in block), tmp_path, told):
        for block in blocks:
            if SERVING not in block and not block.startswith("make"):
                _run(block, tmp_path)
        _until(lambda: "skipped: already processed" in told.read_text())
    assert "story.txt  recorded: allow" in told.read_text()
    assert (tmp_path / "inbox/story.txt.metadata.json").exists()


def test_python_runs() -> None:
    """The Python in README.md runs and prints what the article holds."""
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(PYTHON)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "Ferry crews vote for longer summer season" in done.stdout


@contextmanager
def _serving(block: str, folder: Path, told: Path) -> Iterator[None]:
    with told.open("w") as output:
        server = subprocess.Popen(["bash", "-c", f"exec {block}"], cwd=folder, stdout=output, env=_environment())
    try:
        _until(lambda: "Ctrl-C ends" in told.read_text())
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def _run(block: str, folder: Path) -> None:
    """Run one block; a person is slower than the half second that an upload or a record takes, so it may try again."""
    patience = time.monotonic() + 20
    while True:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=_environment(),
        )
        if done.returncode == 0:
            return
        assert time.monotonic() < patience, f"{block}\n{done.stdout}\n{done.stderr}"
        time.sleep(0.3)


def _until(happened: Callable[[], bool], seconds: float = 30.0) -> None:
    patience = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < patience, "waited in vain"
        time.sleep(0.05)


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONUNBUFFERED": "1"}
