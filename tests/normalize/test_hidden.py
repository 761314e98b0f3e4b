"""What an element's own attributes keep from being seen is hidden; what waits to be shown is not."""

from __future__ import annotations

import time

import pytest

from copydesk.intake.visible import is_hidden
from copydesk.normalize.hidden import hides, style_hides


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : NONE !important", "color:red;display:/**/none", "visibility: hidden",
        "visibility:collapse",
        "font-size:0", "font-size: 0px;", "opacity:0", "opacity: 0.0;", "position:absolute;left:-9999px",
        "text-indent:-10000em",
        "clip: rect(0 0 0 0)", "clip: rect(1px, 1px, 1px, 1px)", "clip-path: inset(50%)",
        "position:fixed; top : -9999px", "font-size:0.0em",
    ],
)  # fmt: skip
def test_styles_that_hide(style: str) -> None:
    """Every usual way to keep text from the eye is known."""
    assert hides({"style": style}, "p")


@pytest.mark.parametrize(
    "style",
    ["display:block", "font-size:0.9em", "opacity:0.5", "left:-10px", "visibility:visible", "background:url(none)", "",
     "fill-opacity:0", "clip:rect(0,100px,100px,0)", "opacity:00.50", "margin:-1234px 0", "scroll-margin-top:-9999px"],
)  # fmt: skip
def test_styles_that_show(style: str) -> None:
    """A look-alike hides nothing."""
    assert not hides({"style": style}, "p")


@pytest.mark.parametrize("style", ["display:none", "position:absolute;top:-9999px", "clip:rect(1px,1px,1px,1px)"])
def test_pages_and_the_sanitizer_know_the_same_styles(style: str) -> None:
    """What a page's reader leaves out is what the sanitizer would take out."""
    assert is_hidden({"style": style}) == hides({"style": style}, "p") == style_hides(style)


def test_pictures_wait_hidden_until_they_are_loaded() -> None:
    """A picture that a script would show is the article's."""
    assert not hides({"style": "opacity:0"}, "img")


def test_hidden_attribute_hides_unless_it_is_for_searching() -> None:
    """`until-found` is text that opens when it is looked for."""
    assert hides({"hidden": ""}, "p")
    assert not hides({"hidden": "until-found"}, "p")


@pytest.mark.parametrize("piece", ["/*", "display:", " ", "/*a", "left:-", "*/", "font-size:0"])
def test_a_megabyte_of_style_is_read_in_linear_time(piece: str) -> None:
    """No style takes longer than a second."""
    start = time.process_time()
    hides({"style": piece * (1_000_000 // len(piece))}, "p")
    assert time.process_time() - start < 1
