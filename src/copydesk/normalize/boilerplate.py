"""Setting aside what is site furniture and not the article."""

from __future__ import annotations

import re
from dataclasses import replace

from copydesk.model import Article, Aside, Block
from copydesk.normalize import dateline, moments, months, phrases, vocabulary

_FOLLOWING = {"comment_form": "comment_form", "related": "related", "newsletter": "newsletter", "share": "share"}
"""Kinds of lines that open a part of their own, and what the short lines behind them are."""
_SHORT = 160
_DATE_LINE, _FEW = 90, 6
_ENDS_SENTENCE = re.compile(
    r"[.!?\u2026\u3002\uff01\uff1f\u0964\u06d4\u061f\u1362\u104b\u17d4]['\"\u201d\u2019\u00bb)\u300d]*$"
)
# An anchor begins at `<a` and ends at the first `</a>`: linear, the text between is matched lazily to a fixed string.
_LINK = re.compile(r"<a\b[^>]*>.*?</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def set_aside(article: Article) -> Article:
    """Return the article without boilerplate blocks, each kept in `asides` with its kind and span.

    When nothing would be left, the article is returned as it is: then the phrases are its subject.
    """
    kinds = _kinds(article.blocks)
    kept = tuple(block for block, kind in zip(article.blocks, kinds, strict=True) if kind is None)
    if not any(block.text for block in kept):
        return article
    asides = tuple(
        Aside("date" if kind == "date" else f"boilerplate.{kind}", block.text, block.start, block.end)
        for block, kind in zip(article.blocks, kinds, strict=True)
        if kind is not None
    )
    return replace(article, blocks=kept, asides=article.asides + asides)


def _kinds(blocks: tuple[Block, ...]) -> list[str | None]:
    """Return the kind of boilerplate of each block, None for what is the article's."""
    kinds: list[str | None] = []
    opened: str | None = None
    for block in blocks:
        kind = phrases.kind_of(block.text) if block.text else None
        if kind is None and block.kind == "paragraph" and _is_date(block.text) and not dateline.opens(block.text):
            kind = "date"
        if kind is not None:
            opened = _FOLLOWING.get(kind)
        elif opened and block.text and _follows(block, opened):
            kind = opened
        elif block.text:
            opened = None
        kinds.append(kind)
    return _without_last_headings(blocks, kinds)


def _is_date(text: str) -> bool:
    """Return whether a line says nothing but when: a date, a clock, and labels such as `Published` or `Uhr`."""
    if len(text) > _DATE_LINE or not any(character.isdigit() for character in text):
        return False
    if not any(True for _ in moments.every(text)):
        return False
    known = vocabulary.every("bylines", "label") | vocabulary.every("bylines", "before_date")
    rest = [
        word for word in phrases.words(text) if word.isalpha() and word not in known and months.number(word) is None
    ]
    return sum(len(word) for word in rest) <= _FEW


def _follows(block: Block, opened: str) -> bool:
    """Return whether a block belongs to the furniture before it: a teaser, a form's label."""
    if len(block.text) > _SHORT:
        return False
    if opened == "related" and block.kind in ("paragraph", "list", "heading"):
        return _is_link(block)
    return False


def _is_link(block: Block) -> bool:
    if "<a" not in block.html:
        return False
    rest = _TAG.sub("", _LINK.sub("", block.html))
    return len(rest.split()) <= 0.2 * len(block.text.split())


def _without_last_headings(blocks: tuple[Block, ...], kinds: list[str | None]) -> list[str | None]:
    """Mark headings that head nothing: what they headed was not the article's."""
    for index in range(len(blocks) - 1, -1, -1):
        if kinds[index] is not None or not blocks[index].text:
            continue
        if blocks[index].kind != "heading":
            break
        kinds[index] = "navigation"
    return kinds
