"""What a worker keeps between articles."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable

import pytest

from copydesk.pipeline import process


def told(number: int) -> tuple[str, str, str, str]:
    """Return title, byline, lead and a word of markup, in words that no other article has."""
    words = iter([f"qv{number}x{i}" for i in range(40)])
    title, credit, mark = f"{next(words)} {next(words)}", f"By {next(words)} {next(words)}".title(), next(words)
    dateline = f"{next(words).upper()}, {next(words).title()} ({next(words).title()}) - "
    lead = f"{dateline}The council of {next(words).title()} said on Monday that {' '.join(words)} will sail in spring."
    return title, credit, lead, mark


def page(number: int) -> bytes:
    """Return a page."""
    title, credit, lead, mark = told(number)
    return (
        f"<html><head><title>{title}</title></head><body><nav class={mark}>{mark}</nav><h1>{title}</h1>"
        f"<p>{credit}</p><p>{lead}</p><p>Read more</p></body></html>"
    ).encode()


def text(number: int) -> bytes:
    """Return plain text."""
    return "\n\n".join(told(number)).encode()


def unbounded() -> dict[str, int]:
    """Return the entries of each cache of ours that has no bound, by its function's name."""
    found = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    return {
        f"{each.__module__}.{each.__qualname__}": each.cache_info().currsize
        for each in found
        if each.__module__.startswith("copydesk.") and each.cache_info().maxsize is None
    }


@pytest.mark.parametrize(("made", "name"), [(page, "a.html"), (text, "a.txt"), (text, "a.md")])
def test_caches_without_a_bound_keep_nothing_of_an_article(made: Callable[[int], bytes], name: str) -> None:
    """Words of an article are in no cache that only grows, neither for memory's sake nor for privacy's."""
    articles = 20
    process(made(0), name=name)
    before = unbounded()
    for number in range(1, 1 + articles):
        process(made(number), name=name)
    # Tables of our own are loaded when they are first asked for: few, while each article has forty new words.
    assert [each for each, size in unbounded().items() if size - before.get(each, 0) >= articles] == []
