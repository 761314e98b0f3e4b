"""The audit of a folder, where records carry no mark but what is in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk import audit as audits
from copydesk import process
from copydesk.errors import CopydeskError
from copydesk.settings import Settings
from copydesk.write import record
from tests.store import ARTICLE, SHORT

SETTINGS = Settings()


def _found(folder: Path, *, deep: bool = False) -> list[tuple[str, str]]:
    faults = audits.audit(str(folder), SETTINGS, deep=deep)
    return [(fault.kind, Path(fault.name).name) for fault in faults if fault]


def _write(folder: Path, name: str, data: bytes = ARTICLE, line: str | None = None) -> None:
    (folder / name).write_bytes(data)
    made = record.dumps(process(data, name=name))
    (folder / f"{name}.metadata.json").write_text((line or made) + "\n", encoding="utf-8")


def test_each_fault_is_told_by_its_kind(tmp_path: Path) -> None:
    """Missing, stale, foreign and stray records are told without processing anything."""
    _write(tmp_path, "right.html")
    (tmp_path / "missing.html").write_bytes(ARTICLE)
    _write(tmp_path, "stale.html")
    (tmp_path / "stale.html").write_bytes(SHORT)
    _write(tmp_path, "foreign.html", line='{"verdict":"allow"}')
    _write(tmp_path, "stray.html")
    (tmp_path / "stray.html").unlink()
    assert sorted(_found(tmp_path)) == [
        ("foreign", "foreign.html"),
        ("missing", "missing.html"),
        ("stale", "stale.html"),
        ("stray", "stray.html.metadata.json"),
    ]


def test_a_verdict_that_its_article_does_not_give_is_found_deep(tmp_path: Path) -> None:
    """A record that says allow of an empty article is forged."""
    made = json.loads(record.dumps(process(b" ", name="a.html")))
    made["verdict"] = made["moderation"]["verdict"] = "allow"
    _write(tmp_path, "a.html", b" ", json.dumps(made))
    assert _found(tmp_path) == []
    assert _found(tmp_path, deep=True) == [("forged", "a.html")]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """Nothing to audit is no clean audit."""
    with pytest.raises(CopydeskError, match="no such folder"):
        list(audits.audit(str(tmp_path / "none"), SETTINGS, deep=False))
