"""JSON uploads to an Article: which kind it is, and the reader of that kind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from copydesk.errors import Permanent
from copydesk.intake import json_feed, loose_json, news_article, ninjs, story, strict_json, wordpress
from copydesk.intake.charset import Decoded
from copydesk.intake.story import Story
from copydesk.model import Article, Upload
from copydesk.settings import Settings

# Bounded: white space at the very start, then one of the two ways that an object or a list of objects begins.
_OPENING = re.compile(r'\s{0,256}(?:\{\s{0,256}["}]|\[\s{0,256}\{)')
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
    for name in (*loose_json.names("lists"), *loose_json.names("wrappers")):
        if isinstance(value.get(name), list | Mapping) and (pairs := _found(value[name], value, depth + 1)):
            return pairs
    return []


def _is_article(value: Mapping[str, Any]) -> bool:
    if json_feed.is_feed(value) or "@graph" in value:
        return False
    if any(known(value) for known in (news_article.is_one, ninjs.is_one, wordpress.is_one, json_feed.is_item)):
        return True
    return loose_json.is_one(value)


def _read(value: Mapping[str, Any], around: Mapping[str, Any], upload: Upload, settings: Settings) -> Story:
    if ninjs.is_one(value):
        return ninjs.read(value, upload.name, settings)
    if news_article.is_one(value):
        return news_article.read(value, settings)
    if wordpress.is_one(value):
        return wordpress.read(value, settings)
    if json_feed.is_item(value):
        return json_feed.read(value, around, settings)
    return loose_json.read(value, settings)
