"""What only attacks write: tests of single tags, handlers and addresses, each with the trick's name as its answer."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import unescape
from importlib.resources import files
from typing import Any

from copydesk import attributes

# Linear throughout: fixed words, single classes, bounded repetition.
_HANDLER = re.compile(r"on(?<=[\s/\"']on)[a-z]{2,40}\s*+=")
_BLANK = r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]"
_BLANKS = re.compile(f"{_BLANK}++")
_SCHEME = re.compile(f"{_BLANK}*+((?:[a-zA-Z]{_BLANK}*+){{4,10}}+):")
_TYPE = re.compile("[^,;]*+")
_SHORT_SCRIPT = 100
"""Code points; a script that only tries whether it runs is short."""
_BREAKOUT = re.compile(
    r"</(?:style|script|title|textarea|noscript|xmp|iframe|noembed|noframes|template|svg|math)[\s/>]|--!?>|]]>",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"<(?:script|svg|img|iframe|body|object|embed|video|audio|details|input|math|style|meta|base)[\s/>]", re.IGNORECASE
)
_INSIDE_HANDLER = re.compile(r"[\s/\"'`]on[a-z]{3,40}\s*+=", re.IGNORECASE)
_DATA_TYPE = re.compile(r"[a-z/.+-]{0,40}(?:json|template|html)")
_SCRIPT_FROM = re.compile(r"src(?<=[\s/\"']src)\s*+=\s*+[\"']?\s*+(?:data|javascript|vbscript):")
_ALWAYS = frozenset(("annotation-xml", "mglyph", "malignmark", "set", "animate", "use"))
_NAME = re.compile(r"[\s\"'/](?:id|name)\s*+=")
NAMED = frozenset(("a", "button", "embed", "form", "img", "input", "object", "output", "select", "textarea"))
"""Elements whose `id` or `name` hides a property of the document or the window."""
FOREIGN = frozenset(("mglyph", "malignmark"))
"""Elements of MathML that no page holds but to lead a sanitizer astray."""
WORDS = frozenset(("alt", "class", "content", "dir", "label", "lang", "summary", "title"))
"""Keys whose values are an attack only where they hold markup."""
_READ = WORDS | {"href", "id", "name", "src", "style"}
KEYS = _READ | {"encoding", "srcdoc"}
"""The keys whose values `in_attribute` reads."""
_CSS = re.compile(r"expression\(|-moz-binding|javascript:|vbscript:|behaviou?r:\s{0,9}url\(", re.IGNORECASE)
_CSS_NOISE = re.compile(r"/\*.{0,40}?\*/|\\0{0,4}[0-9a-f]{2}\s?|\\", re.IGNORECASE | re.DOTALL)


@cache
def words() -> dict[str, Any]:
    """Return the word lists of `data/active_markup.toml`, and two patterns made of them.

    `box` is a box with next to nothing in it, as tests of a hole open it; honest boxes speak in sentences. `probe` is
    a box, or a call or word that a handler of an article has no use for.
    """
    table = tomllib.loads(files("copydesk").joinpath("data/active_markup.toml").read_text("utf-8"))
    boxes, calls, named = ("|".join(map(re.escape, table[name])) for name in ("boxes", "calls", "words"))
    nearly_nothing = r"(?:[\w./]{0,24}|['\"`/][\w./ ]{0,24}['\"`/]?)"
    box = rf"(?<![\w$.])(?:(?:window|self|top|parent)\.)?(?:{boxes})\)?\s{{0,9}}"
    box += rf"(?:\(\s{{0,9}}{nearly_nothing}\s{{0,9}}\)|`|\.(?:call|apply|bind)\b)"
    probe = rf"{box}|(?<![\w$])(?:{boxes}|{calls})\)?\s{{0,9}}[(`]|(?<!\w)(?:{named})"
    lists = {name: frozenset(entries) for name, entries in table.items()}
    return lists | {"box": re.compile(box, re.IGNORECASE), "probe": re.compile(probe)}


def is_named(tag: str) -> bool:
    """Whether a tag may have an `id` or a `name`; quick, and wrong only on the safe side."""
    lower = tag.lower()
    return ("id" in lower or "name" in lower) and _NAME.search(lower) is not None


def is_suspect(name: str, tag: str) -> bool:
    """Whether a tag may hold a handler, a script's address or a trick; quick, and wrong only on the safe side."""
    if name in _ALWAYS:
        return True
    lower = tag.lower()
    if "&" in lower and (
        "&#" in lower or "&tab" in lower or "&newline" in lower or "&colon" in lower or "&lt;" in lower
    ):
        return True
    broken = "\n" in lower or "\r" in lower or "\t" in lower
    set_apart = broken or " on" in lower or "/on" in lower or '"on' in lower or "'on" in lower
    if set_apart and _HANDLER.search(lower):
        return True
    if broken:  # browsers read addresses without line breaks and tabs
        lower = lower.replace("\n", "").replace("\r", "").replace("\t", "")
    return (
        (":" in lower and ("script:" in lower or "mocha:" in lower or "data:" in lower))
        or "</" in lower
        or "srcdoc" in lower
        or "http-equiv" in lower
        or ("style" in lower and _may_style(lower))
    )


