"""What a page declares of itself for machines: JSON-LD, microdata, OpenGraph, Twitter, Dublin Core, Parsely.

Sources: schema.org Article, ogp.me, Dublin Core Terms, Parse.ly's metatags page, hNews 0.1 (microformats.org).
Everything returned is evidence: a page may declare anything.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from copydesk.intake.tree import Element, Page
from copydesk.model import Credit

_MAX_NODES = 2_000
_MAX_DEPTH = 32
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Liveblog|Recipe|Interview|CreativeWork)$")


@dataclass(slots=True)
class Declared:
    """What was found, by where it was said."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    article: Mapping[str, Any] = field(default_factory=dict)
    """The JSON-LD node of the article, references resolved one level."""
    micro: dict[str, list[str]] = field(default_factory=dict)
    title: str | None = None
    lang: str | None = None

    def first(self, *names: str) -> str | None:
        """Return the first meta value that says something."""
        for name in names:
            for value in self.meta.get(name, ()):
                if value:
                    return value
        return None

    def link(self, relation: str) -> str | None:
        """Return the address of the first `link` element of that relation."""
        return next(iter(self.links.get(relation, ())), None)

    def ld(self, *names: str) -> str | None:
        """Return the first text of the JSON-LD article under one of the names."""
        return next((text for name in names for text in texts(self.article.get(name))), None)

    def headlines(self) -> list[str]:
        """Return the titles that name the article alone: the window's is a page's, whatever it holds."""
        return [title for title in (self.ld("headline"), self.first("og:title")) if title]


def read(page: Page) -> Declared:
    """Return what the page declares."""
    declared = Declared()
    declared.lang = page.root.get("lang") or page.root.get("xml:lang") or None
    for element in page.declaring:
        tag, attributes = element.tag, element.attributes
        if tag == "meta":
            if content := " ".join(attributes.get("content", "").split()):
                for key in ("property", "name", "itemprop", "http-equiv"):
                    if name := attributes.get(key):
                        declared.meta.setdefault(name.strip().lower(), []).append(content)
        elif tag == "link":
            if (rel := attributes.get("rel")) and (href := attributes.get("href")):
                declared.links.setdefault(rel.lower(), []).append(href.strip())
        elif tag == "title" and declared.title is None:
            declared.title = element.text() or None
        if tag != "meta" and (prop := attributes.get("itemprop")):
            _micro(declared, prop, element)
    nodes = list(_nodes(page.data_scripts()))
    declared.article = _article(nodes)
    return declared


def _micro(declared: Declared, prop: str, element: Element) -> None:
    names = prop.split()
    if not {"headline", "datePublished", "dateModified", "author", "creator"}.intersection(names):
        return
    value = ""
    if element.tag in ("time", "data", "abbr"):
        value = element.get("datetime") or element.get("value") or element.get("title")
    value = value or element.get("content")
    if not value and ("author" in names or "creator" in names):
        inner = [e for e in element.iter() if "name" in e.get("itemprop").split()]
        value = inner[0].get("content") or inner[0].text() if inner else element.text()
    value = value or element.text()
    if value:
        for name in names:
            declared.micro.setdefault(name, []).append(" ".join(value.split()))


def texts(value: Any) -> Iterator[str]:
    """Yield the texts that a JSON-LD value holds: itself, its items, or its name."""
    if isinstance(value, str):
        if said := " ".join(html.unescape(value).split()):
            yield said
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, Mapping):
        yield from texts(value.get("name") or value.get("@value"))


def credited(value: Any, source: str) -> Iterator[Credit]:
    """Yield the credits of a JSON-LD `author`: texts as printed, nodes as what they say they are."""
    if isinstance(value, list):
        for item in value:
            yield from credited(item, source)
    elif isinstance(value, Mapping):
        kinds = _types(value)
        kind: Literal["printed", "person", "organization"] = "printed"
        if "Person" in kinds:
            kind = "person"
        elif any("Organization" in said for said in kinds):
            kind = "organization"
        for name in texts(value):
            yield Credit(name, source, kind)
    else:
        for name in texts(value):
            yield Credit(name, source)


def _nodes(scripts: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, Any]]:
    left = _MAX_NODES
    for opening, content in scripts:
        if "ld+json" not in opening.lower():
            continue
        stack = [_loads(content)]
        while stack and left:
            left -= 1
            value = stack.pop()
            if isinstance(value, list):
                stack.extend(reversed(value))
            elif isinstance(value, Mapping):
                yield value
                stack.extend(
                    value[key]
                    for key in ("mainEntity", "mainEntityOfPage", "@graph")
                    if isinstance(value.get(key), dict | list)
                )


def _loads(content: str) -> Any:
    content = (
        content.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip()
        .rstrip(";")
    )
    for attempt in (content, re.sub(r",(\s{0,200}[}\]])", r"\1", content)):
        try:
            value = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value if _is_shallow(value) else None
    return None


def _is_shallow(value: Any) -> bool:
    """Return whether a value is nested no deeper than declarations are."""
    level = [value]
    for _ in range(_MAX_DEPTH):
        level = [
            item
            for holder in level
            if isinstance(holder, dict | list)
            for item in (holder.values() if isinstance(holder, dict) else holder)
        ]
        if not level:
            return True
    return False


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return (
        [kind] if isinstance(kind, str) else [k for k in kind if isinstance(k, str)] if isinstance(kind, list) else []
    )


def _article(nodes: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    found = [node for node in nodes if any(_ARTICLE.search(kind) for kind in _types(node))]
    if not found:
        return {}
    best = max(
        found,
        key=lambda node: (
            ("headline" in node)
            + ("datePublished" in node)
            + ("author" in node)
            - 2 * (_types(node) == ["CreativeWork"])
        ),
    )
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(item) for item in value]
        if isinstance(value, Mapping) and set(value) <= {"@id", "@type"} and value.get("@id") in by_id:
            return by_id[value["@id"]]
        return value

    return {name: resolved(value) for name, value in best.items()}
