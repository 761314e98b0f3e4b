"""What a tag of each name does to the open elements, by the tree construction rules of HTML.

Source: https://html.spec.whatwg.org/multipage/parsing.html. All names are in lower case.
"""

from __future__ import annotations


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr"
)
ROOTS = frozenset(("html", "head", "body", "frameset"))
"""Opened once by every parser; their tags change nothing."""
FOREIGN = frozenset(("svg", "math"))
INTEGRATION = frozenset(("foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"))
"""Elements of SVG and MathML whose content is HTML again."""
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
SCOPE = frozenset(("applet", "caption", "html", "marquee", "object", "table", "td", "template", "th")) | INTEGRATION
"""An end tag does not reach beyond these."""
MARKERS = frozenset(("applet", "caption", "marquee", "object", "td", "template", "th"))
"""Formatting opened outside these is not opened again inside, and not closed from inside."""
TABLE_PARTS = {"caption": 1, "colgroup": 1, "tbody": 1, "tfoot": 1, "thead": 1, "tr": 2, "td": 3, "th": 3}
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = (
    _names(
        "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer header "
        "hgroup main menu nav ol search section summary ul pre listing form plaintext table xmp hr p li dd dt"
    )
    | HEADINGS
)
"""Their start tags close an open paragraph."""
SPECIAL = (
    BLOCKS
    | SCOPE
    | TABLE_PARTS.keys()
    | _names("button iframe input marquee noembed noframes noscript param script select style textarea")
)
"""Other end tags do not reach beyond these."""
ITEMS = {"li": frozenset(("li",)), "dd": frozenset(("dd", "dt")), "dt": frozenset(("dd", "dt"))}
RUBY = frozenset(("rb", "rp", "rt", "rtc"))
BREAKOUT = _names(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta "
    "nobr ol p pre ruby s small span strong strike sub sup table tt u ul var"
)
"""Their start tags end SVG and MathML."""

FREE, BLOCK, NOTHING, OTHER, END, OTHER_END = range(6)
"""What a tag does outside of SVG and MathML. A start tag opens an element whatever stands around it, or so outside of a
paragraph, or opens nothing, or has rules of its own; an end tag closes the last element where that has its name, or has
rules of its own. The scan asks `Nesting.start` and `end` only where there are rules: a third of the tags of a page."""


def tag_of(name: str) -> tuple[str, int, str]:
    """Return (name, what it does, name without the `/` of an end tag) of a tag's name in lower case."""
    if name[0] == "/":
        return name, OTHER_END if name[1:] in FORMATTING | MARKERS | FOREIGN else END, name[1:]
    kind = FREE
    if name in _OTHERS:
        kind = OTHER
    elif name in VOID or name in ROOTS:
        kind = NOTHING
    elif name in BLOCKS:
        kind = BLOCK
    return name, kind, name


_OTHERS = (
    _names("option optgroup button plaintext iframe noembed noframes script style textarea title xmp")
    | FORMATTING
    | TABLE_PARTS.keys()
    | ITEMS.keys()
    | HEADINGS
    | RUBY
    | MARKERS
    | FOREIGN
)
_FREE = _names("span label time picture cite q abbr path g use symbol select noscript ins del sub sup mark data video")
TAGS = {tag: tag_of(tag) for name in VOID | ROOTS | SPECIAL | _OTHERS | _FREE for tag in (name, f"/{name}")}
"""`tag_of` the names that pages are made of."""
