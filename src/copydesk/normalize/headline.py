"""Which title the reader saw, and setting aside its repetitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from copydesk.model import Article, Aside, Title

_WORD = re.compile(r"\w+")  # one class, one quantifier: linear
_BREAK = re.compile(r"\s+[|\u2013\u2014\u00bb\u2022\u00b7\uff5c-]\s+|\s*[|\uff5c]\s*|\s+::\s+|\s+//\s+")
_FOLDED = str.maketrans(dict.fromkeys("\u2018\u2019\u201a\u201b`\u00b4", "'") | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"') | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def choose(article: Article) -> Article:
    """Return the article with its `headline`, and blocks that repeat a title set aside as `repeated_title`."""
    headline = _best(article)
    if headline is None:
        return article
    said = {fold(headline.text)} | {fold(title.text) for title in article.titles}
    said |= {fold(without_site(title.text, article.metadata.site)) for title in article.titles}
    blocks, asides = [], []
    for position, block in enumerate(article.blocks):
        near = position < 12 or block.kind == "heading"
        if near and block.text and fold(block.text) in said:
            asides.append(Aside("repeated_title", block.text, block.start, block.end))
        else:
            blocks.append(block)
    return replace(article, headline=headline, blocks=tuple(blocks), asides=article.asides + tuple(asides))


def fold(text: str) -> str:
    """Return a title so that two printings of it are equal: quotes, dashes, case, white space and end marks folded."""
    text = unicodedata.normalize("NFKC", text).translate(_FOLDED)
    return " ".join(text.split()).casefold().strip(" .:;-|\"'")


def without_site(text: str, site: str | None) -> str:
    """Return a title without the site's name at its end or start."""
    parts = _BREAK.split(text)
    if len(parts) < 2 or not site:
        return text
    name = _squeezed(site)
    if _squeezed(parts[-1]) == name:
        return text[: text.rindex(parts[-1])].rstrip(" |-\u2013\u2014\u00bb\u2022\u00b7\uff5c:/")
    if _squeezed(parts[0]) == name:
        return text[len(parts[0]) :].lstrip(" |-\u2013\u2014\u00bb\u2022\u00b7\uff5c:/")
    return text


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _best(article: Article) -> Title | None:
    titles = [title for title in article.titles if title.text.strip()]
    if not titles:
        return None
    headings = [title for title in titles if title.source == "h1"]
    declared = [title for title in titles if title.source != "h1"]
    if article.format != "html" or not headings:
        return _declared(declared or titles, article.metadata.site)
    evidence = [_words(title.text) for title in declared]
    ranked = [(max((_likeness(_words(h.text), words) for words in evidence), default=0.0), h) for h in headings]
    score, best = max(ranked, key=lambda pair: pair[0])
    site = _squeezed(article.metadata.site or "")
    if score >= 0.5 and _squeezed(best.text) != site:
        return best
    if len(headings) == 1 and _squeezed(headings[0].text) != site and len(_words(headings[0].text)) > 2:
        return headings[0]
    return _declared(declared or titles, article.metadata.site)


def _declared(titles: Iterable[Title], site: str | None) -> Title | None:
    for title in titles:
        return replace(title, text=without_site(title.text, site))
    return None
