"""dataflow.sh, in a dry run, and with a gcloud that only writes down how it was called."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from copydesk.cli import main

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "deploy/backfill/dataflow.sh"


def dataflow(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", str(SCRIPT), *words], capture_output=True, text=True, check=False)


def printed(*words: str) -> list[list[str]]:
    done = dataflow("--project", "p", "--bucket", "b", *words, "--dry-run")
    assert done.returncode == 0
    return [shlex.split(line) for line in done.stdout.splitlines() if not line.startswith("#")]


def test_job_runs_on_the_digest_of_the_image_that_is_built() -> None:
    """The workers use the image of this checkout's pins, by what it holds and not by a tag."""
    commands = printed("--prefix", "desk/", "--only", "stale", "--workers", "40", "--machine", "n2d-standard-4")
    (build,) = [command for command in commands if command[:3] == ["gcloud", "builds", "submit"]]
    job = commands[-1]
    image = re.search(r"_IMAGE=([^\s:]+):", " ".join(build))
    assert image
    assert f"--sdk_container_image={image[1]}@sha256:DIGEST" in job
    assert {"COPYDESK_BUCKETS=b", "gs://b/desk/", "--only=stale", "--max_num_workers=40"} <= set(job)
    pinned = re.search(r"^apache-beam==(\S+)", (SCRIPT.with_name("requirements.txt")).read_text("utf-8"), re.MULTILINE)
    assert pinned
    assert f"_BEAM={pinned[1]}" in " ".join(build)


def test_workers_have_an_account_of_their_own() -> None:
    """It may use two buckets, its image and Dataflow, and the function's account is given nothing."""
    commands = printed()
    worker = "copydesk-backfill@p.iam.gserviceaccount.com"
    assert f"--service_account_email={worker}" in commands[-1]
    bound = {(c[4], c[-1] if "role" in c[-1] else c[-2]) for c in commands if c[3] == "add-iam-policy-binding"}
    assert bound == {
        ("gs://b", "--role=roles/storage.objectUser"),
        ("gs://p-copydesk-backfill", "--role=roles/storage.objectUser"),
        ("copydesk", "--role=roles/artifactregistry.reader"),
    }
    (project,) = [c for c in commands if c[1:3] == ["projects", "add-iam-policy-binding"]]
    assert "--role=roles/dataflow.worker" in project
    assert not any("copydesk-runtime" in word for command in commands for word in command)


GCLOUD = """#!/bin/sh
echo "gcloud $*" >> "$CALLS"
case "$*" in
    "storage buckets list"*) echo "$HELD" ;;
    "storage buckets create"*) exit 1 ;;
    *"images describe"*) echo "$DIGEST" ;;
esac
"""
PYTHON = """#!/bin/sh
[ "$1" = -c ] && echo 3.13
exit 0
"""
STORE = "p-copydesk-backfill"
DIGEST = "sha256:0123"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a checkout whose gcloud, Python and copydesk only write down how they were called."""
    calls = 'echo "${0##*/} $*" >> "$CALLS"'
    for name, text in {
        "bin/gcloud": GCLOUD,
        "bin/python3": PYTHON,
        ".backfill/bin/pip": f"#!/bin/sh\n{calls}\n",
        ".backfill/bin/copydesk": f"#!/bin/sh\n{calls}\n",
    }.items():
        program = tmp_path / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text)
        program.chmod(0o755)
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy", ignore=shutil.ignore_patterns(".terraform*"))
    (tmp_path / "src/copydesk").mkdir(parents=True)
    shutil.copy(ROOT / "src/copydesk/version.py", tmp_path / "src/copydesk")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    return tmp_path


@pytest.mark.parametrize(
    ("held", "digest", "code", "last"),
    [
        (STORE, DIGEST, 0, "copydesk backfill"),
        ("", DIGEST, 69, f"gcloud storage buckets create gs://{STORE}"),
        (f"{STORE}-2", DIGEST, 69, f"gcloud storage buckets create gs://{STORE}"),
        (STORE, "", 69, "gcloud artifacts docker images describe"),
    ],
    ids=["ours", "another project's", "one of ours that is longer", "no digest"],
)
def test_starts_only_with_its_own_bucket_and_image(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, held: str, digest: str, code: int, last: str
) -> None:
    """A bucket of the name that the project does not hold, or an image without a digest, stops it before the job."""
    monkeypatch.setenv("HELD", held)
    monkeypatch.setenv("DIGEST", digest)
    script = checkout / "deploy/backfill/dataflow.sh"
    done = subprocess.run(
        ["bash", str(script), "--project", "p", "--bucket", "b"], capture_output=True, text=True, check=False
    )
    calls = (checkout / "calls").read_text().splitlines()
    assert done.returncode == code, done.stderr
    assert calls[-1].startswith(last)
    assert (f"backfill@{DIGEST} " in calls[-1]) is (code == 0)


def test_command_of_the_job_is_one_that_copydesk_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its words are parsed as they are printed; a folder and a dry run stand in for the bucket and the job."""
    job = printed()[-1]
    words = job[job.index("backfill") :]
    words[1] = str(tmp_path)
    at = words.index("--beam-options")
    assert main([*words[:at], "--dry-run", *words[at:]]) == 0
    assert "0 sources" in capsys.readouterr().out


@pytest.mark.skipif(
    not find_spec("apache_beam"), reason="Apache Beam is not installed: pip install -r deploy/backfill/requirements.txt"
)
def test_options_of_the_job_are_ones_that_beam_knows() -> None:
    """Beam's own parser leaves none of the options over."""
    from apache_beam.options.pipeline_options import PipelineOptions

    job = printed()[-1]
    options = job[job.index("--beam-options") + 1 :]
    known = PipelineOptions(options).get_all_options(drop_default=True)
    assert {option.lstrip("-").partition("=")[0] for option in options} <= known.keys()


def test_image_is_made_of_what_is_uploaded() -> None:
    """What the Dockerfile copies is there and not kept from the builder."""
    text = SCRIPT.with_name("Dockerfile").read_text("utf-8")
    copied = re.findall(r"^COPY (\S+)", text, re.MULTILINE)
    let = [
        line[1:].rstrip("/*")
        for line in SCRIPT.with_name("image.ignore").read_text("utf-8").splitlines()
        if line[0] == "!"
    ]
    assert len(copied) == 2
    for path in copied:
        assert (ROOT / path).exists()
        assert any(path.startswith(f"{folder}/") for folder in let)


@pytest.mark.parametrize(
    "words",
    ["", "--project p", "--project p --bucket", "--project p --bucket b --force x", "--"],
    ids=["nothing", "no bucket", "no value", "unknown option", "dashes"],
)
def test_bad_usage_exits_64(words: str) -> None:
    """Missing or unknown arguments stop it before anything is printed or done."""
    done = dataflow(*words.split())
    assert (done.returncode, done.stdout) == (64, "")
