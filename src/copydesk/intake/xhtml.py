"""What stands inside an element of XML, written as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from copydesk.intake.xmltree import Node

# Names that HTML reads as XML does; anything else is read through.
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,40}")
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"))


class Tag(NamedTuple):
    """How an element is written as HTML."""

    name: str
    """Empty: only what stands in the element is written."""
    attributes: Mapping[str, str] = {}


def as_xhtml(node: Node) -> Tag:
    """Return the tag of an element of XHTML: its own, as far as HTML reads its names as XML does."""
    if not _TAG_NAME.fullmatch(node.name):
        return Tag("")
    return Tag(node.name, {key: value for key, value in node.attributes.items() if _TAG_NAME.fullmatch(key)})


def markup(node: Node, tag_of: Callable[[Node], Tag | None] = as_xhtml) -> Iterator[str]:
    """Yield what stands inside an element as HTML, escaped again; no tag leaves an element out with all it holds."""
    stack: list[Node | str | None] = list(reversed(node.children))
    closing: list[str] = []
    while stack:
        item = stack.pop()
        if item is None:
            yield closing.pop()
        elif isinstance(item, str):
            yield html.escape(item, quote=False)
        elif tag := tag_of(item):
            if tag.name:
                attributes = "".join(f' {key}="{html.escape(said)}"' for key, said in tag.attributes.items())
                yield f"<{tag.name}{attributes}>"
                if tag.name in _VOID:
                    continue
                closing.append(f"</{tag.name}>")
                stack.append(None)
            stack.extend(reversed(item.children))
