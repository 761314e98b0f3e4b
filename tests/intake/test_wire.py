"""Wire formats and feeds in XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import Permanent
from copydesk.intake import charset, formats, xmltree
from copydesk.model import Article, Upload
from copydesk.normalize import names
from copydesk.settings import DEFAULTS

FIRST = "The ferry sailed again on Monday."
SECOND = "Three hundred people had waited."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"


def read(text: str, name: str = "a.xml") -> Article:
    upload = Upload(text.encode(), name, "application/xml")
    return formats.read(upload, charset.decode(upload, DEFAULTS), DEFAULTS)


def texts(article: Article) -> list[str]:
    return [block.text for block in article.blocks]


def rules(article: Article) -> list[str]:
    return [finding.rule for finding in article.observations]


def nitf(status: str = "usable", docdata: str = "", content: str = HTML, head: str = "", doctype: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>{doctype}
<nitf xml:lang="en"><head><title>Ferry-Islands</title>
<docdata management-status="{status}"><date.issue norm="20260514T083000Z"/>{docdata}
<doc.copyright year="2026" holder="Example Wire"/><key-list><keyword key="ferries"/></key-list></docdata>
<pubdata name="Havnes Daily" position.section="Islands"/></head>
<body><body.head><hedline><hl1>Ferry &amp; sails</hl1><hl2>Three hundred waited</hl2></hedline>
<byline>By <person>Ana Lind</person></byline><distributor>Nordlys</distributor>{head}</body.head>
<body.content>{content}</body.content></body></nitf>"""


def test_nitf() -> None:
    """NITF gives its main headline, byline, distributor, date, section, keywords and rights."""
    article = read(nitf())
    meta = article.metadata
    assert (article.format, article.titles[0].text) == ("nitf", "Ferry & sails")
    assert texts(article) == [FIRST, SECOND]
    assert [(credit.raw, credit.kind) for credit in meta.credits] == [
        ("By Ana Lind", "printed"),
        ("Nordlys", "organization"),
    ]
    assert meta.published
    assert (meta.published.value, meta.section, meta.tags, meta.site) == (
        "2026-05-14T08:30:00Z",
        "Islands",
        ("ferries",),
        "Havnes Daily",
    )
    assert (meta.status, meta.languages) == ("usable", (("nitf", "en"),))
    assert meta.notes == (("copyright", "2026 Example Wire"),)


def test_nitf_structure_is_kept() -> None:
    """Headings, lists, tables, quotes and pictures of NITF come out as such; its inline elements are read through."""
    content = (
        f"<block><p lede='true'>{FIRST} Said <person>Ana <name.family>Lind</name.family></person>.</p><hl2>Next</hl2>"
        "<ul><li>one</li><li>two &lt; three</li></ul><bq><block><p>We waited.</p></block></bq>"
        "<table><tr><td>a</td><td>b</td></tr></table><note><p>Not for print</p></note>"
        "<media media-type='image'><media-metadata name='x' value='y'/>"
        "<media-reference source='https://x.example/f.jpg'/>"
        "<media-caption>The ferry</media-caption></media></block>"
    )
    article = read(nitf(content=content))
    assert [(block.kind, block.text) for block in article.blocks if block.kind != "figure"] == [
        ("paragraph", f"{FIRST} Said Ana Lind."),
        ("heading", "Next"),
        ("list", "one\ntwo < three"),
        ("quote", "We waited."),
        ("table", "a b"),
    ]
    assert "https://x.example/f.jpg" in article.markup
    assert ("editorial", "Not for print") in article.metadata.notes


@pytest.mark.parametrize(
    ("content", "opening"),
    [
        pytest.param(HTML, "HAVNES, May 14 – The ferry", id="in a field of its own"),
        pytest.param(
            f"<p>HAVNES, May 14 (Nordlys) - {FIRST}</p>", "HAVNES, May 14 (Nordlys) - The", id="printed as well"
        ),
    ],
)
def test_declared_dateline_opens_the_text_once(content: str, opening: str) -> None:
    """A dateline in a field of its own is put where wire services print it, unless it stands there."""
    dateline = "<dateline><location>HAVNES</location>, <story.date norm='20260514'>May 14</story.date></dateline>"
    assert read(nitf(head=dateline, content=content)).blocks[0].text.startswith(opening)


