"""What holds on every engine, against a real local bucket."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from copydesk import function, pipeline
from copydesk.cli import main
from copydesk.review import policy
from copydesk.settings import Settings
from tests.backfill.archive import BUCKET, SETTINGS, Archive, Engine, needs_beam, story
from tests.e2e.proxy import Asked, Fault

pytestmark = pytest.mark.e2e

ITEM = b"<item><title>Ferry sails</title><description>The ferry sails again from Monday on.</description></item>"
POISON = {
    "bomb.html": (gzip.compress(bytes(8 * SETTINGS.max_bytes)), "intake.inflates_too_large"),
    "broken.json": (b'{"headline": "Ferry sails", "body": ', "intake.malformed"),
    "broken.xml": (b'<?xml version="1.0"?><rss><channel><item><title>Ferry', "intake.malformed"),
    "cut.html": (gzip.compress(story(1))[:-9], "intake.undecodable"),
    "deep.json": (b"[" * 100_000, "intake.structure_over_cap"),
    "empty.txt": (b"", "intake.empty"),
    "entities.xml": (
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>',
        "intake.structure_over_cap",
    ),
    "huge.txt": (b"x" * (SETTINGS.max_bytes + 1), "intake.too_large"),
    "nest.html": (b"<b>" * 90_000, "markup.over_cap"),
    "noise.bin": (bytes(range(256)) * 40, "intake.not_text"),
    "paper.pdf": (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n" * 20, "intake.unsupported_format"),
    "two.xml": (b'<?xml version="1.0"?><rss><channel>' + 2 * ITEM + b"</channel></rss>", "intake.multiple_articles"),
}


def test_records_are_the_functions_and_a_second_run_only_lists(archive: Archive, engine: Engine) -> None:
    """Every record is the one that the deployed function writes; a second run sends list requests and nothing else."""
    archive.put({f"desk/{i}.txt": story(i) for i in range(30)})
    archive.proxy.counted()
    assert engine().results == {"recorded": 30}
    asked = archive.proxy.counted()
    assert asked == {"read": 30, "write": 30, "look": 30, "list": asked["list"]}
    made = archive.records()
    assert engine().sources == 0
    assert archive.proxy.counted() == {"list": 1}
    assert archive.records() == made
    with archive.function() as function:
        assert archive.by_the_function(function) == made


def test_stale_takes_what_a_newer_generation_tool_or_policy_would_write_anew(
    archive: Archive, engine: Engine, tmp_path: Path
) -> None:
    """Overwritten sources and records of older tools or policies are stale; foreign objects are never touched."""
    archive.put({f"{i}.txt": story(i) for i in range(3)} | {"mine.txt": story(9), "mine.txt.metadata.json": b"mine"})
    assert engine().results == {"recorded": 3}
    assert engine("stale").sources == 0
    archive.put({"0.txt": story(7)})
    older = archive.bucket.get_blob("1.txt.metadata.json")
    older.metadata = {**older.metadata, "tool-version": "0.0.1"}
    older.patch()
    assert engine().sources == 0
    assert engine("stale").results == {"recorded": 2}
    made = archive.records()
    assert made["mine.txt.metadata.json"] == b"mine"
    assert "number 7" in json.loads(made["0.txt.metadata.json"])["headline"]
    newer = tmp_path / "newer.toml"
    version = policy.load(SETTINGS).version + 1
    newer.write_text(f'name = "newer"\nversion = {version}\n[rules]\n"intake.*" = "review"\n')
    changed = Settings(buckets=(BUCKET,), policy=str(newer))
    assert engine("stale", changed).results == {"recorded": 3}
    assert engine("stale", changed).sources == 0
    assert engine("stale").sources == 0  # a newer policy's records are not taken back by an older one


def test_all_renews_nothing_that_is_as_new_unless_forced(archive: Archive, engine: Engine) -> None:
    """`all` looks at every source again and finds its records standing; forced, it writes over newer ones."""
    archive.put({f"{i}.txt": story(i) for i in range(4)})
    engine()
    made = archive.records()
    assert engine("all").results == {"skipped": 4}
    newer = archive.bucket.get_blob("1.txt.metadata.json")
    newer.metadata = {**newer.metadata, "tool-version": "999.0"}
    newer.patch()
    assert engine("all").results == {"skipped": 4}
    assert engine("all", force=True).results == {"recorded": 1, "skipped": 3}
    assert archive.records() == made


def test_poison_gets_records_that_say_why(archive: Archive, engine: Engine) -> None:
    """What cannot be processed never stops the job: each is refused with its reason, and counted by it."""
    archive.put({"a.txt": story(1), "z.txt": story(2)} | {name: data for name, (data, _) in POISON.items()})
    tally = engine()
    assert tally.results == {"recorded": 2, "refused": len(POISON)}
    refused = {name: json.loads(archive.records()[f"{name}.metadata.json"]) for name in POISON}
    assert {name: (each["verdict"], each["rules"][0]) for name, each in refused.items()} == {
        name: ("review", rule) for name, (_, rule) in POISON.items()
    }
    assert tally.errors == Counter(rule for _, rule in POISON.values())


def test_fault_of_our_own_stops_no_job_and_quotes_nobody(
    archive: Archive, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that nobody foresaw fails one source, and is told by its kind and place alone."""

    def process(data: bytes, **about: Any) -> Any:
        if b"number 2" in data:
            raise KeyError(data)
        return pipeline.process(data, **about)

    monkeypatch.setattr(function, "process", process)
    archive.put({f"{i}.txt": story(i) for i in range(4)})
    tally = engine()
    assert tally.results == {"recorded": 3, "failed": 1}
    (kind,) = tally.errors
    assert re.fullmatch(r"KeyError at function\.py:\d+", kind)


