"""The audit of a bucket, after everything that an uploader may do to it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

import pytest

from copydesk import audit as audits
from copydesk.commands import audit as command
from copydesk.exits import FAULTY
from copydesk.settings import Settings
from tests.store import ARTICLE, SHORT, Store

pytestmark = pytest.mark.e2e


@pytest.fixture
def desk(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """Give a bucket with one article that is right, seen by the command line's client."""
    monkeypatch.setattr("copydesk.storage.client", lambda: store.client)
    store.handle(store.upload("right.html"))
    return store


def _found(
    store: Store, *, deep: bool = False, prefix: str = "", settings: Settings | None = None
) -> list[tuple[str, str]]:
    faults = audits.audit(f"gs://{store.bucket}/{prefix}", settings or store.settings, deep=deep)
    return [(fault.kind, fault.name) for fault in faults if fault]


def _forge(store: Store, name: str, data: bytes = b"{}", **claims: str) -> None:
    store.handle(store.upload(name))
    mark = {**store.object(name + ".metadata.json").metadata, **claims}
    store.upload(name + ".metadata.json", data, metadata=mark, content_type="application/json")


def test_a_bucket_where_all_is_right(desk: Store) -> None:
    """Articles with their records, folder markers, pictures and decisions give nothing to say."""
    desk.upload("dir/", b"")
    desk.upload("a.png", b"x", content_type="image/png")
    desk.upload("right.html.review.json", b"{}", content_type="application/json")
    desk.handle(desk.upload("n" * 1024))
    assert _found(desk) == _found(desk, deep=True) == []


def test_each_fault_is_told_by_its_kind(desk: Store) -> None:
    """One listing tells missing, stale, foreign, stray and what claims the future."""
    desk.upload("missing.html")
    desk.handle(desk.upload("stale.html"))
    desk.upload("stale.html", SHORT)
    desk.upload("foreign.html")
    desk.upload("foreign.html.metadata.json", b"x", content_type="application/json")
    desk.handle(desk.upload("stray.html"))
    desk.delete("stray.html")
    _forge(desk, "future.html", **{"source-generation": str(1 << 60)})
    _forge(desk, "tool.html", **{"tool-version": "999.0"})
    _forge(desk, "policy.html", **{"policy-version": "999"})
    _forge(desk, "hash.html", **{"policy-sha256": "0" * 64})
    _forge(desk, "other.html", **{"source-name": "right.html"})
    desk.upload("lonely.metadata.json", b"x")
    assert sorted(_found(desk)) == [
        ("foreign", "foreign.html"),
        ("foreign", "lonely.metadata.json"),
        ("foreign", "other.html"),
        ("forged", "future.html"),
        ("forged", "hash.html"),
        ("forged", "policy.html"),
        ("forged", "tool.html"),
        ("missing", "missing.html"),
        ("stale", "stale.html"),
        ("stray", "stray.html.metadata.json"),
    ]


def test_what_only_the_bytes_tell_is_found_deep(desk: Store) -> None:
    """A record with our very mark and other bytes, and a mark that lies about its record."""
    _forge(desk, "bytes.html", b'{"verdict":"allow"}')
    _forge(desk, "mark.html", desk.object("right.html.metadata.json").download_as_bytes(), verdict="block")
    assert _found(desk) == []
    assert sorted(_found(desk, deep=True)) == [("forged", "bytes.html"), ("forged", "mark.html")]


def test_an_older_tools_record_is_outdated_and_not_wrong(desk: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a deployment the records of before are right as far as they go, unless they contradict themselves."""
    monkeypatch.setattr("copydesk.audit.fault.__version__", "999.0")
    faults = list(audits.audit(f"gs://{desk.bucket}", desk.settings, deep=True))
    assert [(fault.kind, fault.wrong) for fault in faults if fault] == [("outdated", False)]


def test_only_the_prefix_is_looked_at(desk: Store) -> None:
    """A prefix narrows sources and records alike."""
    desk.upload("a/missing.html")
    desk.upload("b/missing.html")
    assert _found(desk, prefix="a/") == [("missing", "a/missing.html")]


def test_records_in_an_output_bucket_are_found_there(desk: Store) -> None:
    """The same audit where records stand elsewhere."""
    desk.make("audit-output")
    settings = replace(desk.settings, output_bucket="audit-output")
    desk.handle(desk.upload("out/a.html"), settings=settings)
    desk.upload("out/b.html")
    assert _found(desk, prefix="out/", settings=settings) == [("missing", "out/b.html")]
    desk.delete("out/a.html")
    desk.delete("out/b.html")
    stray = f"{desk.bucket}/out/a.html.metadata.json"
    assert _found(desk, prefix="out/", settings=settings) == [("stray", stray)]


def test_the_exit_code_is_for_scripts(desk: Store, capsys: pytest.CaptureFixture[str]) -> None:
    """0 when nothing has to be done, else a code that is no verdict; one line a fault, names made visible."""
    given = Namespace(place=f"gs://{desk.bucket}", deep=False)
    assert command.run(given) == 0
    desk.upload("miss\u202eing.html", ARTICLE)
    assert command.run(given) == FAULTY
    printed = capsys.readouterr()
    assert printed.out.startswith("missing\tmiss")
    assert "\u202e" not in printed.out
    assert "1 right, 1 missing" in printed.err