@pytest.mark.parametrize(
    ("dateline", "opening"),
    [
        pytest.param(
            "<location>HAVNES</location><story.date norm='20260514'>May 14</story.date>",
            "HAVNES, May 14 – The",
            id="date",
        ),
        pytest.param(
            "<location><city>HAVNES</city><country>Norland</country></location>", "HAVNES, Norland – The", id="country"
        ),
        pytest.param(
            "\n <location>\n  <city>HAVNES</city>, <country>Norland</country>\n </location>\n",
            "HAVNES, Norland – The",
            id="printed comma",
        ),
        pytest.param(
            "<location>HAVNES, </location><story.date>May 14</story.date>", "HAVNES, May 14 – The", id="comma inside"
        ),
        pytest.param(
            "<location>HAVNES</location>\n<story.date>May 14</story.date>",
            "HAVNES, May 14 – The",
            id="laid out in lines",
        ),
        pytest.param(
            "\n <location>\n  <city>\n   HAVNES\n  </city>\n  <country>Norland</country>\n </location>\n",
            "HAVNES, Norland – The",
            id="places in lines",
        ),
        pytest.param(
            "<location><city>HAVNES</city> <country>Norland</country></location> <story.date>May 14</story.date>",
            "HAVNES, Norland, May 14 – The",
            id="a blank between",
        ),
        pytest.param(
            "\n<location>\nHAVNES,\n<country>Norland</country>\n</location>, May 14\n",
            "HAVNES, Norland, May 14 – The",
            id="printed in lines",
        ),
        pytest.param("<location><b>HAVNES</b>\n<i>BAY</i></location>", "HAVNES BAY – The", id="emphasis in lines"),
        pytest.param("<location>H<em>AVN</em>ES</location>", "HAVNES – The", id="emphasis"),
    ],
)
def test_parts_of_a_dateline_are_set_apart(dateline: str, opening: str) -> None:
    """Elements of a dateline that nothing printed sets apart get a comma between them; what is printed stays."""
    head = f"<dateline>{dateline}</dateline>"
    assert read(nitf(head=head)).blocks[0].text.startswith(opening)
    assert read(item(meta=head)).blocks[0].text.startswith(opening)


BYLINE = "<byline>By <person>Ana Lind</person></byline>"


@pytest.mark.parametrize(
    ("byline", "people", "agencies"),
    [
        pytest.param(
            "By <person>Ana Lind</person><byttl>Staff</byttl>", [("Ana Lind", "Staff")], ["Nordlys"], id="title"
        ),
        pytest.param(
            "\n<person>Ana Lind</person>\n<byttl>Chief Ferry Watcher</byttl>\n",
            [("Ana Lind", "Chief Ferry Watcher")],
            ["Nordlys"],
            id="title of no list",
        ),
        pytest.param("By Ana Lind<byttl>Reuters</byttl>", [("Ana Lind", None)], ["Reuters", "Nordlys"], id="agency"),
        pytest.param(
            "By <person>Ana Lind</person><byttl>Editor</byttl> and <person>Bo Holm</person><byttl>Critic</byttl>",
            [("Ana Lind", "Editor"), ("Bo Holm", "Critic")],
            ["Nordlys"],
            id="two titles",
        ),
        pytest.param(
            "<person><name.given>Ana</name.given><name.family>Lind</name.family></person><person>Bo Holm</person>",
            [("Ana Lind", None), ("Bo Holm", None)],
            ["Nordlys"],
            id="parts of names",
        ),
        pytest.param(
            "By\n<person>\n<name.given>Ana</name.given>\n<name.family>Lind</name.family>\n</person>"
            "\n<person>Bo Holm</person>\n",
            [("Ana Lind", None), ("Bo Holm", None)],
            ["Nordlys"],
            id="names in lines",
        ),
        pytest.param(
            "<name.given>Ana</name.given><name.family>Lind</name.family>",
            [("Ana Lind", None)],
            ["Nordlys"],
            id="names by themselves",
        ),
        pytest.param("By Ana Lind<br/>Bo Holm", [("Ana Lind", None), ("Bo Holm", None)], ["Nordlys"], id="lines"),
    ],
)
def test_nitf_bylines(byline: str, people: list[tuple[str, str | None]], agencies: list[str]) -> None:
    """Names in a byline are set apart, and a title in an element of its own is the role."""
    article = read(nitf().replace(BYLINE, f"<byline>{byline}</byline>"))
    found = names.parse(article.metadata.credits)
    assert [(author.name, author.role) for author in found.authors] == people
    assert [agency.name for agency in found.agencies] == agencies


