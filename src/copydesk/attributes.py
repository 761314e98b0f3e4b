"""The attributes of a tag as a browser's tokenizer reads them, from the source alone.

Rules: https://html.spec.whatwg.org/multipage/parsing.html#before-attribute-name-state and the states behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

SPACE = r"[\t\n\f\r ]"
NAME = r"[a-zA-Z][^\t\n\f\r />]*+"
_VALUE = r"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\t\n\f\r >"'][^\t\n\f\r >]*+)"""
PATTERN = rf"[^\t\n\f\r />][^\t\n\f\r />=]*+(?:{SPACE}*+={SPACE}*+{_VALUE}?+)?+"
"""One attribute. Linear: every quantifier is possessive, so no character is looked at twice within a match."""
ONE = re.compile(PATTERN)
_TAG_NAME = re.compile(NAME)


def of(source: str, start: int, end: int) -> Iterator[tuple[str, str, str]]:
    """Yield each attribute of a tag: its name in lower case, its value as written, the character before it.

    The tag is `source[start:end]`, from its `<` to behind its `>`, in code points.
    """
    name_end = _TAG_NAME.match(source, start + 1, end).end()  # type: ignore[union-attr]
    for attribute in ONE.finditer(source, name_end, end - 1):
        name, _, value = attribute[0].partition("=") if attribute[0][0] != "=" else (attribute[0], "", "")
        value = value.strip("\t\n\f\r ")
        if value[:1] in ('"', "'"):
            value = value[1:].removesuffix(value[0])
        yield lower(name.rstrip("\t\n\f\r ")), value, source[attribute.start() - 1]


def is_closed(source: str, name_end: int, end: int) -> bool:
    """Whether a start tag ends in `/>`; the slash of `<g a=x/>` is the end of a value.

    Its name ends at `name_end`, the tag before `end`, in code points.
    """
    if source[end - 2] != "/":
        return False
    return all(given.end() < end - 1 for given in ONE.finditer(source, name_end, end - 1))


def has_looks(source: str, start: int, end: int) -> bool:
    """Whether a `font` tag is HTML's own also in SVG and MathML, by its attributes."""
    return any(key in ("color", "face", "size") for key, _, _ in of(source, start, end))


def lower(name: str) -> str:
    """Lower-case as HTML does: ASCII letters only."""
    return name.lower() if name.isascii() else name.translate(_ASCII_LOWER)


_ASCII_LOWER = {upper: upper + 32 for upper in range(ord("A"), ord("Z") + 1)}
