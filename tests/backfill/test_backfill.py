"""The command, on a folder and on a real local bucket: processes, files, kills."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import redrive
from copydesk import storage as ours
from copydesk.backfill import work
from copydesk.backfill.tally import Tally, row
from copydesk.backfill.task import Done, Task
from copydesk.cli import main
from tests.backfill.archive import SETTINGS, Archive, by_processes, story


@pytest.mark.e2e
def test_two_processes_write_what_one_writes(archive: Archive) -> None:
    """The records do not depend on how many processes make them."""
    archive.put({f"desk/{i}.txt": story(i) for i in range(40)})
    by_processes(jobs=2)
    before = archive.records()
    assert len(before) == 40
    by_processes("all", force=True)
    assert archive.records() == before


@pytest.mark.e2e
def test_killed_job_goes_on_where_it_stopped(archive: Archive, tmp_path: Path) -> None:
    """After `kill -9` a second run completes the rest, and every record is as the function writes it."""
    archive.put({f"desk/{i}.txt": story(i) for i in range(120)})
    command = [sys.executable, "-m", "copydesk", "backfill", "gs://news", "--jobs", "1"]
    child = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not archive.records() and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    half = archive.records()
    assert half
    by_processes()
    whole = archive.records()
    assert len(whole) == 120
    assert all(whole[name] == line for name, line in half.items())


@pytest.mark.e2e
def test_command_counts_then_works_then_rests(
    archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--dry-run` writes nothing; the job writes a row a source; the next one finds nothing to do."""
    archive.put({f"desk/{i}.txt": story(i) for i in range(5)})
    assert main(["backfill", "gs://news/desk/", "--dry-run"]) == 0
    assert "5 sources" in capsys.readouterr().out
    assert archive.records() == {}
    rows = tmp_path / "rows.jsonl"
    words = ["backfill", "gs://news/desk/", "--jobs", "1", "--rows", str(rows), "--dead-letters", str(tmp_path / "d")]
    assert main(words) == 0
    made = [json.loads(line) for line in rows.read_text("utf-8").splitlines()]
    assert sorted(each["name"] for each in made) == [f"desk/{i}.txt" for i in range(5)]
    assert {each["result"] for each in made} == {"recorded"}
    assert "5 recorded" in capsys.readouterr().err
    assert main(["backfill", "gs://news/desk/", "--jobs", "1"]) == 0
    assert "0 sources" in capsys.readouterr().err


def test_folder_gets_its_records(tmp_path: Path) -> None:
    """A folder is backfilled as a bucket is, and a second run writes nothing."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(story(number))
    assert main(["backfill", str(tmp_path), "--jobs", "1"]) == 0
    made = {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.metadata.json")}
    assert len(made) == 3
    assert main(["backfill", str(tmp_path), "--jobs", "1", "--only", "stale"]) == 0
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.glob("*.metadata.json")} == made


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file that would fill the memory gets its record from its length alone, and is left at that."""
    huge = tmp_path / "huge.html"
    huge.touch()
    os.truncate(huge, 1 << 36)
    assert main(["backfill", str(tmp_path), "--jobs", "1"]) == 0
    said = (tmp_path / "huge.html.metadata.json").read_bytes()
    record = json.loads(said)
    assert record["rules"] == ["intake.too_large"]
    assert (record["source"]["sizeBytes"], record["source"]["sha256"]) == (1 << 36, None)
    assert main(["backfill", str(tmp_path), "--jobs", "1", "--only", "stale"]) == 0
    assert (tmp_path / "huge.html.metadata.json").read_bytes() == said


def test_name_too_long_for_a_record_fails_one_file(tmp_path: Path) -> None:
    """A file whose record's name no file can have is told as failed; those after it get their records."""
    names = (f"{'a' * 248}.txt", "b.txt")
    for name in names:
        (tmp_path / name).write_bytes(story(1))
    assert main(["backfill", str(tmp_path), "--jobs", "1"]) == 65
    assert [path.name for path in tmp_path.glob("*.metadata.json")] == ["b.txt.metadata.json"]


def test_failure_is_retried_then_goes_to_the_dead_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source whose bucket is down is tried again, then kept as a message that `redrive` reads."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
    ours.client.cache_clear()
    resource = {"bucket": "news", "name": "a.txt", "generation": "5", "size": "3", "contentType": "text/plain"}
    monkeypatch.setattr(work, "PAUSES", (0.0,))
    done = work.do(Task(resource), SETTINGS)
    ours.client.cache_clear()
    assert done.result == "failed"
    assert done.dead
    (message,) = redrive.lines([work.dead_letter(done.dead)])
    assert json.loads(base64.b64decode(message["message"]["data"])) == resource


def test_row_holds_no_resource_and_a_tally_counts_what_became_of_each() -> None:
    """A row is flat JSON without the dead letter; a tally counts results, bytes and errors by kind."""
    done = Done("a", "failed", "gs://b/a: storage failed (503)", dead={"name": "a"}, size_bytes=7)
    assert "dead" not in json.loads(row(done))
    tally = Tally()
    tally.add(done)
    tally.add(replace(done, result="recorded", verdict="allow", comparison="match"))
    assert tally.results == {"failed": 1, "recorded": 1}
    assert tally.size_bytes == 14
    assert tally.errors == {"storage failed (503)": 1}


def test_tally_tells_verdicts_languages_and_errors_on_a_terminal() -> None:
    """The summary counts verdicts, lays title languages over body languages, and names errors by kind."""
    tally = Tally()
    for title, body, comparison in (("en", "en", "match"), ("en", "en", "match"), ("en", "hi", "mismatch")):
        done = Done("a", "recorded", "recorded: allow", "1", "allow", title, body, comparison, milliseconds=30.0)
        tally.add(done)
    tally.add(Done("b", "refused", "recorded: review", "1", "review", rules=("intake.empty",)))
    assert list(tally.lines(2.0)) == [
        "4 sources in 2.0 s (2.0 a second, 22.5 ms of processor each): 3 recorded, 0 skipped, 1 refused, 0 failed",
        "verdicts: 3 allow, 1 review",
        "languages: 2 match, 1 mismatch",
        "title over body  en  hi",
        "───────────────  ──  ──",
        "en               2   1",
        "hi               ·   ·",
        "errors: intake.empty: 1",
    ]


def test_many_languages_are_a_table_of_eight_and_others() -> None:
    """Languages beyond the eight most frequent are one row and one column."""
    tally = Tally()
    for number in range(12):
        tally.languages[f"l{number:02}", f"l{number:02}", "match"] += 12 - number
    table = [line for line in tally.lines(1.0) if line.startswith(("title over body", "others"))]
    assert table[0].split()[3:] == [*(f"l{number:02}" for number in range(8)), "others"]
    assert table[1].split() == ["others", *"········", "10"]
