"""JSON uploads to an Article: which kind it is, and the reader of that kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from copydesk.errors import Permanent
from copydesk.intake import fields, json_feed, news_article, ninjs, story, strict_json, wordpress
from copydesk.intake.charset import Decoded
from copydesk.intake.story import Story
from copydesk.model import Article, Metadata, Upload
from copydesk.normalize.status import strictest
from copydesk.settings import Settings

# Bounded: white space at the very start, then one of the two ways that an object or a list of objects begins.
_OPENING = re.compile(r'\s{0,256}(?:\{\s{0,256}["}]|\[\s{0,256}\{)')
# The names that systems give the same things; the most telling first.
_TITLES = ("headline", "title", "name")
_BODIES = (
    "body",
    "body_html",
    "bodyHtml",
    "articleBody",
    "content",
    "content_html",
    "html",
    "text",
    "body_text",
    "article",
)
_CREDITS = ("byline", "authors", "author", "creator", "by")
_PUBLISHED = (
    "published",
    "publishedAt",
    "published_at",
    "datePublished",
    "publish_date",
    "date_published",
    "pubDate",
    "date",
)
_MODIFIED = ("modified", "modifiedAt", "updatedAt", "updated_at", "dateModified", "updated", "lastModified")
_LANGUAGES = ("language", "lang", "inLanguage", "locale")
_LISTS = ("articles", "items", "posts", "entries", "stories", "results", "docs", "news", "@graph")
_WRAPPERS = ("article", "data", "item", "story", "post", "entry", "news", "response", "result", "payload")
_DEEPEST = 4
"""Wrappers around an article: `{"response": {"data": {"article": {...}}}}`."""


def looks_like(text: str) -> bool:
    """Tell whether a text begins as JSON that could hold an article."""
    return _OPENING.match(text) is not None


def read(upload: Upload, decoded: Decoded, settings: Settings) -> Article:
    """Return the one article of a JSON upload.

    Raises `Permanent`: `intake.unsupported_format` where no article is in it, `intake.multiple_articles`, and what
    `strict_json.load` raises.
    """
    value, findings = strict_json.load(decoded.text, upload.name, settings)
    stories = list(_found(value, {}, 0))
    if not stories:
        raise Permanent("intake.unsupported_format", f"{upload.name} is JSON without an article", found="json")
    if len(stories) > 1:
        message = f"{upload.name} holds {len(stories)} articles"
        raise Permanent("intake.multiple_articles", message, found=len(stories))
    return story.article(_read(*stories[0], upload, settings), decoded, findings)


def _found(value: Any, around: Mapping[str, Any], depth: int) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return every article in a value, each with the object around it (its feed)."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [pair for item in value for pair in _found(item, around, depth + 1)]
    if not isinstance(value, Mapping):
        return []
    if _is_article(value):
        return [(value, around)]
    for name in (*_LISTS, *_WRAPPERS):
        if isinstance(value.get(name), list | Mapping) and (pairs := _found(value[name], value, depth + 1)):
            return pairs
    return []


def _is_article(value: Mapping[str, Any]) -> bool:
    if json_feed.is_feed(value) or "@graph" in value:
        return False
    if any(known(value) for known in (news_article.is_one, ninjs.is_one, wordpress.is_one, json_feed.is_item)):
        return True
    return "@type" not in value and any(_has_text(value.get(name)) for name in _BODIES)


def _has_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and any(isinstance(item, str) for item in value))


def _read(value: Mapping[str, Any], around: Mapping[str, Any], upload: Upload, settings: Settings) -> Story:
    if ninjs.is_one(value):
        return ninjs.read(value, upload.name, settings)
    if news_article.is_one(value):
        return news_article.read(value, settings)
    if wordpress.is_one(value):
        return wordpress.read(value, settings)
    if json_feed.is_item(value):
        return json_feed.read(value, around, settings)
    return _simple(value, settings)


def _simple(value: Mapping[str, Any], settings: Settings) -> Story:
    """Return the story of an object that follows no standard: `{title, body}` and its like."""
    body = next((value[name] for name in _BODIES if _has_text(value.get(name))), None)
    if isinstance(body, list):  # a list of paragraphs
        body = "\n\n".join(item for item in body if isinstance(item, str))
    language = fields.first(value, *_LANGUAGES)
    credits_field = next((value[name] for name in _CREDITS if value.get(name)), None)
    return Story(
        format="json",
        titles=(("json", fields.first(value, *_TITLES)),),
        blocks=fields.blocks(body, settings),
        metadata=Metadata(
            credits=tuple(fields.credits_of(credits_field, "json")) if credits_field else (),
            published=fields.date(value, *_PUBLISHED),
            modified=fields.date(value, *_MODIFIED),
            canonical=fields.link(value, "canonical", "canonical_url", "url", "link", "permalink"),
            image=fields.link(value, "image", "urlToImage", "image_url", "thumbnail"),
            section=fields.first(value, "section", "category"),
            tags=fields.texts(value.get("tags") or value.get("keywords") or []),
            site=fields.first(value, "site", "site_name", "source", "publisher"),
            languages=(("json", language),) if language else (),
            status=strictest(fields.text(value.get(name)) for name in ("status", "pubStatus", "pubstatus", "state")),
            notes=fields.notes(
                (
                    ("embargo", fields.first(value, "embargo", "embargoed", "embargoedUntil", "embargo_until")),
                    ("expires", fields.first(value, "expires", "expiresAt", "expires_at")),
                    ("correction", fields.first(value, "correction", "corrections")),
                    ("rights", fields.first(value, "rights", "usageTerms", "license")),
                    ("copyright", fields.first(value, "copyright", "copyrightNotice", "copyrightHolder")),
                    ("editorial", fields.first(value, "edNote", "ednote", "editorsNote")),
                )
            ),
        ),
        dateline=fields.text(value.get("dateline")),
    )