def _may_style(lower: str) -> bool:
    """Whether `_CSS` matches, or would without comments and escapes: a tenth of the time of a search for it."""
    return (
        "expression(" in lower
        or "-moz-binding" in lower
        or "/*" in lower
        or "\\" in lower
        or (("behavio" in lower or not lower.isascii()) and _CSS.search(lower) is not None)
    )


def is_code(tag: str, content: str) -> bool:
    """Whether a script element holds code of its own."""
    if not content or content.isspace():
        return False
    lower = tag.lower()
    if "json" not in lower and "template" not in lower and "html" not in lower:
        return True
    types = (value for key, value, _ in attributes.of(lower, 0, len(lower)) if key == "type")
    return not _DATA_TYPE.match(unescape(next(types, "")).strip())


def in_script(tag: str, content: str) -> str:
    """Name the trick of a script element."""
    lower = tag.lower()
    if ":" in lower and _SCRIPT_FROM.search(lower):
        return "script_from_data"
    if len(content) < _SHORT_SCRIPT and is_code(tag, content) and words()["box"].search(content):
        return "probing_script"
    return ""


def in_handler(name: str, event: str, code: str, before: str) -> str:
    """Name the trick of an event handler; `before` is the character that the attribute follows."""
    if name in ("script", "link"):
        return ""
    if words()["box"].search(code) or (event in words()["self_firing"] and words()["probe"].search(code)):
        return "probing_handler"
    if before not in "\t\n\f\r \"'" and words()["probe"].search(code):
        return "handler_without_space"
    return ""


def fires(event: str, code: str) -> bool:
    """Whether a handler runs without the reader's doing, and does more than to change its own element."""
    return event in words()["self_firing"] and "this." not in code


def script_scheme(value: str) -> str:
    """Return the scheme that runs a script, empty for other addresses; controls and blanks inside do not hide it."""
    found, _ = _scheme(value)
    return found if found in words()["script_schemes"] else ""


def _scheme(value: str) -> tuple[str, int]:
    """Return the scheme of an address without blanks, empty where it has none, and where it ends."""
    found = _SCHEME.match(value)
    return (_BLANKS.sub("", found[1]).lower(), found.end()) if found else ("", 0)


def is_inert(value: str) -> bool:
    """Whether a script's address does nothing that a page's visitor would notice."""
    code = re.sub(r"%20|\s+", " ", value.partition(":")[2]).strip(" ;/")
    call = code.partition("(")[0].strip()
    return not code or (call in words()["inert_calls"] and len(code) < 80 and not words()["probe"].search(code))


def in_script_url(raw: str, value: str) -> str:
    """Name the trick of an address that runs a script; `raw` is the attribute as written."""
    scheme = script_scheme(value)
    if not raw.strip().lower().startswith(f"{scheme}:"):
        return "disguised_address"
    if scheme != "javascript":
        return "scripting_address"
    code = value.partition(":")[2]
    if words()["probe"].search(re.sub(r"%([0-9a-fA-F]{2})", lambda match: chr(int(match[1], 16)), code)):
        return "probing_address"
    return ""


def in_data_url(name: str, key: str, value: str) -> str:
    """Name the trick of an address that is a document itself."""
    scheme, end = _scheme(value)
    if scheme != "data" or (name in ("img", "image", "source", "video", "input", "link") and key != "formaction"):
        return ""
    kind = _BLANKS.sub("", _TYPE.match(value, end)[0]).lower()  # type: ignore[index]
    return "document_in_address" if kind in words()["document_types"] else ""


def may_hold_markup(value: str) -> bool:
    """Whether a value has a `<` once its references are decoded, by what those begin with."""
    return "<" in value or "&l" in value or "&L" in value or "&#" in value or "&n" in value


def in_attribute(name: str, key: str, value: str) -> str:
    """Name the trick of any other attribute."""
    if key in ("name", "id") and value in words()["clobbering"] and name in NAMED:
        return "clobbering_name"
    if key == "style" and _CSS.search(_CSS_NOISE.sub("", value[:2000])):
        return "script_in_style"
    if (
        key == "srcdoc"
        and (_INSIDE_HANDLER.search(value) or "<script" in value.lower())
        and words()["box"].search(value)
    ):
        return "script_in_frame"
    if name == "annotation-xml" and key == "encoding" and "html" in value.lower():
        return "foreign_markup"
    if (
        key in _READ
        and "<" in value
        and _BREAKOUT.search(value)
        and _ACTIVE.search(value)
        and _INSIDE_HANDLER.search(value)
    ):
        return "markup_in_attribute"
    return ""


def in_refresh(content: str) -> str:
    """Name the trick of an instruction to go to another page."""
    target = _BLANKS.sub("", content).lower().partition("url=")[2].strip("'\"")
    return "script_in_refresh" if script_scheme(target) or target.startswith("data:") else ""
