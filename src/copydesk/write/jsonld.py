"""The article as schema.org NewsArticle in JSON-LD (https://schema.org/NewsArticle)."""

from __future__ import annotations

import json
from typing import Any

from copydesk.model import Place
from copydesk.write.shape import Record

UNSAFE = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""What could end a script element, open markup, or end a line of JavaScript, and its escape in a JSON string."""


def news_article(record: Record) -> dict[str, Any]:
    """Return the NewsArticle of a record; what is not known is left out, a date is never invented."""
    links, dates = record.links, record.dates
    language = record.body_language
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": record.uri,
        "headline": record.headline,
        "inLanguage": language if language != "und" else None,
        "author": [_person(author.name, author.role) for author in record.byline.authors]
        + [{"@type": "Organization", "name": agency.name} for agency in record.byline.agencies],
        "dateline": record.dateline.raw if record.dateline else None,
        "locationCreated": [_place(place) for place in record.dateline.places] if record.dateline else [],
        "datePublished": dates.published.value if dates.published else None,
        "dateModified": dates.modified.value if dates.modified else None,
        "articleBody": record.text,
        "wordCount": len(record.text.split()) or None,
        "url": _web(links.canonical),
        "image": _web(links.image),
        "articleSection": links.section,
        "keywords": list(links.tags),
        "publisher": {"@type": "Organization", "name": links.site} if links.site else None,
        "creativeWorkStatus": record.article["pubStatus"],
    }
    return {key: value for key, value in said.items() if value not in (None, "", [])}


def dumps(record: Record) -> str:
    """Return the NewsArticle as one line of JSON that is safe inside `<script type="application/ld+json">`."""
    line = json.dumps(news_article(record), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return line.translate(UNSAFE)


def _person(name: str, role: str | None) -> dict[str, str]:
    return {"@type": "Person", "name": name} | ({"jobTitle": role} if role else {})


def _place(place: Place) -> dict[str, Any]:
    entry: dict[str, Any] = {"@type": "Place", "name": place.name or place.raw}
    if place.country:
        address = {"@type": "PostalAddress", "addressCountry": place.country}
        entry["address"] = address | ({"addressRegion": place.admin1} if place.admin1 else {})
    if place.location:
        point = {"latitude": place.location.lat, "longitude": place.location.lon}
        entry["geo"] = {"@type": "GeoCoordinates", **point}
    if place.geonames_id:
        entry["sameAs"] = f"https://sws.geonames.org/{place.geonames_id}/"
    return entry


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("https://", "http://")) else None
