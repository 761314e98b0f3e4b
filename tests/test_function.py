"""Every row of the events table, against a real bucket."""

from __future__ import annotations

import gzip
from dataclasses import replace
from typing import Any

import pytest

from copydesk import function
from copydesk.deadline import Deadline
from copydesk.errors import ConfigurationError, Denied, OutOfTime, Transient
from copydesk.settings import Settings
from tests.e2e.proxy import Asked, Fault
from tests.store import ARTICLE, SHORT, Store

pytestmark = pytest.mark.e2e


def test_a_new_article_is_recorded_in_three_requests(store: Store) -> None:
    """Read, write, look: nothing else is asked of the bucket."""
    resource = store.upload("a.html")
    assert store.handle(resource).message == "recorded: allow"
    assert store.proxy.counted() == {"read": 1, "write": 1, "look": 1}


def test_the_record_tells_generation_and_creation_of_its_source(store: Store) -> None:
    """The record is tied to the generation of the event."""
    resource = store.upload("a.html")
    store.handle(resource)
    record = store.record("a.html")
    assert record is not None
    assert record["source"]["generation"] == resource["generation"]
    assert record["sourceCreated"] == resource["timeCreated"]


def test_the_url_of_the_article_comes_from_the_objects_metadata(store: Store) -> None:
    """Relative links are resolved against `source-url`, without another request."""
    page = ARTICLE + b'<p>More <a href="/boats">about the boats</a> and their winter.</p>'
    store.handle(store.upload("a.html", page, metadata={"source-url": "https://news.example/islands/ferry"}))
    record = store.record("a.html")
    assert "https://news.example/boats" in str(record)


@pytest.mark.parametrize(
    ("name", "said", "settings", "message"),
    [
        pytest.param("m.html", {"metadata": {"copydesk-version": "0"}}, {}, "ignored: our own record", id="any mark"),
        pytest.param("dir/", {"data": b""}, {}, "ignored: a folder marker", id="folder marker"),
        pytest.param("a.html.review.json", {}, {}, "ignored: a decision of people", id="review decision"),
        pytest.param("tmp/a.html", {}, {"exclude": ("tmp/",)}, "ignored: an excluded prefix", id="excluded prefix"),
        pytest.param("a.html", {}, {"include": ("in/",)}, "ignored: an excluded prefix", id="not included"),
        pytest.param("a.png", {"content_type": "image/png"}, {}, "ignored: an excluded type", id="excluded type"),
        pytest.param("a.html", {}, {"buckets": ("others",)}, "ignored: the bucket is not served", id="another bucket"),
        pytest.param("a.metadata.json", {}, {}, "ignored: a record's name without our mark", id="our suffix, no mark"),
    ],
)
def test_what_is_no_article_costs_no_request(
    store: Store, name: str, said: dict[str, Any], settings: dict[str, Any], message: str
) -> None:
    """What the event alone shows to be none of our business is acknowledged unseen, and nothing is written."""
    resource = store.upload(name, **said)
    outcome = store.handle(resource, settings=replace(store.settings, **settings))
    assert outcome.message == message
    assert store.proxy.counted() == {}
    assert store.names() == [name]


def test_a_metadata_change_is_no_news(store: Store) -> None:
    """An update of metadata alone is acknowledged without a request."""
    resource = store.upload("a.html")
    assert store.handle(resource, "metadataUpdated").message == "ignored: metadata only"
    assert store.proxy.counted() == {}


def test_a_duplicate_writes_nothing(store: Store) -> None:
    """The second delivery finds its record and leaves it."""
    resource = store.upload("a.html")
    store.handle(resource)
    before = store.object("a.html.metadata.json").generation
    assert store.handle(resource).message == "skipped: already processed"
    assert store.proxy.counted() == {"read": 1, "write": 1, "look": 1}
    assert store.object("a.html.metadata.json").generation == before


def test_an_overwritten_source_costs_at_most_five_requests(store: Store) -> None:
    """The newer generation's record replaces the older one's."""
    store.handle(store.upload("a.html"))
    newer = store.upload("a.html", ARTICLE + b"<p>And it did.</p>")
    assert store.handle(newer).message == "recorded: allow"
    assert store.proxy.counted() == {"read": 1, "write": 2, "look": 2}


