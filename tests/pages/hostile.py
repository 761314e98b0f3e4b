"""Words that try to be markup, and the elements that a page opens."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

EVIL = '"><script>alert(1)</script><img src=x>'


class _Tags(HTMLParser):
    """Collects the names of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)


def opens_evil(page: str) -> bool:
    """Return whether a page that was given EVIL opens an element of it."""
    assert escape(EVIL) in page
    tags = _Tags()
    tags.feed(page)
    return not tags.names.isdisjoint(("script", "img"))
