"""Which part of a page is the article.

Running text has long blocks, sentence marks and few links; furniture has the opposite, or a name that says what it is.
Each block of running text gives its length as mass to everything around it; parts that are named as something else, or
that are built as lists of teasers, lose theirs. The article is what the page names as its text, where that holds a fair
part of the mass; from there down, the deepest element that still holds nearly all of it.
"""

from __future__ import annotations

import re

from copydesk.intake import zones
from copydesk.intake.tree import INLINE, Element

NEVER = frozenset(
    "button select textarea input fieldset dialog iframe object embed canvas audio video svg option label map"
    " title".split()
)
"""Elements that hold no running text."""
FURNITURE = frozenset("nav aside footer form menu".split())
"""Elements whose meaning in HTML is not the text itself, unless most of the page is inside."""
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WHOLE = frozenset(("html", "body", "main", "article"))
_WIDE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
"""Letters of scripts that say as much in one character as an alphabet does in two or three."""
_PARAGRAPH = 40
_NEARLY_ALL = 0.8
_MOST = 0.4
_LEADING = 0.1
_CONTAINERS = frozenset(("navigation", "teaser", "notice", "player"))
"""Names of parts that hold others; on a paragraph or a heading they say how it looks or where it is linked from."""
_NO_HEADLINE = 0.7
_LEFT = 0.15
_FAIR = 0.25
_SHORT = 200
_PARTS = 1.15


def weigh(root: Element) -> None:
    """Count text, linked text and mass of every element, then take the mass of furniture away.

    A page of short lines only (a gallery, a list of facts) has no running text; then every line counts.
    """
    order = list(root.iter())
    _count(order, _PARAGRAPH)
    if root.mass < _SHORT:
        _count(order, 1)
    total = root.mass
    _empty_furniture(order, root, by_name=True)
    if root.mass < max(_SHORT, _LEFT * total) and total > _SHORT:
        _count(order, _PARAGRAPH)
        _empty_furniture(order, root, by_name=False)


def _empty_furniture(order: list[Element], root: Element, *, by_name: bool) -> None:
    """Take the mass of furniture away; without `by_name` only where tags and structure say so."""
    enough, nearly = _MOST * root.mass, _NO_HEADLINE * root.mass
    for element in order:
        if not element.mass:
            continue
        furniture = is_furniture(element) if by_name else element.tag in FURNITURE
        if (
            (element.mass < enough and (furniture or is_listing(element)))
            or (element.mass < nearly and furniture and not _holds_article(element))
            or _is_discussion(element, root)
        ):
            _empty(element)


def _count(order: list[Element], shortest: int) -> None:
    for element in reversed(order):
        chars = linked = 0
        mass = 0.0
        own = own_linked = 0
        for child in element.children:
            if isinstance(child, str):
                if not child.isspace():
                    size = _size(child)
                    chars += size
                    own += size
            else:
                chars += child.chars
                linked += child.linked
                mass += child.mass
                if child.tag in INLINE:
                    own += child.chars
                    own_linked += child.linked
        tag = element.tag
        if tag == "a":
            linked = chars
        element.chars, element.linked = chars, linked
        if own >= shortest and own_linked < own / 2 and tag not in INLINE and tag not in HEADINGS:
            mass += (own - own_linked) * (0.4 if tag == "li" else 1.0)
        element.mass = mass if tag not in NEVER else 0.0


def _empty(element: Element) -> None:
    lost = element.mass
    for around in element.ancestors():
        around.mass -= lost
    for below in element.iter():
        below.mass = 0.0


def _is_discussion(element: Element, root: Element) -> bool:
    """Return whether the element holds the readers' comments: often longer than the article they are about."""
    if element.tag in _WHOLE or zones.of(element).drop != "comment_form" or root.mass - element.mass <= _SHORT:
        return False
    return not any(True for _ in element.find("h1"))


def _holds_article(element: Element) -> bool:
    for part in element.iter():
        if part.tag in ("h1", "main") or (
            part.mass >= element.mass / 2 > 0 and (part.tag == "article" or zones.of(part).keep)
        ):
            return True
    return False


def _size(text: str) -> int:
    size = len(text)
    if size > 8:
        size = len(" ".join(text.split()))
    return size if text.isascii() else size + len(_WIDE.findall(text))


def is_furniture(element: Element) -> bool:
    """Return whether the element's tag or names say that it is not the article's text."""
    if element.tag in _WHOLE:
        return False
    zone = zones.of(element)
    if (
        zone.drop == "teaser"
        and element.tag not in FURNITURE
        and element.linked < _LEADING * element.chars
        and element.chars > _SHORT
    ):
        return False  # `teaser-text` is what some call a standfirst, and some the part that is free to read
    if zone.drop in _CONTAINERS and (element.tag in HEADINGS or element.tag == "p"):
        return False
    return not zone.keep and (zone.drop is not None or element.tag in FURNITURE)


def is_listing(element: Element) -> bool:
    """Return whether the element is a row of teasers: three or more alike, each short and leading elsewhere."""
    if element.tag == "p":
        return False
    kinds: dict[tuple[str, str], list[Element]] = {}
    count = 0
    for child in element.children:
        if not isinstance(child, str) and child.chars and child.tag != "p":
            count += 1
            kinds.setdefault((child.tag, child.get("class").split(" ")[0]), []).append(child)
    if count < 3:
        return False
    alike = max(kinds.values(), key=len)
    if len(alike) < 3 or len(alike) < 0.6 * count:
        return False
    leading = sum(1 for child in alike if child.chars < 500 and child.linked >= min(20, child.chars / 2))
    return leading >= 0.8 * len(alike) and (element.mass > 0 or element.linked > element.chars / 2)


def choose(root: Element) -> Element:
    """Return the element that holds the article."""
    weigh(root)
    best = _named(root) or root
    nearly_all = _NEARLY_ALL if best is root else 0.95
    while True:
        inner = max((c for c in best.children if not isinstance(c, str)), key=lambda c: c.mass, default=None)
        if (
            inner is None
            or inner.mass < nearly_all * best.mass
            or not inner.mass
            or inner.tag in INLINE
            or inner.tag == "p"
        ):
            return best
        best = inner


def _named(root: Element) -> Element | None:
    """Return what the page names as the article's text, when that holds a fair part of the mass."""
    named = [
        element
        for element in root.iter()
        if element.mass >= _FAIR * root.mass > 0 and (zones.of(element).keep or element.tag == "article")
    ]
    if not named:
        return None
    best = max(named, key=lambda element: element.mass)
    alike = [
        element
        for element in root.iter()
        if element.mass and element.tag == best.tag and element.get("class") == best.get("class")
    ]
    if sum(element.mass for element in alike) > _PARTS * best.mass:
        return _around(alike)
    return best


def _around(parts: list[Element]) -> Element:
    """Return the innermost element around all of the parts."""
    paths = [[*reversed(list(part.ancestors())), part] for part in parts]
    around = paths[0][0]
    for level in zip(*paths, strict=False):
        if any(element is not level[0] for element in level):
            break
        around = level[0]
    return around
