"""What a page's own names (class, id, role, test attributes) say a part of it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import NamedTuple

from copydesk.intake.tree import Element

_NAMING = ("class", "id", "role", "itemprop", "data-testid", "data-component", "data-test", "data-qa", "aria-label", "data-block-type", "data-module", "data-type")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")  # zero width: linear
_OTHER = re.compile(r"[^0-9a-z]+")


class Zone(NamedTuple):
    """What the names of one element say."""

    drop: str | None
    """The kind of furniture (`navigation`, `related`, ...), None when no name says so."""
    keep: bool
    """Whether a name says that this is the article's own text."""


@cache
def of_names(names: str) -> Zone:
    """Return what a text of names says; the longest words decide first."""
    drop, keep = _patterns()
    words = "-" + _OTHER.sub("-", _CAMEL.sub("-", names).lower()) + "-"
    found = drop.search(words)
    return Zone(found.lastgroup if found else None, keep.search(words) is not None)


def of(element: Element) -> Zone:
    """Return what the names of an element say of it."""
    attributes = element.attributes
    names = " ".join([attributes[name] for name in _NAMING if name in attributes])
    return of_names(names[:400]) if names else _NONE


_NONE = Zone(None, keep=False)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words as two patterns; alternatives of fixed text only, so both are linear."""
    words = tomllib.loads(resources.files("copydesk.data").joinpath("zones.toml").read_text("utf-8"))
    drop = "|".join(f"(?P<{kind}>{'|'.join(map(re.escape, entries))})" for kind, entries in words["drop"].items())
    keep = "|".join(_OTHER.sub("-", entry) for entry in words["keep"]["article"])
    return re.compile(f"-(?:{drop})(?=-)"), re.compile(f"-(?:{keep})(?=-)")
