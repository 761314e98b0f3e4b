import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import process
from copydesk.model import Author, Byline, Location, Moment, Place
from copydesk.settings import DEFAULTS
from copydesk.write import export, jsonld, ninjs1, rows
from copydesk.write.shape import DatelineEntry, Dates, Links, Record

NINJS = Path(__file__).resolve().parents[3] / "shared/data/ninjs"
STORY = (
    "River bridge reopens after repairs\n\n"
    "LYON, France, March 3 (Reuters) - The old bridge over the river opened again on Monday, the city said.\n\n"
    "Engineers had worked on its pillars for two years and found no further damage, a spokeswoman said.\n"
)
NEWS_ARTICLE = {
    *(
        "@context",
        "@type",
        "identifier",
        "headline",
        "inLanguage",
        "author",
        "dateline",
        "locationCreated",
        "datePublished",
    ),
    *("dateModified", "articleBody", "wordCount", "url", "image", "articleSection", "keywords", "publisher"),
    "creativeWorkStatus",
}
"""Properties of schema.org NewsArticle and the types it inherits from (https://schema.org/NewsArticle)."""


@pytest.fixture(scope="module")
def story() -> Record:
    made = process(STORY.encode(), name="bridge.txt", content_type="text/plain; charset=utf-8")
    lyon = Place("LYON", "Lyon", "FR", "84", 2996944, Location(45.75, 4.85))
    return replace(
        made,
        byline=Byline("By Mara Ellis", (Author("Mara Ellis", "Harbour correspondent"),)),
        dateline=DatelineEntry(
            "LYON, France, March 3 (Reuters)", (lyon,), "March 3", None, "Reuters", "Reuters", None, 0.9
        ),
        dates=Dates(Moment("2026-03-03T10:00:00.123+01:00", "second"), None),
        links=Links("https://example.com/bridge", "javascript:alert(1)", "Harbour", ("bridge",), "The Example Courier"),
        article={**made.article, "contentCreated": "2026-03-03T10:00:00.123+01:00"},
    )


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_format_is_one_line(story: Record, name: str) -> None:
    """Whatever the format, a record is one line that encodes as UTF-8, lone surrogates and line ends inside too."""
    odd = replace(story, headline="broken \ud800 and\nfolded\r\n\u2028 twice")
    line = export.dumps(odd, name)
    line.encode()
    if name != "csv":  # RFC 4180 keeps line ends inside quotes
        assert "\n" not in line


@pytest.mark.skipif(not NINJS.exists(), reason="the ninjs schemas are not beside this checkout")
@pytest.mark.parametrize(("name", "version"), [("ninjs", "3.1"), ("ninjs1", "1.6")])
@pytest.mark.parametrize("bodies", ["both", "none"])
def test_ninjs_is_valid(story: Record, name: str, version: str, bodies: str) -> None:
    """Both versions of ninjs validate against the standard's own schema, refused uploads and empty records too."""
    schema = json.loads((NINJS / f"ninjs-schema_{version}.json").read_text("utf-8"))
    kind = jsonschema.validators.validator_for(schema)
    validator = kind(schema, format_checker=kind.FORMAT_CHECKER)
    refused = process(b"", name="empty.html")
    bare = process(STORY.encode(), name="a.txt", settings=replace(DEFAULTS, record_bodies=bodies))
    for made in (story, refused, bare):
        validator.validate(json.loads(export.dumps(made, name)))


def test_ninjs1_has_no_fractions_of_seconds(story: Record) -> None:
    """Superdesk raises on fractional seconds, so they are cut."""
    assert ninjs1.ninjs1(story)["contentcreated"] == "2026-03-03T10:00:00+01:00"


def test_news_article_names_only_what_schema_org_has(story: Record) -> None:
    """Every key is a property of NewsArticle; places and people are objects of their types."""
    said = jsonld.news_article(story)
    assert said.keys() <= NEWS_ARTICLE
    assert said["locationCreated"][0]["geo"] == {"@type": "GeoCoordinates", "latitude": 45.75, "longitude": 4.85}
    assert said["author"] == [{"@type": "Person", "name": "Mara Ellis", "jobTitle": "Harbour correspondent"}]
    assert said["dateline"] == "LYON, France, March 3 (Reuters)"
    assert "image" not in said, "an address that is none of the web's is left out"


def test_date_is_never_invented() -> None:
    """An article without a date has none in any format."""
    said = jsonld.news_article(process(b"A headline\n\nA body without any date stands here.\n", name="a.txt"))
    assert not {"datePublished", "dateModified"} & said.keys()


class Scripts(HTMLParser):
    """Collects the text of script elements."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.elements = 0

    def handle_starttag(self, _tag: str, _attrs: Any) -> None:
        self.elements += 1

    def handle_data(self, data: str) -> None:
        self.inside.append(data)


@given(st.text(alphabet="<>/!&-scriptSCRIPT\u2028\u2029\"'\\ ", max_size=60))
def test_json_ld_is_inert_inside_a_script(headline: str) -> None:
    """Whatever an article says, its JSON-LD neither ends the script element nor opens a comment, and means the same."""
    made = replace(process(STORY.encode(), name="a.txt"), headline=headline)
    line = jsonld.dumps(made)
    parser = Scripts()
    parser.feed(f'<script type="application/ld+json">{line}</script>')
    parser.close()
    assert parser.elements == 1
    assert json.loads("".join(parser.inside)).get("headline", "") == headline
    assert not set("<>&\u2028\u2029") & set(line)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x"])
def test_formula_in_a_cell_is_text(story: Record, cell: str) -> None:
    """A cell that a spreadsheet would run begins with an apostrophe; every cell is quoted."""
    line = rows.row(replace(story, headline=f'{cell}"quoted"'))
    found = dict(zip(rows.COLUMNS, next(csv.reader(io.StringIO(line, newline=""))), strict=True))
    assert found["headline"] == f'\'{cell}"quoted"'
    assert line.startswith('"')


def test_rows_fit_their_header(story: Record) -> None:
    """A row has a cell for every column, an honest cell as it is."""
    found = dict(zip(rows.COLUMNS, next(csv.reader([rows.row(story)])), strict=True))
    assert found["headline"] == "River bridge reopens after repairs"
    assert found["country"] == "FR"
    assert next(csv.reader([rows.header()])) == list(rows.COLUMNS)
