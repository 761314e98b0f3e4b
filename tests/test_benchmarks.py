"""`python -m tests.benchmarks`: answers on files of cases, figures against floors."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests import golden
from tests.benchmarks import __main__ as benchmarks
from tests.benchmarks import floors

if TYPE_CHECKING:
    from pathlib import Path

PAGE = golden.load(golden.CORPUS / "page-json-ld").article
STORY = golden.load(golden.CORPUS / "wire-russian").article.read_text(encoding="utf-8")
TITLE, _, BODY = STORY.partition("\n\n")
CASES: dict[str, list[dict[str, Any]]] = {
    "language": [
        {"id": "same", "title": TITLE, "body": BODY},
        {"id": "other", "title": "Footbridge opens again after repairs", "body": BODY},
        {"id": "empty", "title": "", "body": ""},
        {"id": "odd", "title": "\x00", "body": "\ud800"},
    ],
    "dateline": [{"id": "wire", "text": STORY}, {"id": "empty", "text": ""}, {"id": "odd", "text": "\ud800\x00"}],
    "extraction": [{"id": "page", "html": "page.html.gz", "encoding": "utf-8"}, {"id": "plain", "html": "page.html"}],
    "sanitize": [{"id": "attack", "payload": "<p>a<script>b</script>"}, {"id": "benign", "html": "<p>a</p>"}],
}


def predicted(area: str, folder: Path) -> dict[str, dict[str, Any]]:
    (folder / "page.html").write_bytes(PAGE.read_bytes())
    (folder / "page.html.gz").write_bytes(gzip.compress(PAGE.read_bytes()))
    cases, out = folder / "cases.jsonl", folder / "out" / "answers.jsonl"
    cases.write_text("".join(json.dumps(case) + "\n" for case in CASES[area]), encoding="utf-8")
    assert benchmarks.main(["predict", area, "--cases", str(cases), "--out", str(out)]) == 0
    return {line["id"]: line for line in map(json.loads, out.read_text(encoding="utf-8").splitlines())}


@pytest.mark.parametrize("area", CASES)
def test_every_case_is_answered(area: str, tmp_path: Path) -> None:
    """One line a case, whatever the case holds, and none broke."""
    answers = predicted(area, tmp_path)
    assert list(answers) == [case["id"] for case in CASES[area]]
    assert not any("error" in answer for answer in answers.values())
    module = __import__(f"tests.benchmarks.{area}", fromlist=["NOTHING"])
    assert all(module.NOTHING.keys() <= answer.keys() for answer in answers.values())


def test_answers_are_the_products(tmp_path: Path) -> None:
    """The answers are what a record of the same article says."""
    language, lead, page = (predicted(area, tmp_path) for area in ("language", "dateline", "extraction"))
    assert (language["same"]["mismatch"], language["other"]["mismatch"], language["empty"]["mismatch"]) == (
        False,
        True,
        None,
    )
    assert (lead["wire"]["place"], lead["wire"]["country"], lead["wire"]["agency"]) == ("КАЗАНЬ", "RU", "ТАСС")
    assert page["page"]["authors"] == ["Maren Oakwell", "Tobias Finch"]
    assert page["page"]["body_text"].startswith("HALIFAX, Nova Scotia")
    assert page["page"]["title"] == page["plain"]["title"]


def test_case_that_breaks_the_product_leaves_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case that raises is told and answered with nothing found."""
    cases, out = tmp_path / "cases.jsonl", tmp_path / "out.jsonl"
    cases.write_text(
        '{"id": "lost", "html": "missing.html"}\n{"id": "last", "html": "missing.html"}\n', encoding="utf-8"
    )
    assert benchmarks.predict("extraction", cases, out) == 2
    assert [json.loads(line)["error"] for line in out.open(encoding="utf-8")] == ["FileNotFoundError"] * 2
    assert "case lost broke" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("found", "limit", "at_least", "holds"),
    [
        (0.9, 0.9, True, True),
        (0.89, 0.9, True, False),
        (3, 3, False, True),
        (3.1, 3, False, False),
        (None, 0, True, False),
    ],
)
def test_floor_holds(*, found: float | None, limit: float, at_least: bool, holds: bool) -> None:
    """A figure holds on its limit and on its good side; one that is missing does not."""
    assert floors.Held("x", found, limit, at_least).holds is holds


def test_floors_are_of_areas_that_are_measured() -> None:
    """Each table of floors.toml is an area's, with floors or ceilings."""
    assert set(floors.load()) <= {*benchmarks.AREAS, "speed"}
    assert all(set(kinds) <= {"at_least", "at_most"} for kinds in floors.load().values())
