"""What was read: one article, whatever it was uploaded as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from copydesk.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Title:
    """One title a consumer could show, and where it stood."""

    source: str
    """`h1`, `title`, `og:title`, `twitter:title`, `json-ld`, `feed`, `text`, `front-matter`, `ninjs`, ..."""
    text: str
    start: int | None = None
    """Where it stands in the decoded source, null where a format gives no offsets."""
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body: its text and its markup say the same, so setting it aside removes it from both."""

    kind: Literal["heading", "standfirst", "paragraph", "list", "quote", "table", "preformatted", "figure"]
    text: str
    """Plain text, white space collapsed, items and rows on lines of their own; empty for a figure."""
    html: str
    """Its markup as found, NOT sanitized (escaped text in `<p>` for text formats)."""
    start: int = 0
    """First code point of its raw markup or text in the decoded source (0, 0 where a format gives no offsets)."""
    end: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """Something taken out of the body because it is not the article's text; nothing taken out is lost."""

    kind: str
    """`headline`, `repeated_title`, `dateline`, `byline`, `hidden`, `boilerplate.comment_form`, ..."""
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Credit:
    """A byline as printed or declared, not yet parsed."""

    raw: str
    source: str
    """`json-ld`, `meta`, `microdata`, `visible`, `text`, `front-matter`, `ninjs`, ..."""
    kind: Literal["printed", "person", "organization"] = "printed"
    """What the source says it is: structured data may name one person or organisation."""
    role: str | None = None
    """What the source says apart from the name: a title, or whom the person writes for."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as exactly as it is known."""

    value: str
    """RFC 3339 (`2026-11-22T10:00:00+01:00`, without a zone where none is known) or `2026-11-22` or `2026-11`."""
    precision: Literal["second", "minute", "day", "month"]
    """The smallest part that is known."""


@dataclass(frozen=True, slots=True)
class Embed:
    """A frame, video or post that the markup held; its URL only, never its markup."""

    kind: str
    """`video`, `post`, `frame`, ..."""
    url: str
    """Absolute."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the document says of itself, in the order of trust; evidence, not truth."""

    credits: tuple[Credit, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    canonical: str | None = None
    base: str | None = None
    """What relative links are resolved against: the article's URL, else `<base>`, else canonical."""
    image: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    site: str | None = None
    languages: tuple[tuple[str, str], ...] = ()
    """Declared languages: (where it was said, the code as said)."""
    status: str | None = None
    """The most restrictive publishing status that the source declares: `usable`, `withheld`, `canceled`."""
    notes: tuple[tuple[str, str], ...] = ()
    """Other declarations: (`embargo` | `expires` | `correction` | `rights` | `copyright` | `editorial`, as said)."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, whatever it was uploaded as."""

    source: str
    """The decoded source that offsets count in."""
    charset: str
    """The Python codec that `source` was decoded with."""
    format: str
    """`html`, `text`, `markdown`, `json`, `ninjs`, `news-article`, `wordpress`, `json-feed`, `rss`, `atom`, `nitf`,
    `newsml-g2`."""
    titles: tuple[Title, ...]
    blocks: tuple[Block, ...]
    has_offsets: bool = True
    """Whether Title, Block and Aside offsets count in `source`; false for JSON and XML."""
    headline: Title | None = None
    asides: tuple[Aside, ...] = ()
    metadata: Metadata = Metadata()
    embeds: tuple[Embed, ...] = ()
    observations: tuple[Finding, ...] = ()
    """What reading noticed (damage, hidden text, removed markup), as findings without a decided effect."""

    @property
    def text(self) -> str:
        """The plain text of the body: blocks joined by a blank line."""
        return "\n\n".join(block.text for block in self.blocks if block.text)

    @property
    def markup(self) -> str:
        """The body's markup as found, NOT sanitized."""
        return "\n".join(block.html for block in self.blocks)
