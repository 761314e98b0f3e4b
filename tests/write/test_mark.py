from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.settings import Settings
from copydesk.write import mark
from copydesk.write.mark import Mark

OURS = Mark("articles", "a.html", 17, "allow", "1.10.0", 3, "0" * 64)


def test_a_mark_is_read_back_as_it_was_written() -> None:
    """Custom metadata holds the whole mark."""
    assert mark.read(OURS.metadata()) == OURS


@given(st.dictionaries(st.sampled_from(list(OURS.metadata())), st.text()))
def test_whatever_a_mark_holds_can_be_read(metadata: dict[str, str]) -> None:
    """An uploader's mark may hold anything; what is no number counts as the oldest."""
    found = mark.read(metadata)
    assert (found is None) == (mark.MARK not in metadata)
    if found:
        assert found.order >= (0, (0,), 0)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param({"generation": 16, "tool": "9.0.0"}, {}, id="the source's generation comes first"),
        pytest.param({"tool": "1.9.0", "policy_version": 9}, {}, id="then the tool's version, as numbers"),
        pytest.param({"tool": ""}, {}, id="no tool is the oldest"),
        pytest.param({"policy_version": 2}, {}, id="then the policy's version"),
    ],
)
def test_the_order_of_records(older: dict[str, object], newer: dict[str, object]) -> None:
    """One record is newer than another by generation, then tool, then policy."""
    assert replace(OURS, **older).order < replace(OURS, **newer).order


@pytest.mark.parametrize(
    ("name", "settings", "place"),
    [
        pytest.param("a.html", {}, ("articles", "a.html.metadata.json"), id="beside its source"),
        pytest.param("dir/", {}, ("articles", "dir/.metadata.json"), id="trailing slash"),
        pytest.param("../a#%2F.html", {}, ("articles", "../a#%2F.html.metadata.json"), id="names stay as they are"),
        pytest.param(
            "d/a.html", {"output_bucket": "out"}, ("out", "articles/d/a.html.metadata.json"), id="another bucket"
        ),
        pytest.param(
            "a.html", {"output_prefix": "p/"}, ("articles", "p/articles/a.html.metadata.json"), id="another prefix"
        ),
        pytest.param("x" * 1010, {}, ("articles", "x" * 1010 + ".metadata.json"), id="1,010 bytes fit"),
    ],
)
def test_the_place_of_a_record(name: str, settings: dict[str, str], place: tuple[str, str]) -> None:
    """A record's place follows from bucket, name and settings alone."""
    assert mark.place("articles", name, Settings(**settings)) == place


@pytest.mark.parametrize("size", [1011, 1012, 1023, 1024])
@pytest.mark.parametrize("letter", ["x", "é", "字", "😀"], ids=["1 byte", "2 bytes", "3 bytes", "4 bytes"])
@pytest.mark.parametrize("prefix", ["", "p/" * 100], ids=["beside", "deep prefix"])
def test_a_name_too_long_for_a_record_is_cut_at_a_character(size: int, letter: str, prefix: str) -> None:
    """What is kept is at most 900 bytes, valid text, and told apart by the hash of the whole name."""
    name = letter * (size // len(letter.encode()))
    name += "y" * (size - len(name.encode()))
    _, place = mark.place("a" * 63, name, Settings(output_prefix=prefix))
    kept, _, tail = place.removeprefix(f"{prefix}{'a' * 63}/" if prefix else "").rpartition("~")
    assert name.startswith(kept)
    assert len(kept.encode()) <= 900
    assert len(place.encode()) <= 1024
    assert len(tail) == 64 + len(".metadata.json")


@given(st.text(max_size=1024), st.text(max_size=1024))
def test_two_objects_never_share_a_place(one: str, other: str) -> None:
    """Different names have different places."""

    def place(name: str) -> tuple[str, str]:
        return mark.place("articles", name.encode(errors="ignore").decode(), Settings())

    same = one.encode(errors="ignore") == other.encode(errors="ignore")
    assert (place(one) == place(other)) == same


def test_the_mark_of_the_longest_name_fits() -> None:
    """Custom metadata may have 8 KiB."""
    long = Mark("a" * 222, mark.encoded("字" * 341), 1 << 62, "review", "1.10.0", 3, "0" * 64)
    assert sum(len(k) + len(v) for k, v in long.metadata().items()) < 8192
