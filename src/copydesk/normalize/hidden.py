"""Elements that a reader does not see, by their own style and attributes: one list for pages and for the sanitizer."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Linear: fixed words, alternatives that share no beginning of unbounded length.
_HINT = re.compile(r"none|hidden|collapse|-size|opacity|clip|-\d{4}", re.IGNORECASE)
"""What every style that hides has in it; most have none of it, and are not looked at further."""
# Linear: fixed words with bounded gaps; white space is taken out before.
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|(?:font-size|opacity):0(?![.0-9]{0,8}[1-9])"
    r"|(?:text-indent|left|top|right|margin-left|margin-top):-[0-9]{4}"
    r"|clip:rect\((?:[01](?:px)?,[01](?:px)?,|0000|(?:[01]px){4})|clip-path:inset\(50%)",
)
_SPACE = re.compile(r"\s++|/\*[^*]*+\*/")


def style_hides(style: str) -> bool:
    """Tell whether a style keeps its element from being seen: not shown, without size, cut away or moved off."""
    return _HINT.search(style) is not None and _HIDING.search(_SPACE.sub("", style.lower())) is not None


def hides(values: Mapping[str, str], name: str) -> bool:
    """Whether an element's own attributes keep it from being seen; pictures wait hidden until they are loaded."""
    if "hidden" in values:
        return values["hidden"].lower() != "until-found"
    style = values.get("style")
    if not style or name in ("img", "picture", "figure"):
        return False
    return style_hides(style)