def test_an_older_generation_costs_one_request(store: Store) -> None:
    """An event that comes late is seen at the read."""
    older = store.upload("a.html")
    store.upload("a.html", SHORT)
    assert store.handle(older).message == "skipped: superseded by a newer generation"
    assert store.proxy.counted() == {"read": 1}


def test_on_a_versioned_bucket_a_dead_version_is_never_read(store: Store) -> None:
    """The older generation still exists there, and gets no record all the same."""
    store.make("versioned-bucket", versioned=True)
    older = store.upload("a.html", bucket="versioned-bucket")
    store.upload("a.html", SHORT, bucket="versioned-bucket")
    assert store.handle(older).message == "skipped: superseded by a newer generation"


@pytest.mark.parametrize("kind", ["deleted", "archived"])
def test_a_deleted_source_takes_its_record_along(store: Store, kind: str) -> None:
    """Deleted and archived events remove the record of that generation."""
    resource = store.upload("a.html")
    store.handle(resource)
    store.delete("a.html")
    assert store.handle(resource, kind).message == "removed: the source is gone"
    assert store.names() == []


def test_a_late_deletion_leaves_a_newer_record(store: Store) -> None:
    """The deletion of an older generation does not touch the record of a newer one."""
    older = store.upload("a.html")
    newer = store.upload("a.html", SHORT)
    store.handle(newer)
    assert store.handle(older, "deleted").message == "skipped: no record of that generation"
    assert store.record("a.html")["source"]["generation"] == newer["generation"]


def test_a_decision_of_people_that_is_left_over_is_reported(store: Store) -> None:
    """The decision is never removed, and a warning names the rule."""
    resource = store.upload("a.html")
    store.handle(resource)
    store.upload("a.html.review.json", b"{}", content_type="application/json")
    store.delete("a.html")
    outcome = store.handle(resource, "deleted")
    assert (outcome.severity, outcome.fields["rule"]) == ("WARNING", "review.left_over")
    assert store.names() == ["a.html.review.json"]


def test_a_deletion_between_read_and_write_leaves_no_record(store: Store) -> None:
    """Where the deletion's event was handled before our write, the last look takes our record back."""
    resource = store.upload("a.html")

    def delete_before_the_write(asked: Asked) -> None:
        if asked.kind == "write":
            store.proxy.whole()
            store.client.bucket(store.bucket).blob("a.html").delete()
            assert store.handle(resource, "deleted").message == "skipped: no record of that generation"

    store.proxy.before = delete_before_the_write
    assert store.handle(resource).message == "removed: the source went or changed while it was read"
    assert store.names() == []


def test_an_overwriting_between_read_and_write_leaves_the_newer_record(store: Store) -> None:
    """Where the newer event was handled before our write, its record stays."""
    older = store.upload("a.html")

    def overwrite_before_the_write(asked: Asked) -> None:
        if asked.kind == "write":
            store.proxy.whole()
            store.handle(store.upload("a.html", SHORT))

    store.proxy.before = overwrite_before_the_write
    assert store.handle(older).message == "skipped: superseded by a newer record"
    assert store.record("a.html")["headline"] == "Ferry sails"


def test_a_record_whose_writer_died_before_its_look_is_found(store: Store) -> None:
    """The redelivered event of a source that is gone removes what the first delivery had left."""
    resource = store.upload("a.html")
    store.proxy.fault = lambda asked: "503" if asked.kind == "look" else None
    with pytest.raises(Transient):
        store.handle(resource)
    store.proxy.whole()
    store.delete("a.html")
    assert store.handle(resource).message == "removed: the source is gone"
    assert store.names() == []


def test_a_write_whose_answer_is_lost_is_known_again(store: Store) -> None:
    """A record that was committed without an answer counts as written, and is confirmed."""
    resource = store.upload("a.html")
    faults = iter(["lost"])
    store.proxy.fault = lambda asked: next(faults, None) if asked.kind == "write" else None
    assert store.handle(resource).message == "recorded: allow"
    assert store.proxy.counted() == {"read": 1, "write": 2, "look": 2}


