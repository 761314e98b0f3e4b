"""The guarded write, taken apart: who wins, and what is never touched."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from copydesk.deadline import Deadline
from copydesk.errors import Transient
from copydesk.write import mark, sidecar
from copydesk.write.mark import Mark
from copydesk.write.sidecar import Result
from tests.e2e.proxy import Asked
from tests.store import Store

pytestmark = pytest.mark.e2e

OURS = Mark("articles", "a.html", 17, "allow", "1.10.0", 3, "0" * 64)
LINE = b"{}\n"


def _write(store: Store, ours: Mark, line: bytes = LINE, *, live: int | None = 17, force: bool = False) -> Result:
    place = (store.bucket, "a.html.metadata.json")
    store.proxy.counted()
    return sidecar.write(store.client, place, line, ours, lambda: live, Deadline(50), force=force).result


def _standing(store: Store) -> Mark | None:
    return mark.read(store.object("a.html.metadata.json").metadata)


@pytest.mark.parametrize(
    "older",
    [
        pytest.param({"generation": 16, "tool": "9.0"}, id="older source"),
        pytest.param({"tool": "1.9.9", "policy_version": 9}, id="older tool"),
        pytest.param({"policy_version": 2}, id="older policy"),
    ],
)
def test_the_newer_record_stands_whoever_comes_first(store: Store, older: dict[str, object]) -> None:
    """A strictly older record is replaced and never replaces."""
    old = replace(OURS, **older)
    assert _write(store, old) == "written"
    assert _write(store, OURS) == "replaced"
    assert _write(store, old) == "superseded"
    assert _standing(store) == OURS


def test_force_writes_an_older_record_over_a_newer_one(store: Store) -> None:
    """People may go back to an older tool or policy."""
    old = replace(OURS, tool="1.0.0")
    _write(store, OURS)
    assert _write(store, old, force=True) == "replaced"
    assert _standing(store) == old


def test_force_never_touches_what_is_not_ours(store: Store) -> None:
    """An object without our mark, and the record of another source, stay even then."""
    store.upload("a.html.metadata.json", b"foreign", content_type="application/json")
    assert _write(store, OURS, force=True) == "foreign"
    assert store.object("a.html.metadata.json").metadata is None


@pytest.mark.parametrize("other", [{"bucket": "others"}, {"name": "b.html"}], ids=["bucket", "name"])
def test_the_record_of_another_source_is_never_overwritten(store: Store, other: dict[str, str]) -> None:
    """Two deployments that meet in one place do not fight over it."""
    theirs = replace(OURS, generation=1, **other)
    _write(store, theirs)
    assert _write(store, OURS) == "foreign"
    assert _standing(store) == theirs


def test_a_claim_above_the_live_generation_is_not_believed(store: Store) -> None:
    """A forged source-generation in the future is looked up once and replaced."""
    _write(store, replace(OURS, generation=1 << 60), b"forged")
    assert _write(store, OURS, live=17) == "replaced"
    assert _standing(store) == OURS


def test_a_newer_generation_that_is_live_is_believed(store: Store) -> None:
    """The record of the live generation stands."""
    newer = replace(OURS, generation=18)
    _write(store, newer, live=18)
    assert _write(store, OURS, live=18) == "superseded"


def test_a_copied_mark_on_other_bytes_is_replaced(store: Store) -> None:
    """A forgery with our whole mark is told by its bytes, which ours would have had."""
    _write(store, OURS, b'{"verdict":"allow"}')
    assert _write(store, OURS) == "replaced"
    assert store.object("a.html.metadata.json").size == len(LINE)


def test_a_copied_record_with_another_verdict_in_its_mark_is_replaced(store: Store) -> None:
    """The mark is part of what is compared: a consumer may read nothing else."""
    _write(store, replace(OURS, verdict="block"))
    assert _write(store, OURS) == "replaced"
    assert _standing(store) == OURS


def test_a_mark_that_cannot_be_read_counts_as_oldest(store: Store) -> None:
    """What an uploader makes of the mark's numbers keeps no record out."""
    broken = {**OURS.metadata(), "source-generation": "9" * 100, "tool-version": "\u0663.x", "policy-version": "-1"}
    store.upload("a.html.metadata.json", b"x", metadata=broken, content_type="application/json")
    assert _write(store, OURS) == "replaced"


def test_a_record_that_goes_between_two_looks_is_written_anew(store: Store) -> None:
    """A place that becomes free during the race is taken."""
    _write(store, replace(OURS, generation=16))

    def vanish(asked: Asked) -> None:
        if asked.kind == "write" and asked.generation:
            store.proxy.whole()
            store.client.bucket(store.bucket).blob("a.html.metadata.json").delete()

    store.proxy.before = vanish
    assert _write(store, OURS) in {"written", "replaced"}
    assert _standing(store) == OURS


def test_a_race_that_is_lost_again_and_again_is_raised(store: Store) -> None:
    """After eight lost races the event is delivered again."""
    store.proxy.fault = lambda asked: "412" if asked.kind == "write" else None
    with pytest.raises(Transient, match="lost 8 races"):
        _write(store, OURS)


def test_of_many_writers_the_newest_record_stands(store: Store) -> None:
    """Sixteen threads with sixteen generations leave the highest."""
    marks = [replace(OURS, generation=number) for number in range(1, 17)]
    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(lambda ours: _write(store, ours, live=16), marks))
    assert set(results) <= {"written", "replaced", "superseded"}
    assert _standing(store) == marks[-1]


def test_the_deletion_is_guarded_by_the_records_generation(store: Store) -> None:
    """A record that was replaced meanwhile is not taken back; the proxy answers 412 where fake-gcs-server forgets."""
    place = (store.bucket, "a.html.metadata.json")
    first = sidecar.write(store.client, place, LINE, OURS, lambda: 17, Deadline(50)).generation
    _write(store, replace(OURS, generation=18), live=18)
    assert first is not None
    assert not sidecar.take_back(store.client, place, first, Deadline(50))
    assert store.proxy.answered[412]
    assert _standing(store) is not None


def test_only_an_outdated_record_is_removed(store: Store) -> None:
    """Removing asks what stands there before it does anything."""
    place = (store.bucket, "a.html.metadata.json")
    assert not sidecar.remove(store.client, place, lambda _: True, Deadline(50))
    _write(store, OURS)
    assert not sidecar.remove(store.client, place, lambda theirs: theirs.generation < 17, Deadline(50))
    assert sidecar.remove(store.client, place, lambda theirs: theirs.generation <= 17, Deadline(50))
    assert store.names() == []
