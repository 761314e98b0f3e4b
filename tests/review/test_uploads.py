"""Every rule that is found while an upload is read, by an upload in which it fires and one in which it does not."""

import json
import tomllib
from pathlib import Path

import pytest

from copydesk import process

STORY = (
    "The old bridge over the harbour opened to walkers on Monday, and the first trams crossed it before noon.",
    "Engineers had worked on its pillars for two years and found no further damage, a spokeswoman said.",
    "The city paid less than it had planned, and next year the road beside the bridge will be made wider.",
)


def page(*parts: str, body: str = "") -> str:
    text = "".join(f"<p>{part}</p>" for part in STORY)
    return (
        "<!doctype html><html lang='en'><head><title>Harbour bridge opens</title></head><body{}>"
        "<article><h1>Harbour bridge opens</h1>{}{}{}</article></body></html>"
    ).format(body, text, "".join(parts), f"<p>{STORY[1]}</p>")


def rules(upload: str | bytes, name: str, **given: str) -> tuple[str, ...]:
    data = upload.encode() if isinstance(upload, str) else upload
    return process(data, name=name, **given).rules  # type: ignore[arg-type]


PARTS = tomllib.loads(Path(__file__).with_name("uploads.toml").read_text("utf-8"))


@pytest.mark.parametrize("rule", PARTS)
def test_part_of_a_page_is_found(rule: str) -> None:
    """A page with such a part has the finding, a page with a sentence of the same words has it not."""
    assert rule in rules(page(PARTS[rule]["hit"]), "page.html")
    assert rule not in rules(page(PARTS[rule]["near"]), "page.html")


def test_fragment_with_code_is_found() -> None:
    """`markup.active_fragment`: code in an article's markup alone is a finding, a script by reference is none."""
    assert "markup.active_fragment" in rules(f"<p>{STORY[0]}</p><script>go()</script>", "part.html")
    assert "markup.active_fragment" not in rules(f"<p>{STORY[0]}</p>", "part.html")


@pytest.mark.parametrize("status", [400, 404])
def test_object_that_storage_refuses_is_recorded(status: int) -> None:
    """`intake.unreadable`: a refusal for good is recorded with its status; an object that is gone is not."""
    from google.api_core.exceptions import from_http_status

    from copydesk import storage
    from copydesk.errors import Permanent

    meaning = storage.meaning(from_http_status(status, "refused"), "gs://news/a.html")
    assert isinstance(meaning, Permanent) is (status == 400)
    if isinstance(meaning, Permanent):
        assert (meaning.rule, meaning.figures) == ("intake.unreadable", {"status": 400})


@pytest.mark.parametrize(
    ("rule", "extra", "near"),
    [
        ("source.canceled", {"pubStatus": "canceled"}, {"pubStatus": "usable"}),
        ("source.embargoed", {"pubStatus": "withheld"}, {"pubStatus": "usable"}),
    ],
)
def test_status_that_a_source_declares_is_found(rule: str, extra: dict[str, str], near: dict[str, str]) -> None:
    """What ninjs says of its own status is a finding, `usable` is none."""

    def item(more: dict[str, str]) -> str:
        body = [{"role": "main", "contentType": "text/plain", "value": "\n\n".join(STORY)}]
        head = [{"role": "main", "contentType": "text/plain", "value": "Harbour bridge opens"}]
        standard = {"name": "ninjs", "version": "3.1"}
        return json.dumps({"uri": "urn:x:1", "standard": standard, "headlines": head, "bodies": body} | more)

    assert rule in rules(item(extra), "item.json")
    assert rule not in rules(item(near), "item.json")


@pytest.mark.parametrize(
    "upload",
    ["<h1>A headline</h1>", "<h1>A headline</h1><script>fill()</script>", '{"title": "A headline", "body": " "}'],
    ids=["headline alone", "filled by a script", "blank body"],
)
def test_upload_without_a_body_is_held(upload: str) -> None:
    """`text.missing`: where nothing was read as the text there is nothing to allow; one sentence is enough."""
    name = "a.json" if upload.startswith("{") else "a.html"
    made = process(upload.encode(), name=name)
    assert made.verdict == "review"
    assert "text.missing" in made.rules
    assert "text.missing" not in rules("<h1>A headline</h1><p>And a sentence.</p>", "a.html")


def headed(part: str) -> str:
    return page().replace("<head>", f"<head>{part}")


GERMAN = (
    "Die alte Brücke über den Hafen ist am Montag für Fußgänger geöffnet worden, und die ersten Bahnen fuhren mittags.",
    "Zwei Jahre lang hatten Ingenieure an den Pfeilern gearbeitet und keine weiteren Schäden gefunden, hieß es.",
)


@pytest.mark.parametrize(
    ("rule", "hit", "near"),
    [
        (
            "language.other_title_mismatch",
            headed('<meta property="og:title" content="Die alte Brücke im Hafen ist wieder offen">'),
            headed('<meta property="og:title" content="The old bridge in the harbour is open">'),
        ),
        (
            "language.mixed_body",
            page(*(f"<p>{text}</p>" for text in GERMAN * 2)),
            page("<p>The mayor said “Die Brücke ist wieder offen”, as her grandfather had said before her.</p>"),
        ),
        (
            "language.declared_differs",
            page().replace("lang='en'", "lang='de'"),
            page().replace("lang='en'", "lang='en-GB'"),
        ),
    ],
    ids=["other title", "mixed body", "declared"],
)
def test_language_of_a_part_is_found(rule: str, hit: str, near: str) -> None:
    """Another title, a part of the body or a declaration in another language is found; the same language is not."""
    assert rule in rules(hit, "page.html")
    assert rule not in rules(near, "page.html")
