"""Which part of a page is the article.

Running text has long blocks, sentence marks and few links; furniture has the opposite, or a name that says what it is.
Each block of running text gives its length as mass to everything around it; the article is the deepest element that
still holds nearly all of the page's mass, where parts that the page itself names as something else count nothing.
"""

from __future__ import annotations

import re

from copydesk.intake import zones
from copydesk.intake.tree import INLINE, Element

NEVER = frozenset("nav aside footer form button select textarea input fieldset dialog menu iframe object embed canvas audio video svg math-field option label".split())
"""Elements whose meaning in HTML is not running text (`footer` of a section included)."""
_WHOLE = frozenset(("html", "body", "main", "article"))
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Letters of scripts that say as much in one character as an alphabet does in two or three."""
_PARAGRAPH = 40
_NEARLY_ALL = 0.8
_MOST = 0.4


def weigh(root: Element) -> None:
    """Count text, linked text and mass of every element, bottom up."""
    order = list(root.iter())
    for element in reversed(order):
        chars = linked = 0
        mass = 0.0
        own = own_linked = 0
        for child in element.children:
            if isinstance(child, str):
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
        if element.tag == "a":
            linked = chars
        element.chars, element.linked = chars, linked
        if element.tag not in INLINE and own >= _PARAGRAPH and own_linked < own / 2:
            mass += (own - own_linked) * (0.4 if element.tag == "li" else 1.0)
        element.mass = mass if element.tag not in NEVER else 0.0
    enough = _MOST * root.mass
    furniture = [element for element in order if element.mass and element.mass < enough and is_furniture(element)]
    for element in reversed(furniture):
        lost = element.mass
        if lost:
            element.mass = 0.0
            for around in element.ancestors():
                around.mass -= lost
            for below in element.iter():
                below.mass = 0.0


def _size(text: str) -> int:
    size = len(text)
    if size > 8:
        size = len(" ".join(text.split()))
    elif text.isspace():
        return 0
    return size if text.isascii() else size + len(_WIDE.findall(text))


def is_furniture(element: Element) -> bool:
    if element.tag in _WHOLE:
        return False
    zone = zones.of(element)
    return zone.drop is not None and not zone.keep


def choose(root: Element) -> Element:
    """Return the element that holds the article."""
    weigh(root)
    best = root
    total = root.mass
    while True:
        inner = max((c for c in best.children if not isinstance(c, str)), key=lambda c: c.mass, default=None)
        if inner is None or inner.mass < _NEARLY_ALL * total or inner.tag in INLINE or inner.tag == "p":
            return best
        best = inner
