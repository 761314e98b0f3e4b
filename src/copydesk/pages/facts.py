"""What was understood of an article, as a list of facts; every URL is text."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model import Moment, Place
from copydesk.pages import locator
from copydesk.pages.languages import name
from copydesk.pages.tags import Safe, join, tag
from copydesk.write.shape import Record


def facts(record: Record) -> Safe:
    """Return the list."""
    rows = [*_words(record), *_where(record), *_links(record), *_cleaned(record), *_origin(record)]
    return tag("dl", *(part for row in rows for part in row), class_="facts")


def _words(record: Record) -> Iterator[tuple[Safe, Safe]]:
    found = record.languages
    title = f"{name(found.title.code)} ({found.title.code}, {found.title.script})"
    body = f"{name(found.body.code)} ({found.body.code}, {found.body.script})"
    said = {"match": "they agree", "mismatch": "they differ", "undetermined": "cannot be told"}[found.comparison]
    yield _row("Languages", f"title {title}, body {body}: {said} (probability that they differ {found.score:.3f})")
    people = [author.name + (f", {author.role}" if author.role else "") for author in record.byline.authors]
    desks = [agency.name for agency in record.byline.agencies]
    yield _row("Byline", "; ".join(people + desks) or "none")
    other = {title.text for title in record.titles} - {record.headline}
    if other:
        shown = {title.text: title for title in record.titles if title.text in other}.values()
        items = (tag("li", tag("code", t.source), " ", tag("span", t.text, dir="auto")) for t in shown)
        yield _row("Other titles", tag("ul", *items))


def _where(record: Record) -> Iterator[tuple[Safe, Safe]]:
    dateline = record.dateline
    if dateline is None:
        yield _row("Dateline", "none")
    else:
        said = [tag("span", dateline.raw, dir="auto", class_="raw")]
        said += [_place(place) for place in dateline.places]
        if dateline.date or dateline.agency:
            said.append(tag("p", ", ".join(part for part in (dateline.date, dateline.agency) if part)))
        points = [place.location for place in dateline.places if place.location]
        yield _row("Dateline", join(*said, locator.drawing(points) if points else None))
    for label, moment in (("Published", record.dates.published), ("Modified", record.dates.modified)):
        if moment:
            yield _row(label, _moment(moment))


def _place(place: Place) -> Safe:
    region = None if (place.admin1 or "").isdigit() else place.admin1  # many countries number their regions
    where = ", ".join(part for part in (place.name, region, place.country) if part)
    if not where:
        return tag("p", f"{place.raw}: not in the gazetteer", dir="auto")
    at = place.location
    point = f" {locator.degrees(at)}" if at else ""
    others = len(place.alternatives)
    more = f"; {others} other {'place' if others == 1 else 'places'} of that name" if others else ""
    return tag("p", f"{where}{point}{more}")


def _links(record: Record) -> Iterator[tuple[Safe, Safe]]:
    links = record.links
    for label, url in (("Address", links.canonical), ("Picture", links.image)):
        if url:
            yield _row(label, _url(url))
    if links.site:
        yield _row("Site", links.site)
    if record.embeds:
        items = (tag("li", f"{embed.kind} ", _url(embed.url)) for embed in record.embeds[:20])
        yield _row("Embeds", tag("ul", *items))


def _cleaned(record: Record) -> Iterator[tuple[Safe, Safe]]:
    removed = record.sanitization.removed
    items = (tag("li", f"{each.count} × ", tag("code", each.what)) for each in removed)
    yield _row("Removed", tag("ul", *items, class_="inline") if removed else "nothing")


def _origin(record: Record) -> Iterator[tuple[Safe, Safe]]:
    source, policy = record.source, record.moderation.policy
    size = f"{source.size_bytes:,} bytes" if source.size_bytes is not None else "size unknown"
    known = [source.format or "not read", size, source.charset, source.content_type]
    yield _row("Source", ", ".join(part for part in known if part))
    if source.generation:
        yield _row("Generation", source.generation)
    if source.sha256:
        yield _row("SHA-256", tag("code", source.sha256, class_="hash"))
    yield _row("Policy", f"{policy.name or 'unnamed'} version {policy.version} ({policy.sha256[:12]})")
    yield _row("Copydesk", record.tool.version)


def _row(label: str, said: str | Safe) -> tuple[Safe, Safe]:
    value = said if isinstance(said, Safe) else tag("span", said, dir="auto")
    return tag("dt", label), tag("dd", value)


def _url(url: str) -> Safe:
    return tag("span", url, class_="url", dir="ltr")


def _moment(moment: Moment) -> str:
    return f"{moment.value.replace('T', ' ')} (to the {moment.precision})"
