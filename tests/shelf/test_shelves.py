"""Decisions, verdicts, erasure and listing: the same behaviour beside files and in a bucket on a real server."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from copydesk import cli, process
from copydesk.errors import Changed
from copydesk.settings import Settings
from copydesk.shelf import shelves
from copydesk.shelf.shelves import Shelf
from copydesk.write import mark, record
from tests.store import ARTICLE, SHORT, Store

SETTINGS = Settings()


class Place:
    """An article's place that tests can write to."""

    def __init__(self, word: str, put: Callable[[str, bytes], None], names: Callable[[], list[str]]) -> None:
        self.word, self.put, self.names = word, put, names

    @property
    def shelf(self) -> Shelf:
        return shelves.shelf(self.word, SETTINGS)


def _in_folder(folder: Path) -> Place:
    path = folder / "ferry.html"

    def put(suffix: str, data: bytes) -> None:
        path.with_name(path.name + suffix).write_bytes(data)
        if not suffix:
            line = record.dumps(process(data, name=str(path)))
            path.with_name(path.name + SETTINGS.suffix).write_text(line + "\n", "utf-8")

    return Place(str(path), put, lambda: sorted(each.name for each in folder.iterdir()))


def _in_bucket(store: Store) -> Place:
    def put(suffix: str, data: bytes) -> None:
        said = store.upload("in/ferry.html" + suffix, data)
        if not suffix:
            made = record.stamp(
                process(data, name="in/ferry.html"),
                bucket=store.bucket,
                name="in/ferry.html",
                generation=said["generation"],
                created=None,
            )
            store.upload(
                "in/ferry.html" + SETTINGS.suffix, record.dumps(made).encode(), metadata=mark.of(made).metadata()
            )

    return Place(f"gs://{store.bucket}/in/ferry.html", put, lambda: sorted(store.names()))


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Give a place with an article and its record."""
    if request.param == "folder":
        found = _in_folder(tmp_path)
    else:
        store = request.getfixturevalue("store")
        monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
        found = _in_bucket(store)
    found.put("", ARTICLE)
    return found


def run(*words: str) -> int:
    return cli.main(list(words))


def decide(place: Place, what: str) -> int:
    return run("review", place.word, "--decide", what, "--reason", "false-flag", "--by", "mara")


def test_verdict_is_the_machines_until_somebody_decides(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict is the record's, then the decision's, with exit codes to match."""
    assert run("verdict", place.word) == 0
    assert decide(place, "block") == 0
    assert run("verdict", place.word) == 2
    assert "mara" in capsys.readouterr().out


