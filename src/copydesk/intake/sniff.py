"""Which format a text is in: by what it holds, then its declared content type, then its name."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import PurePosixPath

_DATA = json.loads(files("copydesk").joinpath("data/formats.json").read_bytes())
_TYPES: dict[str, str] = _DATA["content_types"]
_SUFFIXES: dict[str, str] = _DATA["suffixes"]
_OTHER_TYPES = tuple(_DATA["other_types"]["list"])
_OTHER_SUFFIXES = frozenset(_DATA["other_suffixes"]["list"])
_ROOTS = frozenset(_DATA["xml_roots"]["list"])
_BLOCKS = frozenset(_DATA["elements"]["list"])
_INLINES = frozenset(_DATA["inline_elements"]["list"])

_MARKUP = re.compile(  # bounded: a tag's name and at most 200 code points up to its end
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|a|b|i|u|em|strong|span|blockquote|img|table|tr|td|figure|section|article|iframe"
    r"|script|style|svg|video|audio|pre|code|hr|sup|sub|small|font|center)(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"<(?:p|div|br|h[1-6]|ul|ol|blockquote|table|section|article|figure|pre|hr)[\s/>]", re.IGNORECASE)
_ROOT = re.compile(r"<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)")
_SKIPPED = (("<?", "?>"), ("<!--", "-->"), ("<!", ">"))
# The mark of YAML or TOML, then a first field. Bounded: one line.
_FRONT_MATTER = re.compile(r"\ufeff?(?:---|\+\+\+)[ \t]{0,8}\r?\n[A-Za-z][\w -]{0,60}[ \t]{0,8}[:=][^\n]{0,2000}\n")
_HEADING = re.compile(r"#{1,6}[ \t]+\S")
_MARKDOWN = re.compile(  # one try a line or bracket, every run bounded
    r"^(?:#{1,6} |[-*+] |\d{1,3}\. |> |```|~~~|!\[)|\]\((?:https?:|/|#|mailto:)|\*\*[^\s*]|__[^\s_]", re.MULTILINE
)


def has_markup(text: str) -> bool:
    """Tell whether a text inside another format is HTML: it holds a tag that articles are written with."""
    return "<" in text and _MARKUP.search(text) is not None


def has_blocks(text: str) -> bool:
    """Tell whether markup sets paragraphs apart by itself; where it does not, its line breaks do."""
    return _BLOCK.search(text) is not None


def declared(content_type: str | None, name: str) -> str | None:
    """Return the format that the content type says, else the name: `html`, `text`, ..., `other` for no article."""
    kind = (content_type or "").split(";", 1)[0].strip().lower()
    suffix = PurePosixPath(name).suffix.lower()
    if kind.endswith("+json") and kind not in _TYPES:
        return "json"
    if kind in _TYPES and kind != "text/plain":
        return _TYPES[kind]
    if kind.startswith(_OTHER_TYPES) or (
        suffix in _OTHER_SUFFIXES and kind in ("", "text/plain", "application/octet-stream")
    ):
        return "other"
    if kind.endswith("+xml"):
        return "xml"
    # text/plain is what uploaders say that know nothing better.
    return _SUFFIXES.get(suffix, _TYPES.get(kind))


def root(text: str) -> str | None:
    """Return the name of a document's first element, as written; None where the text does not begin as markup."""
    at = len(text) - len(text.lstrip())
    for _ in range(64):  # comments and instructions before the root; more is no document
        for opening, closing in _SKIPPED:
            if text.startswith(opening, at):
                end = _doctype_end(text, at) if opening == "<!" else text.find(closing, at)
                if end < 0:
                    return None
                at = end + len(closing)
                break
        else:
            break
        while at < len(text) and text[at].isspace():
            at += 1
    found = _ROOT.match(text, at)
    return found[1] if found else None


def _doctype_end(text: str, at: int) -> int:
    """Return where a doctype ends; an internal subset in brackets holds `>` of its own."""
    end = text.find(">", at)
    subset = text.find("[", at, end if end >= 0 else None)
    if subset < 0:
        return end
    closed = text.find("]", subset)
    return text.find(">", closed) if closed >= 0 else -1


def is_html(text: str) -> bool:
    """Tell whether a text begins as an HTML document or fragment."""
    opening = text[:4096].lstrip()
    if opening[:14].lower().startswith(("<!doctype html", "<html")):
        return True
    name = (root(text) or "").lower()
    if name in _BLOCKS:
        return True
    return name in _INLINES and f"</{name}" in text.lower()


def is_xml(text: str) -> bool:
    """Tell whether a text begins as an XML document: with its declaration, a namespace, or a root that is read."""
    opening = text[:4096].lstrip()
    return opening.startswith("<?xml") or " xmlns" in opening.partition(">")[0] or root(text) in _ROOTS


def is_mail(text: str) -> bool:
    """Tell whether a text is a mail or a page saved as one (MHTML): header lines, MIME's among them."""
    head = text[:8192].replace("\r\n", "\n").partition("\n\n")[0]
    return "\nMIME-Version:" in f"\n{head}" and all(": " in line or line[:1] in " \t" for line in head.split("\n"))


def is_markdown(text: str) -> bool:
    """Tell whether a text is Markdown beyond doubt: front matter, or a heading in its first line and other marks."""
    opening = text[:20_000]
    if _FRONT_MATTER.match(opening):
        return True
    if not any(mark in opening for mark in ("#", "](", "**", "```")):
        return False
    kinds = {match[0].strip()[:2] for match in _MARKDOWN.finditer(opening)}
    return len(kinds) >= (2 if _HEADING.match(opening.lstrip()) else 3)
