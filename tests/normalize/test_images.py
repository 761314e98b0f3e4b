"""One address stands for all that a picture offers."""

from __future__ import annotations

import time

import pytest

from copydesk.normalize import images

GIF = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP"


@pytest.mark.parametrize(
    ("srcset", "best"),
    [
        pytest.param("a.jpg", "a.jpg", id="one"),
        pytest.param("a.jpg 1x, b.jpg 2x", "b.jpg", id="densities"),
        pytest.param("a.jpg 320w, b.jpg 1200w, c.jpg 4000w", "b.jpg", id="the widest that is not for print"),
        pytest.param("a.jpg 4000w", "a.jpg", id="a print file is better than none"),
        pytest.param("a.jpg?x=1,2 640w, b.jpg 320w", "a.jpg?x=1,2", id="a comma in an address"),
        pytest.param(" , a.jpg 1x,", "a.jpg", id="stray commas"),
        pytest.param("a.jpg nonsense", "a.jpg", id="no width"),
        pytest.param("", None, id="empty"),
    ],
)
def test_the_best_candidate_of_a_set(srcset: str, best: str | None) -> None:
    """Larger is better up to what a screen shows."""
    assert images.best_of(srcset) == best


@pytest.mark.parametrize(
    ("values", "sources", "first"),
    [
        pytest.param({"src": "a.jpg", "srcset": "b.jpg 2x"}, [], "a.jpg", id="a real src"),
        pytest.param({"src": GIF, "data-src": "a.jpg"}, [], "a.jpg", id="lazy"),
        pytest.param({"src": "/img/placeholder.png", "data-srcset": "a.jpg 1x"}, [], "a.jpg", id="lazy set"),
        pytest.param({"src": "/spacer.gif"}, [{"srcset": "a.webp 1x"}], "a.webp", id="source of a picture"),
        pytest.param({"src": "/spacer.gif"}, [], "/spacer.gif", id="a placeholder is better than none"),
        pytest.param(
            {"src": GIF, "data-lazy": "true", "data-original": "a.jpg"}, [], "a.jpg", id="a flag is no address"
        ),
    ],
)
def test_the_first_candidate_of_a_picture(values: dict[str, str], sources: list[dict[str, str]], first: str) -> None:
    """A real address first, then those that scripts would load, then the sources around it."""
    assert next(images.candidates(values, sources)) == first


@pytest.mark.parametrize("piece", [",", " ", "a", "a ", "a,", "a 1w,", "a\t"])
def test_a_megabyte_of_anything_is_read_in_linear_time(piece: str) -> None:
    """No set of candidates takes longer than a second."""
    start = time.process_time()
    images.best_of(piece * (1_000_000 // len(piece)))
    list(images.candidates({"src": piece * (1_000_000 // len(piece))}, []))
    assert time.process_time() - start < 1