def test_decision_goes_stale_with_a_new_generation(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    """An overwritten article is judged by its own record, and the old decision is called stale."""
    decide(place, "block")
    place.put("", SHORT)
    assert run("verdict", place.word) == 0
    assert "counts as none" in capsys.readouterr().out


def test_article_without_a_record_has_no_verdict(place: Place) -> None:
    """Without a record, and without a source, the verdict is none and nothing can be decided."""
    place.shelf.erase()
    assert run("verdict", place.word) == 67
    assert decide(place, "allow") == 66
    assert run("verdict", place.word + ".gone") == 67


def test_second_decision_replaces_the_first_and_keeps_it(place: Place) -> None:
    """Deciding again replaces a decision and keeps what was decided before."""
    decide(place, "block")
    decide(place, "allow")
    found = place.shelf.decision()
    assert found
    said = json.loads(found[0])
    assert (said["decision"], said["earlier"][0]["decision"]) == ("allow", "block")


def test_of_two_who_decide_at_once_one_is_told(place: Place) -> None:
    """A decision is written where none stands or over the one that was seen, else nothing is written."""
    place.shelf.write_decision(b'{"first": 1}\n', None)
    with pytest.raises(Changed):
        place.shelf.write_decision(b'{"second": 1}\n', None)
    found = place.shelf.decision()
    assert found
    place.shelf.write_decision(b'{"third": 1}\n', found[1])
    with pytest.raises(Changed):
        place.shelf.write_decision(b'{"fourth": 1}\n', found[1])


def test_erasing_leaves_the_article_and_nothing_of_ours(place: Place) -> None:
    """Record and decision go, the article stays; a second time there is nothing to remove."""
    decide(place, "allow")
    assert run("erase", place.word) == 0
    assert [name.rpartition("/")[2] for name in place.names()] == ["ferry.html"]
    assert run("erase", place.word) == 66


def test_erasing_leaves_what_is_not_ours(place: Place) -> None:
    """Something else in the record's place is somebody else's."""
    place.shelf.erase()
    place.put(SETTINGS.suffix, b'{"theirs": true}')
    assert place.shelf.erase() == []


def test_stored_records_are_found_with_their_decisions(place: Place) -> None:
    """A folder or a prefix gives each record with its decision; the record's own name gives one."""
    decide(place, "allow")
    above = place.word.rpartition("/")[0] + "/"
    (found,) = shelves.stored(above, SETTINGS)
    assert found.record
    assert found.decision
    assert found.decision.by == "mara"
    assert not found.stale


def test_dead_versions_are_erased_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a bucket that keeps versions, every version of a record is removed, not only the live one."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    bucket = store.bucket + "-versions"
    store.make(bucket, versioned=True)
    versioned = Store(store.proxy, bucket)
    place = _in_bucket(versioned)
    for data in (ARTICLE, SHORT):
        place.put("", data)
    place.shelf.erase()
    left: list[Any] = list(versioned.client.list_blobs(bucket, versions=True))
    assert {blob.name for blob in left} == {"in/ferry.html"}


def test_policy_is_read_from_the_pinned_generation(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy pinned by generation is that one, also after somebody has overwritten it."""
    from copydesk.errors import ConfigurationError
    from copydesk.review import policy

    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    bucket = store.bucket + "-policies"
    store.make(bucket, versioned=True)
    said = store.upload("policy.toml", b"version = 3\n", bucket=bucket)
    store.upload("policy.toml", b"version = 4\n", bucket=bucket)
    place = f"gs://{bucket}/policy.toml"
    assert policy.read(f"{place}#{said['generation']}").version == 3
    for pin in ("#1", "#sha256:" + "0" * 64):
        with pytest.raises(ConfigurationError):
            policy.read(place + pin)


def test_output_prefix_is_where_records_and_decisions_stand(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a place for records of their own, decisions stand there too, out of the uploader's reach."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    settings = Settings(output_bucket=store.bucket, output_prefix="records/")
    shelf = shelves.shelf("gs://uploads/a.html", settings)
    place = shelf.write_decision(b"{}\n", None)
    assert place == f"gs://{store.bucket}/records/uploads/a.html.review.json"


def test_article_in_a_bucket_is_shown_with_what_the_bucket_knew(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A preview reads the article from the bucket and its name and type from its record."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    place = _in_bucket(store)
    place.put("", ARTICLE)
    page = tmp_path / "out.html"
    assert run("preview", place.word, "-o", str(page)) == 0
    assert ">in/ferry.html<" in page.read_text("utf-8")


def test_report_of_a_bucket_links_previews(store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A report of a prefix reads its records, and previews read only from the record's own bucket."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    place = _in_bucket(store)
    place.put("", ARTICLE)
    forged = record.stamp(process(SHORT, name="b"), bucket="secrets", name="b", generation="1", created=None)
    line = record.dumps(forged).encode()
    store.upload("in/b.metadata.json", line, metadata=mark.of(forged).metadata())
    page = tmp_path / "out.html"
    assert run("report", f"gs://{store.bucket}/in/", "-o", str(page), "--previews") == 0
    assert len(list((tmp_path / "out.previews").iterdir())) == 1
    assert "2 records" in page.read_text("utf-8")
