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
    "projects describe"*|"storage buckets describe"*) [ -z "$NOTHING" ] && echo 123 ;;
    *transport.pubsub*) echo subscription ;;
    *describe*billingEnabled*) [ -z "$NOTHING" ] && echo True || echo False ;;
    *describe*) exit "$DESCRIBE" ;;
    "auth list"*) echo somebody@example.org ;;
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
    monkeypatch.setenv("NOTHING", "")
    return tmp_path / "calls"


def deploy(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", str(SCRIPT), *words], capture_output=True, text=True, check=False)


def printed(done: subprocess.CompletedProcess[str]) -> list[list[str]]:
    return [shlex.split(line) for line in done.stdout.splitlines() if line.startswith("gcloud ")]


def test_dry_run_runs_nothing(calls: Path) -> None:
    """`--dry-run` prints every command and starts none."""
    done = deploy("--project", "p", "--bucket", "b", "--dry-run")
    assert (done.returncode, calls.exists()) == (0, False)
    assert len(printed(done)) == 20


def test_runs_what_it_prints(calls: Path) -> None:
    """The commands that run are those that are printed, besides looks at what is there."""
    done = deploy("--project", "p", "--bucket", "b")
    ran = [call.split() for call in calls.read_text().splitlines()]
    looks = ("describe", "service-agent", "list")
    assert done.returncode == 0
    assert [" ".join(call) for call in ran if not set(looks) & set(call)] == [" ".join(c) for c in printed(done)]


def test_what_is_there_is_left(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Accounts and triggers that exist are not made again."""
    monkeypatch.setenv("DESCRIBE", "0")
    deploy("--project", "p", "--bucket", "b")
    assert " create " not in calls.read_text()


def test_function_is_private_and_serves_one_bucket() -> None:
    """The function is deployed with no public caller, its own account and its bucket allowed; other variables stay."""
    commands = printed(deploy("--project", "p", "--bucket", "b", "--bucket-location", "eu", "--dry-run"))
    (command,) = [command for command in commands if command[1:3] == ["functions", "deploy"]]
    assert {
        "--no-allow-unauthenticated",
        "--update-env-vars=COPYDESK_BUCKETS=b,LOG_EXECUTION_ID=true,THREADS=8",
        "--run-service-account=copydesk-runtime@p.iam.gserviceaccount.com",
    } <= set(command)
    assert not any(word.startswith(("--set-env-vars", "--clear-env-vars")) for word in command)


def test_each_type_of_event_is_retried_and_dead_lettered() -> None:
    """Finalize, delete and archive each have a trigger whose subscription has back-off and a dead letter."""
    commands = printed(deploy("--project", "p", "--bucket", "b", "--bucket-location", "eu", "--dry-run"))
    made = [command[4] for command in commands if command[1:4] == ["eventarc", "triggers", "create"]]
    updates = [command for command in commands if command[1:4] == ["pubsub", "subscriptions", "update"]]
    assert made == ["copydesk-finalized", "copydesk-deleted", "copydesk-archived"]
    assert len(updates) == 3
    assert all({"--max-delivery-attempts=20", "--min-retry-delay=10s", "--ack-deadline=600"} <= set(u) for u in updates)


def test_what_is_missing_is_said_before_anything_is_done(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Missing prerequisites are all named, and nothing is made."""
    monkeypatch.setenv("NOTHING", "1")
    done = deploy("--project", "p", "--bucket", "b")
    assert done.returncode == 69
    assert "project p does not exist" in done.stderr
    assert not {"create", "deploy", "enable"} & set(calls.read_text().split())


def test_undeploy_names_everything_that_deploy_made() -> None:
    """Whatever deploy.sh creates, undeploy.sh deletes, but for the bucket."""
    words = ("--project", "p", "--bucket", "b", "--dry-run")
    created = {(*c[1:3], c[4]) for c in printed(deploy(*words)) if c[3] == "create"}
    undone = subprocess.run(
        ["bash", str(SCRIPT.with_name("undeploy.sh")), *words], capture_output=True, text=True, check=True
    )
    deleted = {(*c[1:3], c[4].partition("@")[0]) for c in printed(undone) if c[3] == "delete"}
    assert created == deleted


@pytest.mark.parametrize("words", [(), ("--project", "p"), ("--project", "p", "--bucket", "b", "--force")])
def test_bad_usage_exits_64(words: tuple[str, ...], calls: Path) -> None:
    """Missing or unknown arguments stop it before anything is done."""
    assert deploy(*words).returncode == 64
    assert not calls.exists()
