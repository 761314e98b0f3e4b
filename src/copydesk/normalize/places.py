"""Places of a dateline: found in the gazetteer and ranked, the others of the name always kept as alternatives."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from copydesk.model import Alternative, Location, Place
from copydesk.normalize import gazetteer, lead_words
from copydesk.normalize.spelling import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from copydesk.normalize.gazetteer import Record

ALTERNATIVES = 5
# `Bogotá D.C.`, `México D. F.`, `Santo Domingo, D.N.`, `R.D.`: searched from the end of a short name; bounded: linear.
_DISTRICT = re.compile(r"[\s,]{1,3}(?:D\.\s?[CFN]|R\.\s?D)\.?\Z")
_OWN_NAME, _EXACT, _CAPITAL, _STANDS_ALONE, _HINTED, _REGION = 1.2, 0.5, 1.5, 3.0, 1.8, 20.0
"""What speaks for one of several places of a name, in powers of ten of inhabitants: the name is the place's own and no
variant of it, it is printed with the very accents, it is a capital, AP lets it stand alone, the agency or the script is
of its country, it lies in the region printed behind it."""


@dataclass(frozen=True, slots=True)
class Region:
    """A country or a part of one, as printed behind a place."""

    country: str
    admin1: str | None


def resolve(raw: str, regions: Sequence[str] = (), countries: Sequence[str] = ()) -> Place:
    """Return the place that `raw` names; only `raw` and perhaps `country` are known where the gazetteer has none.

    `regions` are printed behind it (`Ill.`, `Ontario`, `Barcelona`); `countries` are ISO 3166-1 codes that the
    agency, the language or the script hint at.
    """
    within = [region for printed in regions for region in regions_named(printed)]
    found = candidates(raw)
    ranked = sorted(found, key=lambda one: -_weight(one, raw, within, countries))
    if within and not any(_lies_in(one[0], within) for one in ranked):
        if ranked and all(map(is_district, regions)):
            return resolve(raw, (), countries)  # `Bogotá, D.C.`, which is not Washington's
        return Place(raw, country=within[0].country, admin1=within[0].admin1)
    if not ranked:
        return Place(raw)
    best, rest = ranked[0][0], [record for record, _ in ranked[1:] if record.kind != "region"]
    return Place(
        raw,
        best.name,
        best.country,
        best.admin1,
        best.geonames_id or None,
        Location(best.lat, best.lon) if (best.lat, best.lon) != (0.0, 0.0) else None,
        tuple(Alternative(r.name, r.country, r.admin1, r.geonames_id) for r in rest[:ALTERNATIVES] if r.geonames_id),
    )


@lru_cache(maxsize=512)
def candidates(raw: str) -> tuple[tuple[Record, bool], ...]:
    """Return (record, whether it is its own name) of the cities, areas and countries named so, most populous first."""
    return tuple(found for found in _named(raw) if found[0].kind != "region")


@lru_cache(maxsize=512)
def regions_named(raw: str) -> tuple[Region, ...]:
    """Return the regions a printed word may mean: states and countries first, else the division of a city so named."""
    named = _named(raw)
    wide = [r for r, _ in named if r.kind in {"region", "area"}] + [r for r, _ in named if r.kind == "country"]
    cities = [r for r, _ in named if r.kind in {"city", "capital"} and r.population >= 20_000]
    return tuple(dict.fromkeys(Region(r.country, r.admin1) for r in (wide + cities)[:4]))


def lies_in(raw: str, region: str) -> bool:
    """Tell whether a place so named lies in a region so named: `São Paulo` in `SP`, `Lagos` in `Nigeria`."""
    within = regions_named(region)
    return bool(within) and any(_lies_in(record, within) for record, _ in candidates(raw))


def is_district(printed: str) -> bool:
    """Tell whether what is printed behind a capital says only that it is one: `D.N.`, `D.F.`."""
    return _DISTRICT.fullmatch(" " + printed) is not None


def _named(raw: str) -> list[tuple[Record, bool]]:
    opened = gazetteer.opened()
    found = opened.find(key(raw))
    if not found and (word := raw.split(" ", 1)) and len(word) == 2 and key(word[0]) in lead_words.listed("near"):
        found = opened.find(key(word[1]))  # `NEAR BAKHMUT, Ukraine`
    if not found and (district := _DISTRICT.search(raw)):
        found = opened.find(key(raw[: district.start()]))
    if not found and raw.count("/") == 1:  # `Bolzano/Bozen`: two names of one place
        left, right = (opened.find(key(name)) for name in raw.split("/"))
        shared = {number for number, _ in right}
        found = [one for one in left if one[0] in shared]
    if not found and raw.count("/") == 1:  # `Neustadt/Weinstraße`, in full `Neustadt an der Weinstraße`
        tries = (raw.replace("/", f" {joint} ") for joint, _ in lead_words.printed("upon"))
        found = next(filter(None, (opened.find(key(name)) for name in tries)), [])
    return [(opened.record(number), own) for number, own in found]


def _lies_in(record: Record, within: Sequence[Region]) -> bool:
    return any(record.country == r.country and r.admin1 in {None, record.admin1} for r in within)


def _weight(found: tuple[Record, bool], raw: str, within: Sequence[Region], countries: Sequence[str]) -> float:
    record, own = found
    weight = math.log10(record.population + 10) + _OWN_NAME * own
    if record.kind == "country":
        weight -= 4
    if raw.casefold() == record.name.casefold():
        weight += _EXACT
    if record.kind == "capital":
        weight += _CAPITAL
    if (record.name, record.country) in _standing_alone():
        weight += _STANDS_ALONE
    if record.country in countries:
        weight += _HINTED
    if within and _lies_in(record, within):
        weight += _REGION
    return weight


@cache
def _standing_alone() -> frozenset[tuple[str, str]]:
    text = resources.files("copydesk").joinpath("data/dateline/standalone.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return frozenset((name, country) for name, country in rows)
