"""What is installed is what pyproject.toml asks for, pinned and hashed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED = {
    "requirements.txt": PROJECT["project"]["dependencies"],
    "requirements-dev.txt": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"],
    "tests/benchmarks/speed/requirements-bench.txt": PROJECT["dependency-groups"]["bench"],
    "tests/benchmarks/speed/requirements-bench-mediacloud.txt": PROJECT["dependency-groups"]["bench-mediacloud"],
}
NAME = re.compile(r"^[A-Za-z0-9._-]+")


def pins(text: str) -> dict[str, str]:
    """Return each pinned package with its lines."""
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)
    return {found[0].lower(): block for block in blocks if (found := NAME.match(block))}


@pytest.mark.parametrize("name", ASKED)
def test_pins_hold_all_that_is_asked_for(name: str) -> None:
    """Each dependency of pyproject.toml is pinned; `make lock` writes the pins anew."""
    asked = {found[0].lower().replace("_", "-") for each in ASKED[name] if (found := NAME.match(each))}
    assert asked - pins((ROOT / name).read_text(encoding="utf-8")).keys() == set()


@pytest.mark.parametrize("name", ASKED)
def test_every_pin_has_a_version_and_hashes(name: str) -> None:
    """No package is installed that was not seen when the pins were made, from wherever it comes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert [name for name, block in pins(text).items() if "==" not in block or "--hash=sha256:" not in block] == []
    assert "://" not in text


def test_development_has_what_the_function_has() -> None:
    """Tests run against the versions that are deployed."""
    runtime, development = (
        pins((ROOT / name).read_text(encoding="utf-8")) for name in ("requirements.txt", "requirements-dev.txt")
    )
    version = re.compile(r"==([^\s;]+)")
    drifted = [n for n, b in runtime.items() if version.findall(b)[:1] != version.findall(development.get(n, ""))[:1]]
    assert drifted == []
