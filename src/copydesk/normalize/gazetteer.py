"""The gazetteer: names in every script to places, read in place from one memory-mapped file.

The file is made by `data/gazetteer/build.py` from GeoNames (https://www.geonames.org, CC BY 4.0) and CLDR. Nothing is
loaded: names are sorted by their bytes, written in blocks with shared beginnings left out, and found by binary search
over the blocks.

Layout (little-endian): magic, then for each part its offset; `records` (fixed width), `names` (UTF-8, length-prefixed),
`codes` (country and first-order division codes), `blocks` (offsets of the key blocks) and `keys`.
"""

from __future__ import annotations

import mmap
import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Literal

MAGIC = b"CDGAZ01\n"
BLOCK = 16
"""Keys in one block; only the first of a block is written in full."""
PRIMARY = 1 << 23
"""Set in a key's record number where the key is the place's own name and not another one."""
HEADER = struct.Struct("<8s8I")
OFFSET = struct.Struct("<I")
RECORD = struct.Struct("<IhhIBHBB")
Kind = Literal["city", "capital", "country", "region", "area"]
KINDS: tuple[Kind, ...] = ("city", "capital", "country", "region", "area")


@dataclass(frozen=True, slots=True)
class Record:
    """One place as the gazetteer has it."""

    number: int
    geonames_id: int
    name: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    population: int
    """Rounded to about seven percent; 0 where unknown."""
    kind: Kind


class Gazetteer:
    """The opened file. Look-ups read a few kilobytes of it."""

    def __init__(self, path: Path) -> None:
        """Map the file; raises `ValueError` when it is not a gazetteer of this version."""
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        magic, *parts = HEADER.unpack_from(self._data, 0)
        if magic != MAGIC:
            raise ValueError(f"{path.name} is no gazetteer of this version: {magic!r}, not {MAGIC!r}")
        self._records, self._names, codes, codes_end, self._blocks, self._block_count, self._keys, self.count = parts
        self._codes = self._data[codes:codes_end].decode("ascii").split("\n")

    def find(self, printed_key: str) -> list[tuple[int, bool]]:
        """Return (record number, whether it is the place's own name) for a `spelling.key`, most populous first."""
        wanted = printed_key.encode("utf-8")
        behind = bisect_right(range(self._block_count), wanted, key=self._first)
        return self._scan(behind - 1, wanted) if behind else []

    def record(self, number: int) -> Record:
        """Return the record of that number."""
        geonames_id, lat, lon, name, country, admin1, population, kind = RECORD.unpack_from(
            self._data, self._records + number * RECORD.size
        )
        start = self._names + name
        length = self._data[start]
        return Record(
            number,
            geonames_id,
            self._data[start + 1 : start + 1 + length].decode("utf-8"),
            self._codes[country],
            self._codes[admin1] or None,
            lat / 100,
            lon / 100,
            round(10 ** (population / 32)) if population else 0,
            KINDS[kind],
        )

    def _first(self, block: int) -> bytes:
        at = self._offset(block)
        return self._data[at + 2 : at + 2 + self._data[at + 1]]

    def _offset(self, block: int) -> int:
        (offset,) = OFFSET.unpack_from(self._data, self._blocks + block * OFFSET.size)
        return int(self._keys + offset)

    def _scan(self, block: int, wanted: bytes) -> list[tuple[int, bool]]:
        data, at, current = self._data, self._offset(block), b""
        for _ in range(BLOCK):
            if at == len(data):  # the last block is seldom a full one, and the keys are the file's last part
                break
            shared, length = data[at], data[at + 1]
            current = current[:shared] + data[at + 2 : at + 2 + length]
            at += 2 + length
            count = data[at]
            at += 1
            if current == wanted:
                numbers = (int.from_bytes(data[at + 3 * n : at + 3 * n + 3], "little") for n in range(count))
                return [(number & ~PRIMARY, bool(number & PRIMARY)) for number in numbers]
            if current > wanted:
                return []
            at += 3 * count
        return []


@cache
def opened() -> Gazetteer:
    """Return the gazetteer of the package, mapped once a process."""
    return Gazetteer(Path(str(resources.files("copydesk").joinpath("data/gazetteer/gazetteer.bin"))))
