"""RSS (0.9x, 1.0, 2.0) and Atom: the one entry of a feed, or an Atom entry by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from copydesk.errors import Permanent
from copydesk.intake import fields, xhtml
from copydesk.intake.story import Body, Story
from copydesk.intake.xmltree import Node
from copydesk.model import Credit, Metadata, Moment
from copydesk.normalize import moments
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

# RSS writes an author as `desk@example.com (Jane Doe)`. Bounded runs, one try at the start.
_MAILED = re.compile(r"[^\s()<>@]{1,80}@[^\s()<>]{1,120}\s{0,8}\(([^()]{1,200})\)")
_ADDRESS = re.compile(r"[^\s@]{1,80}@[^\s@]{1,120}")


def read(root: Node, name: str, settings: Settings) -> Story:
    """Return the story of a feed's one entry.

    Raises `Permanent`: `intake.multiple_articles` for a feed of several, `intake.unsupported_format` for one without.
    """
    entries = [root] if root.name == "entry" else list(root.every("item", "entry"))
    if len(entries) > 1:
        raise Permanent("intake.multiple_articles", f"{name} holds {len(entries)} articles", found=len(entries))
    if not entries:
        raise Permanent("intake.unsupported_format", f"{name} is a feed without an entry", found=root.name)
    entry = entries[0]
    channel = Node("channel") if entry is root else root.first("channel") or root
    return _atom(entry, channel, settings) if entry.name == "entry" else _rss(entry, channel, settings)


def _rss(item: Node, channel: Node, settings: Settings) -> Story:
    bodies = list(item.elements("encoded", "description", "summary", "fulltext"))
    bodies.sort(
        key=lambda node: node.name != "encoded"
    )  # content:encoded is the whole text, description often a teaser
    body = Body()
    for node in bodies:
        said = "".join(xhtml.markup(node)) if any(node.elements()) else "".join(node.strings())
        if body := fields.body(said, settings):
            break
    language = item.said("language") or channel.said("language")
    return Story(
        format="rss",
        titles=tuple(("feed", fields.text("".join(node.strings()))) for node in item.elements("title")),
        body=body,
        metadata=Metadata(
            credits=tuple(_rss_credits(item)),
            published=_date(item, "pubDate", "date", "created", "issued"),
            modified=_date(item, "modified", "updated"),
            canonical=next(iter(_texts(item, "link")), None) or _permalink(item),
            image=next(_pictures(item), None),
            section=next((node.text() for node in item.elements("category") if node.text()), None),
            tags=_texts(item, "category", "subject", "keywords"),
            site=item.said("source") or channel.said("title"),
            languages=(("feed", language),) if language else (),
            status=strictest((item.said("status"), "protected" if item.said("post_password") else None)),
            notes=fields.notes(
                (
                    ("expires", item.said("expires") or item.said("expirationDate")),
                    ("rights", item.said("rights") or item.said("license")),
                    ("copyright", item.said("copyright") or channel.said("copyright")),
                )
            ),
        ),
    )


def _atom(entry: Node, feed: Node, settings: Settings) -> Story:
    language = (
        entry.get("lang") or (content.get("lang") if (content := entry.first("content")) else None) or feed.get("lang")
    )
    draft = entry.said("control", "draft")
    return Story(
        format="atom",
        titles=tuple(("feed", _said(node)) for node in entry.elements("title")),
        body=_content(entry, settings),
        metadata=Metadata(
            credits=tuple(_atom_credits(entry)) or tuple(_atom_credits(feed)),
            published=_date(entry, "published", "issued"),
            modified=_date(entry, "updated", "modified"),
            canonical=next(
                (node.get("href") for node in entry.elements("link") if node.get("rel") in (None, "alternate")), None
            ),
            image=next(_pictures(entry), None),
            section=next(
                filter(None, (node.get("label") or node.get("term") for node in entry.elements("category"))), None
            ),
            tags=tuple(filter(None, (node.get("label") or node.get("term") for node in entry.elements("category")))),
            site=entry.said("source", "title") or feed.said("title"),
            languages=(("feed", language),) if language else (),
            status="withheld" if (draft or "").lower() == "yes" else None,  # RFC 5023, section 13.1
            notes=fields.notes((("rights", entry.said("rights") or feed.said("rights")),)),
        ),
    )


def _content(entry: Node, settings: Settings) -> Body:
    """Return the body of an Atom entry's content, as its type says (RFC 4287, section 4.1.3)."""
    for node in entry.elements("content", "summary"):
        kind = (node.get("type") or "text").lower()
        if kind in ("xhtml", "application/xhtml+xml"):
            body = fields.body("".join(xhtml.markup(node)), settings, is_html=True)
        else:
            is_html = None if kind == "text" else "html" in kind
            body = fields.body("".join(node.strings()), settings, is_html=is_html)
        if body:
            return body
    return Body()


def _said(node: Node) -> str | None:
    """Return a text construct on one line; escaped markup in it is resolved where its type says so."""
    said = "".join(node.strings())
    return fields.text(said) if "html" in (node.get("type") or "") else " ".join(said.split()) or None


def _rss_credits(item: Node) -> Iterator[Credit]:
    creators = [node.text() for node in item.elements("creator") if node.text()]
    for said in creators or [node.text() for node in item.elements("author", "byline")]:
        mailed = _MAILED.fullmatch(said)
        name = fields.text(mailed[1] if mailed else said)
        if name and not _ADDRESS.fullmatch(name):
            yield Credit(name, "feed")


def _atom_credits(node: Node) -> Iterator[Credit]:
    for author in node.elements("author"):
        if name := author.said("name"):
            yield Credit(name, "feed", "person")


def _date(node: Node, *names: str) -> Moment | None:
    found = (moments.declared(child.text()) for name in names for child in node.elements(name))
    return next(filter(None, found), None)


def _permalink(item: Node) -> str | None:
    guid = item.first("guid")
    said = guid.text() if guid and (guid.get("isPermaLink") or "true") == "true" else ""
    return said if said.startswith("http") else None


def _pictures(node: Node) -> Iterator[str]:
    for found in node.every("enclosure", "media:content", "media:thumbnail", "link"):
        kind = found.get("type") or found.get("medium") or ("image" if found.name == "media:thumbnail" else "")
        url = found.get("url") or (found.get("href") if found.get("rel") == "enclosure" else None)
        if url and kind.startswith("image"):
            yield url


def _texts(node: Node, *names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said for child in node.elements(*names) if (said := child.text())))
