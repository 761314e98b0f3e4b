"""What the names of a part say it is."""

from __future__ import annotations

import time

import pytest

from copydesk.intake import zones
from copydesk.intake.tree import Element


def part(**attributes: str) -> Element:
    return Element("div", {name.replace("_", "-"): value for name, value in attributes.items()}, None, -1)


@pytest.mark.parametrize(
    ("names", "drop", "keep"),
    [
        pytest.param("sidebar", "navigation", False, id="one word"),
        pytest.param("pageSidebar_box wide", "navigation", False, id="within a name of several words"),
        pytest.param("sidebars", None, False, id="only whole words"),
        pytest.param("article-body", None, True, id="two words"),
        pytest.param("article", None, False, id="the first of two alone"),
        pytest.param("has-sidebar", None, False, id="a page that has such a part"),
        pytest.param("sidebar-grid", None, False, id="where such parts lie"),
        pytest.param("sidebar-grid teaser", "teaser", False, id="another part all the same"),
        pytest.param("related newsletter", "related", False, id="the first decides"),
        pytest.param("article-body related", "related", True, id="text and furniture"),
        pytest.param("", None, False, id="no names"),
        pytest.param("--", None, False, id="no words"),
    ],
)
def test_words_of_a_name_tell_the_kind(names: str, drop: str | None, *, keep: bool) -> None:
    """Entries are found between the borders of words; what surrounds one may take its meaning."""
    zone = zones.of(part(**{"class": names}))
    assert (zone.drop, zone.keep) == (drop, keep)


def test_class_is_read_before_id_and_role() -> None:
    """Where several names say something, the class decides."""
    assert zones.of(part(role="navigation", id="newsletter", **{"class": "related"})).drop == "related"
    assert zones.of(part(title="related")).drop is None


def test_names_of_a_group_are_found() -> None:
    """A part is named by whole words, in any of its naming attributes."""
    assert zones.named(part(data_testid="StoryByline"), "author")
    assert not zones.named(part(id="bylined"), "author")


def test_long_names_are_read_in_part() -> None:
    """A megabyte of names costs what their beginning does."""
    start = time.process_time()
    for at in range(100):
        zones.of(part(**{"class": f"sidebar-{at} " * 100_000}))
    assert time.process_time() - start < 1
