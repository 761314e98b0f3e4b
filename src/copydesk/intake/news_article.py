"""schema.org NewsArticle (and its kin) as a JSON-LD document of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from copydesk.intake import fields
from copydesk.intake.story import Story
from copydesk.model import Metadata
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

# schema.org: the subtypes of Article that hold a text of their own.
_ARTICLES = ("Article", "NewsArticle", "BlogPosting", "Report", "OpinionPiece", "SocialMediaPosting", "LiveBlogPosting")


def is_one(value: Mapping[str, Any]) -> bool:
    """Tell whether a JSON-LD object is an article."""
    kinds = value.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and name.rpartition("/")[2].endswith(_ARTICLES) for name in names)


def read(value: Mapping[str, Any], settings: Settings) -> Story:
    """Return the story of a NewsArticle."""
    return Story(
        format="news-article",
        titles=(
            ("json-ld", fields.text(value.get("headline")) or fields.text(value.get("name"))),
            ("json-ld", fields.text(value.get("alternativeHeadline"))),
        ),
        body=fields.body(fields.raw(value.get("articleBody")) or fields.raw(value.get("text")), settings),
        metadata=metadata(value),
        dateline=fields.text(value.get("dateline")),
    )


def metadata(value: Mapping[str, Any]) -> Metadata:
    """Return what a NewsArticle says of itself, in a document of its own or in a page."""
    language = fields.text(value.get("inLanguage"))
    return Metadata(
        credits=tuple(fields.credits_of(value.get("author") or value.get("creator"), "json-ld")),
        published=fields.date(value, "datePublished", "dateCreated"),
        modified=fields.date(value, "dateModified"),
        canonical=fields.link(value, "mainEntityOfPage", "url", "@id"),
        image=fields.link(value, "image", "thumbnailUrl"),
        section=fields.text(value.get("articleSection")),
        tags=fields.texts(value.get("keywords") or []),
        site=fields.text(value.get("publisher")) or fields.text(value.get("isPartOf")),
        languages=(("json-ld", language),) if language else (),
        status=strictest((fields.text(value.get("creativeWorkStatus")),)),
        notes=fields.notes(
            (
                ("embargo", fields.first(value, "embargoDate", "embargoed")),
                ("expires", fields.text(value.get("expires"))),
                ("correction", fields.text(value.get("correction"))),
                ("rights", fields.first(value, "usageInfo", "license", "conditionsOfAccess")),
                ("copyright", fields.first(value, "copyrightNotice", "copyrightHolder")),
                ("editorial", fields.text(value.get("backstory"))),
            )
        ),
    )
