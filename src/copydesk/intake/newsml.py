"""NewsML-G2, IPTC's container for news in XML: an item alone, or the one text item of a message."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.errors import Permanent
from copydesk.intake import fields, fragment, nitf, xhtml
from copydesk.intake.story import Body, Story
from copydesk.intake.xmltree import Node
from copydesk.model import Credit, Metadata, Moment
from copydesk.normalize import moments
from copydesk.normalize.status import strictest
from copydesk.settings import Settings


def read(root: Node, name: str, settings: Settings) -> Story:
    """Return the story of a NewsML-G2 document.

    Raises `Permanent`: `intake.multiple_articles` for several text items or a package of them,
    `intake.unsupported_format` for a document without one.
    """
    items = [root] if root.name == "newsItem" else list(root.every("newsItem"))
    texts = [item for item in items if _is_text(item)]
    packages = [root] if root.name == "packageItem" else list(root.every("packageItem"))
    referred = sum(1 for package in packages for _ in package.every("itemRef"))
    if len(texts) > 1 or (not texts and referred > 1):
        found = len(texts) or referred
        raise Permanent("intake.multiple_articles", f"{name} holds {found} articles", found=found)
    if not texts:
        raise Permanent("intake.unsupported_format", f"{name} is NewsML-G2 without an article", found="newsml-g2")
    return _story(texts[0], settings)


def _is_text(item: Node) -> bool:
    """Tell whether an item is a text: by its class, else by what it holds; a kill need not hold any."""
    kind = item.first("itemMeta", "itemClass")
    qcode = (kind.get("qcode") or kind.get("uri") or "") if kind else ""
    if qcode:
        return qcode.rpartition(":")[2].rpartition("/")[2] in ("text", "composite")
    return item.first("contentSet") is not None or _status(item) is not None


def _story(item: Node, settings: Settings) -> Story:
    inner = next(iter(item.every("nitf")), None)
    inside = nitf.read(inner, settings) if inner else None
    language = next((tag for node in item.every("language") if (tag := node.get("tag"))), None) or item.get("lang")
    headlines = [node.text() for node in item.every("headline") if node.text()]
    title = item.said("itemMeta", "title")
    return Story(
        format="newsml-g2",
        titles=(
            *(("newsml-g2", headline) for headline in headlines),
            *(inside.titles if inside else ()),
            ("newsml-g2", title),
        ),
        body=inside.body if inside else _content(item, settings),
        metadata=Metadata(
            credits=tuple(_credits(item)) or (inside.metadata.credits if inside else ()),
            published=_date(item, "contentCreated") or _date(item, "firstCreated"),
            modified=_date(item, "contentModified") or _date(item, "versionCreated"),
            canonical=_link(item),
            image=_picture(item),
            section=next((_named(node) for node in item.every("genre")), None),
            tags=tuple(dict.fromkeys(tag for node in item.every("keyword") if (tag := node.text()))),
            site=next((said for node in item.every("provider") if (said := _named(node))), None),
            languages=(("newsml-g2", language),) if language else (),
            status=strictest((_status(item), inside.metadata.status if inside else None)),
            notes=tuple(dict.fromkeys((*_notes(item), *(inside.metadata.notes if inside else ())))),
        ),
        dateline=next((said for node in item.every("dateline") if (said := node.parted(", "))), None)
        or (inside.dateline if inside else None),
    )


def _content(item: Node, settings: Settings) -> Body:
    for inline in item.every("inlineXML"):
        bodies = list(inline.every("body")) or [inline]
        if body := fragment.read("".join(xhtml.markup(bodies[0])), settings):
            return body
    for inline in item.every("inlineData"):
        said = "".join(inline.strings())
        declared = inline.get("contenttype") or ""
        if body := fields.body(said, settings, is_html="html" in declared or (False if "plain" in declared else None)):
            return body
    return Body()


def _credits(item: Node) -> Iterator[Credit]:
    printed = [Credit(said, "newsml-g2") for node in item.every("by") if (said := node.parted(", "))]
    yield from printed
    for node in () if printed else item.every("creator"):
        is_house = "organisation" in (node.get("type") or "")
        if name := _named(node):
            yield Credit(name, "newsml-g2", "organization" if is_house else "person")
    for node in item.every("creditline"):
        if line := node.text():
            yield Credit(line, "newsml-g2", "organization")


def _named(node: Node) -> str | None:
    """Return the name of a concept: its `name`, else what it is called in the document itself."""
    return node.said("name") or node.get("literal") or node.text() or None


def _status(item: Node) -> str | None:
    return next((node.get("qcode") or node.get("uri") for node in item.every("pubStatus")), None)


def _date(item: Node, name: str) -> Moment | None:
    return next((found for node in item.every(name) if (found := moments.declared(node.text()))), None)


def _link(item: Node) -> str | None:
    links = (node for node in item.every("link") if (node.get("rel") or "").endswith(("canonical", "permalink")))
    return next((href for node in links if (href := node.get("href"))), None)


def _picture(item: Node) -> str | None:
    contents = (node for node in item.every("remoteContent") if (node.get("contenttype") or "").startswith("image/"))
    return next((href for node in contents if (href := node.get("href"))), None)


def _notes(item: Node) -> Iterator[tuple[str, str]]:
    for kind, names in (
        ("embargo", ("embargoed",)),
        ("expires", ("expires", "contentExpires")),
        ("rights", ("usageTerms",)),
        ("copyright", ("copyrightNotice",)),
        ("editorial", ("edNote",)),
    ):
        for node in item.every(*names):
            if said := node.parted(" "):
                yield kind, said
    for node in item.every("copyrightHolder"):
        if holder := _named(node):
            yield "copyright", holder
    for node in item.every("signal"):
        if "correct" in (said := (node.get("qcode") or node.get("uri") or "")).lower():
            yield "correction", said
