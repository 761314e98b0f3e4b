import time
from collections.abc import Callable

import pytest

from copydesk.review.rules import links

SENTENCE = "The old bridge over the harbour opened to walkers on Monday, and the first trams crossed it before noon. "
URL = "https://courier.example.com/2026/bridge"


def anchors(*urls: str) -> str:
    return " ".join(f'<a href="{url}">see here</a>' for url in urls)


def test_list_of_links_is_dense(judge: Callable, page: Callable) -> None:
    """`links.density`: a paragraph of links with hardly a word between them is a finding with both figures."""
    many = [f"<p>Also {anchors(f'https://courier.example.com/{n}')} and more</p>" for n in range(30)]
    finding = judge(page(SENTENCE, *many), url=URL)["links.density"]
    assert {item.name for item in finding.evidence} == {"links", "characters"}


def test_links_of_a_long_text_are_not_dense(judge: Callable, page: Callable) -> None:
    """`links.density`: as many links in a long text are no hit."""
    many = [f"<p>{SENTENCE * 2}{anchors(f'https://courier.example.com/{n}')}</p>" for n in range(12)]
    assert "links.density" not in judge(page(*many), url=URL)


def test_most_links_to_one_foreign_host_are_off_domain(judge: Callable, page: Callable) -> None:
    """`links.off_domain`: most links of the text lead to one host that is not the article's own."""
    text = page(*(f"<p>{SENTENCE * 2}{anchors(f'https://pills.example.net/{n}')}</p>" for n in range(8)))
    finding = judge(text, url=URL)["links.off_domain"]
    assert ("host", "example.net") in {(item.name, item.value) for item in finding.evidence}


@pytest.mark.parametrize(
    "urls",
    [
        [f"https://www.courier.example.com/{n}" for n in range(8)],
        [f"https://host{n}.example{n}.org/" for n in range(8)],
    ],
    ids=["own host", "many hosts"],
)
def test_links_to_the_own_or_to_many_hosts_are_no_hit(judge: Callable, page: Callable, urls: list[str]) -> None:
    """`links.off_domain`: a site's links to itself, or to many hosts, are no hit."""
    text = page(*(f"<p>{SENTENCE * 2}{anchors(url)}</p>" for url in urls))
    assert "links.off_domain" not in judge(text, url=URL)


def test_hidden_links_to_other_hosts_are_found(judge: Callable, page: Callable) -> None:
    """`links.hidden`: links to other hosts in text that readers cannot see are a finding that quotes the place."""
    spam = anchors("https://pills.example.net/", "https://casino.example.org/", "https://loans.example.info/")
    text = page(SENTENCE * 3, f'<div style="display:none">Buy now {spam} today</div>', SENTENCE * 3)
    finding = judge(text, url=URL)["links.hidden"]
    assert "pills.example.net" in finding.spans[0].text


def test_hidden_menu_of_own_links_is_no_hit(judge: Callable, page: Callable) -> None:
    """`links.hidden`: a hidden menu of the site's own pages is no hit."""
    menu = anchors(*(f"https://courier.example.com/{n}" for n in range(9)), "/relative")
    text = page(SENTENCE * 3, f'<div style="display:none">Menu {menu} end</div>', SENTENCE * 3)
    assert "links.hidden" not in judge(text, url=URL)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.com/a", "example.com"),
        ("https://news.example.co.uk/a", "example.co.uk"),
        ("https://example.com.au", "example.com.au"),
        ("https://a.b.example.de./", "example.de"),
        ("https://[broken", ""),
        ("mailto:desk@example.com", ""),
    ],
)
def test_site_is_what_one_owner_registers(url: str, expected: str) -> None:
    """A host's site is its last two labels, three where a country registers names below a second level."""
    assert links.site(url) == expected


def test_megabyte_of_hidden_markup_is_scanned_in_linear_time() -> None:
    """A megabyte of starts of links without an end is passed over once."""
    start = time.process_time()
    assert not links._RAW_HREF.findall('<a href="//' * 90_000 + " ")[90_000:]
    assert time.process_time() - start < 1
