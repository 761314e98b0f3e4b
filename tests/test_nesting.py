"""The figures of the nesting are never below those of the tree that a parser builds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from copydesk.pipeline import process
from copydesk.scan import Caps, scan

CAPS = Caps("markup.over_cap", characters=1_000_000, tags=100_000, depth=100_000, attributes=1_000, formatting=100_000)
NAMES = """
p div span b i a font table tbody tr td th caption ul li dl dd dt h1 h2 form button select option optgroup object
template svg math desc foreignObject mi title style section blockquote pre ruby rt x-y br img center nobr marquee
"""
OPEN = [f"<{name}>" for name in NAMES.split()]
CLOSE = [f"</{name}>" for name in NAMES.split()]


def depth(node: LexborNode | None) -> int:
    """Elements on the longest way down, without html, head and body."""
    deepest, stack = 0, [(node, 0)]
    while stack:
        at, level = stack.pop()
        child = at.child if at else None
        while child is not None:
            if child.is_element_node:
                counted = child.tag not in ("html", "head", "body")
                deepest = max(deepest, level + counted)
                stack.append((child, level + counted))
            child = child.next
    return deepest


SLASHED = [
    "<svg/>", "<math />", "<b/>", "<p/>", "<x/>", "<g a/>", '<g a="1"/>', "<g a=/>", "<g a=x/>", '<g a=x"/>',
    "<font/>", "<font color=red />", "<font size=1/>", "<desc/>",
]  # fmt: skip


@given(st.lists(st.sampled_from([*SLASHED, *SLASHED, *OPEN, *CLOSE, "x"]), max_size=60).map("".join))
def test_a_slash_hides_no_depth(source: str) -> None:
    """`/>` closes only what is SVG's or MathML's, and only where the slash is no value's."""
    found = scan(source, CAPS)
    assert depth(LexborHTMLParser("<body>" + source).root) <= 3 * (found.depth + 1) + found.formatting + 2


@pytest.mark.parametrize(
    "source",
    [
        "<h1><small>k</small><svg/>" + "<x/>" * 2000 + "T</h1><p>text",
        "<svg><b/>" + "".join(f"<b id={number} />" for number in range(300)) + "<p>x" * 300,
        "<svg><g a=/>" * 300,
        "<svg><font color=red />" + "<x/>" * 2000,
    ],
    ids=["closed svg", "breakout", "slash in a value", "font"],
)
def test_depth_behind_slashes_is_refused(source: str) -> None:
    """A page that nests what looks closed gets a record, and no tree."""
    assert "markup.over_cap" in process(source.encode(), name="a.html").rules


@given(st.lists(st.sampled_from([*OPEN, *OPEN, *CLOSE, "x"]), max_size=60).map("".join))
def test_depth_is_never_below_that_of_the_tree(source: str) -> None:
    """Whatever is opened and closed in whatever order, the count covers the tree."""
    found = scan(source, CAPS)
    tree = depth(LexborHTMLParser("<body>" + source).root)
    # A parser adds tbody and tr around cells, and opens again what formatting was left open.
    assert tree <= 3 * found.depth + found.formatting + 2


@pytest.mark.parametrize(
    ("source", "most"),
    [
        pytest.param("<p>x" * 500, 1, id="paragraphs without ends"),
        pytest.param("<ul>" + "<li>x" * 500, 2, id="items without ends"),
        pytest.param("<table>" + "<tr><td>x<td>y" * 500, 3, id="rows and cells without ends"),
        pytest.param("<dl>" + "<dt>x<dd>y" * 500, 2, id="terms without ends"),
        pytest.param("<select>" + "<option>x" * 500, 2, id="options without ends"),
        pytest.param("<ruby>" + "x<rt>y" * 500, 2, id="readings without ends"),
        pytest.param("<div><b>x</div></b>" * 500, 2, id="ends in the wrong order"),
        pytest.param("<a href=x>y" * 500, 1, id="links without ends"),
        pytest.param("<td>x<tr>y" * 500, 0, id="cells outside a table"),
        pytest.param("<svg><path/><g/></svg>" * 500, 2, id="self-closing shapes"),
    ],
)
def test_what_honest_pages_leave_open_does_not_pile_up(source: str, most: int) -> None:
    """End tags that may be left out close what they close in every parser."""
    assert scan(source, CAPS).depth <= most


@pytest.mark.parametrize(
    "round_",
    [
        "<div><x></x>", "<div><object></div></object>", "<span><p></span></p>", "<b><p></b>",
        "<svg><desc><p></svg></p></desc>", "<x><table></x></table>", "<td><div>", "<div></y>",
        "<form><div></form>", "<a><table><a>", "<button><div></p>", "<li><section>",
    ],
)  # fmt: skip
def test_no_round_of_tags_hides_depth(round_: str) -> None:
    """A tree that deepens with every round is seen to deepen."""
    source = round_ * 60
    tree = depth(LexborHTMLParser("<body>" + source).root)
    found = scan(source, CAPS)
    assert tree <= 3 * found.depth + found.formatting + 2


def test_formatting_left_open_is_counted_across_blocks() -> None:
    """A block that ends does not close the formatting that a parser opens again after it."""
    assert scan("<p><b title=1></p>" * 20, CAPS).formatting == 20
