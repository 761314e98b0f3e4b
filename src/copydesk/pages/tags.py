"""HTML that is escaped by construction: text is text unless it was built here."""

from __future__ import annotations

import html

from copydesk.terminal import hidden

EMPTY = frozenset(("br", "col", "hr", "input", "meta"))
DRAWN = frozenset(("circle", "line", "path", "rect"))


class Safe(str):
    """Markup that was built here; every other string is text."""

    __slots__ = ()


Content = str | None


def tag(name: str, /, *content: Content, **attributes: str | float | None) -> Safe:
    """Return an element. Text in `content` is escaped, null left out; `class_` is `class`, `aria_label` `aria-label`.

    An attribute that is true stands without a value, one that is null or false is left out.
    """
    said = "".join(map(_attribute, attributes.items()))
    if name in EMPTY:
        return Safe(f"<{name}{said}>")
    if name in DRAWN:
        return Safe(f"<{name}{said}/>")
    return Safe(f"<{name}{said}>{join(*content)}</{name}>")


def join(*content: Content) -> Safe:
    """Return several pieces as one."""
    return Safe("".join(piece if isinstance(piece, Safe) else text(piece) for piece in content if piece is not None))


def text(said: str) -> Safe:
    """Return text as markup in which nothing is hidden: controls, bidi and zero-width characters show their number.

    Line ends and tabs stay: where they matter, the style sheet keeps them.
    """
    escaped = html.escape(said, quote=True)
    return Safe(hidden(escaped, '<span class="unseen">U+{:04X}</span>'))


def plain(said: str) -> Safe:
    """Return text as an attribute's value or a title holds it: no element can stand there."""
    return Safe(hidden(html.escape(said, quote=True), "\N{LEFT ANGLE BRACKET}U+{:04X}\N{RIGHT ANGLE BRACKET}"))


def _attribute(item: tuple[str, str | float | None]) -> str:
    key, value = item
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    return f' {name}="{plain(str(value))}"'
