import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.normalize import gate

PLAIN = gate.plain(images=True, tables=True)

pieces = st.sampled_from(
    [
        "<p>", "</p>", "<b>", "</b", "<a href='https://news.example/a?b=1&amp;c=2&d'>", "</a>", "<ul><li>", "<br/>",
        "<table><td>", '<img src=https://news.example/1.png alt="a\'b" alt=2>', "<col>", "<svg><a xlink:href=x>",
        "<script>", "</script>", "<style>", "<textarea>", "<noscript>", "<select><option>", "<template>", "<math><mi>",
        "<plaintext>", "<!--", "-->", "--!>", "<!doctype html>", "<?php", "<![CDATA[", "]]>", "<nottag a b <p>", "<",
        "</", "</ >", "<b a=", "<p <b", "<p a'b=\"c", "&amp;", "&lt;p", "&#x0;", "&nosuch;", "&copy", "&", "\n", " ",
        "\r", "\r\n", "\x0c", "\0", "\ufffe", "\ud800", "text", "文", ">", "'", '"', "=", "/", "<form>",
        "<meta charset=latin-1>",
    ]
)  # fmt: skip


@given(st.lists(pieces | st.text(max_size=5), max_size=30).map("".join))
def test_outcome_is_that_of_bleach_as_it_comes(html: str) -> None:
    """Whatever the markup, hostile or cut off, the gate writes what bleach with its own stream and walk writes."""
    assert gate.cleaner(images=True, tables=True).clean(html) == PLAIN.clean(html)


@pytest.mark.parametrize("unit", ["<p>word <b>word</b></p>", "<li>", "word ", "&", "<br>"], ids=str)
def test_outcome_is_the_same_over_several_of_the_streams_parts(unit: str) -> None:
    """html5lib reads ten thousand characters at a time; text and tags across such a border stay whole."""
    html = unit * (25_000 // len(unit))
    assert gate.cleaner(images=True, tables=True).clean(html) == PLAIN.clean(html)


def test_time_grows_with_the_number_of_blocks() -> None:
    """Four times the blocks take about four times the time, not sixteen times."""
    cleaner = gate.cleaner(images=True, tables=True)

    def seconds(blocks: int) -> float:
        gc.collect()
        gc.disable()  # it would look through all that the other tests left, the more often the more is made
        try:
            start = time.process_time()
            cleaner.clean("<p>word <b>word</b>" * blocks)
            return time.process_time() - start
        finally:
            gc.enable()

    assert min(seconds(8_000) for _ in range(2)) < 8 * min(seconds(2_000) for _ in range(3))
