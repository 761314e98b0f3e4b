"""A post of the WordPress REST API (`/wp-json/wp/v2/posts/<id>`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from copydesk.intake import fields
from copydesk.intake.story import Story
from copydesk.model import Metadata
from copydesk.normalize.status import strictest
from copydesk.settings import Settings


def is_one(value: Mapping[str, Any]) -> bool:
    """Tell whether an object is a post: rendered content, and the fields that only a post has."""
    content = value.get("content")
    return isinstance(content, Mapping) and "rendered" in content and not {"slug", "date_gmt", "link"}.isdisjoint(value)


def read(value: Mapping[str, Any], settings: Settings) -> Story:
    """Return the story of a post; one under a password is withheld."""
    content: Mapping[str, Any] = value["content"]
    embedded = value.get("_embedded")
    inner: Mapping[str, Any] = embedded if isinstance(embedded, Mapping) else {}
    seo = value.get("yoast_head_json")
    head: Mapping[str, Any] = seo if isinstance(seo, Mapping) else {}
    language = fields.first(value, "lang", "locale")
    return Story(
        format="wordpress",
        titles=(
            ("wordpress", fields.text(value.get("title"))),
            ("og:title", fields.text(head.get("og_title"))),
            ("title", fields.text(head.get("title"))),
        ),
        body=fields.body(fields.raw(content), settings, is_html=True),
        metadata=Metadata(
            credits=tuple(fields.credits_of(inner.get("author") or head.get("author"), "wordpress")),
            published=fields.date(value, "date_gmt", utc=True) or fields.date(value, "date"),
            modified=fields.date(value, "modified_gmt", utc=True) or fields.date(value, "modified"),
            canonical=fields.link(value, "link"),
            image=next(_images(inner), None) or fields.link(value, "jetpack_featured_media_url"),
            section=next(_terms(inner, "category"), None),
            tags=tuple(_terms(inner, "post_tag")),
            site=fields.text(head.get("og_site_name")),
            languages=(("wordpress", language),) if language else (),
            status=strictest((fields.text(value.get("status")), "protected" if content.get("protected") else None)),
        ),
    )


def _images(inner: Mapping[str, Any]) -> Iterator[str]:
    for item in _list(inner.get("wp:featuredmedia")):
        if isinstance(item, Mapping) and (url := fields.link(item, "source_url")):
            yield url


def _terms(inner: Mapping[str, Any], taxonomy: str) -> Iterator[str]:
    for group in _list(inner.get("wp:term")):
        for term in _list(group):
            if (
                isinstance(term, Mapping)
                and term.get("taxonomy") == taxonomy
                and (name := fields.text(term.get("name")))
            ):
                yield name


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
