"""Gzip within a bound."""

from __future__ import annotations

import gzip
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake.inflate import inflate

LIMIT = 100_000


@given(st.binary(min_size=1, max_size=2000))
def test_round_trip(data: bytes) -> None:
    """What was compressed comes back, also in two members one after the other."""
    assert inflate(gzip.compress(data), "a", LIMIT) == data
    assert inflate(gzip.compress(data) + gzip.compress(data), "a", LIMIT) == data + data


def test_other_bytes_pass() -> None:
    """What is no gzip is returned as it is."""
    assert inflate(b"text", "a", LIMIT) == b"text"


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        pytest.param(b"x" * (LIMIT + 1), "intake.too_large", id="too large as it is"),
        pytest.param(gzip.compress(b"x" * (LIMIT + 1)), "intake.inflates_too_large", id="one byte too many inside"),
        pytest.param(
            gzip.compress(b"x" * LIMIT) + gzip.compress(b"y"), "intake.inflates_too_large", id="in two members"
        ),
        pytest.param(gzip.compress(b"x" * 1000)[:-9], "intake.undecodable", id="cut off"),
        pytest.param(gzip.compress(b"x" * 1000)[:-8] + b"\0" * 8, "intake.undecodable", id="wrong checksum"),
        pytest.param(gzip.compress(b"x") + b"more", "intake.undecodable", id="bytes after it"),
        pytest.param(b"\x1f\x8b\x08" + b"\xff" * 20, "intake.undecodable", id="no gzip after its signature"),
    ],
)
def test_refused(data: bytes, rule: str) -> None:
    """Damage and size are told apart."""
    with pytest.raises(Permanent) as refused:
        inflate(data, "a", LIMIT)
    assert refused.value.rule == rule


def test_limit_itself_is_allowed() -> None:
    """As many bytes as the limit are not too many."""
    assert len(inflate(gzip.compress(b"x" * LIMIT), "a", LIMIT)) == LIMIT


def test_bomb_is_never_held_in_memory() -> None:
    """A hundred megabytes in a hundred kilobytes are given up on after the limit."""
    bomb = gzip.compress(b"\0" * 100_000_000)
    tracemalloc.start()
    with pytest.raises(Permanent):
        inflate(bomb, "a", LIMIT)
    assert tracemalloc.get_traced_memory()[1] < 1_000_000
    tracemalloc.stop()
