"""Markup found inside another format (JSON, feeds, wire XML, Markdown) to the parts of an article."""

from __future__ import annotations

from dataclasses import replace

from copydesk.intake import active, content, parse
from copydesk.intake.blocks import Reader
from copydesk.intake.story import Body
from copydesk.model import Aside, Finding
from copydesk.normalize import embeds
from copydesk.scan import Scan, page_caps, scan
from copydesk.settings import Settings


def read(html: str, settings: Settings) -> Body:
    """Return the body in a fragment of HTML; raises `Permanent` (`markup.over_cap`) before any tree is built."""
    with parse.parse(html, page_caps(settings)) as page:
        content.weigh(page.root)
        reader = Reader(page)
        reader.read(page.root)
        hidden = tuple(Aside("hidden", text, 0, 0) for part in page.hidden if (text := part.text()))
    return Body(
        tuple(replace(block, start=0, end=0) for block in reader.blocks),
        (*hidden, *(replace(aside, start=0, end=0) for aside in reader.asides)),
        embeds.within(page.scan, None, 0, len(html)),
        _observed(page.scan),
    )


def observed(html: str, settings: Settings) -> tuple[Finding, ...]:
    """Return what is active in fragments that were read one by one."""
    return _observed(scan(html, page_caps(settings), number=False))


def _observed(tags: Scan) -> tuple[Finding, ...]:
    """Return findings without spans: where a fragment stands in the source that holds it is not known."""
    return tuple(replace(finding, spans=()) for finding in active.observe(tags))
