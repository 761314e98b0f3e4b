"""The markup policy as loaded from `data/markup_policy.toml`, and the first parser built from it once a process."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import nh3

TABLE = frozenset(("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "th", "td"))
BLOCKS = TABLE - {"caption", "colgroup", "col"} | {"blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "hr"}
BLOCKS |= {"h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "ul"}
"""White space between two of these is not shown."""
LAZY_SOURCES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-orig-file", "data-full-src",
    "data-hi-res-src", "data-high-res-src", "datasrc", "original",
)  # fmt: skip
"""Where scripts that load pictures late keep the address, in order of trust."""
LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
HIDING = ("style", "hidden", "aria-hidden")


@dataclass(frozen=True, slots=True)
class Policy:
    """What markup may hold: elements, their attributes, other names for blocks, and what goes with its content."""

    elements: frozenset[str]
    attributes: Mapping[str, frozenset[str]]
    schemes: Mapping[str, frozenset[str]]
    renamed: Mapping[str, str]
    dropped: Mapping[str, str]

    def allows(self, element: str, attribute: str) -> bool:
        """Whether the element may have the attribute."""
        return attribute in self.attributes["*"] or attribute in self.attributes.get(element, ())


@cache
def policy() -> Policy:
    """Return the policy, read once."""
    table = tomllib.loads(files("copydesk").joinpath("data/markup_policy.toml").read_text("utf-8"))
    return Policy(
        frozenset(table["elements"]),
        {element: frozenset(names) for element, names in table["attributes"].items()},
        {name: frozenset(schemes) for name, schemes in table["schemes"].items()},
        table["renamed"],
        table["dropped"],
    )


def allowed(*, images: bool, tables: bool) -> frozenset[str]:
    """Return the elements of the output under the settings."""
    return policy().elements - (frozenset() if images else {"img"}) - (frozenset() if tables else TABLE)


@cache
def dropper() -> nh3.Cleaner:
    """Return the first of two parsers (ammonia, Rust): it drops active elements with all they hold.

    It lets more pass than the output may hold, which is what `dressing` works with: the sources of pictures, blocks
    under other names, and the attributes that hide an element.
    """
    rules = policy()
    attributes = {element: set(names) for element, names in rules.attributes.items() if element != "*"}
    attributes["*"] = {*rules.attributes["*"], *HIDING}
    attributes["img"] |= {*LAZY_SOURCES, *LAZY_SETS}
    attributes["source"] = {"srcset", "data-srcset", "type", "media"}
    return nh3.Cleaner(
        tags={*rules.elements, *rules.renamed, "picture", "source"},
        clean_content_tags=set(rules.dropped),
        attributes=attributes,
        strip_comments=True,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
    )
