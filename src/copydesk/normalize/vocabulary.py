"""Word lists by language, from `data/<folder>/<language>.txt`: `key = word | word`, `#` begins a comment."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def read(folder: str) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return {language: {key: words}} of a folder, languages in alphabetical order; words are case-folded."""
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    files = (
        item for item in resources.files("copydesk").joinpath("data", folder).iterdir() if item.name.endswith(".txt")
    )
    for file in sorted(files, key=lambda item: item.name):
        words: dict[str, tuple[str, ...]] = {}
        for line in file.read_text("utf-8").casefold().splitlines():
            key, equals, values = line.partition(" = ")
            if equals and not line.startswith("#"):
                words[key] = words.get(key, ()) + tuple(values.strip().split(" | "))
        lists[file.name.removesuffix(".txt")] = words
    return lists


@cache
def every(folder: str, key: str) -> frozenset[str]:
    """Return the words under one key in all languages."""
    return frozenset(word for words in read(folder).values() for word in words.get(key, ()) if word)
