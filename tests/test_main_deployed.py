"""main.py as the cloud starts it, with the package installed and from its bare source folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from copydesk.local import servers
from copydesk.local.process import Server, free_port

ROOT = Path(__file__).parent.parent
SETTINGS = {"COPYDESK_DEV": "1"}


@pytest.fixture(scope="module")
def bucket() -> Iterator[Server]:
    server = servers.bucket()
    server.start()
    yield server
    server.stop()


def _source_folder(to: Path) -> Path:
    """Copy what a deployment from source uploads."""
    shutil.copy(ROOT / "main.py", to)
    shutil.copytree(ROOT / "src", to / "src", ignore=shutil.ignore_patterns("__pycache__"))
    return to / "main.py"


def _not_installed() -> tuple[list[str], dict[str, str]]:
    """Return a Python command and its environment that see the dependencies, but no editable install of copydesk.

    -S leaves out site and with it the .pth file of the editable install; entries of PYTHONPATH read no .pth files.
    """
    paths = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    return [sys.executable, "-S"], {**os.environ, "PYTHONPATH": os.pathsep.join(paths), **SETTINGS}


def _asked(server: Server, bucket: Server, name: str) -> requests.Response:
    """Upload an article and send its event."""
    requests.post(f"{bucket.url}/storage/v1/b?project=p", json={"name": "deployed"}, timeout=10)
    resource = requests.post(
        f"{bucket.url}/upload/storage/v1/b/deployed/o?uploadType=media&name={name}",
        "<h1>Snow</h1><p>It snowed.</p>",
        headers={"content-type": "text/html"},
        timeout=10,
    ).json()
    attributes = {"ce-id": "1", "ce-specversion": "1.0", "ce-type": "google.cloud.storage.object.v1.finalized"}
    source = {"ce-source": "//storage.googleapis.com/projects/_/buckets/deployed"}
    return requests.post(server.url, json=resource, headers=attributes | source, timeout=30)


@pytest.mark.e2e
def test_main_works_where_the_package_is_installed(bucket: Server, tmp_path: Path) -> None:
    """main.py alone, in a folder without src, serves events from the installed package."""
    source = Path(shutil.copy(ROOT / "main.py", tmp_path))
    server = servers.function(bucket.url, SETTINGS, lambda _: None, source)
    server.start()
    try:
        answer = _asked(server, bucket, "installed.html")
    finally:
        server.stop()
    assert (answer.status_code, answer.text.split(":")[0]) == (200, "recorded")


@pytest.mark.e2e
def test_main_works_from_its_source_folder_alone(bucket: Server, tmp_path: Path) -> None:
    """main.py beside src serves events where no copydesk is installed."""
    source, port = _source_folder(tmp_path), free_port()
    python, environment = _not_installed()
    arguments = ["--target", "handle", "--signature-type", "cloudevent", "--host", "127.0.0.1", "--port", str(port)]
    command = [*python, "-m", "functions_framework", "--source", str(source), *arguments]
    server = Server("the function", command, port, {**environment, "STORAGE_EMULATOR_HOST": bucket.url})
    server.start()
    try:
        answer = _asked(server, bucket, "bare.html")
    finally:
        server.stop()
    assert (answer.status_code, answer.text.split(":")[0]) == (200, "recorded")


def test_the_source_folder_runs_its_own_copydesk(tmp_path: Path) -> None:
    """The copy beside main.py is the one that runs, and it knows its version without being installed."""
    source = _source_folder(tmp_path)
    python, environment = _not_installed()
    code = f"import runpy; runpy.run_path({str(source)!r}); import copydesk as c; print(c.__file__, c.__version__)"
    environment["STORAGE_EMULATOR_HOST"] = "http://127.0.0.1:9"
    done = subprocess.run(
        [*python, "-c", code], env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    file, version = done.stdout.split()
    assert Path(file).is_relative_to(tmp_path)
    assert version


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        pytest.param({}, "COPYDESK_BUCKETS is not set", id="no bucket named"),
        pytest.param({"COPYDESK_BUCKET": "a"}, "unknown settings: COPYDESK_BUCKET", id="a misspelt setting"),
        pytest.param({"COPYDESK_DEV": "1", "COPYDESK_MAX_BYTES": "many"}, "COPYDESK_MAX_BYTES='many'", id="no number"),
        pytest.param(
            {"COPYDESK_BUCKETS": "articles", "COPYDESK_OUTPUT_BUCKET": "articles"},
            "is an input",
            id="output into an input",
        ),
        pytest.param({"COPYDESK_DEV": "1", "COPYDESK_POLICY": "/nowhere.toml"}, "policy /nowhere.toml", id="no policy"),
    ],
)
def test_nothing_starts_on_a_wrong_setting(settings: dict[str, str], said: str) -> None:
    """A setting that is missing, unknown or dangerous ends the start with a message that names it."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COPYDESK_")}
    environment |= {"STORAGE_EMULATOR_HOST": "http://127.0.0.1:9", **settings}
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode != 0
    assert said in done.stderr
