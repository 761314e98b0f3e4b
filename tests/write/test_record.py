import json
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jsonschema
import pytest

from copydesk import process
from copydesk.errors import Permanent
from copydesk.model import Upload
from copydesk.review import policy
from copydesk.settings import DEFAULTS
from copydesk.write import record
from copydesk.write.schema import record_schema

ROOT = Path(__file__).resolve().parents[2]
NINJS = ROOT.parent / "shared/data/ninjs/ninjs-schema_3.1.json"
STORY = (
    "River bridge reopens after repairs\n\n"
    "LYON, France, March 3 (Reuters) - The old bridge over the river opened again on Monday, the city said.\n\n"
    "Engineers had worked on its pillars for two years and found no further damage, a spokeswoman said.\n"
)


def stored(made: record.Record) -> dict[str, Any]:
    return json.loads(record.dumps(made))


@pytest.fixture(scope="module")
def story() -> record.Record:
    return process(STORY.encode(), name="bridge.txt", content_type="text/plain; charset=utf-8")


def test_schema_accepts_the_record_of_an_article(story: record.Record) -> None:
    """The record of an article is what the published schema says."""
    jsonschema.validate(stored(story), record_schema())


@pytest.mark.parametrize("data", [b"", b" \n\t", bytes(range(256)) * 4], ids=["empty", "blank", "binary"])
def test_schema_accepts_the_record_of_a_refused_upload(data: bytes) -> None:
    """What cannot be processed has a record of the same shape, with verdict `review` and the rule that says why."""
    made = stored(process(data, name="a.bin"))
    jsonschema.validate(made, record_schema())
    assert made["verdict"] == "review"
    assert made["rules"][0].startswith("intake.")
    assert made["article"]["pubStatus"] == "withheld"


@pytest.mark.skipif(not NINJS.exists(), reason="the ninjs schema is not beside this checkout")
@pytest.mark.parametrize("data", [STORY.encode(), b""], ids=["article", "refused"])
def test_article_is_valid_ninjs(data: bytes) -> None:
    """The object under `article` validates against ninjs 3.1."""
    made = stored(process(data, name="a.txt"))
    jsonschema.validate(made["article"], json.loads(NINJS.read_text("utf-8")))


def test_published_schema_is_what_the_code_makes() -> None:
    """The schema file in the package is the one that the dataclasses make."""
    published = ROOT / "src/copydesk/schema/record-1.0.0.json"
    assert json.loads(published.read_text("utf-8")) == record_schema()


def test_record_is_one_line_of_strict_json(story: record.Record) -> None:
    """A record is one line that encodes as UTF-8, even where a text holds a lone surrogate or a line break."""
    line = record.dumps(replace(story, headline="broken \ud800 and\nfolded"))
    assert "\n" not in line
    assert json.loads(line.encode())["headline"] == "broken \ufffd and\nfolded"


def test_line_says_what_the_plain_lists_and_dicts_say(story: record.Record) -> None:
    """The line and `as_json` have the same keys and values in the same order."""
    made = replace(story, article=MappingProxyType(dict(story.article)))
    plain = json.dumps(record.as_json(made), ensure_ascii=False, separators=(",", ":"))
    assert record.dumps(made) == plain


def test_stamp_ties_a_record_to_one_generation(story: record.Record) -> None:
    """The URI of a stamped record is percent-encoded and ends in the generation, in the ninjs object too."""
    made = record.stamp(story, bucket="news", name="a b/ü#1.txt", generation="17", created="2026-01-02T03:04:05Z")
    assert made.uri == made.article["uri"] == "gs://news/a%20b/%C3%BC%231.txt#17"
    assert (made.source.bucket, made.source.generation) == ("news", "17")
    assert made.source_created == "2026-01-02T03:04:05Z"


def test_local_record_names_its_source_by_hash(story: record.Record) -> None:
    """A record that was never stamped is identified by the hash of its source."""
    assert story.uri == f"urn:sha256:{story.source.sha256}"


@pytest.mark.parametrize(
    ("bodies", "kinds"),
    [("both", ["text/plain", "text/html"]), ("text", ["text/plain"]), ("html", ["text/html"]), ("none", [])],
)
def test_record_bodies_says_how_much_is_stored(bodies: str, kinds: list[str]) -> None:
    """`record_bodies` decides which bodies are stored, and with `none` no span quotes any text."""
    made = process(STORY.encode(), name="a.txt", settings=replace(DEFAULTS, record_bodies=bodies))
    assert [body["contentType"] for body in made.article["bodies"]] == kinds
    quotes = {span.text for finding in made.moderation.findings for span in finding.spans}
    if bodies == "none":
        assert quotes <= {""}


def test_refused_keeps_the_figures() -> None:
    """A refusal's limit and figure stand in the record as evidence."""
    error = Permanent("intake.too_large", "too large", bytes=9, limit=8)
    made = record.refused(Upload(b"123456789", "a.txt"), error, policy.load(DEFAULTS), DEFAULTS)
    assert [(e.name, e.value) for e in made.moderation.findings[0].evidence] == [("bytes", "9"), ("limit", "8")]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("/a", "https://news.example/a"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://user@news.example/", None),
        ("http://127.0.0.1/", None),
        ("http://[", None),
    ],
)
def test_addresses_an_article_declares_are_held_to_those_of_links(said: str, kept: str | None) -> None:
    """Canonical address and lead picture are absolute, public web addresses or null: somebody makes links of them."""
    head = f'<link rel="canonical" href="{said}"><meta property="og:image" content="{said}">'
    page = f"{head}<h1>Ferry sails again</h1>{STORY}"
    made = process(page.encode(), name="a.html", content_type="text/html", url="https://news.example/story")
    assert (made.links.canonical, made.links.image) == (kept, kept)
