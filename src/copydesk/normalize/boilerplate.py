"""Setting aside what is site furniture and not the article."""

from __future__ import annotations

import re
from dataclasses import replace

from copydesk.model import Article, Aside, Block
from copydesk.normalize import dateline, moments, months, phrases, vocabulary

_TEASER = 160
"""Code points of the longest line that is a teaser's."""
_DATE_LINE, _FEW = 90, 6
"""Code points of the longest line that says only when, and of what it may say besides."""
# Serialised markup: every `<a` has its `</a>`, so the lazy match ends at the first one: linear.
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
    labelled = False
    for block in blocks:
        kind = phrases.kind_of(block.text) if block.text else None
        if kind is None and block.kind == "paragraph" and _is_date(block.text) and not dateline.opens(block.text):
            kind = "date"
        if kind is None and labelled and _is_teaser(block):
            kind = "related"
        elif block.text:
            labelled = kind == "related"
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


def _is_teaser(block: Block) -> bool:
    """Return whether a block is short and nothing but a link."""
    if not 0 < len(block.text) <= _TEASER or "<a" not in block.html:
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
