"""Cutting a piece out of a block: out of its text and out of its markup, so that both go on saying the same."""

from __future__ import annotations

import re
from dataclasses import replace

from copydesk import spans
from copydesk.model import Article, Block

# One tag. A class that excludes the brackets, so each position is read once: linear.
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,15})[^<>]*>")
_INLINE = frozenset(("a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "mark", "q", "s", "small", "span"))
_INLINE |= {"strong", "sub", "sup", "time", "u"}
_OPENS = re.compile(r"<([A-Za-z][A-Za-z0-9]{0,9})\b[^<>]{0,400}>\Z")
_CLOSES = re.compile(r"\s*</([A-Za-z][A-Za-z0-9]{0,9})\s*>")
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;)+")


def cut(block: Block, i: int, j: int) -> Block | None:
    """Return the block without `text[i:j]`, or None when nothing of its text is left.

    Tags inside the piece stay where they open or close something outside it; inline elements left empty go with it.
    Where the piece begins or ends the text, the block's source offsets shrink by it, so that later look-ups align.
    """
    text = (block.text[:i] + block.text[j:]).strip()
    if not text:
        return None
    start, end = spans.locate(block.html, 0, len(block.html), block.text, i, j)
    html = _without(block.html, start, end) if (start, end) != (0, len(block.html)) else block.html
    return replace(block, text=text, html=html)


def narrowed(block: Block, article: Article, i: int, j: int, *, kept: Block) -> Block:
    """Return `kept` (`block` after a cut) with the source offsets that are left of `block` without its piece."""
    if not article.has_offsets or not block.end:
        return kept
    start, end = located(block, article, i, j)
    if not block.text[:i].strip():
        return replace(kept, start=end)
    if not block.text[j:].strip():
        return replace(kept, end=start)
    return kept


def located(block: Block, article: Article, i: int, j: int) -> tuple[int, int]:
    """Return the offsets in the decoded source of `block.text[i:j]`; (0, 0) where the format gives none."""
    if not article.has_offsets or not block.end:
        return 0, 0
    return spans.locate(article.source, block.start, block.end, block.text, i, j)


def _without(html: str, start: int, end: int) -> str:
    """Return the markup without its characters from `start` to `end`, the tags among them kept in balance."""
    left, right = html[:start], html[end:]
    tags = "".join(tag.group() for tag in _TAG.finditer(html, start, end))
    right = _balanced(tags) + right
    while (opening := _OPENS.search(left[-420:])) and (closing := _CLOSES.match(right)):  # `<b></b>` around the piece
        if opening[1].lower() != closing[1].lower() or opening[1].lower() not in _INLINE:
            break
        left, right = left[: len(left) - len(opening.group())], right[closing.end() :]
    return left + (_BLANK.sub("", right, count=1) if left.endswith(">") and _BLANK.match(right) else right)


def _balanced(tags: str) -> str:
    """Return a run of tags without the pairs that open and close inside it."""
    kept: list[tuple[str, str, str]] = []
    for tag in _TAG.finditer(tags):
        slash, name = tag[1], tag[2].lower()
        if slash and kept and not kept[-1][0] and kept[-1][1] == name:
            kept.pop()
        elif name != "br":
            kept.append((slash, name, tag.group()))
    return "".join(tag for _, _, tag in kept)
