"""NITF, IPTC's News Industry Text Format (3.x): one article of a wire service in XML."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.intake import fragment
from copydesk.intake.story import Body, Story
from copydesk.intake.xhtml import Tag, markup
from copydesk.intake.xmltree import Node
from copydesk.model import Credit, Metadata, Moment
from copydesk.normalize import moments
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

# NITF's elements as HTML ones; any other is read through, only its content is kept.
_ELEMENTS = {
    "p": "p",
    "hl2": "h2",
    "hl1": "h2",
    "bq": "blockquote",
    "credit": "cite",
    "ul": "ul",
    "ol": "ol",
    "li": "li",
    "dl": "dl",
    "dt": "dt",
    "dd": "dd",
    "table": "table",
    "caption": "caption",
    "thead": "thead",
    "tbody": "tbody",
    "tfoot": "tfoot",
    "tr": "tr",
    "th": "th",
    "td": "td",
    "nitf-table": "div",
    "pre": "pre",
    "br": "br",
    "hr": "hr",
    "a": "a",
    "em": "em",
    "strong": "strong",
    "q": "q",
    "sub": "sub",
    "sup": "sup",
    "block": "div",
    "media": "figure",
    "media-caption": "figcaption",
    # HTML that providers mix in
    "b": "b",
    "i": "i",
    "u": "u",
    "h2": "h2",
    "h3": "h3",
    "h4": "h4",
    "blockquote": "blockquote",
    "figure": "figure",
    "figcaption": "figcaption",
    "img": "img",
    "div": "div",
    "span": "span",
}
_KEPT = frozenset(("href", "src", "alt", "title", "lang", "colspan", "rowspan"))
# Data about a picture or table, and what stands in fields of its own.
_DROPPED = frozenset(
    (
        *("media-metadata", "media-producer", "media-object", "nitf-table-metadata", "note", "fn"),
        *("byline", "dateline", "distributor", "hedline", "tagline"),
    )
)


def read(root: Node, settings: Settings) -> Story:
    """Return the story of an `nitf` element."""
    head = root.first("body", "body.head") or Node("body.head")
    language = root.get("lang")
    return Story(
        format="nitf",
        titles=(
            ("nitf", head.said("hedline", "hl1") or _said(head.first("hedline"), " ")),
            ("title", root.said("head", "title")),
        ),
        body=body(root, settings),
        metadata=Metadata(
            credits=tuple(_credits(root)),
            published=_date(root, "date.issue") or _published(root),
            modified=None,
            section=_pubdata(root, "position.section"),
            tags=tuple(tag for keyword in root.every("keyword") if (tag := keyword.get("key"))),
            site=_pubdata(root, "name"),
            languages=(("nitf", language),) if language else (),
            status=strictest(node.get("management-status") for node in root.every("docdata")),
            notes=tuple(dict.fromkeys(_notes(root))),
        ),
        dateline=_dateline(head),
    )


def body(root: Node, settings: Settings) -> Body:
    """Return the body of an `nitf` element."""
    return fragment.read(
        "".join(said for content in root.every("body.content") for said in markup(content, _tag)), settings
    )


def _tag(node: Node) -> Tag | None:
    """Return the HTML that says what an element of NITF says; the sanitizer sees it as it sees any page's."""
    if node.name in _DROPPED:
        return None
    if node.name == "media-reference":
        source = node.get("source")
        return Tag("img", {"src": source, "alt": node.get("alternate-text") or ""}) if source else None
    kept = {key: value for key, value in node.attributes.items() if key in _KEPT}
    return Tag(_ELEMENTS.get(node.name, ""), kept)


def _credits(root: Node) -> Iterator[Credit]:
    printed = [credit for byline in root.every("byline") for credit in _printed(byline)]
    yield from printed
    if not printed and (author := _meta(root, "author")):
        yield Credit(author, "nitf")
    for distributor in root.every("distributor"):
        if said := distributor.parted(", "):
            yield Credit(said, "nitf", "organization")


def _printed(byline: Node) -> Iterator[Credit]:
    """Yield the credits of a byline: as printed, or each name with the title that NITF sets apart (`byttl`)."""
    if byline.first("byttl") is None:
        if said := _listed(byline):
            yield Credit(said, "nitf")
        return
    is_marked = byline.first("person") is not None
    names = Node("names")
    for child in (*byline.children, Node("byttl")):  # each title is that of the names before it
        if isinstance(child, str) or child.name != "byttl":
            if not is_marked or (isinstance(child, Node) and child.name == "person"):
                names.children.append(child)
            continue
        said, title = _listed(names), child.text()
        if said or title:
            yield Credit(said or title, "nitf", role=(title or None) if said else None)
        names = Node("names")


def _listed(names: Node) -> str:
    """Return the names of a byline: commas between people, blanks between the parts of one's name."""
    whole = [
        Node(child.name, {}, [child.parted(" ")]) if isinstance(child, Node) and child.name == "person" else child
        for child in names.children
    ]
    return Node(names.name, {}, whole).parted(", ")


def _dateline(head: Node) -> str | None:
    """Return the dateline as printed: its place, then its date where that has a text of its own."""
    return _said(head.first("dateline"), ", ")


def _said(node: Node | None, separator: str) -> str | None:
    return (node.parted(separator) if node else None) or None


def _date(root: Node, name: str) -> Moment | None:
    return next((found for node in root.every(name) if (found := moments.declared(node.get("norm") or ""))), None)


def _published(root: Node) -> Moment | None:
    return moments.declared(_pubdata(root, "date.publication") or "") or _date(root, "story.date")


def _pubdata(root: Node, attribute: str) -> str | None:
    return next((value for node in root.every("pubdata") if (value := node.get(attribute))), None)


def _meta(root: Node, name: str) -> str | None:
    found = (node.get("content") for node in root.every("meta") if (node.get("name") or "").lower() == name)
    return next(filter(None, found), None)


def _notes(root: Node) -> Iterator[tuple[str, str]]:
    release = _date(root, "date.release")
    issued = _date(root, "date.issue")
    if release and not (issued and release.value[:16] <= issued.value[:16]):  # to the minute: wires set both at once
        yield "embargo", release.value  # NITF: the date before which the item must not be published
    if expires := _date(root, "date.expire"):
        yield "expires", expires.value
    for node in root.every("correction"):
        yield "correction", node.get("info") or node.parted(" ") or "correction"
    for node in root.every("doc.copyright"):
        if said := " ".join(filter(None, (node.get("year"), node.get("holder")))):
            yield "copyright", said
    for node in root.every("doc.rights", "rights"):
        if said := node.parted(" ") or " ".join(
            filter(None, (node.get("owner"), node.get("type"), node.get("limitations")))
        ):
            yield "rights", said
    for node in root.every("ed-msg"):
        if said := node.get("info") or node.parted(" "):
            yield "editorial", said
    for node in root.every("note"):
        if said := node.parted(" "):
            yield "editorial", said
