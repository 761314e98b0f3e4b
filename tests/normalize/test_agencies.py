"""Agencies by the names they print."""

from __future__ import annotations

import pytest

from copydesk.normalize import agencies
from copydesk.normalize.leads import signers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Canadian Press - The council", "The Canadian Press"),
        ("SDA/Reuters - The council", "SDA/Reuters"),
        ("AFP - Reuters - The council", "AFP - Reuters"),
        ("INTERFAX.RU, 5 May", "INTERFAX.RU"),
        ("The Canadian government said", None),
        ("The council said", None),
    ],
)
def test_a_name_is_read_as_far_as_it_goes(text: str, name: str | None) -> None:
    """The longest agency at the beginning is found, over several words, marks and a domain."""
    found = signers.agency_at(text, 0)
    assert (found and text[slice(*found)]) == name


@pytest.mark.parametrize("printed", ["The Canadian", "RIA", "Reuters", "SDA/Muster", "Muster.ru", "A & B"])
def test_words_that_begin_an_agency_or_hold_a_mark_may_go_on(printed: str) -> None:
    """Beginnings of names are read on, and so is what a mark may part into two."""
    assert agencies.may_go_on(printed)


@pytest.mark.parametrize("printed", ["The council", "Reuters said", "for the"])
def test_other_words_end_the_search(printed: str) -> None:
    """Words that begin no agency need no more of them."""
    assert not agencies.may_go_on(printed)
