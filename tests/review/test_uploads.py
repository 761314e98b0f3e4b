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
