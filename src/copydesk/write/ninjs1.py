"""The article as IPTC ninjs 1.6, for systems that read the names of version 1 (https://iptc.org/std/ninjs/)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copydesk.write.shape import Record

STANDARD = {"name": "ninjs", "version": "1.6", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_1.6.json"}
GEONAMES = "https://sws.geonames.org/"
NAMES = {
    "contentCreated": "contentcreated",
    "versionCreated": "versioncreated",
    "embargoedUntil": "embargoed",
    "expires": "expires",
}
"""Dates of ninjs 3 and what version 1 calls them."""
TEXTS = {
    "language": "language",
    "by": "byline",
    "located": "located",
    "edNote": "ednote",
    "usageTerms": "usageterms",
    "copyrightNotice": "copyrightnotice",
}
_FRACTION = re.compile(r"\.\d{1,9}(?=Z|[+-])", re.ASCII)  # bounded: linear


def ninjs1(record: Record) -> dict[str, Any]:
    """Return the ninjs 1.6 object of a record, without fractions of seconds, on which Superdesk raises."""
    article = record.article
    result: dict[str, Any] = {
        "$standard": STANDARD,
        "uri": record.uri,
        "type": "text",
        "pubstatus": article["pubStatus"],
    }
    result |= {name: article[key] for key, name in TEXTS.items() if key in article}
    result |= {name: _FRACTION.sub("", article[key]) for key, name in NAMES.items() if key in article}
    if record.headline is not None:
        result["headline"] = record.headline
    for body in article["bodies"]:
        result["body_text" if body["contentType"] == "text/plain" else "body_html"] = body["value"]
    if record.text:
        result |= {"charcount": len(record.text), "wordcount": len(record.text.split())}
    if record.dateline:
        result["place"] = list(_places(record))
    if record.byline.authors:
        result["person"] = [{"name": author.name, "rel": "author"} for author in record.byline.authors]
    if record.byline.agencies:
        result["infosource"] = [{"name": agency.name} for agency in record.byline.agencies]
    return result


def _places(record: Record) -> Iterator[dict[str, Any]]:
    for place in record.dateline.places if record.dateline else ():
        entry: dict[str, Any] = {"name": place.name or place.raw, "rel": "located"}
        if place.geonames_id:
            entry |= {"scheme": GEONAMES, "code": str(place.geonames_id)}
        if place.location:
            point = [place.location.lon, place.location.lat]
            entry["geometry_geojson"] = {"type": "Point", "coordinates": point}
        yield entry
