"""One article out of a format that gives no offsets: what its reader found, put together."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from copydesk.errors import Permanent
from copydesk.intake import plain
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Aside, Block, Embed, Finding, Metadata, Title

_LONGEST = 1_000
"""Code points of a title, a credit, a tag or a note: ten times the longest that are seen."""
_LONGEST_ADDRESS = 2_000
_MOST = 100
"""Titles, credits, tags and notes of one article."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a story: offsets are 0 and findings have no spans, since the format gives no place."""

    blocks: tuple[Block, ...] = ()
    asides: tuple[Aside, ...] = ()
    """What stood in its markup and is not its text, as in a page."""
    embeds: tuple[Embed, ...] = ()
    """Frames and players; posts stay in the blocks."""
    observations: tuple[Finding, ...] = ()
    """What is active in its markup."""

    def __bool__(self) -> bool:
        """Tell whether there is anything to read: one of asides alone is no body where there is another."""
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class Story:
    """What a reader of JSON, feeds or wire XML found."""

    format: str
    titles: tuple[tuple[str, str | None], ...]
    """(Where it was said, the title), the one the reader saw first."""
    body: Body
    metadata: Metadata = field(default_factory=Metadata)
    dateline: str | None = None
    """As the format declares it in a field of its own."""


def article(story: Story, decoded: Decoded, findings: Iterable[Finding] = ()) -> Article:
    """Return the article of a story; its declared dateline opens the first paragraph, unless it does already.

    Raises `Permanent` (`intake.structure_over_cap`) for a title of more than 1,000 code points.
    """
    titles = tuple(dict.fromkeys(Title(source, text) for source, text in story.titles if text))[:_MOST]
    if found := next((len(title.text) for title in titles if len(title.text) > _LONGEST), 0):
        message = f"a title of {found} characters, the limit is {_LONGEST}"
        raise Permanent("intake.structure_over_cap", message, what="characters of a title", found=found, limit=_LONGEST)
    blocks = story.body.blocks
    if story.dateline and blocks:
        blocks = _filed(blocks, story.dateline)
    return Article(
        source=decoded.text,
        charset=decoded.charset,
        format=story.format,
        titles=titles,
        blocks=blocks,
        has_offsets=False,
        asides=story.body.asides,
        metadata=_bounded(story.metadata),
        embeds=story.body.embeds,
        observations=(*findings, *story.body.observations),
    )


def _bounded(metadata: Metadata) -> Metadata:
    """Return the metadata with no more of anything than an article has: the record repeats it."""
    return replace(
        metadata,
        credits=tuple(replace(credit, raw=credit.raw[:_LONGEST]) for credit in metadata.credits[:_MOST]),
        tags=tuple(tag[:_LONGEST] for tag in metadata.tags[:_MOST]),
        notes=tuple((kind, said[:_LONGEST]) for kind, said in metadata.notes[:_MOST]),
        section=metadata.section and metadata.section[:_LONGEST],
        site=metadata.site and metadata.site[:_LONGEST],
        canonical=_address(metadata.canonical),
        image=_address(metadata.image),
        languages=tuple((where, code[:_LONGEST]) for where, code in metadata.languages),
    )


def _address(url: str | None) -> str | None:
    return url if url and len(url) <= _LONGEST_ADDRESS else None


def _filed(blocks: tuple[Block, ...], declared: str) -> tuple[Block, ...]:
    """Return the blocks with a dateline before the first paragraph, in the form that wire services print."""
    declared = declared.strip(" -–—:")
    at = next((at for at, block in enumerate(blocks) if block.kind == "paragraph" and block.text), None)
    if at is None or not declared:
        return blocks
    lead = blocks[at]
    if lead.text.casefold().startswith(declared.casefold()) or plain.opens_story(lead.text):
        return blocks
    tag, markup = lead.html.split(">", 1)  # attribute values are escaped: the first bracket ends the tag
    filed = replace(
        lead,
        text=f"{declared} – {lead.text}",
        html=f"{tag}>{html.escape(declared, quote=False)} – {markup}",
    )
    return (*blocks[:at], filed, *blocks[at + 1 :])
