"""`copydesk dev`: the local cloud for a folder, until Ctrl-C."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from copydesk.local.cloud import BUCKET, LocalCloud
from copydesk.local.folder import Folder

LOOK_SECONDS = 0.3


def run(
    folder: Path,
    say: Callable[[str], None],
    *,
    ready: Callable[[LocalCloud], None] = lambda _: None,
    stopping: threading.Event | None = None,
    ports: tuple[int | None, int | None] = (None, None),
    by_hand: bool = False,
) -> None:
    """Keep a folder and the local bucket together, say one line an event, and return after Ctrl-C or SIGTERM.

    `ports` and `by_hand` are those of `LocalCloud`. Raises `NotStarted` in plain words where it cannot run. When it
    returns, no process is left.
    """
    stop = stopping or threading.Event()
    folder.mkdir(parents=True, exist_ok=True)
    previous = _on_signals(stop)
    try:
        with LocalCloud(heard=lambda text: _hear(text, say), ports=ports, by_hand=by_hand) as cloud:
            function = cloud.function.url if cloud.function else ""
            say(f"bucket gs://{BUCKET} at {cloud.bucket.url}, function at {function}")
            say(f"put articles into {folder}; Ctrl-C ends")
            ready(cloud)
            held = Folder(folder, cloud, say)
            while not stop.wait(LOOK_SECONDS):
                held.look()
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
    say("stopped")


def told(line: str) -> str | None:
    """Return what one line of the function's log says to a person, null for what is no news to them."""
    try:
        entry: dict[str, Any] = json.loads(line)
        message, about = str(entry["message"]), dict(entry["copydesk"])
    except (ValueError, KeyError, TypeError):
        return line or None
    if message.startswith("ignored: our own"):
        return None
    rules = ", ".join(about.get("rules", [])) or about.get("rule", "")
    name = json.dumps(str(about.get("object", "")))[1:-1]  # control characters in a name stay visible
    return "  ".join(part for part in (name, message, rules, f"{about.get('ms', 0):.0f} ms") if part)


def _hear(line: str, say: Callable[[str], None]) -> None:
    words = told(line)
    if words:
        say(words)


def _on_signals(stop: threading.Event) -> dict[int, Any]:
    """Let Ctrl-C and SIGTERM end the loop instead of the process; return what was there before."""
    if threading.current_thread() is not threading.main_thread():
        return {}

    return {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
