"""What a heading says as the title."""

from __future__ import annotations

import time

import pytest

from copydesk.intake import page
from copydesk.intake.charset import Decoded
from copydesk.model import Article, Upload
from copydesk.normalize import headline
from copydesk.settings import DEFAULTS

TEXT = (
    "<p>The harbour of Havnes opened again on Monday, eleven days after the storm had closed it, the office said.</p>"
)


def read(heading: str, head: str = "") -> Article:
    source = (
        f"<!DOCTYPE html><html><head>{head}</head><body><article><h1>{heading}</h1>{TEXT * 4}</article></body></html>"
    )
    return headline.choose(page.read(Decoded(source, "utf-8"), Upload(b"", "a.html", "text/html", None), DEFAULTS))


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        pytest.param("<span class='top__kicker'>Storm</span> Ferry sails", "Ferry sails", id="kicker"),
        pytest.param("<span class=overline>Storm: </span>Ferry sails", "Ferry sails", id="colon"),
        pytest.param("<div class=toptitle>Storm</div><div>Ferry sails</div>", "Ferry sails", id="blocks"),
        pytest.param("<small>Havnes</small><br>Ferry <em>sails</em>", "Ferry sails", id="small print"),
        pytest.param("Ferry sails <small>300 waited</small>", "Ferry sails", id="small print behind"),
        pytest.param("Ferry <i>sails</i>", "Ferry sails", id="emphasis"),
        pytest.param("Ferry sails: <span class=subtitle>why now</span>", "Ferry sails: why now", id="subtitle behind"),
        pytest.param("<span class=kicker>Ferry sails</span>", "Ferry sails", id="nothing else"),
        pytest.param("<span>Storm</span> over Havnes", "Storm over Havnes", id="no name"),
    ],
)  # fmt: skip
def test_the_kicker_is_no_part_of_the_title(heading: str, title: str) -> None:
    """A kicker and small print inside the heading are left out; emphasis and what follows a colon are not."""
    article = read(heading)
    assert article.headline
    assert article.headline.text == title
    assert not any("Ferry" in block.text for block in article.blocks)


def test_a_kicker_that_the_page_declares_is_kept() -> None:
    """Where the page's own declared title has the kicker, the title has it, with the mark that was declared."""
    head = "<meta property=og:title content='After the storm: Ferry sails'>"
    article = read("<span class=kicker>After the storm</span><span class=aural>:</span> Ferry sails", head)
    assert article.headline
    assert article.headline.text == "After the storm: Ferry sails"


def test_a_heading_of_many_kickers_is_read_in_linear_time() -> None:
    """A heading that is nothing but kickers takes no longer than its length."""
    start = time.process_time()
    read("<span class=kicker>a</span>" * 20_000)
    assert time.process_time() - start < 4
