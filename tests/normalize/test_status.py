"""What the source declares about publishing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Metadata
from copydesk.normalize import status


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["usable"], "usable"),
        (["stat:usable", "stat:withheld"], "withheld"),
        (["http://cv.iptc.org/newscodes/pubstatusg2/canceled"], "canceled"),
        (["https://schema.org/Draft"], "withheld"),
        ([" Cancelled "], "canceled"),
        (["publish", "trash", "draft"], "canceled"),
        (["no such status"], None),
        ([None, ""], None),
        ([], None),
    ],
)
def test_most_restrictive_wins(values: list[str | None], expected: str | None) -> None:
    """Words, qcodes and URIs of every vocabulary are one of three, and the most restrictive is taken."""
    assert status.strictest(values) == expected


@pytest.mark.parametrize("declared", ["usable", "withheld", None])
def test_embargo_withholds(declared: str | None) -> None:
    """Under an embargo an item is withheld at least, and found."""
    metadata = status.resolve(Metadata(status=declared, notes=(("embargo", "2026-06-01"),)))
    assert metadata.status == "withheld"
    assert [finding.rule for finding in status.observe(metadata)] == ["source.embargoed"]


def test_canceled_stays_canceled_under_an_embargo() -> None:
    """Nothing makes a canceled item less than canceled."""
    metadata = status.resolve(Metadata(status="canceled", notes=(("embargo", "2026-06-01"), ("correction", "x"))))
    assert metadata.status == "canceled"
    assert [finding.rule for finding in status.observe(metadata)] == ["source.canceled", "source.correction"]


def test_nothing_declared_is_nothing_found() -> None:
    """An item without a word on its status has none."""
    assert status.resolve(Metadata()).status is None
    assert list(status.observe(Metadata(status="usable"))) == []


@given(st.text(max_size=200))
def test_any_word_is_looked_up(word: str) -> None:
    """Whatever a source writes, the answer is a status or none."""
    assert status.strictest([word]) in ("usable", "withheld", "canceled", None)
