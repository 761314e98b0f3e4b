"""Every case of the golden corpus gives the record that is kept beside it."""

from __future__ import annotations

import json

import pytest

from copydesk.intake.inflate import inflate
from copydesk.settings import DEFAULTS
from tests import golden

CASES = pytest.mark.parametrize("case", golden.cases(), ids=lambda case: case.folder.name)


@CASES
def test_record_is_unchanged(case: golden.Case) -> None:
    """The whole record is the one kept in expected.json; `make golden` writes it anew and shows the difference."""
    assert golden.checked(case) == json.loads(case.expected.read_text(encoding="utf-8"))


@CASES
def test_record_says_what_a_person_said(case: golden.Case) -> None:
    """The record holds every fact that a person wrote into case.json."""
    assert golden.wrong(case, golden.checked(case)) == []


@CASES
def test_spans_quote_the_source(case: golden.Case) -> None:
    """Each span into the source quotes the decoded bytes at its offsets, up to its 200 code points."""
    whole = golden.checked(case)
    if not (charset := whole["source"]["charset"]):
        return
    source = inflate(case.article.read_bytes(), case.name, DEFAULTS.max_bytes).decode(charset, "replace")
    spans = [span for finding in whole["moderation"]["findings"] for span in finding["spans"]]
    spans += [whole["dateline"]["span"]] if whole["dateline"] else []
    for span in spans:
        if span and span["field"] == "source":
            assert source[span["start"] : span["end"]][:200] == span["text"]
