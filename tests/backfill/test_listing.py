"""Pairing sources with records from one pass over a listing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.backfill import choose, listing
from copydesk.settings import Settings
from copydesk.write import mark

BESIDE = Settings(buckets=("news",))
ELSEWHERE = replace(BESIDE, output_bucket="records")
# Characters around the dot of a record's suffix, so that other names come between a source and its record.
NAMES = st.lists(st.text("ab!-./0~é", min_size=1, max_size=6).filter(lambda n: not n.endswith("/")), unique=True)


def resource(bucket: str, name: str, metadata: dict[str, str] | None = None) -> listing.Resource:
    return {"bucket": bucket, "name": name, "generation": "1", "size": "10", "metadata": metadata or {}}


def paired(sources: Iterable[str], recorded: Iterable[str], settings: Settings) -> dict[str, bool]:
    """Return which sources were paired with a record, by name."""
    stored: dict[str, list[listing.Resource]] = {"news": [resource("news", name) for name in sources], "records": []}
    for name in recorded:
        bucket, place = mark.place("news", name, settings)
        stored[bucket].append(resource(bucket, place, {mark.MARK: "1"}))

    def listed(bucket: str, prefix: str) -> Iterable[listing.Resource]:
        found = [each for each in stored[bucket] if each["name"].startswith(prefix)]
        return sorted(found, key=lambda each: each["name"].encode())

    pairs = listing.pairs("news", "", settings, choose.is_source(settings), listed)
    return {task.name: standing is not None for task, standing in pairs}


@pytest.mark.parametrize("settings", [BESIDE, ELSEWHERE], ids=["beside", "another bucket"])
@given(names=NAMES, chosen=st.data())
def test_every_source_is_found_once_with_its_own_record(
    settings: Settings, names: list[str], chosen: st.DataObject
) -> None:
    """Whatever sorts between a source and its record, each source is yielded once, paired with its own record."""
    recorded = chosen.draw(st.sets(st.sampled_from(names))) if names else set()
    assert paired(names, recorded, settings) == {name: name in recorded for name in names}


@given(names=st.lists(st.text(min_size=1), max_size=40), count=st.integers(1, 7))
def test_every_source_falls_to_exactly_one_shard(names: list[str], count: int) -> None:
    """The machines of a job share the sources without gap or overlap."""
    for name in names:
        assert sum(choose.Shard(index, count).has(name) for index in range(count)) == 1
