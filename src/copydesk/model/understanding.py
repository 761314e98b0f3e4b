"""What was understood of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from copydesk.model.reading import Embed

if TYPE_CHECKING:
    from copydesk.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Author:
    """One person of the byline."""

    name: str
    """As printed."""
    role: str | None = None
    """As printed: `Reuters correspondent`."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency or desk: its canonical name and as printed."""

    name: str
    """Canonical."""
    raw: str
    """As printed."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote it: people and agencies apart, in printed order."""

    raw: str | None = None
    """As printed."""
    authors: tuple[Author, ...] = ()
    """People, in printed order."""
    agencies: tuple[Agency, ...] = ()
    """Agencies and desks, in printed order."""


@dataclass(frozen=True, slots=True)
class Location:
    """A point on the map, WGS 84 degrees."""

    lat: float
    """Degrees north."""
    lon: float
    """Degrees east."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place of the same name."""

    name: str
    """In GeoNames."""
    country: str
    """ISO 3166-1 alpha-2."""
    admin1: str | None
    """GeoNames' code of the first-order division."""
    geonames_id: int
    """Its number in GeoNames."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a dateline; everything but `raw` is null where the gazetteer has no answer."""

    raw: str
    """As printed."""
    name: str | None = None
    """In GeoNames."""
    country: str | None = None
    """ISO 3166-1 alpha-2."""
    admin1: str | None = None
    """GeoNames' code of the first-order division."""
    geonames_id: int | None = None
    """Its number in GeoNames."""
    location: Location | None = None
    """Coordinates."""
    alternatives: tuple[Alternative, ...] = ()
    """Other places of that name."""


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
    """The language that a title is most likely in."""

    code: str
    """BCP 47; `und` when nothing can be said."""
    script: str
    """ISO 15924; `Zyyy` when there is no letter."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """One language's part of a body."""

    code: str
    """BCP 47."""
    script: str
    """ISO 15924."""
    share: float
    """Share of the body's letters, 0 to 1."""


@dataclass(frozen=True, slots=True)
class BodyLanguage:
    """The language that most of a body is in, and what else it holds."""

    code: str
    """BCP 47; `und` when nothing can be said."""
    script: str
    """ISO 15924; `Zyyy` when there is no letter."""
    confidence: float
    """0 to 1."""
    composition: tuple[LanguageShare, ...] = ()
    """Its languages, the largest share first."""


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
    """An element, attribute or scheme."""
    count: int
    """How often."""


@dataclass(frozen=True, slots=True)
class Sanitized:
    """Markup that is safe to show, and what was taken out to make it so."""

    html: str
    embeds: tuple[Embed, ...] = ()
    removed: tuple[Removed, ...] = ()
    findings: tuple[Finding, ...] = ()
