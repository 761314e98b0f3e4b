"""Checks of a deployment from source: exactly what is uploaded, installed into a clean venv and started."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Sequence
from pathlib import Path

from outcome import Check, Outcome, judged

RUNTIME = "313"
"""The Python that the function runs on in the cloud."""
UPLOADED = ("main.py", "requirements.txt", "src/copydesk")
EVENTS = "tests/events"
UNSERVED = "200 ignored: the bucket is not served"


def checks(root: Path) -> tuple[Check, ...]:
    """Return the checks of the source deployment."""
    return (("wheels for the runtime", lambda: wheels(root)), ("source deployment", lambda: started(root)))


def wheels(root: Path) -> Outcome:
    """Whether every pinned dependency has a wheel for the runtime on linux x86_64; langdetect is pure Python."""
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [
                *(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder),
                *(
                    "--python-version",
                    RUNTIME,
                    "--platform",
                    "manylinux_2_28_x86_64",
                    "--platform",
                    "manylinux2014_x86_64",
                ),
                *("--only-binary", ":all:", "--no-binary", "langdetect", "-r", str(root / "requirements.txt")),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        count = len(list(Path(folder).iterdir()))
    errors = [line for line in run.stderr.splitlines() if line.startswith("ERROR")]
    return judged(errors or ([] if run.returncode == 0 else ["pip download failed"]), f"{count} packages")


def started(root: Path) -> Outcome:
    """Whether the upload set alone starts under functions-framework and answers one event of each wire form."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in UPLOADED:
            place = folder / "upload" / part
            place.parent.mkdir(parents=True, exist_ok=True)
            if (root / part).is_dir():
                shutil.copytree(root / part, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(root / part, place)
        venv.create(folder / "venv", with_pip=True)
        python = folder / "venv/bin/python"
        requirements = str(folder / "upload/requirements.txt")
        subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True, stderr=subprocess.DEVNULL
        )
        requests = sorted((root / EVENTS).glob("*.request.json"))
        problems = answers(folder / "upload", python, requests) if requests else ["no recorded request to send"]
        return judged(problems, f"started, {len(requests)} wire forms answered")


def answers(upload: Path, python: Path, requests: Sequence[Path]) -> list[str]:
    """Start the function from an upload set; return what it did not answer as it should."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "FUNCTION_TARGET": "handle",
        "COPYDESK_BUCKETS": "example-articles",
        "STORAGE_EMULATOR_HOST": "http://127.0.0.1:9",  # nothing listens there: these events need no request
    }
    command = [str(python), "-m", "functions_framework", "--target", "handle", "--port", str(port)]
    log = upload.parent / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=upload, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        if not _up(port, server):
            return ["the function did not start", *log.read_text("utf-8", "replace").splitlines()[-10:]]
        return [problem for path in requests for problem in _answer(port, path)]
    finally:
        server.terminate()
        server.wait(20)


def _answer(port: int, path: Path) -> list[str]:
    """Send one recorded request about a bucket that is not served: it is understood, and needs no request of ours."""
    wire = json.loads(path.read_text("utf-8"))
    url = f"http://127.0.0.1:{port}{wire['path']}"
    request = urllib.request.Request(url, json.dumps(wire["body"]).encode(), wire["headers"], method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            answer = f"{response.status} {response.read().decode().strip()}"
    except urllib.error.HTTPError as error:
        answer = f"{error.code} {error.read().decode()[:200]}"
    return [] if answer == UNSERVED else [f"{path.name}: answered {answer!r}, not {UNSERVED!r}"]


def _up(port: int, server: subprocess.Popen[bytes]) -> bool:
    for _ in range(200):
        if server.poll() is not None:
            return False
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.1)
    return False
