"""One address for a picture that offers many: lazy-loaded, `srcset` and `picture` sources."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from copydesk.normalize import elements

# Linear: what stands between candidates cannot begin one, and within one every quantifier is possessive.
_CANDIDATE = re.compile(r"([^\s,]\S*+)(?:\s++([^,\s]++))?+[^,]*+")
# Looked for in the last part of an address only: linear, and short.
_PLACEHOLDER = re.compile(
    r"(?:^|[_.-])(?:blank|spacer|placeholder|pixel|transparent|grey|gray|loading|lazy[-_]?load|1x1|1px)", re.IGNORECASE
)
WIDEST = 2000
"""Of several widths the largest up to this many pixels is taken: sharp on every screen, not the print file."""


def candidates(values: Mapping[str, str], sources: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """Yield the addresses of a picture, the best first; `sources` are those of the `picture` around it."""
    src = values.get("src", "").strip()
    stands_in = _is_placeholder(src)
    if src and not stands_in:
        yield src
    for name in elements.LAZY_SOURCES:
        value = values.get(name, "").strip()
        if value and value != "true" and not value.startswith("{"):
            yield value
    for name in elements.LAZY_SETS:
        if best := best_of(values.get(name, "")):
            yield best
    for source in sources:
        if best := best_of(source.get("srcset") or source.get("data-srcset") or ""):
            yield best
    if src and stands_in:
        yield src


def _is_placeholder(src: str) -> bool:
    """Whether an address is what stands in for a picture until a script has loaded it."""
    return src.startswith(("data:", "about:")) or _PLACEHOLDER.search(src.rpartition("/")[2][:100]) is not None


def best_of(srcset: str) -> str | None:
    """Return the best candidate of a `srcset`; https://html.spec.whatwg.org/multipage/images.html#srcset-attribute."""
    best, best_width = None, -1.0
    for match in _CANDIDATE.finditer(srcset):
        url, width = match[1].rstrip(","), _width(match[2] or "1x")
        if url and (best_width < width <= WIDEST or best is None):
            best, best_width = url, width
    return best


def _width(descriptor: str) -> float:
    """Pixels of `640w`; a density `2x` counts as that many hundreds, so that more is better."""
    try:
        figure = float(descriptor[:-1])
    except ValueError:
        return 0.0
    return figure * 100 if descriptor[-1] == "x" else figure
