"""What a page's own names (class, id, role, test attributes) say a part of it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib import resources
from itertools import chain
from typing import NamedTuple

from copydesk.intake.tree import Element

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
_KNOWN = 8192
"""Names kept in memory between pages: a site repeats its own, a hostile one must not fill the memory."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # zero width: linear
_OTHER = re.compile(r"[^0-9a-z]+")


class Zone(NamedTuple):
    """What the names of one element say."""

    drop: str | None
    """The kind of furniture (`navigation`, `related`, ...), None when no name says so."""
    keep: bool
    """Whether a name says that this is the article's own text."""


@lru_cache(maxsize=_KNOWN)
def of_words(words: str) -> Zone:
    """Return what names say, given as `-word-word-`; the first that says something decides."""
    if _beginnings().isdisjoint(words.split("-")):
        return _NONE  # as four in five say nothing, and a search for all words takes ten times as long
    drop, keep = _patterns()
    found = drop.search(words)
    return Zone(found.lastgroup if found else None, keep.search(words) is not None)


def of(element: Element) -> Zone:
    """Return what the names of an element say of it."""
    words = words_of(element)
    return of_words(words) if words else _NONE


def words_of(element: Element) -> str:
    """Return the names of an element as `-word-word-`, lower case; empty when it has none."""
    if element.names is None:
        attributes = element.attributes
        given = attributes.keys() & _IS_NAMING
        ordered = sorted(given, key=_NAMING.index) if len(given) > 1 else given
        names = " ".join([attributes[name] for name in ordered])
        element.names = _split(names[:400]) if names else ""
    return element.names


@lru_cache(maxsize=_KNOWN)
def _split(names: str) -> str:
    if not names.islower():
        names = _CAMEL.sub("-", names).lower()
    return "-" + _OTHER.sub("-", names) + "-"


_NONE = Zone(None, keep=False)


def named(element: Element, group: str) -> bool:
    """Return whether a name of the element is in a group of `[names]`: `author`, `standfirst`, `picture`, ..."""
    words = words_of(element)
    return bool(words) and _group(group).search(words) is not None


def leads_to_author(address: str) -> bool:
    """Return whether an address leads to a person's own page (`/author/jane-doe`)."""
    folders = address.lower().split("/")[:-1]
    return not _author_folders().isdisjoint(folders)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words as two patterns; alternatives of fixed text only, so both are linear."""
    drop = "|".join(f"(?P<{kind}>{'|'.join(entries)})" for kind, entries in _words()["drop"].items())
    keep = "|".join(_words()["keep"]["article"])
    return re.compile(f"{_NOT_AFTER}-(?:{drop})(?=-){_NOT_BEFORE}"), re.compile(f"-(?:{keep})(?=-)")


@cache
def _beginnings() -> frozenset[str]:
    """Return the first word of every entry that the patterns look for."""
    entries = [*_words()["keep"]["article"], *chain(*_words()["drop"].values())]
    return frozenset(entry.partition("-")[0] for entry in entries)


@cache
def _group(group: str) -> re.Pattern[str]:
    return re.compile(f"-(?:{'|'.join(_words()['names'][group])})(?=-)")


@cache
def _author_folders() -> frozenset[str]:
    return frozenset(_words()["paths"]["author"])


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    """Return the words of the data file; each is letters, digits and `-` only, so it needs no escaping."""
    words: dict[str, dict[str, list[str]]] = tomllib.loads(
        resources.files("copydesk").joinpath("data/zones.toml").read_text("utf-8")
    )
    return words


# `has-sidebar`, `sidebar-grid`: the name of a page that has such a part, not of the part.
_NOT_AFTER = "".join(f"(?<!-{word})" for word in ("has", "with", "w", "no", "without", "and", "non", "is"))
_NOT_BEFORE = "(?!-(?:grid|layout|enabled|disabled|open|opened|closed|none|active|left|right|on|off|position)-)"
