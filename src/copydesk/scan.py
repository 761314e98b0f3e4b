"""One linear pass over HTML source, as a browser's tokenizer reads it, before any tree is built.

It gives the caps something to count that costs no tree, and gives every tag its place, which no HTML parser with
bindings for Python reports.

Rules: https://html.spec.whatwg.org/multipage/parsing.html#tokenization, without scripting (`noscript` is markup).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import sub

from copydesk.attributes import NAME, ONE, PATTERN, SPACE, has_looks, is_closed, lower
from copydesk.errors import Permanent
from copydesk.nesting import Nesting
from copydesk.settings import Settings
from copydesk.tags import BLOCK, BREAKOUT, END, FOREIGN, FREE, NOTHING, OTHER_END, TAGS, tag_of

# An attribute that can do nothing, as most are; tags of such need no second look. A class or a `data-` is no address
# and no code; any other key that runs nothing may be an address, so its value has no scheme but that of http, no markup
# and no reference. To tell them costs .15 ms a page here, and saves .35 where the others are read.
_QUIET = (
    rf"""{SPACE}++(?:class="[^"&<]*+"|data-[a-z-]*+="[^"]*+\""""
    r"""|(?!on|style|srcdoc|http-equiv)[a-z][a-z-]*+="(?:https?:)?[^"&<:]*+")"""
)
# Linear: every quantifier is possessive, so no character is looked at twice within a match; a construct that never ends
# matches up to the end of the source, so the next search does not start over inside it.
_TOKEN = re.compile(
    rf"<(?:(/?{NAME})(?:{_QUIET})*+(?:{SPACE}*+/?+(>)|(?:[\t\n\f\r /]++|{PATTERN})*+(?:(>)|\Z))"
    r"|!--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>|\Z))"
    r"|(?:[!?]|/(?=[^a-zA-Z>]))[^>]*+(?:>|\Z))"
)
_CUT_OFF, _ODD = 1, 3
"""The last group of `_TOKEN` that took part: a tag's name when it never ends, its end when it has attributes that are
not quiet."""
_RAW_NAMES = ("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp")
# Linear: a literal start and one character of look-ahead.
_RAW_END = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.IGNORECASE) for name in _RAW_NAMES}
_SCRIPT_STEP = re.compile(r"<!--|-->|<(/?)script(?=[\t\n\f\r />])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caps:
    """What a source may hold before it is parsed; `rule` names the finding when it holds more."""

    rule: str
    characters: int
    tags: int
    """Start and end tags together."""
    depth: int
    attributes: int
    """On one tag."""
    formatting: int
    """Formatting elements (`b`, `a`, `font`, ...) open at once: each is opened again in every block that follows."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The tags of a source in order: three lists of one length."""

    source: str
    names: list[str]
    """Lower case; an end tag's begins with `/`."""
    starts: list[int]
    """Offset of each `<`, in code points."""
    ends: list[int]
    """Offset after each `>`."""
    odd: list[int]
    """Indexes in `names` of the start tags with an attribute that may do something: all but those of `_QUIET`."""
    comments: list[tuple[int, int]]
    """Start and end of each comment, doctype and other declaration."""
    depth: int
    """The most elements open at once (never below the depth of the tree without `html` and `body`)."""
    formatting: int
    """The most formatting elements open at once."""


def scan(source: str, caps: Caps) -> Scan:
    """Return the tags of `source`; raises `Permanent` with the cap, its limit and the figure found."""
    if len(source) > caps.characters:
        raise _over(caps, "characters", caps.characters, len(source))
    names: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    odd: list[int] = []
    comments: list[tuple[int, int]] = []
    nesting = Nesting(caps.rule, caps.depth, caps.formatting)
    opened = nesting.open
    known = TAGS
    position = 0
    size = len(source)
    most_tags, long_tag = caps.tags, 2 * caps.attributes
    while position < size:  # once for every element of raw text
        for token in _TOKEN.finditer(source, position):
            last = token.lastindex
            start, end = token.span()
            if last is None:
                comments.append((start, end))
                continue
            if last == _CUT_OFF:
                position = size  # a tag cut off by the end of the source is no tag
                break
            word = token[1]
            name, kind, bare = known.get(word) or tag_of(lower(word))
            names.append(name)
            starts.append(start)
            ends.append(end)
            if len(names) > most_tags:
                raise _over(caps, "tags", most_tags, len(names))
            if kind == END:
                if opened and opened[-1] == bare:
                    opened.pop()
                else:
                    nesting.end(bare)
                continue
            if kind == OTHER_END:
                nesting.end(bare)
                continue
            if last == _ODD:
                odd.append(len(names) - 1)
            if end - start > long_tag:
                _count_attributes(source, start + 1 + len(word), end, caps)
            if nesting.foreign and nesting.in_foreign():
                # `<path/>` opens nothing in SVG and MathML; `<p/>` ends them and is a `<p>`.
                if name in BREAKOUT or (name == "font" and has_looks(source, start, end)):
                    nesting.leave_foreign()
                    nesting.start(name)
                elif not is_closed(source, start + 1 + len(word), end):
                    nesting.start(name)
            elif name in FOREIGN and is_closed(source, start + 1 + len(word), end):
                continue
            elif kind == FREE or (kind == BLOCK and "p" not in opened):
                opened.append(name)
                if len(opened) > nesting.deepest:
                    nesting.deepen()
            elif name in _RAW_END:
                position = _raw_text_end(source, name, end)
                break
            elif name == "plaintext" and not nesting.foreign:
                position = size
                break
            elif kind != NOTHING:
                nesting.start(name)
        else:
            break
    return Scan(source, names, starts, ends, odd, comments, nesting.deepest, nesting.most_formatting)


def page_caps(settings: Settings) -> Caps:
    """Return what a whole page may hold before it is parsed."""
    return Caps(
        "markup.over_cap", settings.max_bytes, settings.page_tags, settings.page_depth,
        settings.page_attributes, settings.page_formatting,
    )  # fmt: skip


def fragment_caps(settings: Settings) -> Caps:
    """Return what an article's fragment may hold before it is sanitized."""
    return Caps(
        "markup.over_cap", settings.fragment_characters, settings.fragment_tags, settings.fragment_depth,
        settings.page_attributes, settings.fragment_formatting,
    )  # fmt: skip


def _raw_text_end(source: str, name: str, start: int) -> int:
    """Offset of the end tag of a raw text element whose content begins at `start`, or of the end of the source."""
    close = _RAW_END[name].search(source, start)
    end = close.start() if close else len(source)
    if name != "script" or source.find("<!--", start, end) < 0:
        return end
    # A script may hold `<!-- <script> </script> -->`: inside such a comment the end tag belongs to the inner script.
    escaped = double = False
    position = start
    while step := _SCRIPT_STEP.search(source, position):
        position = step.end()
        mark = step[0]
        if mark == "<!--":
            escaped = True
            position -= 2  # `<!-->` opens and closes
        elif mark == "-->":
            escaped = double = False
        elif not step[1]:
            double = escaped
        elif double:
            double = False
        else:
            return step.start()
    return len(source)


def _count_attributes(source: str, name_end: int, end: int, caps: Caps) -> None:
    """Raise if a tag, whose name ends at `name_end`, has too many attributes."""
    found = sum(1 for _ in ONE.finditer(source, name_end, end - 1))
    if found > caps.attributes:
        raise _over(caps, "attributes", caps.attributes, found)


def _over(caps: Caps, cap: str, limit: int, found: int) -> Permanent:
    message = f"the markup has more {cap} than can be processed safely: limit {limit}, found {found} or more"
    return Permanent(caps.rule, message, cap=cap, limit=limit, found=found)


def cut_attributes(scanned: Scan, most: int) -> tuple[str, int]:
    """Return the source without the attributes of a tag after the first `most`, and how many those were."""
    source = scanned.source
    pieces: list[str] = []
    copied = dropped = 0
    for index, length in enumerate(map(sub, scanned.ends, scanned.starts)):
        if length <= 2 * most:
            continue
        start, end = scanned.starts[index], scanned.ends[index]
        name_end = start + 1 + len(scanned.names[index])
        given = list(ONE.finditer(source, name_end, end - 1))
        if len(given) > most:
            pieces.append(source[copied : given[most - 1].end()])
            copied = end - 1
            dropped += len(given) - most
    pieces.append(source[copied:])
    return "".join(pieces), dropped
