"""Between the two parsers: links and pictures get one checked, absolute address, hidden elements go.

What comes in is what nh3 wrote: well nested, lower case, every attribute in double quotes, no raw text. What goes out
is checked again by bleach, so nothing here is a matter of safety alone. Only tags that may change are looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html import escape, unescape
from operator import itemgetter

from copydesk.normalize import elements, hidden, images, urls

_ATTRIBUTES = r'((?: [^\s"=<>/]++="[^"]*+")*+)'
_ATTRIBUTE = re.compile(r' ([^\s"=<>/]++)="([^"]*+)"')
_VOID = ("br", "col", "hr", "img", "source", "wbr")
_BLOCKS = "|".join(sorted(elements.BLOCKS))
_BLANK = r"[\t\n\r ]"
# Linear: a tag ends at the first `>` outside quotes; blanks are one class, taken once.
# After a start tag they are never shown, after an end tag only before something in a line.
_AFTER_BLOCK_TAG = re.compile(
    rf'(<(/)?(?:{_BLOCKS})(?: [^>"]*+(?:"[^"]*+"[^>"]*+)*+)?+>){_BLANK}++(?(2)(?=</?(?:{_BLOCKS})[ >]))'
)
_BEFORE_BLOCK_TAG = re.compile(rf"\n{_BLANK}*+(?=</?(?:{_BLOCKS})[ >])")
# End tags that every parser puts back, because what follows cannot stand inside (13.1.2.4 Optional tags).
_IMPLIED_ENDS = re.compile(
    r"</p>(?=<(?:p|div|blockquote|h[1-6]|ul|ol|dl|figure|hr|pre)[ >]"
    r"|</(?:blockquote|dd|div|figcaption|figure|li|td|th)>)"
    r"|</li>(?=<li[ >]|</[uo]l>)|</d[td]>(?=<d[td][ >]|</dl>)"
    r"|</t[dh]>(?=<t[dh][ >]|</tr>)|</tr>(?=<tr[ >]|</t(?:body|head|foot)>)"
)


@dataclass(slots=True)
class Dressed:
    """Markup whose links and pictures are checked, and what was taken out on the way."""

    html: str
    removed: Counter[str] = field(default_factory=Counter)
    """By kind: `link.<reason>`, `image.<reason>`, `hidden`."""


def dress(html: str, base: str | None, *, with_images: bool, with_tables: bool) -> Dressed:
    """Return nh3's output with one checked address for each link and picture, and without hidden elements."""
    removed: Counter[str] = Counter()
    out: list[str] = []
    ends: list[str] = []
    sources: list[dict[str, str]] = []
    paired, pattern = _changing(with_tables=with_tables)
    search = pattern.search
    copied = position = 0
    while tag := search(html, position):
        start, position = tag.span()
        name, attributes = tag[1], tag[2]
        if name is None:  # an end tag
            end = ends.pop()
            if end != tag[0]:
                out += html[copied:start], end
                copied = position
            continue
        if name == "a" and urls.is_canonical_link(attributes):
            ends.append("</a>")
            continue
        out.append(html[copied:start])
        copied = position
        values = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if name == "source":
            sources.append(values)
        elif hidden.hides(values, name):
            removed["hidden"] += 1
            copied = position = _element_end(html, name, position)
        elif name == "img":
            if with_images:
                out.append(_image(values, sources, base, removed))
            sources = []
        elif name == "pre":
            out.append(f"<pre{_written(name, values)}>")
            while html[copied : copied + 1] == "\n":  # each parser drops one, so that two passes would differ
                copied = position = copied + 1
        else:
            opening, end = _tags(name, values, base, removed, with_tables=with_tables)
            out.append(opening)
            if name in paired:
                ends.append(end)
    out.append(html[copied:])
    return Dressed(_lighten("".join(out)), removed)


def _lighten(html: str) -> str:
    """Return the same markup with less of it, because every tag, entity and blank costs bleach a token (20 us)."""
    html = html.replace("&nbsp;", "\u00a0").replace("&gt;", ">")
    html = _BEFORE_BLOCK_TAG.sub("", _AFTER_BLOCK_TAG.sub(itemgetter(1), html))
    return _IMPLIED_ENDS.sub("", html)


@cache
def _changing(*, with_tables: bool) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return the elements whose end tags may change, and what matches the tags that may.

    Groups: the name of a start tag, its attributes. Linear: possessive quantifiers and alternatives of fixed words.
    """
    tables = frozenset() if with_tables else elements.TABLE - {"col"}
    paired = frozenset(("a", "picture", "span")) | elements.policy().renamed.keys() | tables
    names = "|".join(sorted(paired))
    pattern = rf"<(?:((?:{names}|img|pre|source)(?=[ >])|[a-z0-9]++(?= )){_ATTRIBUTES}>|/(?:{names})>)"
    return paired, re.compile(pattern)


def _element_end(html: str, name: str, position: int) -> int:
    """Offset after the end tag of the element whose content begins at `position`."""
    if name in _VOID:
        return position
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[ >])[^>]*+>").finditer(html, position):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return len(html)


def _tags(
    name: str, values: dict[str, str], base: str | None, removed: Counter[str], *, with_tables: bool
) -> tuple[str, str]:
    """Return an element's start and end tag."""
    if name == "picture":
        return "", ""
    if name == "a":
        checked = urls.check(values.pop("href", ""), base, mail=True)
        if checked.url is None:
            if checked.reason != "empty":
                removed[f"link.{checked.reason}"] += 1
            return "", ""
        return f'<a href="{escape(checked.url)}"{_written(name, values)}>', "</a>"
    if not with_tables and name in elements.TABLE:
        return ("<div>", "</div>") if name in ("table", "tr", "caption") else ("", " ")
    name = elements.policy().renamed.get(name, name)
    written = _written(name, values)
    if name == "span" and not written:
        return "", ""
    return f"<{name}{written}>", f"</{name}>"


def _image(values: dict[str, str], sources: list[dict[str, str]], base: str | None, removed: Counter[str]) -> str:
    """Return a picture's tag with the one address that stands for all it offers, empty without one."""
    reason = "empty"
    for candidate in images.candidates(values, sources):
        checked = urls.check(candidate, base, secure=True)
        if checked.url is not None:
            return f'<img src="{escape(checked.url)}"{_written("img", values)}>'
        reason = checked.reason
    removed[f"image.{reason}"] += 1
    return ""


def _written(name: str, values: dict[str, str]) -> str:
    """Return the attributes that the policy allows, without addresses, as markup."""
    allows = elements.policy().allows
    return "".join(
        f' {key}="{escape(value)}"'
        for key, value in values.items()
        if allows(name, key) and key not in ("href", "src", "rel")
    )
