"""Frames, players and posts of an article: their kind and address are kept, their markup never is."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from copydesk import attributes
from copydesk.model import Embed
from copydesk.normalize import urls
from copydesk.scan import Scan

_NAMED = re.compile(r"[\w-]{4,40}")
"""What a player may be told to play; anything else is no name of a video."""
_POST_TAGS = frozenset(("blockquote", "div"))


@cache
def _table() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads(files("copydesk").joinpath("data/embeds.toml").read_text("utf-8"))


@cache
def _names() -> frozenset[str]:
    return _POST_TAGS | _table()["elements"].keys() | _table()["players"].keys()


def find(scan: Scan, base: str | None) -> tuple[Embed, ...]:
    """Return the embeds of an article's markup in order, each address once, absolute and checked."""
    return _found(scan, range(len(scan.names)), _names(), base)


def within(scan: Scan, base: str | None, start: int, end: int) -> tuple[Embed, ...]:
    """Return the frames and players whose tags begin in a part of a page (code points).

    Posts are not looked for: they are text, which reading keeps, and `find` finds them in it.
    """
    part = range(bisect_left(scan.starts, start), bisect_left(scan.starts, end))
    return _found(scan, part, _names() - _POST_TAGS, base)


def _found(scan: Scan, part: range, wanted: frozenset[str], base: str | None) -> tuple[Embed, ...]:
    names = scan.names[part.start : part.stop]
    if wanted.isdisjoint(names):
        return ()
    found: dict[str, Embed] = {}
    for index, name in enumerate(names, part.start):
        if name in wanted:
            for kind, address in _addresses(scan, index, name):
                checked = urls.check(address, base, secure=True)
                if checked.url is not None:
                    found.setdefault(checked.url, Embed(kind, checked.url))
    return tuple(found.values())


def _addresses(scan: Scan, index: int, name: str) -> Iterator[tuple[str, str]]:
    """Yield (kind, address as written) of one tag: at most one."""
    start, end = scan.starts[index], scan.ends[index]
    if name in _POST_TAGS and "class" not in scan.source[start:end]:
        return
    values = {key: unescape(value) for key, value, _ in reversed(list(attributes.of(scan.source, start, end)))}
    table = _table()
    if player := table["players"].get(name):
        video = values.get(player["from"], "")
        if _NAMED.fullmatch(video):
            yield player["kind"], player["address"].format(video)
    elif element := table["elements"].get(name):
        for key in element["from"]:
            if address := values.get(key, "").strip():
                yield element["kind"], address
                return
    else:
        for post in values.get("class", "").split():
            if address := values.get(table["posts"].get(post, ""), "").strip():
                yield "post", address
                return
