"""Frames, players and posts of an article: their kind and address are kept, their markup never is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from copydesk.model import Embed
from copydesk.normalize import urls
from copydesk.scan import Scan, attributes

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
    found: dict[str, Embed] = {}
    if _names().isdisjoint(scan.names):
        return ()
    for index, name in enumerate(scan.names):
        if name in _names():
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
    values = {key: unescape(value) for key, value, _ in reversed(list(attributes(scan.source, start, end)))}
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
