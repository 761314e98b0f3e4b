"""Backfills of a folder and of a real local bucket."""

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
from typing import Any

import pytest

from copydesk import redrive
from copydesk import storage as ours
from copydesk.backfill import choose, listing, local, work
from copydesk.backfill.tally import Tally, row
from copydesk.backfill.task import Done, Task
from copydesk.cli import main
from copydesk.settings import Settings

SETTINGS = Settings(buckets=("news",))


def story(number: int) -> bytes:
    return (
        f"Old bridge number {number} reopens after repairs\n\n"
        f"LYON, France (Reuters) - Trams ran again over bridge {number} on Monday, the city council said.\n\n"
        "Engineers had worked on its pillars for two years and found no further damage.\n"
    ).encode()


def put(bucket: Any, names: dict[str, bytes]) -> None:
    for name, data in names.items():
        bucket.blob(name).upload_from_string(data, content_type="text/plain")


def records(bucket: Any) -> dict[str, bytes]:
    return {b.name: b.download_as_bytes() for b in bucket.list_blobs() if b.name.endswith(".metadata.json")}


def backfill(only: choose.Only = "missing", *, jobs: int = 1, force: bool = False) -> Tally:
    pairs = listing.pairs("news", "", SETTINGS, choose.is_source(SETTINGS))
    tally = Tally()
    for done in local.run(choose.chosen(pairs, only, SETTINGS, choose.Shard(), None), SETTINGS, jobs, force=force):
        tally.add(done)
    return tally


@pytest.mark.e2e
def test_second_run_writes_nothing(bucket: Any) -> None:
    """What has its record is left alone; a second run looks at the listing and nothing else."""
    put(bucket, {f"desk/{i}.txt": story(i) for i in range(25)})
    assert backfill().results == {"recorded": 25}
    before = records(bucket)
    assert backfill().sources == 0
    assert records(bucket) == before


@pytest.mark.e2e
def test_two_processes_write_what_one_writes(bucket: Any) -> None:
    """The records do not depend on how many processes make them."""
    put(bucket, {f"desk/{i}.txt": story(i) for i in range(40)})
    backfill(jobs=2)
    before = records(bucket)
    assert len(before) == 40
    backfill("all", force=True)
    assert records(bucket) == before


@pytest.mark.e2e
def test_stale_records_are_renewed_and_foreign_objects_are_not(bucket: Any) -> None:
    """`stale` takes overwritten sources too; an object that is none of ours is never touched."""
    put(bucket, {"a.txt": story(1), "b.txt": story(2), "b.txt.metadata.json": b"mine"})
    assert backfill().results == {"recorded": 1}
    put(bucket, {"a.txt": story(3)})
    assert backfill().sources == 0
    assert backfill("stale").results == {"recorded": 1}
    made = records(bucket)
    assert made["b.txt.metadata.json"] == b"mine"
    assert "number 3" in json.loads(made["a.txt.metadata.json"])["headline"]


@pytest.mark.e2e
def test_poison_never_stops_the_job(bucket: Any) -> None:
    """What cannot be processed has a record that says so, and the others have theirs."""
    bad = {
        "empty.txt": b"",
        "noise.bin": bytes(range(256)) * 40,
        "deep.json": b"[" * 100_000,
        "nest.html": b"<b>" * 90_000,
    }
    put(bucket, {**bad, "good.txt": story(1)})
    tally = backfill()
    assert tally.results == {"recorded": 1, "refused": len(bad)}
    assert len(records(bucket)) == 5


@pytest.mark.e2e
def test_killed_job_goes_on_where_it_stopped(bucket: Any, tmp_path: Path) -> None:
    """After `kill -9` a second run completes the rest, and every record is as the function writes it."""
    put(bucket, {f"desk/{i}.txt": story(i) for i in range(120)})
    command = [sys.executable, "-m", "copydesk", "backfill", "gs://news", "--jobs", "1"]
    child = subprocess.Popen(command, cwd=tmp_path, start_new_session=True, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while not records(bucket) and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    half = records(bucket)
    assert half
    backfill()
    whole = records(bucket)
    assert len(whole) == 120
    assert all(whole[name] == line for name, line in half.items())


@pytest.mark.e2e
def test_command_counts_then_works_then_rests(bucket: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--dry-run` writes nothing; the job writes a row a source; the next one finds nothing to do."""
    put(bucket, {f"desk/{i}.txt": story(i) for i in range(5)})
    assert main(["backfill", "gs://news/desk/", "--dry-run"]) == 0
    assert "5 sources" in capsys.readouterr().out
    assert records(bucket) == {}
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


def test_failure_is_retried_then_goes_to_the_dead_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A source whose bucket is down is tried again, then kept as a message that `redrive` reads."""
    monkeypatch.setenv("STORAGE_EMULATOR_HOST", "http://127.0.0.1:9")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "local")
    ours.client.cache_clear()
    resource = {"bucket": "news", "name": "a.txt", "generation": "5", "size": "3", "contentType": "text/plain"}
    done = work.do(Task(resource), SETTINGS, pauses=(0.0,))
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
