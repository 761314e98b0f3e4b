"""Rules of the house that no linter knows."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LISTED = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
FILES = [ROOT / name for name in LISTED.split("\0") if name]
MODULES = [path for path in FILES if path.suffix == ".py" and path.exists() and ROOT / "src" in path.parents]
# Package indexes are the installer's to know; the brackets keep this file from holding what it looks for.
ADDRESSES = re.compile(rb"python[h]osted|pypi\.or[g]/simple|--(?:extra-)?index[-]url")


@pytest.mark.skipif(not MODULES, reason="this is no checkout")
def test_modules_are_short() -> None:
    """A module of the package is a noun or a step of at most 300 lines."""
    lines = {str(path.relative_to(ROOT)): len(path.read_bytes().splitlines()) for path in MODULES}
    assert {name: count for name, count in lines.items() if count > 300} == {}


@pytest.mark.skipif(not FILES, reason="this is no checkout")
def test_no_file_names_a_package_index() -> None:
    """Where packages come from is the reader's to choose."""
    found = [path for path in FILES if path.is_file() and path.stat().st_size < 3_000_000]
    assert [str(path.relative_to(ROOT)) for path in found if ADDRESSES.search(path.read_bytes())] == []


def test_data_files_name_their_source() -> None:
    """Word lists begin with where they come from."""
    lists = [*(ROOT / "src/copydesk/data").rglob("*.txt"), *(ROOT / "src/copydesk/data").rglob("*.tsv")]
    heads = {path: path.read_text(encoding="utf-8").split("\n", 6)[:6] for path in lists}
    word = re.compile(r"^#.*(?:[Ss]ources?|CLDR|Unicode|GeoNames|Scripts\.txt|our own)")
    silent = [path.name for path, head in heads.items() if not any(word.search(line) for line in head)]
    assert silent == []
