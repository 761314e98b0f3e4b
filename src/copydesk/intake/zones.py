"""What a page's own names (class, id, role, test attributes) say a part of it is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple, TypeAlias

from copydesk.intake.tree import Element

Entries: TypeAlias = dict[str, list[tuple[str, tuple[str, ...]]]]

_NAMING = (
    "class",
    "id",
    "role",
    "itemprop",
    "data-testid",
    "data-component",
    "data-test",
    "data-qa",
    "aria-label",
    "data-block-type",
    "data-module",
    "data-type",
)
_IS_NAMING = frozenset(_NAMING)
_LONGEST = 400
"""Code points of names that are read."""
_KNOWN = 8192
"""Names kept in memory between pages: a site repeats its own, a hostile one must not fill the memory."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # zero width: linear
_WORD = re.compile(r"[0-9a-z]+")


class Zone(NamedTuple):
    """What the names of one element say."""

    words: tuple[str, ...]
    """The names in lower case, cut into words; an empty word stands before and behind them."""
    drop: str | None
    """The kind of furniture (`navigation`, `related`, ...), None when no name says so."""
    keep: bool
    """Whether a name says that this is the article's own text."""


_NONE = Zone((), None, keep=False)


def of(element: Element) -> Zone:
    """Return what the names of an element say of it; the first that says a kind of furniture decides."""
    if element.zone is None:
        attributes = element.attributes
        given = attributes.keys() & _IS_NAMING
        ordered = sorted(given, key=_NAMING.index) if len(given) > 1 else given
        names = " ".join([attributes[name] for name in ordered])
        element.zone = _read(names[:_LONGEST]) if names else _NONE
    return element.zone


def named(element: Element, group: str) -> bool:
    """Return whether a name of the element is in a group of `[names]`: `author`, `standfirst`, `picture`, ..."""
    words = of(element).words
    return bool(words) and any(_found(words, _group(group)))


def leads_to_author(address: str) -> bool:
    """Return whether an address leads to a person's own page (`/author/jane-doe`)."""
    folders = address.lower().split("/")[:-1]
    return not _author_folders().isdisjoint(folders)


@lru_cache(maxsize=_KNOWN)
def _read(names: str) -> Zone:
    if not names.islower():
        names = _CAMEL.sub("-", names).lower()
    words = ("", *_WORD.findall(names), "")
    drop, keep = None, False
    not_after, not_before = _around()
    for kind, begin, end in _found(words, _entries("drop", "keep")):
        if kind == "article":
            keep = True
        elif drop is None and words[begin - 1] not in not_after and words[end] not in not_before:
            drop = kind
    return Zone(words, drop, keep)


def _found(words: tuple[str, ...], entries: Entries) -> Iterator[tuple[str, int, int]]:
    """Yield (kind, begin, end) of each entry that stands among the words, in their order."""
    for begin, word in enumerate(words):
        if word in entries:
            for kind, entry in entries[word]:
                end = begin + len(entry)
                if words[begin:end] == entry:
                    yield kind, begin, end


@cache
def _entries(*tables: str) -> Entries:
    """Return (kind, words) of all entries of some tables, by their first word."""
    return _by_first(kind for table in tables for kind in _table()[table].items())


@cache
def _group(group: str) -> Entries:
    return _by_first([(group, _table()["names"][group])])


def _by_first(kinds: Iterable[tuple[str, list[str]]]) -> Entries:
    found: Entries = {}
    for kind, entries in kinds:
        for entry in entries:
            words = tuple(entry.split("-"))
            found.setdefault(words[0], []).append((kind, words))
    return found


@cache
def _around() -> tuple[frozenset[str], frozenset[str]]:
    around = _table()["around"]
    return frozenset(around["before"]), frozenset(around["behind"])


@cache
def _author_folders() -> frozenset[str]:
    return frozenset(_table()["paths"]["author"])


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        resources.files("copydesk").joinpath("data/zones.toml").read_text("utf-8")
    )
    return table
