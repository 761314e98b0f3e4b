"""Elements that a reader of the page does not see."""

from __future__ import annotations

import re
from collections.abc import Mapping

# Linear: fixed words with bounded gaps; white space is taken out before.
_HIDING = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|font-size:0(?:px|pt|em|rem|%)?(?:;|!|$)"
    r"|(?:text-indent|left|top|right|margin-left|margin-top):-[0-9]{4,9}"
    r"|clip:rect\(0(?:px)?[, ]?0|clip-path:inset\(50%|opacity:0(?:\.0{1,3})?(?:;|!|$))",
)
_SPACE = re.compile(r"\s++|/\*[^*]*+\*/")


def hides(values: Mapping[str, str], name: str) -> bool:
    """Whether an element's own attributes keep it from being seen; pictures wait hidden until they are loaded."""
    if "hidden" in values:
        return values["hidden"].lower() != "until-found"
    style = values.get("style")
    if not style or name in ("img", "picture", "figure"):
        return False
    return _HIDING.search(_SPACE.sub("", style.lower())) is not None
