"""What in a source runs, frames, submits, redirects or hides, seen before anything of it is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from copydesk import attributes
from copydesk.intake import tricks
from copydesk.model import EVIDENCE_CODE_POINTS, Evidence, Finding, Span
from copydesk.scan import Scan

SPANS = 5
"""A finding quotes at most so many places."""
_KINDS = {
    "script": "script",
    "style": "style",
    "form": "form",
} | dict.fromkeys(("iframe", "frame", "object", "embed", "applet", "portal", "fencedframe"), "frame")
_MESSAGES = {
    "script": "{n} scripts; none of them is kept.",
    "event_handler": "{n} event handlers; none of them is kept.",
    "script_url": "{n} addresses that run a script; none of them is kept.",
    "frame": "{n} frames and plug-ins; their addresses are kept as embeds, their markup is not.",
    "form": "{n} forms; what readers could fill in is not kept.",
    "meta_refresh": "{n} instructions to go to another page; none of them is kept.",
    "style": "{n} style sheets and hidden styles; none of them is kept.",
    "conditional_comment": "{n} comments for old browsers; none of them is kept.",
}
_ADDRESSES = frozenset(
    ("href", "src", "action", "formaction", "data", "xlink:href", "background", "poster", "cite", "longdesc", "code")
) | {"codebase", "to", "from", "values", "srcset", "dynsrc", "lowsrc"}
_TOLD = _KINDS.keys() | tricks.FOREIGN | tricks.NAMED | {"annotation-xml"}
"""Tags to look at whatever their attributes."""
_TELLING = _ADDRESSES | tricks.KEYS | {"http-equiv"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One active piece of the source."""

    what: str
    start: int
    end: int
    trick: str = ""
    """What makes it an attack; empty for what honest pages have."""
    own: bool = False
    """Whether it is code of its own, not a reference to some or an inert one."""


def observe(scan: Scan) -> tuple[Finding, ...]:
    """Return what is active in a page as findings with spans.

    Facts are `info`. `markup.attack` (high) is what no honest page writes; `markup.active_fragment` (medium) is code in
    an upload that is no page but an article's markup alone, where nothing has to run.
    """
    return _findings(list(pieces(scan)), scan.source, is_page=_is_page(scan))


def observe_parts(scans: Sequence[Scan]) -> tuple[Finding, ...]:
    """Return the same of markup in parts, told once, without spans: where a part stands in its upload is not known.

    Each part is read for itself, so that one which never ends (`<title>`, `<!--`) takes nothing of the next.
    """
    return _findings([piece for scan in scans for piece in pieces(scan)], None, is_page=any(map(_is_page, scans)))


def _findings(seen: Sequence[Seen], source: str | None, *, is_page: bool) -> tuple[Finding, ...]:
    found = [_fact(source, what, [piece for piece in seen if piece.what == what]) for what in _MESSAGES]
    attacks = [piece for piece in seen if piece.trick]
    if attacks:
        names = sorted({piece.trick for piece in attacks})
        evidence = tuple(Evidence(name, str(sum(piece.trick == name for piece in attacks))) for name in names)
        message = f"{len(attacks)} places are written as attacks are: {', '.join(names).replace('_', ' ')}."
        found.append(Finding("markup.attack", "high", message, _spans(source, attacks), evidence))
    code = [piece for piece in seen if piece.own]
    if code and not is_page:
        message = f"{len(code)} pieces of code stand in an upload that is no page but an article's markup."
        evidence = (Evidence("pieces", str(len(code))),)
        found.append(Finding("markup.active_fragment", "medium", message, _spans(source, code), evidence))
    return tuple(finding for finding in found if finding)


def pieces(scan: Scan) -> Iterator[Seen]:
    """Yield what is active, in the order of the source."""
    source, names = scan.source, scan.names
    odd = set(scan.odd)
    for index, name in enumerate(names):
        if index not in odd and name not in _TOLD:
            continue
        start, end = scan.starts[index], scan.ends[index]
        tag = source[start:end]
        kind = _KINDS.get(name)
        if kind == "script":
            after = scan.starts[index + 1] if index + 1 < len(names) else len(source)
            content = source[end:after]
            yield Seen("script", start, end, tricks.in_script(tag, content), own=tricks.is_code(tag, content))
        elif kind:
            yield Seen(kind, start, end)
        elif name in tricks.FOREIGN:
            yield Seen("attribute", start, end, "foreign_markup")
        suspect = (index in odd or name == "annotation-xml") and tricks.is_suspect(name, tag)
        if suspect or (name in tricks.NAMED and tricks.is_named(tag)):
            yield from _attributes(name, start, end, attributes.of(source, start, end))
    for start, end in scan.comments:
        if source.startswith("<!--[if", start):
            yield Seen("conditional_comment", start, end)


def _attributes(name: str, start: int, end: int, given: Iterable[tuple[str, str, str]]) -> Iterator[Seen]:
    values: dict[str, str] = {}
    for key, value, before in given:
        if key not in _TELLING and not key.startswith("on"):
            continue  # unread: a page's data may be half a megabyte in one value
        values.setdefault(key, value)
        if key in tricks.WORDS and not tricks.may_hold_markup(value):
            continue
        plain = unescape(value)
        if key.startswith("on") and key[2:].isalpha():
            yield Seen(
                "event_handler", start, end, tricks.in_handler(name, key, plain, before), own=tricks.fires(key, plain)
            )
        elif key in _ADDRESSES:
            scheme = tricks.script_scheme(plain)
            if scheme:
                yield Seen("script_url", start, end, tricks.in_script_url(value, plain), own=not tricks.is_inert(plain))
            elif trick := tricks.in_data_url(name, key, plain):
                yield Seen("script_url", start, end, trick, own=True)
        elif trick := tricks.in_attribute(name, key, plain):
            yield Seen("attribute", start, end, trick)
    if name == "meta" and unescape(values.get("http-equiv", "")).strip().lower() == "refresh":
        content = unescape(values.get("content", ""))
        if "url" in content.lower():
            yield Seen("meta_refresh", start, end, tricks.in_refresh(content))


def _fact(source: str | None, what: str, found: list[Seen]) -> Finding | None:
    if not found:
        return None
    message = _MESSAGES[what].format(n=len(found))
    return Finding(f"markup.{what}", "info", message, _spans(source, found), (Evidence("count", str(len(found))),))


def _spans(source: str | None, found: list[Seen]) -> tuple[Span, ...]:
    if source is None:
        return ()
    places = sorted({(piece.start, piece.end) for piece in found})[:SPANS]
    return tuple(
        Span("source", start, end, source[start : min(end, start + EVIDENCE_CODE_POINTS)]) for start, end in places
    )


def _is_page(scan: Scan) -> bool:
    """Whether the source is a page, not the markup of an article alone."""
    return any(name in ("html", "head", "body", "title") for name in scan.names[:20])
