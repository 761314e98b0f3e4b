"""A headless Chromium driven over two pipes with its own protocol: no driver to install, every request logged.

Protocol: https://chromedevtools.github.io/devtools-protocol/ (`--remote-debugging-pipe`: messages end with a NUL).
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-component-update"),
    *("--disable-background-networking", "--disable-sync", "--disable-extensions", "--hide-scrollbars", "--mute-audio"),
    "--remote-debugging-pipe",
)
SECONDS = 30.0


def found() -> str | None:
    """Return where a Chromium is, null for none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Chromium:
    """One running browser with a profile of its own, thrown away at the end."""

    def __init__(self) -> None:
        self._profile = tempfile.mkdtemp(prefix="copydesk-chromium-")
        read, chromium_writes = os.pipe()
        chromium_reads, write = os.pipe()
        redirect = f'exec "$0" "$@" 3<&{chromium_reads} 4>&{chromium_writes} 2>/dev/null'
        self._process = subprocess.Popen(
            ["bash", "-c", redirect, found() or "", *OPTIONS, f"--user-data-dir={self._profile}", "about:blank"],
            pass_fds=(chromium_reads, chromium_writes),
        )
        os.close(chromium_reads)
        os.close(chromium_writes)
        self._in, self._out = os.fdopen(read, "rb", buffering=0), os.fdopen(write, "wb", buffering=0)
        self._rest = b""
        self._last = 0
        self.events: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(SECONDS)
        self._in.close()
        self._out.close()
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        """Return the answer to one command; events that come meanwhile are kept in `events`."""
        self._last += 1
        message = {"id": self._last, "method": method, "params": params} | ({"sessionId": session} if session else {})
        self._out.write(json.dumps(message).encode() + b"\0")
        wanted = self._last
        while True:
            answer = self._next()
            if answer.get("id") != wanted:
                self._keep(answer)
            elif "error" in answer:
                raise RuntimeError(f"{method}: {answer['error']['message']}")
            else:
                return dict(answer["result"])

    def wait(self, wanted: Callable[[dict[str, Any]], bool]) -> None:
        """Read events until one is wanted, also among those that have come already."""
        if any(map(wanted, self.events)):
            return
        ends = time.monotonic() + SECONDS
        while time.monotonic() < ends:
            event = self._next()
            self._keep(event)
            if wanted(event):
                return
        raise TimeoutError("the browser never said so")

    def open(self, page: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        """Return a local page once it and its frames have loaded."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._watch(session)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            session,
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", session, features=scheme)
        self.events.clear()
        self.call("Page.navigate", session, url=page.as_uri())
        self.wait(lambda event: event.get("method") == "Page.loadEventFired" and event.get("sessionId") == session)
        time.sleep(0.3)  # what a page would still ask for after it has loaded
        opened = Page(self, session)
        opened.evaluate("1")
        return opened

    def _watch(self, session: str) -> None:
        """Log what a target asks for and runs; its frames, which may be processes of their own, are attached too."""
        for domain in ("Network", "Log", "Runtime", "Page"):
            self.call(f"{domain}.enable", session)
        self.call("Target.setAutoAttach", session, autoAttach=True, waitForDebuggerOnStart=False, flatten=True)

    def _keep(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        if event.get("method") == "Target.attachedToTarget":
            session = event["params"]["sessionId"]
            for domain in ("Network", "Log", "Runtime"):
                self._last += 1
                said = {"id": self._last, "method": f"{domain}.enable", "params": {}, "sessionId": session}
                self._out.write(json.dumps(said).encode() + b"\0")

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            part = self._in.read(1 << 16)
            if not part:
                raise EOFError("the browser has gone")
            self._rest += part
        line, _, self._rest = self._rest.partition(b"\0")
        return dict(json.loads(line))


class Page:
    """One opened page."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser, self._session = browser, session

    def evaluate(self, expression: str) -> Any:
        """Return what an expression is in the page, promises kept; the page's own policy does not bind it."""
        answer = self._browser.call(
            "Runtime.evaluate", self._session, expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "exception"))
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key by its name (`Tab`, `Enter`)."""
        for kind in ("keyDown", "keyUp"):
            code = {"Tab": 9, "Enter": 13}[key]
            self._browser.call(
                "Input.dispatchKeyEvent", self._session, type=kind, key=key, code=key, windowsVirtualKeyCode=code
            )

    def screenshot(self, place: Path, *, height: int | None = None) -> None:
        """Write a picture of the whole page, or of its first `height` pixels."""
        size = self._browser.call("Page.getLayoutMetrics", self._session)["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], height or 16_000), "scale": 1}
        picture = b""
        for _ in range(20):  # a frame is painted by a process of its own, some time after the page around it
            answer = self._browser.call(
                "Page.captureScreenshot", self._session, format="png", captureBeyondViewport=True, clip=clip
            )
            before, picture = picture, base64.b64decode(answer["data"])
            if picture == before:
                break
            time.sleep(1)
        place.write_bytes(picture)

    @property
    def requested(self) -> list[str]:
        """The addresses asked for since the page was opened, by it or any frame of it."""
        asked = (
            e["params"]["request"]["url"]
            for e in self._browser.events
            if e.get("method") == "Network.requestWillBeSent"
        )
        return list(asked)

    @property
    def ran(self) -> list[str]:
        """What shows that a script ran: dialogues, console calls, exceptions."""
        signs = ("Page.javascriptDialogOpening", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        return [event["method"] for event in self._browser.events if event.get("method") in signs]

    @property
    def complaints(self) -> list[str]:
        """What the browser logged about the page, blocked styles and frames among it."""
        said = (e["params"]["entry"]["text"] for e in self._browser.events if e.get("method") == "Log.entryAdded")
        return list(said)
