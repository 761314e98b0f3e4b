"""deploy.sh, with a gcloud that only writes down how it was called."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "deploy" / "deploy.sh"
GCLOUD = """#!/bin/sh
echo "gcloud $*" >> "$CALLS"
case "$*" in
    *describe*) exit "$DESCRIBE" ;;
    *service-agent*) echo agent@example.iam.gserviceaccount.com ;;
esac
"""


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that the stand-in for gcloud writes its calls to."""
    program = tmp_path / "bin" / "gcloud"
    program.parent.mkdir()
    program.write_text(GCLOUD)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("DESCRIBE", "1")
    return tmp_path / "calls"


def deploy(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", str(SCRIPT), *words], capture_output=True, text=True, check=False)


def printed(done: subprocess.CompletedProcess[str]) -> list[list[str]]:
    return [shlex.split(line) for line in done.stdout.splitlines() if line.startswith("gcloud ")]


def test_dry_run_runs_nothing(calls: Path) -> None:
    """`--dry-run` prints every command and starts none."""
    done = deploy("--project", "p", "--bucket", "b", "--dry-run")
    assert (done.returncode, calls.exists()) == (0, False)
    assert len(printed(done)) == 10


def test_runs_what_it_prints(calls: Path) -> None:
    """The commands that run are those that are printed, besides looks at what is there."""
    done = deploy("--project", "p", "--bucket", "b")
    ran = [call.split() for call in calls.read_text().splitlines()]
    looks = ("describe", "service-agent")
    assert done.returncode == 0
    assert [" ".join(call) for call in ran if not set(looks) & set(call)] == [" ".join(c) for c in printed(done)]


def test_what_is_there_is_left(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts and triggers that exist are not made again."""
    monkeypatch.setenv("DESCRIBE", "0")
    deploy("--project", "p", "--bucket", "b")
    assert " create " not in calls.read_text()


def test_function_is_retried_private_and_serves_one_bucket() -> None:
    """The function is deployed with retry on, no public caller, its own account and its bucket allowed."""
    commands = printed(deploy("--project", "p", "--bucket", "b", "--bucket-location", "eu", "--dry-run"))
    (command,) = [command for command in commands if command[1:3] == ["functions", "deploy"]]
    assert {
        "--retry",
        "--no-allow-unauthenticated",
        "--set-env-vars=COPYDESK_BUCKETS=b",
        "--trigger-location=eu",
        "--run-service-account=copydesk-runtime@p.iam.gserviceaccount.com",
        "--trigger-service-account=copydesk-trigger@p.iam.gserviceaccount.com",
    } <= set(command)


@pytest.mark.parametrize("words", [(), ("--project", "p"), ("--project", "p", "--bucket", "b", "--force")])
def test_bad_usage_exits_64(words: tuple[str, ...], calls: Path) -> None:
    """Missing or unknown arguments stop it before anything is done."""
    assert deploy(*words).returncode == 64
    assert not calls.exists()
