"""Addresses come out absolute, public and written in one way, or not at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.normalize import urls

BASE = "https://paper.example/news/2026/"
WEB = frozenset(("http", "https", "mailto"))


@pytest.mark.parametrize(
    ("value", "url"),
    [
        pytest.param("https://a.example/x?y=1#z", "https://a.example/x?y=1#z", id="as it is"),
        pytest.param("HTTP://A.Example", "http://a.example", id="host in lower case"),
        pytest.param("  https://a.example/\n", "https://a.example/", id="blanks around"),
        pytest.param("https://a.exa\tmple/x", "https://a.example/x", id="tab inside, as browsers drop it"),
        pytest.param("b/c.html", "https://paper.example/news/2026/b/c.html", id="relative"),
        pytest.param("/b", "https://paper.example/b", id="from the root"),
        pytest.param("//cdn.example/b", "https://cdn.example/b", id="without scheme"),
        pytest.param("\\\\cdn.example\\b", "https://cdn.example/b", id="backslashes, as browsers read them"),
        pytest.param("https:\\\\a.example\\b", "https://a.example/b", id="backslashes after the scheme"),
        pytest.param("?page=2", "https://paper.example/news/2026/?page=2", id="query alone"),
        pytest.param(
            "https://bücher.example/ä ö", "https://bücher.example/ä%20ö", id="letters stay, blanks are escaped"
        ),
        pytest.param(
            "https://a.example/\"><b>'", "https://a.example/%22%3E%3Cb%3E%27", id="nothing ends the attribute"
        ),
        pytest.param("https:///a.example/x", "https://a.example/x", id="slashes too many, as browsers read them"),
        pytest.param("https://a.example:8080/x", "https://a.example:8080/x", id="port"),
        pytest.param("mailto:desk@paper.example?subject=x", "mailto:desk@paper.example", id="mail, the address alone"),
    ],
)
def test_addresses_of_honest_links_are_made_absolute(value: str, url: str) -> None:
    """A link leads where a browser would lead, written in one way."""
    assert urls.check(value, BASE, mail=True) == urls.Checked(url)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param("", "empty", id="empty"),
        pytest.param("#top", "fragment", id="fragment"),
        pytest.param("javascript:alert(1)", "script", id="script"),
        pytest.param("JaVa\tScRiPt:alert(1)", "script", id="script with a tab"),
        pytest.param("\x01javascript:1", "script", id="script after a control"),
        pytest.param("javascript:1", "script", id="script that looks like a port"),
        pytest.param("vbscript:1", "script", id="another script"),
        pytest.param("data:text/html,x", "data", id="data"),
        pytest.param("file:///etc/passwd", "scheme", id="file"),
        pytest.param("intent://x#Intent;end", "scheme", id="app"),
        pytest.param("https://user@a.example/", "userinfo", id="user"),
        pytest.param("https://paper.example@evil.example/", "userinfo", id="a host that is a user"),
        pytest.param("https://127.0.0.1/", "private_host", id="IPv4"),
        pytest.param("https://2130706433/", "private_host", id="IPv4 as a number"),
        pytest.param("https://0x7f.1/", "private_host", id="IPv4 in hexadecimal"),
        pytest.param("https://１２７.0.0.1/", "private_host", id="IPv4 in wide figures"),
        pytest.param("https://127。0。0。1/", "private_host", id="IPv4 with wide dots"),
        pytest.param("https://[::1]/", "private_host", id="IPv6"),
        pytest.param("http://localhost:8080/", "private_host", id="localhost"),
        pytest.param("http://localhost./", "private_host", id="localhost with a dot"),
        pytest.param("http://metadata.google.internal/", "private_host", id="internal"),
        pytest.param("http://printer.local/", "private_host", id="local"),
        pytest.param("https://a.example:99999/", "malformed", id="no such port"),
        pytest.param("https://a%2eexample/", "malformed", id="escapes in the host"),
        pytest.param("https://", "malformed", id="nothing"),
        pytest.param("mailto:a@b@c", "malformed", id="no address"),
        pytest.param("https://a.example/" + "x" * 5000, "too_long", id="too long"),
    ],
)
def test_addresses_that_may_not_be_shown_say_why(value: str, reason: str) -> None:
    """What is refused is refused with its reason."""
    assert urls.check(value, BASE, mail=True) == urls.Checked(None, reason)


def test_relative_address_without_a_base_is_refused() -> None:
    """A link never leads to the host of whoever shows the article."""
    assert urls.check("/x", None) == urls.Checked(None, "relative")


def test_pictures_are_asked_for_over_https() -> None:
    """A page served over https may not show a picture served over http."""
    assert urls.check("http://a.example:80/x.png", None, secure=True).url == "https://a.example/x.png"


@given(
    st.text(alphabet=st.characters(max_codepoint=0x2FFF), max_size=60),
    st.sampled_from(["", "http://", "https:", "//", "java", "mailto:"]),
)
def test_checked_addresses_are_canonical_and_stay_as_they_are(text: str, start: str) -> None:
    """What the first check writes, the last gate accepts and a second check leaves alone."""
    url = urls.check(start + text, BASE, mail=True).url
    if url is not None:
        assert urls.canonical(url, WEB)
        assert urls.check(url, None, mail=True).url == url


@pytest.mark.parametrize("piece", ["a", ":", "/../", "a.", "\x01", "@", "%", "javascript:", "-"])
def test_a_megabyte_of_anything_is_checked_in_linear_time(piece: str) -> None:
    """No address takes longer than a tenth of a second, in either check."""
    value = piece * (1_000_000 // len(piece))
    start = time.process_time()
    urls.check(value, BASE, mail=True)
    urls.canonical(f"https://{value}", WEB)
    urls.canonical(f"mailto:{value}", WEB)
    assert time.process_time() - start < 0.3
