"""The sanitized body as readers would see it, built anew of known elements: pictures are boxes, links lead nowhere.

A stored record may be forged, so its markup is not believed: only names of this list are written, all text is escaped,
and the frame that shows it is sandboxed under a policy of its own.
"""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3

from copydesk.pages.document import framed
from copydesk.pages.tags import Safe, join, tag, text

KEPT = frozenset(
    (
        *(
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "br",
            "div",
            "span",
            "blockquote",
            "pre",
            "figure",
            "figcaption",
        ),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "time"),
        *(
            "em",
            "strong",
            "b",
            "i",
            "u",
            "s",
            "sub",
            "sup",
            "small",
            "mark",
            "del",
            "ins",
            "q",
            "code",
            "kbd",
            "samp",
            "var",
        ),
        *("abbr", "bdi", "bdo", "ruby", "rt", "rp"),
    )
)
EMPTY = frozenset(("br", "hr"))
SILENT = frozenset(("script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "title"))
"""Never in a body of ours; in a forged one, their content is not shown either."""
LONGEST = 2_000_000
"""Code points; a body of ours is held to a fraction of it before it is sanitized (`fragment_characters`)."""
NUMBERS = frozenset(("colspan", "rowspan"))


def frame(html: str, *, title: str, language: str | None) -> Safe:
    """Return a sandboxed frame without scripts, origin or address that shows a body; `language` is BCP 47."""
    inside = framed(title, tag("main", body(html)), language=language)
    return tag("iframe", sandbox="", srcdoc=inside, title=title, referrerpolicy="no-referrer")


def body(html: str) -> Safe:
    """Return the markup of a body with every picture as a box and every link as text with its host."""
    if len(html) > LONGEST:
        return tag("p", f"{len(html):,} characters of markup: more than a body of ours has, not shown.")
    builder = _Builder()
    builder.feed(_tidy(html))
    builder.close()
    return builder.finish()


def _tidy(html: str) -> str:
    """Return markup as a browser would understand it: Python's own parser stumbles over what attacks are made of."""
    clean: str = nh3.clean(
        html.encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
        tags=set(KEPT | {"a", "img"}),
        clean_content_tags=set(SILENT),
        attributes={"*": {"dir", "lang"}, "a": {"href"}, "img": {"alt", "src"}, "td": set(NUMBERS), "th": set(NUMBERS)},
        link_rel=None,
    )
    return clean


class _Builder(HTMLParser):
    """Writes what is known and closes what was opened."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[Safe] = []
        self._open: list[str] = []
        self._hosts: list[str] = []
        self._silent = 0

    def finish(self) -> Safe:
        return join(*self._out, *(Safe(f"</{name}>") for name in reversed(self._open)))

    def handle_starttag(self, name: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if name in SILENT:
            self._silent += 1
        elif self._silent:
            return
        elif name == "img":
            self._out.append(_picture(given))
        elif name == "a":
            self._start("span", given, class_="link", title=given.get("href"))
            self._hosts.append(given.get("href", ""))
        elif name in KEPT:
            self._start(name, given)

    def handle_endtag(self, name: str) -> None:
        if name in SILENT:
            self._silent = max(0, self._silent - 1)
        elif self._silent or name in EMPTY:
            return
        elif name == "a":
            if self._hosts:
                self._out.append(_host(self._hosts.pop()))
            self._end("span")
        elif name in KEPT:
            self._end(name)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._out.append(text(data))

    def _start(self, name: str, given: dict[str, str], **more: str | None) -> None:
        kept = {key: given[key] for key in NUMBERS & given.keys() if given[key].isascii() and given[key].isdigit()}
        if given.get("lang", "").replace("-", "").isalnum():
            kept["lang"] = given["lang"]
        if given.get("dir") in ("ltr", "rtl", "auto"):
            kept["dir"] = given["dir"]
        elif name in (
            "p",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "blockquote",
            "td",
            "th",
            "dd",
            "dt",
            "figcaption",
        ):
            kept["dir"] = "auto"
        whole = tag(name, **kept, **more)
        self._out.append(Safe(whole.removesuffix(f"</{name}>")))
        if name not in EMPTY:
            self._open.append(name)

    def _end(self, name: str) -> None:
        if name in self._open:
            while self._open:
                last = self._open.pop()
                self._out.append(Safe(f"</{last}>"))
                if last == name:
                    return


def _picture(given: dict[str, str]) -> Safe:
    said = given.get("alt", "").strip()
    name = tag("span", said or "Picture without a description", class_="alt", dir="auto")
    return tag("span", name, tag("span", given.get("src", ""), class_="url", dir="ltr"), class_="picture")


def _host(url: str) -> Safe:
    try:
        said = urlsplit(url).hostname or url.partition(":")[0]
    except ValueError:
        said = "unreadable address"
    return tag("span", said, class_="host", dir="ltr") if said else Safe("")
