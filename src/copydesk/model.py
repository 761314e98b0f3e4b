"""The nouns that flow through the pipeline, in the order they come into being.

Everything is frozen. Offsets are Unicode code points; sizes named `bytes` are bytes.
The record itself (what is published) is in `write/record.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

SpanField = Literal["source", "title", "body"]
EVIDENCE_CODE_POINTS = 200
"""The longest text a span quotes."""


# ---------------------------------------------------------------- what came in


@dataclass(frozen=True, slots=True)
class Upload:
    """One uploaded object as `process()` is given it."""

    data: bytes
    """The bytes as stored (still gzip-compressed where the uploader compressed them)."""
    name: str
    content_type: str | None = None
    url: str | None = None
    """Where the article was published, when the uploader said so."""
    created: str | None = None
    """When this object was created (RFC 3339, from the event); null for what never was in a bucket."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the decoded source (`source`), in our headline (`title`) or in our plain text (`body`)."""

    field: SpanField
    start: int
    """First code point."""
    end: int
    """One past the last code point."""
    text: str
    """The text at that place, at most 200 code points of it."""


# ---------------------------------------------------------------- what was read


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
    """`headline`, `repeated_title`, `dateline`, `byline`, `boilerplate.comment_form`, `boilerplate.share`, `hidden`, ..."""
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


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as exactly as it is known."""

    value: str
    """RFC 3339 (`2026-11-22T10:00:00+01:00`, without a zone where none is known) or `2026-11-22` or `2026-11`."""
    precision: Literal["second", "minute", "day", "month"]


@dataclass(frozen=True, slots=True)
class Embed:
    """A frame, video or post that the markup held; its URL only, never its markup."""

    kind: str
    url: str


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
    """`html`, `text`, `markdown`, `json`, `ninjs`, `news-article`, `wordpress`, `json-feed`, `rss`, `atom`, `nitf`, `newsml-g2`."""
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


# ---------------------------------------------------------------- what was understood


@dataclass(frozen=True, slots=True)
class Author:
    """One person of the byline."""

    name: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency or desk: its canonical name and as printed."""

    name: str
    raw: str


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it: people and agencies apart, in printed order."""

    raw: str | None = None
    authors: tuple[Author, ...] = ()
    agencies: tuple[Agency, ...] = ()
    """Agencies and desks, in printed order."""


@dataclass(frozen=True, slots=True)
class Location:
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place of the same name."""

    name: str
    country: str
    admin1: str | None
    geonames_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a dateline; everything but `raw` is null where the gazetteer has no answer."""

    raw: str
    name: str | None = None
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    geonames_id: int | None = None
    location: Location | None = None
    alternatives: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a story was filed, as printed and as understood."""

    raw: str
    """The printed dateline without the last separator."""
    places: tuple[Place, ...]
    date_text: str | None = None
    date: str | None = None
    """ISO 8601 day; null when the year is neither printed nor known from the article's own date."""
    agency: str | None = None
    """Canonical name of the agency."""
    agency_raw: str | None = None
    confidence: float = 0.0
    start: int = 0
    """Offsets of `raw` in the decoded source."""
    end: int = 0
    signed: tuple[str, ...] = ()
    """People printed inside the dateline or right behind it, for the byline."""


@dataclass(frozen=True, slots=True)
class TitleLanguage:
    code: str
    """BCP 47; `und` when nothing can be said."""
    script: str
    """ISO 15924; `Zyyy` when there is no letter."""
    confidence: float


@dataclass(frozen=True, slots=True)
class LanguageShare:
    code: str
    script: str
    share: float
    """Share of the body's letters, 0 to 1."""


@dataclass(frozen=True, slots=True)
class BodyLanguage:
    code: str
    script: str
    confidence: float
    composition: tuple[LanguageShare, ...] = ()


Comparison = Literal["match", "mismatch", "undetermined"]


@dataclass(frozen=True, slots=True)
class Languages:
    """The languages of title and body and whether they agree."""

    title: TitleLanguage
    body: BodyLanguage
    comparison: Comparison
    score: float
    """P(mismatch), 0 to 1, also when undetermined."""
    titles: tuple[TitleLanguage, ...] = ()
    """One for each of `Article.titles`."""


@dataclass(frozen=True, slots=True)
class Removed:
    """What sanitizing took out, by kind."""

    what: str
    count: int


@dataclass(frozen=True, slots=True)
class Sanitized:
    """Markup that is safe to show, and what was taken out to make it so."""

    html: str
    embeds: tuple[Embed, ...] = ()
    removed: tuple[Removed, ...] = ()
    findings: tuple[Finding, ...] = ()


# ---------------------------------------------------------------- what is said of it

Severity = Literal["info", "low", "medium", "high"]
Effect = Literal["off", "shadow", "review", "block"]
Verdict = Literal["allow", "review", "block"]


@dataclass(frozen=True, slots=True)
class Evidence:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fact noticed; the policy alone decides its effect."""

    rule: str
    severity: Severity
    message: str
    """One sentence for an editor; facts, no article text beyond what the spans quote."""
    spans: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    effect: Effect = "shadow"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the policy made of the findings."""

    verdict: Verdict
    findings: tuple[Finding, ...] = field(default=())
    policy_name: str = ""
    policy_version: int = 0
    policy_sha256: str = ""