def test_nitf_headline_and_notes_in_several_elements() -> None:
    """Lines of a headline without a main one, and paragraphs of a note, are words apart."""
    head = "<note><body.content><p>Hold for ferry.</p><p>Call the desk.</p></body.content></note>"
    source = nitf(head=head).replace("<hl1>Ferry &amp; sails</hl1>", "<hl2>Ferry sails</hl2>")
    article = read(source)
    assert article.titles[0].text == "Ferry sails Three hundred waited"
    assert ("editorial", "Hold for ferry. Call the desk.") in article.metadata.notes


def test_printed_byline_keeps_the_title() -> None:
    """The raw byline says a title where wire services print it."""
    article = read(nitf().replace(BYLINE, "<byline>By <person>Ana Lind</person><byttl>Staff</byttl></byline>"))
    assert names.parse(article.metadata.credits).raw == "Ana Lind, Staff; Nordlys"


ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="1" xml:lang="en">
<rightsInfo><copyrightHolder literal="Example Wire"/><usageTerms>No resale</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="Nordlys"/>
<versionCreated>2026-05-14T09:10:00+02:00</versionCreated>
<firstCreated>2026-05-14T08:30:00+02:00</firstCreated>{meta}<pubStatus qcode="stat:{status}"/></itemMeta>
<contentMeta><language tag="en-GB"/><headline>Ferry sails</headline><by>By Ana Lind</by>
<keyword>ferries</keyword></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = f"""<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body>{HTML}</body></html></inlineXML>"""
PLAIN = f'<inlineData contenttype="text/plain">{FIRST}\n\n{SECOND}</inlineData>'
ESCAPED = f'<inlineData contenttype="text/html">{HTML.replace("<", "&lt;")}</inlineData>'
NITF = f'<inlineXML contenttype="application/nitf+xml">{nitf().partition("?>")[2]}</inlineXML>'


def item(
    content: str = XHTML, *, status: str = "usable", kind: str = "text", meta: str = "", guid: str = "urn:x:1"
) -> str:
    return ITEM.format(content=content, status=status, kind=kind, meta=meta, guid=guid)


def message(*items: str) -> str:
    inside = "".join(items)
    return f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{inside}</itemSet></newsMessage>'


@pytest.mark.parametrize("content", [XHTML, PLAIN, ESCAPED, NITF], ids=["xhtml", "plain", "escaped", "nitf"])
def test_newsml_g2(content: str) -> None:
    """A NewsML-G2 item gives the same article whatever its content is written in."""
    article = read(item(content))
    meta = article.metadata
    assert (article.format, article.titles[0].text) == ("newsml-g2", "Ferry sails")
    assert texts(article) == [FIRST, SECOND]
    assert [credit.raw for credit in meta.credits] == ["By Ana Lind"]
    assert meta.published
    assert (meta.published.value, meta.site, meta.tags) == ("2026-05-14T08:30:00+02:00", "Nordlys", ("ferries",))
    assert meta.languages == (("newsml-g2", "en-GB"),)
    assert ("rights", "No resale") in meta.notes


def test_newsml_message_of_a_text_and_a_picture() -> None:
    """The one text of a message is its article; its pictures are none."""
    picture = item('<remoteContent href="https://x.example/f.jpg" contenttype="image/jpeg"/>', kind="picture")
    assert read(message(picture, item())).titles[0].text == "Ferry sails"


