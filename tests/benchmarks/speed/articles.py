"""Articles in every format and any size: the same number and size give the same bytes.

Nothing but the standard library is needed: the processes of the peers make them too.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from tests.benchmarks.speed.prose import LINKED, paragraphs

PICTURE = "https://news.example/ferry.jpg"
PUBLISHED = "2026-05-14T08:30:00+02:00"


def headline(number: int) -> str:
    """Return the headline of an article."""
    return f"Ferry to the outer islands sails again after {2 + number} days of repairs"


def html_paragraphs(texts: list[str]) -> str:
    """Return paragraphs as an editor's markup."""
    marked = (
        escape(text, quote=False).replace(LINKED, f'<a href="https://news.example/r">{LINKED}</a>') for text in texts
    )
    return "\n".join(f"<p>{text}</p>" for text in marked)


def page(characters: int, number: int, share: float = 0.5) -> str:
    """Return a news page, a share of it the article, the rest what stands around one: navigation, teasers, scripts."""
    texts = paragraphs(int(share * characters), number)
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": headline(number),
        "datePublished": PUBLISHED,
        "author": {"@type": "Person", "name": "Ingrid Dahl"},
    }
    article = html_paragraphs(texts)
    head = (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{headline(number)} - Havnes Daily</title>'
        f'<meta property="og:title" content="{headline(number)}"><meta name="author" content="Ingrid Dahl">'
        f'<script type="application/ld+json">{json.dumps(told)}</script>'
        f'<link rel="canonical" href="https://news.example/ferry-{number}"></head><body>'
    )
    opening = (
        f"<main><article><h1>{headline(number)}</h1><p class=byline>By Ingrid Dahl</p>"
        f'<figure><img src="{PICTURE}" alt="The ferry"><figcaption>The ferry on Monday</figcaption></figure>'
    )
    room = max(characters - len(head) - len(opening) - len(article), 0)
    around = _around(room, number)
    return f"{head}{around[0]}{opening}{article}</article></main>{around[1]}</body></html>\n"


