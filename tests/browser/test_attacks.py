"""In a real browser nothing of an attack runs once it went through the gate, and everything runs that did not."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from copydesk.errors import Permanent
from copydesk.normalize import elements, markup
from copydesk.settings import DEFAULTS

HERE = Path(__file__).parent
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ATTACKS = {
    f"{group}.{name}": attack
    for group, attacks in tomllib.loads((HERE / "attacks.toml").read_text("utf-8")).items()
    for name, attack in attacks.items()
}
LOUD = [name for name in ATTACKS if not name.startswith("quiet.")]
CONTEXTS = ("document", "inner", "again")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]


def browse(cases: dict[str, str], folder: Path) -> dict[str, Any]:
    """Return what ran and what was left for each case and context, as a headless Chromium without a network saw it."""
    page = folder / "rig.html"
    listed = json.dumps(list(cases.items())).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    rig = (HERE / "rig.html").read_text("utf-8")
    page.write_text(
        rig.replace("/*CASES*/", listed).replace("/*ALLOWED*/", json.dumps(sorted(elements.policy().elements))), "utf-8"
    )
    command = [
        str(CHROMIUM), "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--mute-audio",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
        "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=900000",
        "--autoplay-policy=no-user-gesture-required", f"--user-data-dir={folder / 'profile'}",
        "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, timeout=240, check=True)
    report = re.search(r'<pre id="report">(.*?)</pre>', done.stdout.decode(), re.DOTALL)
    assert report, "the rig did not come to its end"
    seen: dict[str, Any] = json.loads(html.unescape(report[1]))
    return seen


def sanitize(attack: str) -> str:
    try:
        return markup.sanitize(attack, base="https://paper.example/", settings=DEFAULTS).html
    except Permanent:
        return ""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return browse({name: ATTACKS[name] for name in LOUD}, tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="module")
def safe(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return browse({name: sanitize(attack) for name, attack in ATTACKS.items()}, tmp_path_factory.mktemp("safe"))


@pytest.mark.parametrize("name", LOUD)
def test_attack_runs_where_it_is_not_sanitized(raw: dict[str, Any], name: str) -> None:
    """The rig would see it: each attack runs in at least one context."""
    assert any(raw[f"{name} {context}"]["ran"] for context in CONTEXTS)


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_of_an_attack_runs_or_stays(safe: dict[str, Any], name: str) -> None:
    """No script runs, and the browser's own DOM holds only what the policy allows."""
    assert [safe[f"{name} {context}"] for context in CONTEXTS] == [{"ran": [], "left": []}] * 3
