import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import process
from copydesk.write import load, record

STORY = b"A headline\n\nLYON, France, March 3 (Reuters) - The bridge over the river opened again, the city said.\n"
LINE = record.dumps(process(STORY, name="a.txt"))


@pytest.mark.parametrize("data", [STORY, b"", b"<h1>A</h1><p>B</p>"], ids=["text", "empty", "page"])
def test_stored_record_is_read_as_it_was_written(data: bytes) -> None:
    """What was written comes back as the same record."""
    made = process(data, name="a.txt")
    assert record.dumps(load.loads(record.dumps(made))) == record.dumps(made)


def test_keys_of_a_later_minor_version_are_passed_over() -> None:
    """A key that a later version adds does not hinder an older reader."""
    value = json.loads(LINE) | {"schemaVersion": "1.7.0", "mood": "calm"}
    assert load.loads(json.dumps(value)).headline == "A headline"


def changed(path: str, value: Any) -> str:
    whole = json.loads(LINE)
    *folders, last = path.split(".")
    inside = whole
    for folder in folders:
        inside = inside[folder]
    if value is None:
        del inside[last]
    else:
        inside[last] = value
    return json.dumps(whole)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("no JSON", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("[]", "schemaVersion"),
        (changed("schemaVersion", "2.0.0"), "schemaVersion"),
        (changed("verdict", "fine"), "record.verdict is none of allow, review, block"),
        (changed("headline", 3), "record.headline is no str"),
        (changed("source.name", None), "record.source has no name"),
        (changed("moderation.findings", [3]), "record.moderation.findings[0] is no object"),
        (changed("languages.score", "high"), "record.languages.score is no number"),
        (changed("article.bodies", "x"), "article.bodies is no list"),
        (changed("article.bodies", [{"value": 3}]), "article.bodies"),
        (changed("article.pubStatus", "fine"), "pubStatus"),
        (changed("article.located", 3), "article.located is no string"),
    ],
)
def test_forged_record_is_refused_with_its_first_wrong_key(line: str, said: str) -> None:
    """What is no record is refused by naming the first key that is wrong, never its value."""
    with pytest.raises(load.Unreadable) as raised:
        load.loads(line)
    assert said in str(raised.value)


@given(st.binary(max_size=300) | st.sampled_from([LINE]).map(lambda line: line[: len(line) // 2].encode()))
def test_anything_is_a_record_or_refused(data: bytes) -> None:
    """Whatever the bytes, the answer is a record or a refusal."""
    with pytest.raises(load.Unreadable):
        load.loads(data)
