"""A printed credit ("By Jane Doe and John Roe, Reuters") to people with roles, desks and agencies."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.model import Byline, Credit


def parse(credits: Sequence[Credit]) -> Byline:
    """Return one byline of all credits, without duplicates, in printed order; raw kept."""
    return Byline()