@pytest.mark.parametrize("fault", ["reset", "truncate", "stall", "408", "429", "500", "502", "503", "504"])
@pytest.mark.parametrize("kind", ["read", "look", "write"])
def test_trouble_that_passes_is_waited_out(store: Store, kind: str, fault: Fault) -> None:
    """A request that breaks once is asked again in place, and the record is whole."""
    resource = store.upload("a.html")
    faults = iter([fault])
    store.proxy.fault = lambda asked: next(faults, None) if asked.kind == kind else None
    assert store.handle(resource).message == "recorded: allow"
    assert store.record("a.html")["source"]["sizeBytes"] == len(ARTICLE)


@pytest.mark.parametrize("fault", ["reset", "truncate", "408", "429", "500", "503"])
@pytest.mark.parametrize("kind", ["read", "write"])
def test_trouble_that_stays_is_raised_and_leaves_nothing_half_done(store: Store, kind: str, fault: Fault) -> None:
    """The event has to be delivered again, and then everything is as if nothing had happened."""
    resource = store.upload("a.html")
    store.proxy.fault = lambda asked: fault if asked.kind == kind else None
    with pytest.raises(Transient) as raised:
        store.handle(resource)
    assert "ferry" not in str(raised.value).lower()
    store.proxy.whole()
    assert store.handle(resource).message in {"recorded: allow", "skipped: already processed"}
    assert store.record("a.html")["source"]["generation"] == resource["generation"]


@pytest.mark.parametrize("fault", ["401", "403"])
@pytest.mark.parametrize("kind", ["read", "write", "look"])
def test_refused_access_is_raised_loudly_and_at_once(store: Store, kind: str, fault: Fault) -> None:
    """Waiting in place would not help: access is somebody's task."""
    resource = store.upload("a.html")
    store.proxy.fault = lambda asked: fault if asked.kind == kind else None
    with pytest.raises(Denied):
        store.handle(resource)
    assert store.proxy.counted()[kind] == 1


def test_a_write_into_a_bucket_that_is_not_there_is_raised(store: Store) -> None:
    """A missing output bucket ends in the dead letter, not in silence."""
    settings = replace(store.settings, output_bucket="not-there", exclude=("x/",))
    with pytest.raises(Transient):
        store.handle(store.upload("a.html"), settings=settings)


@pytest.mark.parametrize(
    ("data", "said", "rule"),
    [
        pytest.param(b"", {}, "intake.empty", id="zero bytes"),
        pytest.param(b" \n ", {}, "intake.empty", id="white space"),
        pytest.param(b"x" * 4_000_001, {}, "intake.too_large", id="over the limit"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, {}, "intake.not_text", id="a picture"),
        pytest.param(
            gzip.compress(b"<p>" + b" " * 50_000_000), {"content_encoding": "gzip"}, "intake.inflates", id="a gzip bomb"
        ),
    ],
)
def test_what_can_never_be_an_article_is_recorded_for_review(
    store: Store, data: bytes, said: dict[str, Any], rule: str
) -> None:
    """Such an upload is acknowledged with an error log, and its record says why with the figures."""
    outcome = store.handle(store.upload("a.html", data, **said))
    assert (outcome.message, outcome.severity) == ("recorded: review", "ERROR")
    record = store.record("a.html")
    assert record["verdict"] == "review"
    assert record["rules"][0].startswith(rule.split(".", maxsplit=1)[0])


def test_an_object_that_its_event_shows_to_be_too_large_is_not_downloaded(store: Store) -> None:
    """100 MB cost a write and a look."""
    resource = {**store.upload("a.html"), "size": "100000000"}
    assert store.handle(resource).message == "recorded: review"
    assert store.proxy.counted() == {"write": 1, "look": 1}
    record = store.record("a.html")
    assert record["rules"] == ["intake.too_large"]
    assert (record["source"]["sizeBytes"], record["source"]["sha256"]) == (100_000_000, None)


def test_an_object_that_is_larger_than_its_event_said_is_not_read_to_its_end(store: Store) -> None:
    """The read ends at the limit whatever the event promised."""
    resource = {**store.upload("a.html", ARTICLE * 20), "size": "10"}
    outcome = store.handle(resource, settings=replace(store.settings, max_bytes=1000))
    assert outcome.message == "recorded: review"
    assert store.record("a.html")["rules"] == ["intake.too_large"]


