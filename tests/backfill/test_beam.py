"""The Beam engine against the same local bucket; skipped where Apache Beam is not installed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip(
    "apache_beam", reason="Apache Beam is not installed: pip install -r deploy/backfill/requirements.txt"
)


from copydesk.backfill import beam, choose, listing, local
from copydesk.settings import Settings

SETTINGS = Settings(buckets=("news",))


def story(number: int) -> bytes:
    return (
        f"Ferry line {number} gets a new timetable\n\n"
        f"LYON, France (Reuters) - Ferry line {number} will run every hour from Monday, the harbour said.\n\n"
        "Passengers had asked for more boats in the evening since the bridge was closed.\n"
    ).encode()


@pytest.mark.e2e
def test_beam_writes_what_the_local_engine_writes(bucket: Any) -> None:
    """Both engines write the same bytes and count the same; a second run has nothing to do."""
    for number in range(30):
        bucket.blob(f"desk/{number}.txt").upload_from_string(story(number), content_type="text/plain")
    tally = beam.run("gs://news/desk/", "missing", SETTINGS, [])
    assert tally.results == {"recorded": 30}
    assert sum(tally.languages.values()) == 30
    made = {blob.name: blob.download_as_bytes() for blob in bucket.list_blobs() if blob.name.endswith(".json")}
    assert beam.run("gs://news/desk/", "missing", SETTINGS, []).sources == 0
    for name in made:
        bucket.blob(name).delete()
    pairs = listing.pairs("news", "desk/", SETTINGS, choose.is_source(SETTINGS))
    again = local.run(choose.chosen(pairs, "missing", SETTINGS, choose.Shard(), None), SETTINGS, 1)
    assert {done.result for done in again} == {"recorded"}
    assert made == {b.name: b.download_as_bytes() for b in bucket.list_blobs() if b.name.endswith(".json")}


@pytest.mark.e2e
def test_rows_and_dead_letters_are_written_by_beam(bucket: Any, tmp_path: Path) -> None:
    """A row a source is written through Beam's own file systems, and no dead-letter file where nothing failed.

    To a folder: ending a write to gs:// takes batch requests, which the local bucket does not know.
    """
    bucket.blob("desk/a.txt").upload_from_string(story(1), content_type="text/plain")
    paths = {"rows": str(tmp_path / "rows"), "dead_letters": str(tmp_path / "dead")}
    beam.run("gs://news/desk/", "missing", SETTINGS, [], **paths)
    lines = [line for path in tmp_path.glob("rows*") for line in path.read_text("utf-8").splitlines()]
    assert [json.loads(line)["name"] for line in lines] == ["desk/a.txt"]
    assert not list(tmp_path.glob("dead*"))
