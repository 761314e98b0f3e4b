"""The article as IPTC ninjs 3.1, derived from what was understood (https://www.iptc.org/std/ninjs/)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from copydesk.model import Article, Byline, Dateline, Languages, Moment, Place, Verdict

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json",
}
RESTRICTION = ("usable", "withheld", "canceled")
"""ninjs' publishing statuses, each more restrictive than the one before."""
ZONED = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)", re.ASCII)  # fixed width: linear


def envelope(uri: str, verdict: Verdict) -> dict[str, Any]:
    """Return the ninjs object of an upload of which nothing else is known."""
    return {
        "uri": uri,
        "standard": STANDARD,
        "type": "text",
        "pubStatus": status(verdict, None),
        "headlines": [],
        "bodies": [],
        "places": [],
    }


def content(
    article: Article,
    byline: Byline,
    dateline: Dateline | None,
    published: Moment | None,
    modified: Moment | None,
    languages: Languages,
    html: str,
    bodies: str,
) -> dict[str, Any]:
    """Return the keys that an understood article adds; `bodies` is `both`, `html`, `text` or `none`."""
    result: dict[str, Any] = {
        "headlines": [{"role": "main", "contentType": "text/plain", "value": article.headline.text}]
        if article.headline
        else [],
        "bodies": list(_bodies(article.text, html, bodies)),
        "places": [_place(place) for place in (dateline.places if dateline else ())],
    }
    if languages.body.code != "und":
        result["language"] = languages.body.code
    if byline.raw:
        result["by"] = byline.raw
    if dateline and dateline.places:
        result["located"] = "/".join(place.name or place.raw for place in dateline.places)
    if byline.authors:
        result["people"] = [{"name": author.name, "rel": "author"} for author in byline.authors]
    if byline.agencies:
        result["infoSources"] = [{"name": agency.name, "literal": agency.raw} for agency in byline.agencies]
    for key, moment in (("contentCreated", published), ("versionCreated", modified)):
        if moment and ZONED.fullmatch(moment.value):  # date-time needs a zone; none is invented
            result[key] = moment.value
    for kind, said in article.metadata.notes:
        if kind == "editorial":
            result["edNote"] = said
        elif kind in ("rights", "copyright"):
            result["usageTerms" if kind == "rights" else "copyrightNotice"] = said
        elif kind in ("embargo", "expires") and ZONED.fullmatch(said):
            result["embargoedUntil" if kind == "embargo" else "expires"] = said
    return result


def status(verdict: Verdict, declared: str | None) -> str:
    """Return the more restrictive of ours (`allow` is usable, else withheld) and what the source declares."""
    ours = "usable" if verdict == "allow" else "withheld"
    return max(ours, declared or "usable", key=RESTRICTION.index)


def _bodies(text: str, html: str, which: str) -> Iterator[dict[str, Any]]:
    words = len(text.split())
    if which in ("both", "text"):
        yield {"role": "main", "contentType": "text/plain", "charCount": len(text), "wordCount": words, "value": text}
    if which in ("both", "html"):
        yield {"role": "main", "contentType": "text/html", "charCount": len(html), "wordCount": words, "value": html}


def _place(place: Place) -> dict[str, str]:
    entry = {"name": place.name or place.raw, "literal": place.raw, "rel": "located"}
    if place.geonames_id:
        entry["uri"] = f"https://sws.geonames.org/{place.geonames_id}/"
    return entry
