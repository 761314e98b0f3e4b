"""An item of a JSON Feed (jsonfeed.org, versions 1 and 1.1), alone or in its feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from copydesk.intake import fields
from copydesk.intake.story import Story
from copydesk.model import Metadata
from copydesk.settings import Settings


def is_feed(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is a feed."""
    return isinstance(value.get("items"), list) and "jsonfeed.org" in str(value.get("version", ""))


def is_item(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is an item of a feed."""
    return ("content_html" in value or "content_text" in value) and ("id" in value or "url" in value)


def read(item: Mapping[str, Any], feed: Mapping[str, Any], settings: Settings) -> Story:
    """Return the story of an item; what it does not say, its feed says for it."""
    markup = fields.raw(item.get("content_html"))
    body = fields.body(markup, settings, is_html=True) or fields.body(
        fields.raw(item.get("content_text")), settings, is_html=False
    )
    language = fields.text(item.get("language")) or fields.text(feed.get("language"))
    authors = next(
        (said for said in (item.get("authors"), item.get("author"), feed.get("authors"), feed.get("author")) if said),
        None,
    )
    return Story(
        format="json-feed",
        titles=(("feed", fields.text(item.get("title"))),),
        body=body,
        metadata=Metadata(
            credits=tuple(fields.credits_of(authors, "feed")),
            published=fields.date(item, "date_published"),
            modified=fields.date(item, "date_modified"),
            canonical=fields.link(item, "url", "id"),
            image=fields.link(item, "image", "banner_image"),
            tags=fields.texts(item.get("tags") or []),
            site=fields.text(feed.get("title")),
            languages=(("feed", language),) if language else (),
        ),
    )
