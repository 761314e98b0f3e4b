"""`links.*`: what the article's own text links to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case

HREF = re.compile(r'<a [^>]*?href="(https?:[^"]+)"')  # our own sanitized output: quotes and > are escaped in it


def density(case: Case) -> Iterator[Finding]:
    """`links.density`: more links than running text has."""
    links, words = len(HREF.findall(case.safe.html)), len(case.article.text.split())
    per_100 = case.policy.threshold("links.density", "per_100_words")
    if links >= case.policy.threshold("links.density", "links") and 100 * links > per_100 * words:
        yield Finding(
            "links.density",
            "low",
            f"{links} links in {words} words.",
            evidence=(Evidence("links", str(links)), Evidence("words", str(words))),
        )


def off_domain(case: Case) -> Iterator[Finding]:
    """`links.off_domain`: most links of the text lead to one foreign host."""
    own = _site(case.article.metadata.canonical or case.article.metadata.base)
    hosts = [_site(url) for url in HREF.findall(case.safe.html)]
    foreign = [host for host in hosts if host and host != own]
    if not own or len(foreign) < case.policy.threshold("links.off_domain", "links"):
        return
    host, count = max(((host, foreign.count(host)) for host in sorted(set(foreign))), key=lambda pair: pair[1])
    if count > case.policy.threshold("links.off_domain", "share") * len(hosts):
        yield Finding(
            "links.off_domain",
            "low",
            f"{count} of {len(hosts)} links lead to {host}.",
            evidence=(Evidence("host", host), Evidence("links", str(count))),
        )


def _site(url: str | None) -> str:
    """Return the last two labels of a URL's host: near enough to compare, no list of suffixes needed."""
    host = (urlsplit(url).hostname or "") if url else ""
    return ".".join(host.split(".")[-2:])
