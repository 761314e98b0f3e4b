"""dataflow.sh, in a dry run."""

from __future__ import annotations

import re
import shlex
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


def test_job_runs_as_the_function_does_on_the_image_that_is_built() -> None:
    """The workers use the function's account and the image of this checkout's pins."""
    commands = printed("--prefix", "desk/", "--only", "stale", "--workers", "40", "--machine", "n2d-standard-4")
    (build,) = [command for command in commands if command[:3] == ["gcloud", "builds", "submit"]]
    job = commands[-1]
    image = re.search(r"_IMAGE=(\S+)", " ".join(build))
    assert image
    assert f"--sdk_container_image={image[1]}" in job
    assert "--service_account_email=copydesk-runtime@p.iam.gserviceaccount.com" in job
    assert {"COPYDESK_BUCKETS=b", "gs://b/desk/", "--only=stale", "--max_num_workers=40"} <= set(job)
    pinned = re.search(r"^apache-beam==(\S+)", (SCRIPT.with_name("requirements.txt")).read_text("utf-8"), re.MULTILINE)
    assert pinned
    assert f"_BEAM={pinned[1]}" in " ".join(build)


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