@pytest.mark.parametrize(
    ("document", "rule"),
    [
        pytest.param(message(item(), item(guid="urn:x:2")), "intake.multiple_articles", id="two texts"),
        pytest.param(message(item(kind="picture", content="")), "intake.unsupported_format", id="a picture"),
        pytest.param(
            "<packageItem><group><itemRef residref='a'/><itemRef residref='b'/></group></packageItem>",
            "intake.multiple_articles",
            id="package",
        ),
        pytest.param(item(content=""), "intake.unsupported_format", id="no content"),
        pytest.param("<nitf><body/></nitf>", "intake.unsupported_format", id="empty nitf"),
        pytest.param("<NewsML><NewsItem/></NewsML>", "intake.unsupported_format", id="newsml 1"),
    ],
)
def test_refused(document: str, rule: str) -> None:
    """Several articles, or none, are refused."""
    with pytest.raises(Permanent) as refused:
        read(document)
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    ("document", "status", "rule"),
    [
        pytest.param(nitf("canceled"), "canceled", "source.canceled", id="nitf canceled"),
        pytest.param(nitf("Cancelled", content=""), "canceled", "source.canceled", id="nitf canceled and empty"),
        pytest.param(nitf("withheld"), "withheld", "source.embargoed", id="nitf withheld"),
        pytest.param(nitf("embargoed"), "withheld", "source.embargoed", id="nitf embargoed"),
        pytest.param(
            nitf(docdata='<date.release norm="20260601T060000Z"/>'),
            "withheld",
            "source.embargoed",
            id="nitf release later",
        ),
        pytest.param(
            nitf(docdata='<correction info="Names the island"/>'), "usable", "source.correction", id="nitf correction"
        ),
        pytest.param(item(status="canceled"), "canceled", "source.canceled", id="newsml canceled"),
        pytest.param(item(status="withheld"), "withheld", "source.embargoed", id="newsml withheld"),
        pytest.param(
            item(meta="<embargoed>2026-06-01T06:00:00Z</embargoed>"),
            "withheld",
            "source.embargoed",
            id="newsml embargoed",
        ),
        pytest.param(
            item(meta='<signal qcode="sig:correction"/>'), "usable", "source.correction", id="newsml correction"
        ),
        pytest.param(
            item(NITF.replace('status="usable"', 'status="canceled"')),
            "canceled",
            "source.canceled",
            id="nitf inside canceled",
        ),
    ],
)
def test_status_is_the_most_restrictive_declared(document: str, status: str, rule: str) -> None:
    """What the wire cancels, withholds, embargoes or corrects is carried and found."""
    article = read(document)
    assert article.metadata.status == status
    assert rule in rules(article)


def test_release_at_issue_is_no_embargo() -> None:
    """Wires set issue and release to the same minute."""
    assert read(nitf(docdata='<date.release norm="20260514T083000Z"/>')).metadata.status == "usable"


RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Havnes Daily</title><language>en</language><copyright>Example Wire</copyright>
<item>{}</item></channel></rss>"""


def test_rss_item() -> None:
    """The whole text is taken before the teaser, the name before the address, and media titles are no titles."""
    article = read(
        RSS.format(
            "<media:title>A photo</media:title><title>Ferry &lt;i&gt;sails&lt;/i&gt; AT&amp;amp;T</title>"
            "<atom:link href='https://x.example/self'/><link>https://x.example/ferry</link>"
            "<author>desk@x.example (Ana Lind)</author><pubDate>Thu, 14 May 2026 08:30:00 +0200</pubDate>"
            "<category>Islands</category>"
            f"<description>Teaser&nbsp;&hellip;</description><content:encoded><![CDATA[{HTML}]]></content:encoded>"
            "<media:content url='https://x.example/f.jpg' medium='image'/>"
        )
    )
    meta = article.metadata
    assert (article.format, [title.text for title in article.titles]) == ("rss", ["Ferry sails AT&T"])
    assert texts(article) == [FIRST, SECOND]
    assert [credit.raw for credit in meta.credits] == ["Ana Lind"]
    assert (meta.canonical, meta.image, meta.section) == (
        "https://x.example/ferry",
        "https://x.example/f.jpg",
        "Islands",
    )
    assert meta.published
    assert meta.published.value == "2026-05-14T08:30:00+02:00"
    assert meta.notes == (("copyright", "Example Wire"),)


def test_bare_mail_address_is_no_author() -> None:
    """An address without a name is nobody's byline."""
    assert (
        read(
            RSS.format(f"<title>x</title><author>desk@x.example</author><description>{FIRST}</description>")
        ).metadata.credits
        == ()
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(f'<content type="html">{HTML.replace("<", "&lt;")}</content>', id="html"),
        pytest.param(
            f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content>', id="xhtml"
        ),
        pytest.param(f"<content>{FIRST}\n\n{SECOND}</content>", id="text"),
        pytest.param(f"<summary>{FIRST}\n\n{SECOND}</summary>", id="summary"),
    ],
)
def test_atom_entry(content: str) -> None:
    """An Atom entry is read whatever its content's type, by itself or in its feed."""
    entry = (
        '<entry xmlns="http://www.w3.org/2005/Atom"><title type="html">Ferry &lt;i&gt;sails&lt;/i&gt;</title>'
        '<link rel="self" href="https://x.example/self"/><link href="https://x.example/ferry"/>'
        "<author><name>Ana Lind</name></author>"
        f"<published>2026-05-14T08:30:00Z</published>{content}</entry>"
    )
    for document in (entry, f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Havnes Daily</title>{entry}</feed>'):
        article = read(document)
        assert (article.format, article.titles[0].text, texts(article)) == ("atom", "Ferry sails", [FIRST, SECOND])
        assert article.metadata.canonical == "https://x.example/ferry"


def test_atom_draft_is_withheld() -> None:
    """An entry that its publisher calls a draft is withheld."""
    control = '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>'
    article = read(
        f'<entry xmlns="http://www.w3.org/2005/Atom"><title>x</title>{control}<content>{FIRST}</content></entry>'
    )
    assert article.metadata.status == "withheld"


def test_bare_ampersand_is_forgiven() -> None:
    """A feed that forgot to escape an ampersand is read; nothing else that is broken is."""
    article = read(
        RSS.format("<title>Fish & chips</title><description><![CDATA[<p>Fish & chips &amp; more</p>]]></description>")
    )
    assert (article.titles[0].text, texts(article)) == ("Fish & chips", ["Fish & chips & more"])


BOMBS = {
    "billion laughs": (
        '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c "&b;&b;">]><nitf><body>&c;</body></nitf>',
        "entities",
    ),
    "external entity": ('<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]><nitf>&x;</nitf>', "entities"),
    "parameter entity": ('<!DOCTYPE nitf [<!ENTITY % x SYSTEM "http://x.example/e.dtd"> %x;]><nitf/>', "entities"),
    "deep": ("<nitf>" * 100_000, "depth"),
    "wide": ("<nitf>" + "<p/>" * 200_001 + "</nitf>", "elements"),
    "attributes": ("<nitf " + " ".join(f'a{n}="1"' for n in range(3000)) + "/>", "attributes"),
}


@pytest.mark.parametrize(("document", "what"), BOMBS.values(), ids=BOMBS)
def test_bombs_are_refused(document: str, what: str) -> None:
    """No entity is expanded, nothing is fetched, and no tree larger than the caps is built."""
    with pytest.raises(Permanent) as refused:
        read(document)
    assert (refused.value.rule, refused.value.figures["what"]) == ("intake.structure_over_cap", what)


def test_external_dtd_is_not_fetched() -> None:
    """A doctype that names a DTD is allowed, and nobody looks it up."""
    assert texts(read(nitf(doctype='<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd">'))) == [FIRST, SECOND]


@given(
    st.text(max_size=300)
    | st.lists(
        st.sampled_from(
            ["<nitf>", "</nitf>", "<p>", "<body>", "<body.content>", "&", "x", "<![CDATA[", "]]>", "<!--", "\x00"]
        )
    ).map("".join)
)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing but `Permanent` is raised for what is no XML."""
    try:
        xmltree.parse(text, "a", DEFAULTS)
    except Permanent as refused:
        assert refused.rule.startswith("intake.")  # noqa: PT017  # either answer is right


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["&", "&amp;", "&x;", "<a>", "<a", "<![CDATA[", "]]>", "<!--", "a ", "&#1;", "<a b='c'/>"]
)
def test_a_megabyte_of_the_worst_is_answered(unit: str) -> None:
    """A megabyte of anything is read once or twice, or refused."""
    try:
        xmltree.parse("<nitf>" + unit * (1_000_000 // len(unit)) + "</nitf>", "a", DEFAULTS)
    except Permanent as refused:
        assert refused.rule.startswith("intake.")  # noqa: PT017  # either answer is right
