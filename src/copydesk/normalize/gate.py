"""The last gate: bleach under the markup policy, which writes what is stored.

Tokenizer, tree, sanitizing filter and serializer are bleach's own. Two parts around them are ours, which saves 0.49 of
1.27 ms of a median page: what the tokenizer reads from, which in bleach is made for files of any encoding, and the walk
over the tree, which there counts an element's siblings at each element and so takes the square of their number.
`tests/normalize/test_gate.py` holds the outcome to that of bleach as it comes.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from bleach.html5lib_shim import BleachHTMLParser, Filter, constants  # type: ignore[attr-defined]
from bleach.sanitizer import Cleaner

from copydesk.normalize import elements, urls

REL = "noopener noreferrer nofollow"
"""Written on every link: the page behind it gets no handle on ours, no referrer, and no weight from us."""

_SPACE = "".join(constants.spaceCharacters)

Token = dict[str, Any]
"""One of html5lib's: a tag or a text, by its `type`."""
Characters = frozenset[str] | tuple[str, ...]


class _Gates(threading.local):
    """The cleaners of one thread: a cleaner's parser holds the page it is at, so threads must not share one."""

    def __init__(self) -> None:
        self.made: dict[tuple[bool, bool], Cleaner] = {}


_GATES = _Gates()


def cleaner(*, images: bool, tables: bool) -> Cleaner:
    """Return this thread's last gate: only allowed elements, and attributes that `keeps` agrees to."""
    made = _GATES.made.get((images, tables))
    if made is None:
        made = _GATES.made[images, tables] = plain(images=images, tables=tables)
        # As `Cleaner` makes its own.
        made.parser = _Parser(made.tags, made.strip, consume_entities=False, namespaceHTMLElements=False)
        made.walker = _Walk  # type: ignore[assignment]
    return made


def plain(*, images: bool, tables: bool) -> Cleaner:
    """Return the same gate with nothing replaced in bleach."""
    return Cleaner(
        tags=elements.allowed(images=images, tables=tables),
        attributes=keeps,
        protocols={"http", "https", "mailto"},
        strip=True,
        strip_comments=True,
        filters=[Finish],
    )


def keeps(element: str, attribute: str, value: str) -> bool:
    """Whether the last gate keeps an attribute; an address must already be in the form that the check writes."""
    rules = elements.policy()
    if not rules.allows(element, attribute):
        return False
    schemes = rules.schemes.get(attribute)
    return schemes is None or urls.canonical(value.replace("&amp;", "&"), schemes)


class Finish(Filter):  # type: ignore[misc]
    """bleach's last filter: `rel` on every link, whatever came in, and a line for each block."""

    def __iter__(self) -> Iterator[Token]:
        """Yield bleach's tokens."""
        after_block = False
        for token in super().__iter__():
            kind = token["type"]
            if kind == "StartTag":
                name = token["name"]
                if name == "a":
                    token["data"][None, "rel"] = REL
                elif after_block and name in elements.BLOCKS:
                    yield {"type": "SpaceCharacters", "data": "\n"}
                after_block = False
            else:
                after_block = kind == "EndTag" and token["name"] in elements.BLOCKS
            yield token


class _Source:
    """A string as html5lib's tokenizer reads one; the methods' names are its own."""

    def __init__(self, text: str) -> None:
        self.errors: list[str] = []
        self._text = text.replace("\r\n", "\n").replace("\r", "\n")
        self._size = len(self._text)
        self._at = self._tag = 0

    def char(self) -> str | None:
        """Return the next character, null at the end."""
        at = self._at
        if at == self._size:
            return None
        self._at = at + 1
        return self._text[at]

    def charsUntil(self, characters: Characters, opposite: bool = False) -> str:  # noqa: FBT001, FBT002, N802
        """Return what stands before the next of some characters, or, if `opposite`, before the next other one."""
        start, self._at = self._at, _run(characters, opposite).match(self._text, self._at).end()  # type: ignore[union-attr]
        return self._text[start : self._at]

    def unget(self, character: str | None) -> None:
        """Go back to before the character that was read last."""
        if character is not None:
            self._at -= 1

    def position(self) -> tuple[int, int]:
        """Return the line, always the first, and the column; they go into messages that nobody reads."""
        return 1, self._at

    def start_tag(self) -> None:
        """Keep in mind where a tag begins: its `<` was read last."""
        self._tag = self._at - 1

    def get_tag(self) -> str:
        """Return the tag as far as it is read."""
        return self._text[self._tag : self._at]


@cache
def _run(characters: Characters, opposite: bool) -> re.Pattern[str]:  # noqa: FBT001
    """Return what matches a run of characters: one class, linear; html5lib asks for a dozen of them."""
    return re.compile(f"[{'' if opposite else '^'}{re.escape(''.join(sorted(characters)))}]*+")


class _Parser(BleachHTMLParser):
    """bleach's parser, reading from a string."""

    def _parse(self, stream: str, *arguments: Any, **named: Any) -> None:
        self._source = _Source(stream)
        super()._parse("", *arguments, **named)  # type: ignore[misc]

    def reset(self) -> None:
        """Begin: bleach calls this between making its tokenizer and running it."""
        self.tokenizer.stream = self._source  # type: ignore[assignment]
        super().reset()


class _Walk:
    """A tree as html5lib's tokens, each element visited once."""

    def __init__(self, tree: Element) -> None:
        self.tree = tree

    def __iter__(self) -> Iterator[Token]:
        """Yield start tag, text, children, end tag and what follows it; of a comment only what follows."""
        yield from _text(self.tree.text)
        around: list[tuple[Element, Iterator[Element]]] = []
        children = iter(self.tree)
        while True:
            for element in children:
                name: Any = element.tag
                if isinstance(name, str):
                    attributes = {(None, key): value for key, value in element.items()}
                    kind = "EmptyTag" if name in constants.voidElements else "StartTag"
                    yield {"type": kind, "name": name, "namespace": None, "data": attributes}
                    if kind == "StartTag":
                        yield from _text(element.text)
                        if len(element):
                            around.append((element, children))
                            children = iter(element)
                            break
                        yield {"type": "EndTag", "name": name, "namespace": None}
                yield from _text(element.tail)
            else:
                if not around:
                    return
                element, children = around.pop()
                yield {"type": "EndTag", "name": element.tag, "namespace": None}
                yield from _text(element.tail)


def _text(text: str | None) -> Iterator[Token]:
    """Yield a text, the white space around it apart, as html5lib's walkers do."""
    if not text:
        return
    if text[0] > " " and text[-1] > " ":
        yield {"type": "Characters", "data": text}
        return
    begins, ends = len(text) - len(text.lstrip(_SPACE)), len(text.rstrip(_SPACE))
    if begins:
        yield {"type": "SpaceCharacters", "data": text[:begins]}
    if begins < ends:
        yield {"type": "Characters", "data": text[begins:ends]}
    if 0 < ends < len(text):
        yield {"type": "SpaceCharacters", "data": text[ends:]}
