"""Each element of a page's tree knows the start tag it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.intake.parse import NUMBER, number, parse
from copydesk.scan import page_caps, scan
from copydesk.settings import DEFAULTS

CAPS = page_caps(DEFAULTS)
PIECES = (
    "<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>", "<a href='x>y'>", "</a>", "text", "<br/>",
    "<!-- a > b -->", "<script>", "</script>", "<!--<script>", "-->", "<textarea>", "</textarea>", "<title>",
    "</TITLE >", "<svg>", "</svg>", "<path/>", "<table>", "<tr>", "<td>", "</table>", "<li>", "</ul>", "<p =x>",
    "<xmp>", "</xmp>", "<desc>", "<noscript>", "<p title='", "'>", '<p a = "x>y">', "<body class=a>",
    "<html lang=de>", '<P\nCLASS="x">', f"<i {NUMBER}=0>", f'<p {NUMBER}="999">',
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_numbers_come_back_with_the_right_elements(source: str) -> None:
    """An element's number is that of a start tag of its name, whatever the page says."""
    with parse(source, CAPS) as page:
        for element in page.elements:
            assert element.number < 0 or page.scan.names[element.number] in (element.tag, "image")
            assert NUMBER not in element.attributes


def test_numbers_stand_before_the_attributes_of_a_page() -> None:
    """A page that numbers its own tags does not change where they stand."""
    with parse(f"<b></b><p {NUMBER}=0>", CAPS) as page:
        assert [element.number for element in page.root.find("b", "p")] == [0, 2]


def test_only_start_tags_are_numbered() -> None:
    """Every start tag gets its index among the tags, right behind its name, and nothing else changes."""
    source = "<!doctype html><P class=a>é</P><br/>"
    assert number(scan(source, CAPS)) == (
        f'<!doctype html><P {NUMBER}="0" class=a>é</P><br {NUMBER}="2"/>',
        {"0": 0, "2": 2},
    )
