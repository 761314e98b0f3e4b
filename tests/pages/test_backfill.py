"""The report of a backfill's rows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk import cli
from copydesk.backfill.tally import row, rows
from copydesk.backfill.task import Done
from copydesk.pages.backfill import SHOWN, backfill
from tests.pages.hostile import EVIL, opens_evil

AT = "2026-11-22T10:00:00Z"
LANGUAGES = {"title_language": "en", "body_language": "hi", "comparison": "mismatch"}
DONE = [
    Done("a.txt", "recorded", "recorded: allow", "5", "allow", "en", "en", "match", size_bytes=9, milliseconds=4.0),
    Done("b.txt", "recorded", "recorded: review", "6", "review", rules=("language.title_body_mismatch",), **LANGUAGES),
    Done("c.bin", "refused", "recorded: review", "7", "review", rules=("intake.not_text",)),
    Done("d.txt", "failed", "gs://news/d.txt: storage failed (503)", "8", dead={"name": "d.txt"}),
    Done("e.txt", "skipped", "skipped: already processed", "9", "allow"),
]


def test_rows_are_read_as_they_were_written() -> None:
    """Reading a row gives what it was made of, without the dead letter."""
    read = list(rows(map(row, DONE)))
    assert read[:3] == DONE[:3]
    assert read[3].dead is None


@pytest.mark.parametrize("line", ["{", "[]", '{"name": "a"}', '{"name": 1, "result": "recorded"}', "[" * 100_000])
def test_lines_that_are_no_rows_are_named_by_number(line: str, tmp_path: Path) -> None:
    """A line that is no row ends the report with its number, and without its text."""
    file = tmp_path / "rows.jsonl"
    file.write_text(row(DONE[0]) + "\n" + line + "\n")
    with pytest.raises(Exception, match="line 2"):
        list(rows(file.read_text().splitlines()))
    assert cli.main(["report", str(file), "-o", str(tmp_path / "out.html")]) not in (0, 70)
    assert not (tmp_path / "out.html").exists()


def test_page_counts_results_errors_rules_and_languages(tmp_path: Path) -> None:
    """The command makes one page of several files of rows; what was simply allowed is counted and not listed."""
    for at, part in enumerate((DONE[:2], DONE[2:])):
        (tmp_path / f"rows-{at}.jsonl").write_text("".join(row(each) + "\n" for each in part))
    out = tmp_path / "out.html"
    assert cli.main(["report", *map(str, sorted(tmp_path.glob("*.jsonl"))), "-o", str(out)]) == 0
    page = out.read_text("utf-8")
    assert "Backfill of 5 sources" in page
    assert "storage failed (503)" in page
    assert "intake.not_text" in page
    assert '<td class="other">1</td>' in page
    listed = page.partition('id="sources"')[2]
    assert "d.txt" in listed
    assert "a.txt" not in listed


def test_thousands_of_refusals_are_listed_in_part() -> None:
    """The page stays small however many rows there are."""
    made = (
        Done(f"{at}.bin", "refused", "recorded: review", "7", "review", rules=("intake.empty",)) for at in range(9999)
    )
    page = backfill("rows.jsonl", made, AT)
    assert page.count('<th scope="row"><span class="name">') == SHOWN
    assert "9,999" in page


def test_whatever_a_row_says_is_text() -> None:
    """No name, message, rule or language of a row opens an element."""
    kinds = ("failed", "refused", "recorded")
    made = [Done(EVIL, kind, EVIL, EVIL, EVIL, EVIL, EVIL, EVIL, (EVIL,)) for kind in kinds]  # type: ignore[arg-type]
    assert not opens_evil(backfill(EVIL, made, AT))


def test_name_that_is_no_utf_8_does_not_spoil_the_rows() -> None:
    """A file's name of any bytes makes a row that BigQuery loads."""
    assert json.loads(row(Done("\udcff.txt", "recorded", "recorded: allow")).encode())["name"] == "?.txt"
