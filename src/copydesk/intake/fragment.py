"""Markup found inside another format (JSON, feeds, wire XML, Markdown) to the parts of an article."""

from __future__ import annotations

from dataclasses import replace

from copydesk.intake import active, content, parse
from copydesk.intake.blocks import Reader
from copydesk.intake.story import Body
from copydesk.model import Aside
from copydesk.normalize import embeds
from copydesk.scan import Scan, page_caps
from copydesk.settings import Settings


def read(html: str, settings: Settings) -> Body:
    """Return the body in a fragment of HTML; raises `Permanent` (`markup.over_cap`)."""
    body, tags = part(html, settings)
    return replace(body, observations=active.observe_parts([tags]))


def part(html: str, settings: Settings) -> tuple[Body, Scan]:
    """Return the same for one part of several, and its tags, for `active.observe_parts` to tell of all of them."""
    with parse.parse(html, page_caps(settings)) as page:
        content.weigh(page.root)
        reader = Reader(page)
        reader.read(page.root)
        hidden = tuple(Aside("hidden", text, 0, 0) for part in page.hidden if (text := part.text()))
    body = Body(
        tuple(replace(block, start=0, end=0) for block in reader.blocks),
        (*hidden, *(replace(aside, start=0, end=0) for aside in reader.asides)),
        embeds.within(page.scan, None, 0, len(html)),
    )
    return body, page.scan