def test_source_that_fails_for_good_leaves_the_others_alone(archive: Archive, engine: Engine) -> None:
    """A source that the bucket does not give out is tried again, counted as failed, and done by the next run."""
    archive.put({f"{i}.txt": story(i) for i in range(6)})

    def broken(asked: Asked) -> Fault | None:
        return "503" if (asked.kind, asked.name) == ("read", "3.txt") else None

    archive.proxy.fault = broken
    tally = engine()
    assert tally.results == {"recorded": 5, "failed": 1}
    assert tally.errors == {"storage failed (503)": 1}
    archive.proxy.whole()
    assert engine().results == {"recorded": 1}


def test_trouble_that_passes_is_no_failure(archive: Archive, engine: Engine) -> None:
    """Requests that break now and then are sent again, and every record is written once."""
    archive.put({f"{i}.txt": story(i) for i in range(12)})
    faults: list[Fault] = ["reset", "503", "429", "truncate", "lost"]

    def broken(asked: Asked) -> Fault | None:
        return faults.pop() if faults and asked.kind in ("read", "write") else None

    archive.proxy.fault = broken
    assert engine().results == {"recorded": 12}
    assert len(archive.records()) == 12
    assert set(archive.proxy.written.values()) == {1}


def test_sample_is_the_first_that_need_work(archive: Archive, engine: Engine) -> None:
    """`--sample 3` takes three sources; the next run goes on behind them."""
    archive.put({f"{i}.txt": story(i) for i in range(5)})
    assert engine(sample=3).results == {"recorded": 3}
    assert sorted(archive.records()) == [f"{i}.txt.metadata.json" for i in range(3)]
    assert engine(sample=3).results == {"recorded": 2}


@pytest.mark.parametrize("name", ["local", pytest.param("beam", marks=needs_beam)])
def test_what_failed_is_redriven_from_its_dead_letter(archive: Archive, tmp_path: Path, name: str) -> None:
    """The command says 65, keeps what failed in a file, and `copydesk redrive` gives it its record from there."""
    archive.put({f"{i}.txt": story(i) for i in range(3)})
    archive.proxy.fault = lambda asked: "503" if (asked.kind, asked.name) == ("read", "1.txt") else None
    words = ["backfill", "gs://news", "--engine", name, "--dead-letters", str(tmp_path / "dead"), "--jobs", "1"]
    assert main(words) == 65
    archive.proxy.whole()
    (letters,) = tmp_path.glob("dead*")
    assert main(["redrive", str(letters)]) == 0
    made = archive.records()
    assert sorted(made) == [f"{i}.txt.metadata.json" for i in range(3)]