def _around(room: int, number: int) -> tuple[str, str]:
    """Return what stands before and after an article, about so many characters together."""
    links = paragraphs(room // 4, number + 1)
    menu = "".join(
        f'<li class="menu-item"><a href="/section/{i}">{escape(text[:40])}</a></li>' for i, text in enumerate(links)
    )
    cards = "".join(
        f'<div class="card teaser"><a href="/story/{i}"><h3>{escape(text[:60])}</h3></a></div>'
        for i, text in enumerate(links)
    )
    left = max(room - len(menu) - len(cards), 0)
    call = "window.metrics=window.metrics||[];metrics.push({name:'view',value:1});\n"
    script = f"<script>{call * (left // len(call))}</script>" if left > len(call) else ""
    return (
        f"<header><nav><ul>{menu}</ul></nav></header>",
        f"<aside>{cards}</aside>{script}<footer>Havnes Daily</footer>",
    )


def site_page(characters: int, number: int) -> str:
    """Return a news page as sites make them: a tenth of it is the article."""
    return page(characters, number, share=0.1)


def plain(characters: int, number: int) -> str:
    """Return a text with a headline, a byline and paragraphs."""
    return "\n\n".join([headline(number), "By Ingrid Dahl", *paragraphs(characters, number)]) + "\n"


def markdown(characters: int, number: int) -> str:
    """Return Markdown with front matter, links, headings and a list."""
    texts = [text.replace(LINKED, f"[{LINKED}](https://news.example/r)") for text in paragraphs(characters, number)]
    list_ = "## What comes next\n\n- A second boat\n- **A smaller one**\n\n"
    parts = [list_ + text if i % 8 == 7 else text for i, text in enumerate(texts)]
    front = f'---\ntitle: "{headline(number)}"\nauthor: Ingrid Dahl\ndate: {PUBLISHED}\nlang: en\n---\n'
    return "\n\n".join([front + f"\n# {headline(number)}", f"![The ferry]({PICTURE})", *parts]) + "\n"


def ninjs(characters: int, number: int) -> str:
    """Return a ninjs 2.1 item with its body as HTML."""
    return _json(
        uri=f"http://wire.example/item/{number}",
        standard={"name": "ninjs", "version": "2.1"},
        type="text",
        versionCreated=PUBLISHED,
        pubStatus="usable",
        language="en",
        headlines=[{"role": "main", "value": headline(number)}],
        by="Ingrid Dahl",
        bodies=[{"role": "main", "contentType": "text/html", "value": html_paragraphs(paragraphs(characters, number))}],
    )


def schema_org(characters: int, number: int) -> str:
    """Return a schema.org NewsArticle with its body as text."""
    author = {"@type": "Person", "name": "Ingrid Dahl"}
    told = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": headline(number), "author": author}
    body = "\n\n".join(paragraphs(characters, number))
    return _json(**told, datePublished=PUBLISHED, inLanguage="en", articleBody=body)


def wordpress(characters: int, number: int) -> str:
    """Return a post as WordPress's REST interface gives it."""
    return _json(
        id=number,
        date_gmt="2026-05-14T06:30:00",
        slug="ferry",
        status="publish",
        link=f"https://news.example/ferry-{number}",
        title={"rendered": headline(number)},
        content={"rendered": html_paragraphs(paragraphs(characters, number)), "protected": False},
        author=3,
        _embedded={"author": [{"id": 3, "name": "Ingrid Dahl", "slug": "ingrid"}]},
    )


def json_feed(characters: int, number: int) -> str:
    """Return a JSON Feed of one item."""
    item = {
        "id": str(number),
        "url": f"https://news.example/ferry-{number}",
        "title": headline(number),
        "content_html": html_paragraphs(paragraphs(characters, number)),
        "date_published": PUBLISHED,
        "authors": [{"name": "Ingrid Dahl"}],
    }
    return _json(version="https://jsonfeed.org/version/1.1", title="Havnes Daily", language="en", items=[item])


def _json(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def rss(characters: int, number: int) -> str:
    """Return RSS 2.0 with one item."""
    body = html_paragraphs(paragraphs(characters, number))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content='
        '"http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
        "<title>Havnes Daily</title><link>https://news.example/</link><language>en</language>"
        f"<item><title>{headline(number)}</title><link>https://news.example/ferry-{number}</link>"
        "<dc:creator>Ingrid Dahl</dc:creator><pubDate>Thu, 14 May 2026 08:30:00 +0200</pubDate>"
        f"<content:encoded><![CDATA[{body}]]></content:encoded></item></channel></rss>\n"
    )


def atom(characters: int, number: int) -> str:
    """Return an Atom entry."""
    return (
        f'<entry xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>{headline(number)}</title>'
        f'<link rel="alternate" href="https://news.example/ferry-{number}"/><author><name>Ingrid Dahl</name></author>'
        f"<published>{PUBLISHED}</published><updated>{PUBLISHED}</updated>"
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"{html_paragraphs(paragraphs(characters, number))}</div></content></entry>\n"
    )


def nitf(characters: int, number: int) -> str:
    """Return a NITF 3.2 document."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<nitf><head><title>Ferry</title><docdata management-status="usable">'
        f'<doc-id id-string="N{number}"/><date.issue norm="20260514T083000Z"/></docdata></head><body><body.head>'
        f"<hedline><hl1>{headline(number)}</hl1></hedline><byline>By <person>Ingrid Dahl</person></byline></body.head>"
        f"<body.content>{html_paragraphs(paragraphs(characters, number))}</body.content></body></nitf>\n"
    )


def newsml(characters: int, number: int) -> str:
    """Return a NewsML-G2 news item."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" '
        f'guid="urn:newsml:wire.example:20260514:{number}" version="1" standard="NewsML-G2" standardversion="2.29" '
        'conformance="power" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider literal="Nordlys"/>'
        f'<versionCreated>{PUBLISHED}</versionCreated><pubStatus qcode="stat:usable"/></itemMeta><contentMeta>'
        f'<language tag="en"/><headline>{headline(number)}</headline><by>By Ingrid Dahl</by></contentMeta><contentSet>'
        '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x'
        f"</title></head><body>{html_paragraphs(paragraphs(characters, number))}</body></html></inlineXML></contentSet>"
        "</newsItem>\n"
    )


FORMATS: dict[str, tuple[Callable[[int, int], str], str, str]] = {
    "HTML": (page, "html", "text/html; charset=utf-8"),
    "HTML, a tenth article": (site_page, "html", "text/html; charset=utf-8"),
    "plain text": (plain, "txt", "text/plain; charset=utf-8"),
    "Markdown": (markdown, "md", "text/markdown; charset=utf-8"),
    "ninjs": (ninjs, "json", "application/json"),
    "schema.org": (schema_org, "json", "application/json"),
    "WordPress": (wordpress, "json", "application/json"),
    "JSON Feed": (json_feed, "json", "application/feed+json"),
    "RSS": (rss, "xml", "application/rss+xml"),
    "Atom": (atom, "xml", "application/atom+xml"),
    "NITF": (nitf, "xml", "application/xml"),
    "NewsML-G2": (newsml, "xml", "application/xml"),
}
"""How an article is written in each format, its name's ending and its content type."""


def made(form: str, kilobytes: int, number: int) -> tuple[bytes, str, str]:
    """Return an article of about so many kilobytes (1,024 bytes), its name and its content type."""
    write, ending, content_type = FORMATS[form]
    return write(1024 * kilobytes, number).encode(), f"{number}.{ending}", content_type
