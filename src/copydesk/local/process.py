"""A server of our own as a child process: started, watched until it answers, and ended for certain."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence

from copydesk.errors import CopydeskError

READY_SECONDS = 30.0
STOP_SECONDS = 10.0


class NotStarted(CopydeskError):
    """A part of the local cloud cannot run here; the message says why in plain words."""


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One child process that listens on a port of 127.0.0.1."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        port: int,
        environment: Mapping[str, str] | None = None,
        heard: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.name = name
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self._command = list(command)
        self._environment = environment
        self._heard = heard
        self._last: deque[str] = deque(maxlen=20)
        self._child: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int | None:
        """The child's process id while it runs."""
        return self._child.pid if self._child and self._child.poll() is None else None

    def start(self) -> None:
        """Start it and return once it accepts connections; raises `NotStarted` with its last words."""
        try:
            # A session of its own: Ctrl-C reaches us alone, and we end the parts in the right order.
            self._child = subprocess.Popen(  # noqa: S603 (our own commands)
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
            )
        except OSError as error:
            raise NotStarted(f"{self.name} cannot be started: {error.strerror}") from None
        threading.Thread(target=self._listen, name=f"{self.name} output", daemon=True).start()
        patience = time.monotonic() + READY_SECONDS
        while not self._answers():
            if self._child.poll() is not None or time.monotonic() > patience:
                self.stop()
                raise NotStarted(f"{self.name} did not start:\n" + "\n".join(self._last))
            time.sleep(0.02)

    def stop(self) -> None:
        """End it and everything it started: asked first, then killed."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            kill_group(child.pid)
            child.wait()

    def kill(self) -> None:
        """Let it die in the middle of things, as an instance does."""
        if self._child:
            kill_group(self._child.pid)
            self._child.wait()

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=0.5):
            return True
        return False

    def _listen(self) -> None:
        if self._child and self._child.stdout:
            with self._child.stdout as output:
                for text in output:
                    self._last.append(text.rstrip("\n"))
                    self._heard(text.rstrip("\n"))


def kill_group(pid: int) -> None:
    """End a child and the workers it started, whatever they are doing."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
        else:  # Windows has no process groups of this kind, and functions-framework starts no workers there
            os.kill(pid, signal.SIGTERM)
