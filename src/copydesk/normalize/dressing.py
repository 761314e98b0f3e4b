"""Between the two parsers: links and pictures get one checked, absolute address, hidden elements go.

What comes in is what nh3 wrote: well nested, lower case, every attribute in double quotes, no raw text. What goes out is
checked again by bleach, so nothing here is a matter of safety alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import escape, unescape

from copydesk.normalize import elements, hidden, images, urls

# Linear: nh3 writes `<name a="..." b="...">` and nothing else; every quantifier is possessive.
_TAG = re.compile(r'<(/?)([a-z0-9]++)((?: [^\s"=<>/]++="[^"]*+")*+)>')
_ATTRIBUTE = re.compile(r' ([^\s"=<>/]++)="([^"]*+)"')
_VOID = frozenset(("br", "col", "hr", "img", "source", "wbr"))
_INNER = frozenset(("rel", "srcset"))


@dataclass(slots=True)
class Dressed:
    """Markup whose links and pictures are checked, and what was taken out on the way."""

    html: str
    removed: Counter[str] = field(default_factory=Counter)
    """By kind: `link.<reason>`, `image.<reason>`, `hidden`."""


def dress(html: str, base: str | None, *, with_images: bool, with_tables: bool) -> Dressed:
    """Return nh3's output with one checked address for each link and picture, and without hidden elements."""
    rules = elements.policy()
    dressed = Dressed("")
    removed = dressed.removed
    out: list[str] = []
    ends: list[str] = []
    sources: list[dict[str, str]] = []
    copied = skipping = 0
    for tag in _TAG.finditer(html):
        closing, name, attributes = tag[1], tag[2], tag[3]
        if skipping:
            if name not in _VOID:
                skipping += -1 if closing else 1
            copied = tag.end()
            continue
        if not closing and not attributes and name in _PLAIN:
            ends.append(f"</{name}>")
            continue
        out.append(html[copied : tag.start()])
        copied = tag.end()
        if closing:
            out.append(ends.pop())
            if name == "picture":
                sources.clear()
            continue
        values = {key: unescape(value) for key, value in _ATTRIBUTE.findall(attributes)}
        if name == "source":
            sources.append(values)
            continue
        if hidden.hides(values, name):
            removed["hidden"] += 1
            skipping = name not in _VOID
            continue
        if name == "img":
            if with_images:
                out.append(_image(values, sources, base, removed))
            continue
        opened = _open(name, values, base, removed, rules)
        if not with_tables and name in elements.TABLE:
            opened = ("<div>", "</div>") if name in ("table", "tr", "caption") else ("", " ")
        out.append(opened[0])
        if name not in _VOID:
            ends.append(opened[1])
        if name == "pre":
            while html[copied : copied + 1] == "\n":  # parsers drop the first one, each time
                copied += 1
    out.append(html[copied:])
    dressed.html = "".join(out)
    return dressed


_PLAIN = frozenset(
    "p h1 h2 h3 h4 h5 h6 div figure figcaption blockquote q cite ul ol li dl dt dd code kbd samp var em strong b i u s del"
    " ins mark small sub sup bdi bdo abbr dfn time ruby rt rp".split()
)
"""Without attributes these stay as they are."""


def _open(
    name: str, values: dict[str, str], base: str | None, removed: Counter[str], rules: elements.Policy
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
        kept = {"href": checked.url} | values | {"rel": elements.REL}
        return f"<a{_written(name, kept, rules)}>", "</a>"
    name = rules.renamed.get(name, name)
    written = _written(name, values, rules)
    if name == "span" and not written:
        return "", ""
    return f"<{name}{written}>", f"</{name}>"


def _image(values: dict[str, str], sources: list[dict[str, str]], base: str | None, removed: Counter[str]) -> str:
    """Return a picture's tag with the one address that stands for all it offers, empty without one."""
    reason = "empty"
    for candidate in images.candidates(values, sources):
        checked = urls.check(candidate, base, secure=True)
        if checked.url is not None:
            return f"<img{_written('img', values | {'src': checked.url}, elements.policy())}>"
        reason = checked.reason
    removed[f"image.{reason}"] += 1
    return ""


def _written(name: str, values: dict[str, str], rules: elements.Policy) -> str:
    return "".join(f' {key}="{escape(value)}"' for key, value in values.items() if rules.allows(name, key))
