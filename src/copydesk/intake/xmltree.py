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
_PREFIXES = {"http://search.yahoo.com/mrss/": "media", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes"}
_DIVIDING = ",;:/|-–—·•、،，"
_INLINE = frozenset(("a", "b", "em", "i", "q", "span", "strong", "sub", "sup", "u"))
"""What stands inside a line and begins no part of its own."""


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

        White space between two elements is how a document is laid out; emphasis and the parts of a name need none.
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
    before: Node | None = None  # the element before, where nothing but white space was since
    is_blank = is_break = False
    for child in node.children:  # as deep as the document, whose depth is capped
        piece = child if isinstance(child, str) else _without_layout(_parted(child, separator))
        if not piece:
            is_break = True
        elif before and piece.isspace():
            is_blank = True
        else:
            is_next = before is not None and isinstance(child, Node) and _INLINE.isdisjoint((before.name, child.name))
            if said and (is_break or is_next) and not _is_apart(said[-1].rstrip()[-1:], piece.lstrip()[:1]):
                is_name = before is not None and before.name.startswith("name.")
                said.append(" " if is_name else separator)
            elif is_blank:
                said.append(" ")
            before = child if isinstance(child, Node) else None
            is_blank = is_break = False
            said.append(piece)
    return "".join(said)


def _without_layout(text: str) -> str:
    """Return an element's text without the line breaks and indents inside its tags."""
    inner = text.strip()
    start = text.find(inner)
    before, behind = text[:start], text[start + len(inner) :]
    return ("" if "\n" in before else before) + inner + ("" if "\n" in behind else behind)


def _is_apart(before: str, behind: str) -> bool:
    """Tell whether one of the characters that meet sets two texts apart: a comma, a dash, a bracket."""
    return before in _DIVIDING + "([" or behind in _DIVIDING + ".)]"


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