def test_fewer_bytes_than_the_event_said_are_not_believed(store: Store) -> None:
    """A body of another length than the event's size is read again, then raised."""
    resource = {**store.upload("a.html"), "size": str(len(ARTICLE) + 1)}
    with pytest.raises(Transient, match="bytes came"):
        store.handle(resource)


def test_a_compressed_article_is_recorded_as_what_it_holds(store: Store) -> None:
    """Content-Encoding gzip is read as stored and inflated by us."""
    resource = store.upload("a.html", gzip.compress(ARTICLE, mtime=0), content_encoding="gzip")
    assert store.handle(resource).message == "recorded: allow"
    assert store.record("a.html")["headline"] == "Ferry line to the islands opens again"


def test_an_event_over_its_age_is_recorded_unread(store: Store) -> None:
    """Where an age cap is set, an older event becomes a record that says so."""
    resource = store.upload("a.html")
    settings = replace(store.settings, max_age=3600.0)
    assert store.handle(resource, settings=settings, time="2020-01-01T00:00:00Z").severity == "ERROR"
    assert store.proxy.counted() == {"look": 2, "write": 1}
    assert store.record("a.html")["rules"] == ["delivery.expired"]


def test_a_late_duplicate_does_not_undo_what_was_in_time(store: Store) -> None:
    """An event over its age whose record stands is a duplicate like any other."""
    resource = store.upload("a.html")
    store.handle(resource)
    settings = replace(store.settings, max_age=3600.0)
    outcome = store.handle(resource, settings=settings, time="2020-01-01T00:00:00Z")
    assert outcome.message == "skipped: already processed"


@pytest.mark.parametrize("step", range(1, 6))
def test_our_deadline_is_raised_between_steps_and_never_becomes_a_verdict(store: Store, step: int) -> None:
    """Whenever the time is up, the event is delivered again and no record says anything about it."""
    ticks = iter([0.0] * (step + 1) + [99.0] * 100)
    deadline = Deadline(50.0, clock=lambda: next(ticks))
    resource = store.upload("a.html")
    with pytest.raises(Transient, match="time"):
        store.handle(resource, deadline=deadline)
    assert store.record("a.html") is None


def test_an_article_whose_turn_does_not_come_in_time_is_delivered_again(store: Store) -> None:
    """While others are processed the deadline runs on, and the next delivery finds its turn free."""
    resource = store.upload("a.html")
    with function.TURN, pytest.raises(OutOfTime, match="other articles"):
        store.handle(resource, deadline=Deadline(0.2))
    assert store.record("a.html") is None
    assert store.handle(resource).message == "recorded: allow"


def test_an_article_out_of_time_leaves_its_turn_to_the_next(store: Store) -> None:
    """Whatever ends the processing of one, the next one is processed."""
    late = Deadline(50.0, clock=iter([0.0] * 6 + [99.0] * 100).__next__)
    with pytest.raises(OutOfTime):
        store.handle(store.upload("a.html"), deadline=late)
    assert not function.TURN.locked()
    assert store.handle(store.upload("b.html")).message == "recorded: allow"


def test_settings_that_point_an_output_into_an_input_do_not_start() -> None:
    """Only disjoint prefixes keep an output place in the same bucket from being read again."""
    for settings in (
        Settings(buckets=("a",), output_bucket="a"),
        Settings(buckets=("a",), output_prefix="out/"),
        Settings(buckets=("a",), output_prefix="out/", include=("o",)),
        Settings(buckets=("a",), output_prefix="out/", include=("out/in/",)),
        Settings(buckets=("a",), output_prefix="", output_bucket="a", exclude=("x/",)),
        Settings(dev=True, output_bucket="b"),
    ):
        with pytest.raises(ConfigurationError, match="is an input"):
            settings.check_serving()
    for settings in (
        Settings(buckets=("a",)),
        Settings(buckets=("a",), output_bucket="b"),
        Settings(buckets=("a",), output_prefix="out/", exclude=("out/",)),
        Settings(buckets=("a",), output_prefix="out/", include=("in/",)),
    ):
        settings.check_serving()
