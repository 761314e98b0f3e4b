"""Which title the reader saw, and setting aside its repetitions."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from copydesk.model import Article, Aside, Metadata, Title
from copydesk.normalize import spelling

_SHOWN = ("h1", "heading")
"""Sources of titles that stand on the page."""
_WORD = re.compile(r"\w+")  # one class, one quantifier: linear
_BREAK = re.compile(r"\s+[|\u2013\u2014\u00bb\u2022\u00b7\uff5c-]\s+|\s*[|\uff5c]\s*|\s+::\s+|\s+//\s+")
_NOT_SQUEEZED = re.compile(r"[\W_]+")  # the same
_FOLDED = (
    dict.fromkeys("\u2018\u2019\u201a\u201b`\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-")
)


def choose(article: Article) -> Article:
    """Return the article with its `headline`, and blocks that repeat a title set aside as `repeated_title`."""
    names = site_names(article.metadata)
    headline = best(article.titles, names) if article.format == "html" else next(iter(article.titles), None)
    if headline is None:
        return article
    declared = {title.text for title in article.titles if title.source not in _SHOWN}
    said = {fold(text) for text in (headline.text, *declared, *(without_site(text, *names) for text in declared))}
    blocks, asides = [], []
    for position, block in enumerate(article.blocks):
        near = position < 12 or block.kind == "heading"
        is_it = headline.start is not None and (block.start, block.end) == (headline.start, headline.end)
        if near and block.text and (is_it or fold(block.text) in said):
            asides.append(Aside("repeated_title", block.text, block.start, block.end))
        else:
            blocks.append(block)
    return replace(article, headline=headline, blocks=tuple(blocks), asides=article.asides + tuple(asides))


def fold(text: str) -> str:
    """Return a title so that two printings of it are equal: quotes, dashes, case, white space and end marks folded."""
    text = spelling.replaced(unicodedata.normalize("NFKC", text), _FOLDED)
    return " ".join(text.split()).casefold().strip(" .:;-|\"'")


def without_site(text: str, *names: str) -> str:
    """Return a title without the site's name at its end or start; `names` are squeezed site and host names."""
    for _ in range(2):
        breaks = list(_BREAK.finditer(text))
        if not breaks:
            return text
        first, last = breaks[0], breaks[-1]
        if _names_site(text[last.end() :], names):
            text = text[: last.start()]
        elif _names_site(text[: first.start()], names):
            text = text[first.end() :]
        else:
            return text
    return text


def site_names(meta: Metadata) -> tuple[str, ...]:
    """Return how the site calls itself, squeezed: its declared name and the labels of its host."""
    names = {_squeezed(meta.site or "")}
    for url in (meta.base, meta.canonical):
        try:
            host = urlsplit(url or "").hostname or ""
        except ValueError:  # a bracket that opens no IPv6 address
            continue
        labels = host.removeprefix("www.").split(".")
        names.add("".join(labels))
        names.update(label for label in labels[:-1] if len(label) > 3)
        names.add("".join(labels[:-1]))
    return tuple(sorted(name for name in names if len(name) > 1))


def is_same(one: str, other: str) -> bool:
    """Tell whether two titles have the same letters and digits."""
    return _squeezed(one) == _squeezed(other)


def is_site(text: str, names: tuple[str, ...]) -> bool:
    """Tell whether a text is the site's name and nothing else; `names` are squeezed site and host names."""
    return _squeezed(text) in names


def _names_site(part: str, names: tuple[str, ...]) -> bool:
    said = _squeezed(part)
    if not said:
        return True
    return any(
        said == name
        or (len(name) > 3 and len(said) <= 3 * len(name) + 6 and (said.startswith(name) or said.endswith(name)))
        for name in names
    )


def _squeezed(text: str) -> str:
    return _NOT_SQUEEZED.sub("", text.casefold())


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def best(titles: Sequence[Title], names: tuple[str, ...]) -> Title | None:
    """Return the title of a page that its reader saw; `names` are those of the site."""
    titles = [title for title in titles if title.text.strip()]
    if not titles:
        return None
    headings = [title for title in titles if title.source in _SHOWN and not is_site(title.text, names)]
    declared = [replace(title, text=without_site(title.text, *names)) for title in titles if title.source not in _SHOWN]
    editorial = next((title for title in declared if title.source == "json-ld"), None)
    others = [title for title in declared if title.source != "json-ld"]
    heading = _heading(headings, declared)
    if heading is None:
        return next(iter(declared), titles[0])
    if editorial is None:
        return heading
    return _of_two(heading, editorial, others)


def _heading(headings: list[Title], declared: list[Title]) -> Title | None:
    """Return the `h1` that is the article's: the one most like what the page declares, or the only one."""
    evidence = [_words(title.text) for title in declared]
    shown = [(_words(heading.text), heading) for heading in headings]
    ranked = [(max((_likeness(said, words) for words in evidence), default=0.0), heading) for said, heading in shown]
    score, best = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    if best is not None and (
        score >= 0.5 or best.source == "heading" or (len(headings) == 1 and len(_words(best.text)) > 2)
    ):
        return best
    return None


def _of_two(heading: Title, editorial: Title, others: list[Title]) -> Title:
    """Return the `h1` or the declared headline, where they differ.

    One that is the other with a kicker before it gives way. An `h1` that alone differs from everything declared is
    what the reader saw, the declared ones are for search engines. Where the declared titles differ among themselves,
    the page makes separate titles for each use, and the declared headline is the editors'.
    """
    shown, meant = fold(heading.text), fold(editorial.text)
    if shown != meant and _squeezed(shown) == _squeezed(meant):
        return editorial  # an `h1` sets its kicker apart by its looks, the declared one by a mark
    if shown == meant or meant.endswith(shown):
        return heading
    if shown.endswith(meant):
        return editorial
    if others and all(fold(title.text) == meant for title in others):
        return heading
    return editorial
