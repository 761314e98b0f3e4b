"""`links.*`: where the article's own text leads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case

# Our own sanitized output: quotes and > are escaped in it, so each match stays inside its tag.
_HREF = re.compile(r'<a [^>]*?href="(https?:[^"]+)"')
# Raw markup: a name, a sign, one class; nothing that could be matched in two ways.
_RAW_HREF = re.compile(r"href\s?=\s?[\"']?((?:https?:)?//[^\"'\s<>]+)", re.IGNORECASE)
_SECOND_LEVEL = frozenset(("ac", "co", "com", "edu", "go", "gob", "gov", "ne", "net", "or", "org"))
"""Names under which countries register the sites of others (`.co.uk`, `.com.au`, `.or.jp`)."""


def density(case: Case) -> Iterator[Finding]:
    """`links.density`: more links than running text has."""
    links = len(_HREF.findall(case.safe.html))
    if links < case.figure("links.density", "links"):
        return
    letters = sum(map(str.isalnum, case.article.text))
    if links * case.figure("links.density", "characters") > letters:
        message = f"{links} links in {letters} letters and digits."
        evidence = (Evidence("links", str(links)), Evidence("characters", str(letters)))
        yield Finding("links.density", "low", message, evidence=evidence)


def off_domain(case: Case) -> Iterator[Finding]:
    """`links.off_domain`: most links of the text lead to one foreign host."""
    least, share = case.figure("links.off_domain", "links"), case.figure("links.off_domain", "share")
    urls = _HREF.findall(case.safe.html)
    if len(urls) < least:
        return
    own, hosts = _own(case), [site(url) for url in urls]
    foreign = Counter(host for host in hosts if host and host not in own)
    if not own or not foreign:
        return
    host, count = min(foreign.items(), key=lambda pair: (-pair[1], pair[0]))
    if count >= least and count > share * len(hosts):
        evidence = (Evidence("host", host), Evidence("links", str(count)), Evidence("of", str(len(hosts))))
        yield Finding("links.off_domain", "low", f"{count} of {len(hosts)} links lead to {host}.", evidence=evidence)


def hidden(case: Case) -> Iterator[Finding]:
    """`links.hidden`: links to other hosts in text that readers cannot see, between the paragraphs of the article.

    Only there: a page's menus, dialogues and footers are hidden honestly, and lead to many hosts.
    """
    own, blocks = _own(case), case.article.blocks
    if not own or not blocks or not case.article.has_offsets:
        return
    source, first, last = case.article.source, blocks[0].start, blocks[-1].end
    holding, hosts = [], set()
    for aside in case.article.asides:
        if aside.kind == "hidden" and first < aside.start < last:
            found = {site(url) for url in _RAW_HREF.findall(source, aside.start, aside.end)} - own - {""}
            hosts |= found
            if found:
                holding.append(aside)
    if len(hosts) >= case.figure("links.hidden", "hosts"):
        message = f"Links to {len(hosts)} other hosts stand in text that readers cannot see."
        evidence = (Evidence("hosts", " ".join(sorted(hosts)[:10])),)
        yield Finding("links.hidden", "medium", message, case.spans(*holding[:10]), evidence)


def site(url: str) -> str:
    """Return the part of a URL's host that one owner registers, near enough without a list of suffixes; "" for none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # a bracket that opens no IPv6 address
        return ""
    labels = host.removesuffix(".").split(".")
    parts = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2
    return ".".join(labels[-parts:])


def _own(case: Case) -> set[str]:
    meta = case.article.metadata
    return {site(url) for url in (meta.canonical, meta.base) if url} - {""}
