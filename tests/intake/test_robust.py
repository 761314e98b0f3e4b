"""Whatever is uploaded gives a record: random bytes, files cut off anywhere, files damaged anywhere."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from copydesk import process
from tests import golden

CASES = golden.cases()


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_random_bytes_give_a_record(seed: int) -> None:
    """Two hundred files of random bytes, bare or behind a signature, give a record with verdict `review`."""
    chance = random.Random(seed)  # noqa: S311  # the same files every time
    opening = chance.choice(
        [b"", b"", b"<html>", b"{", b"<?xml version='1.0'?>", b"\x1f\x8b\x08", b"\xff\xfe", b"---\na: b\n"]
    )
    data = opening + chance.randbytes(chance.randrange(1, 5000))
    record = process(data, name=chance.choice(["a", "a.txt", "a.html", "a.json", "a.xml", "a.md"]))
    assert record.verdict == "review"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(200))
def test_files_cut_off_or_damaged_give_a_record(seed: int) -> None:
    """Two hundred articles of every format, cut off or with bytes exchanged, give a record and no exception."""
    chance = random.Random(seed)  # noqa: S311  # the same files every time
    case = CASES[seed % len(CASES)]
    data = bytearray(case.article.read_bytes())
    if seed % 2 and data:
        data = data[: chance.randrange(len(data))]
    else:
        for _ in range(1 + len(data) // 200):
            if data:
                data[chance.randrange(len(data))] = chance.randrange(256)
    record = process(bytes(data), name=f"a{Path(case.name).suffix}", content_type=case.content_type)
    assert record.verdict in ("allow", "review", "block")
