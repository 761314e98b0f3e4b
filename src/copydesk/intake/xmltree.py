"""An XML document as a small tree, read with entities and external files off and its size capped."""

from __future__ import annotations

import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from copydesk.errors import Permanent
from copydesk.settings import Settings

_OWN = frozenset(("amp", "lt", "gt", "quot", "apos"))
# Bounded: a name of at most 32 letters. Entities of HTML that wire and feed documents use without declaring them.
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(r"&(?!#\d{1,7};|#x[0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)")
# Characters that XML 1.0 forbids even where a text holds them.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Names that HTML reads as XML does; anything else is read through.
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")
_PREFIXES = {"http://search.yahoo.com/mrss/": "media", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes"}
_DIVIDING = ",;:/|-–—·•、،，"
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"))


@dataclass(slots=True)
class Node:
    """One element: its name without namespace, its attributes, and what stands in it, in order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator[Node]:
        """Yield the child elements of these names, in order; all of them without a name."""
        for child in self.children:
            if isinstance(child, Node) and (not names or child.name in names):
                yield child

    def first(self, *path: str) -> Node | None:
        """Return the first element at a path of child names, None where there is none."""
        nodes = [self]
        for name in path:
            nodes = [child for node in nodes for child in node.elements(name)]
        return nodes[0] if nodes else None

    def every(self, *names: str) -> Iterator[Node]:
        """Yield all elements below of these names, in document order."""
        stack = list(reversed(list(self.elements())))
        while stack:
            node = stack.pop()
            if node.name in names:
                yield node
            stack.extend(reversed(list(node.elements())))

    def text(self) -> str:
        """Return all text below, white space collapsed."""
        return " ".join("".join(self.strings()).split())

    def parted(self, separator: str) -> str:
        """Return all text below like `text`, with a separator between child elements that nothing printed sets apart.

        White space between two elements is left as it is: it sets them apart already.
        """
        return " ".join(_parted(self, separator).split())

    def strings(self) -> Iterator[str]:
        """Yield the texts below as they stand, in document order."""
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                yield item
            else:
                stack.extend(reversed(item.children))

    def said(self, *path: str) -> str | None:
        """Return the text of the first element at a path, None where it is missing or blank."""
        node = self.first(*path)
        return (node.text() if node else None) or None

    def get(self, name: str) -> str | None:
        """Return an attribute's value, None where it is missing or blank."""
        return self.attributes.get(name, "").strip() or None


def _parted(node: Node, separator: str) -> str:
    said: list[str] = []
    is_element = is_break = False  # what stood before: an element, one that is empty
    for child in node.children:  # as deep as the document, whose depth is capped
        piece = child if isinstance(child, str) else _parted(child, separator)
        if not piece:
            is_break = True
            continue
        if said and (is_break or (is_element and isinstance(child, Node))) and not _is_apart(said[-1][-1], piece[0]):
            said.append(separator)
        is_element, is_break = isinstance(child, Node), False
        said.append(piece)
    return "".join(said)


def _is_apart(before: str, behind: str) -> bool:
    """Tell whether the characters that meet set two texts apart: a blank, a comma, a dash, a bracket."""
    return before.isspace() or behind.isspace() or before in _DIVIDING + "([" or behind in _DIVIDING + ".)]"


def parse(text: str, name: str, settings: Settings) -> Node:
    """Return the root of an XML document.

    Nothing is fetched and no entity is expanded but those of XML and HTML. Raises `Permanent`: `intake.malformed`,
    `intake.multiple_articles` for a second root, `intake.structure_over_cap` (entities, depth, elements, attributes).
    """
    try:
        return _parse(text, name, settings)
    except expat.ExpatError as error:
        if expat.ErrorString(error.code) == expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
            message = f"{name} holds more than one document: a second root in line {error.lineno}"
            raise Permanent("intake.multiple_articles", message, line=error.lineno) from None
        first = error
    try:  # a bare ampersand is the commonest damage of feeds, and says only one thing
        return _parse(_FORBIDDEN.sub("\ufffd", "".join(_escaped(text))), name, settings)
    except expat.ExpatError:
        message = f"{name} is not well-formed XML: {expat.ErrorString(first.code)} in line {first.lineno}"
        raise Permanent("intake.malformed", message, line=first.lineno) from None


def _escaped(text: str) -> Iterator[str]:
    """Yield a document with bare ampersands escaped, but for its CDATA sections, where they stand for themselves."""
    at = 0
    while (start := text.find("<![CDATA[", at)) >= 0 and (end := text.find("]]>", start)) >= 0:
        yield _BARE.sub("&amp;", text[at:start])
        yield text[start:end]
        at = end
    yield _BARE.sub("&amp;", text[at:])


def _parse(text: str, name: str, settings: Settings) -> Node:
    document = Node("")
    builder = _Builder(document, name, settings)
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.characters
    parser.EntityDeclHandler = builder.entity
    parser.Parse(_NAMED.sub(_character, text).encode("utf-8", "replace"), True)  # noqa: FBT003  # positional only
    return next(document.elements())


def _character(named: re.Match[str]) -> str:
    if named[1] in _OWN:
        return named[0]
    return html.escape(html.entities.html5.get(f"{named[1]};", named[0]))


class _Builder:
    """Builds the tree while the caps hold: nothing over them is ever held in memory."""

    def __init__(self, document: Node, name: str, settings: Settings) -> None:
        self._open = [document]
        self._name = name
        self._settings = settings
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._within("depth", len(self._open), self._settings.structure_depth)
        self._within("elements", self._elements, self._settings.structure_nodes)
        self._within("attributes", len(attributes), self._settings.page_attributes)
        node = Node(_local(tag), {_local(key): value for key, value in attributes.items()})
        self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, _tag: str) -> None:
        self._open.pop()

    def characters(self, text: str) -> None:
        self._open[-1].children.append(text)

    def entity(self, entity: str, *_: object) -> None:
        message = f"{self._name} declares the entity {entity[:40]!r}; none may be declared"
        raise Permanent("intake.structure_over_cap", message, what="entities", found=1, limit=0)

    def _within(self, what: str, found: int, limit: int) -> None:
        if found > limit:
            message = f"{self._name} is over the limit of {limit} {what}"
            raise Permanent("intake.structure_over_cap", message, what=what, found=found, limit=limit)


def _local(name: str) -> str:
    """Return a name without its namespace; with a prefix where a feed means another thing by it."""
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES[space]}:{local}" if space in _PREFIXES else local


def markup(node: Node) -> Iterator[str]:
    """Yield the markup of what stands inside an element that holds XHTML, escaped again as it was."""
    stack: list[Node | str | None] = list(reversed(node.children))
    closing: list[str] = []
    while stack:
        item = stack.pop()
        if item is None:
            yield closing.pop()
        elif isinstance(item, str):
            yield html.escape(item, quote=False)
        elif not _TAG_NAME.fullmatch(item.name):
            stack.extend(reversed(item.children))
        else:
            attributes = "".join(
                f' {key}="{html.escape(value)}"' for key, value in item.attributes.items() if _TAG_NAME.fullmatch(key)
            )
            yield f"<{item.name}{attributes}>"
            if item.name not in _VOID:
                closing.append(f"</{item.name}>")
                stack.append(None)
                stack.extend(reversed(item.children))
