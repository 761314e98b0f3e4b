"""What Apache Beam adds of its own: files written through its gs:// file system."""

from __future__ import annotations

import json

import pytest

from tests.backfill.archive import SETTINGS, Archive, needs_beam, story

pytestmark = [pytest.mark.e2e, needs_beam]


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beam's file system looks for credentials for 25 seconds, then does without: here it knows at once."""
    from apache_beam.internal.gcp import auth

    monkeypatch.setattr(auth._Credentials, "_credentials_init", True)


def test_rows_and_dead_letters_are_written_to_the_bucket(archive: Archive) -> None:
    """A row a source, and a message for each that failed, are written and read through Beam's own gs:// file system."""
    from apache_beam.io.filesystems import FileSystems

    from copydesk.backfill import beam

    archive.put({f"desk/{i}.txt": story(i) for i in range(4)})
    archive.proxy.fault = lambda asked: "503" if (asked.kind, asked.name) == ("read", "desk/2.txt") else None
    beam.run("gs://news/desk/", "missing", SETTINGS, [], rows="gs://news/out/rows", dead_letters="gs://news/out/dead")

    def lines(prefix: str) -> list[str]:
        (found,) = FileSystems.match([f"{prefix}*.jsonl"])
        return [
            line.decode()
            for each in found.metadata_list
            for line in FileSystems.open(each.path, compression_type="uncompressed").read().splitlines()
        ]

    results = {row["name"]: row["result"] for row in map(json.loads, lines("gs://news/out/rows"))}
    assert results == {f"desk/{i}.txt": "failed" if i == 2 else "recorded" for i in range(4)}
    (letter,) = map(json.loads, lines("gs://news/out/dead"))
    assert letter["message"]["attributes"]["objectId"] == "desk/2.txt"


def test_no_dead_letter_is_written_where_nothing_failed(archive: Archive) -> None:
    """Of a job without a failure nothing is left in the bucket but records and rows."""
    from copydesk.backfill import beam

    archive.put({"desk/a.txt": story(1)})
    beam.run("gs://news/desk/", "missing", SETTINGS, [], rows="gs://news/out/rows", dead_letters="gs://news/out/dead")
    names = sorted(archive.sources())
    assert names == ["desk/a.txt", "out/rows-00000-of-00001.jsonl"]
