"""How each contestant is loaded and called; nothing is imported before one is asked for.

Processes of the peers load this too, and most of them have no Copydesk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

URL = "https://news.example/story"
"""For peers that must have one, where the page's own is not known."""
SCHEMES = {"http", "https", "mailto"}


@dataclass(frozen=True, slots=True)
class Input:
    """What a request hands to a contestant."""

    data: bytes
    text: str
    """`data` decoded, for those who take text."""
    name: str
    content_type: str
    url: str | None
    title: str
    """Of a pair: the title that stands over `text`."""


Run = Callable[[Any], object]
"""What is timed, called with what was prepared."""
Prepare = Callable[[Input], Any]


def _copydesk() -> tuple[Prepare, Run]:
    from copydesk import process

    def run(given: Input) -> object:
        return process(given.data, name=given.name, content_type=given.content_type, url=given.url)

    return _as_it_is, run


def _copydesk_languages() -> tuple[Prepare, Run]:
    from copydesk.review import language
    from copydesk.settings import DEFAULTS
    from tests.benchmarks.language import article_of

    return lambda given: article_of(given.title, given.text), lambda article: language.review(article, DEFAULTS)


def _copydesk_datelines() -> tuple[Prepare, Run]:
    from tests.benchmarks.dateline import article_of, steps

    return lambda given: article_of(given.data, given.name), steps


def _copydesk_markup() -> tuple[Prepare, Run]:
    from copydesk.normalize import markup
    from copydesk.settings import DEFAULTS

    return _text, lambda text: markup.sanitize(text, base=None, settings=DEFAULTS)


def _bleach() -> tuple[Prepare, Run]:
    from bleach.sanitizer import Cleaner

    from copydesk.normalize import elements

    rules = elements.policy()
    attributes = {element: sorted(names) for element, names in rules.attributes.items()}
    cleaner = Cleaner(rules.elements, attributes, SCHEMES, strip=True, strip_comments=True)
    return _text, cleaner.clean


def _nh3() -> tuple[Prepare, Run]:
    import nh3

    from copydesk.normalize import elements

    rules = elements.policy()
    tags, attributes = set(rules.elements), {element: set(names) for element, names in rules.attributes.items()}
    for names in attributes.values():
        names.discard("rel")  # nh3 writes it itself
    return _text, lambda text: nh3.clean(
        text, tags=tags, attributes=attributes, url_schemes={"http", "https", "mailto"}
    )


def _trafilatura() -> tuple[Prepare, Run]:
    from trafilatura import bare_extraction

    def run(given: Input) -> object:
        return bare_extraction(given.text, url=given.url, with_metadata=True, include_comments=False)

    return _as_it_is, run


def _newspaper() -> tuple[Prepare, Run]:
    from newspaper import Article

    def run(given: Input) -> None:
        article = Article(given.url or URL, fetch_images=False)
        article.download(input_html=given.text)
        article.parse()

    return _as_it_is, run


def _readability() -> tuple[Prepare, Run]:
    from readability import Document

    def run(given: Input) -> None:
        document = Document(given.text)
        document.short_title()
        document.summary()

    return _as_it_is, run


def _goose() -> tuple[Prepare, Run]:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})
    return _text, lambda text: goose.extract(raw_html=text)


def _extruct() -> tuple[Prepare, Run]:
    from extruct import extract

    syntaxes = ["json-ld", "microdata", "opengraph"]
    return _as_it_is, lambda given: extract(given.text, base_url=given.url or URL, syntaxes=syntaxes, errors="ignore")


def _htmldate() -> tuple[Prepare, Run]:
    from htmldate import find_date

    return _as_it_is, lambda given: find_date(given.text, url=given.url, original_date=True)


def _mediacloud() -> tuple[Prepare, Run]:
    from mcmetadata import extract

    return _as_it_is, lambda given: extract(given.url or URL, html_text=given.text)


def _langdetect() -> tuple[Prepare, Run]:
    from langdetect import DetectorFactory, detect

    DetectorFactory.seed = 0
    return _as_it_is, lambda given: detect(given.title) != detect(given.text)


def _py3langid() -> tuple[Prepare, Run]:
    from py3langid import classify

    return _as_it_is, lambda given: classify(given.title)[0] != classify(given.text)[0]


def _pycld2() -> tuple[Prepare, Run]:
    from pycld2 import detect

    return _as_it_is, lambda given: detect(given.title)[2][0] != detect(given.text)[2][0]


def _as_it_is(given: Input) -> Input:
    return given


def _text(given: Input) -> str:
    return given.text


ENTRANTS: Mapping[str, tuple[str, Callable[[], tuple[Prepare, Run]]]] = {
    "copydesk": ("copydesk", _copydesk),
    "copydesk languages": ("copydesk", _copydesk_languages),
    "copydesk datelines": ("copydesk", _copydesk_datelines),
    "copydesk markup": ("copydesk", _copydesk_markup),
    "bleach": ("bleach", _bleach),
    "nh3": ("nh3", _nh3),
    "trafilatura": ("trafilatura", _trafilatura),
    "newspaper4k": ("newspaper4k", _newspaper),
    "readability-lxml": ("readability-lxml", _readability),
    "goose3": ("goose3", _goose),
    "extruct": ("extruct", _extruct),
    "htmldate": ("htmldate", _htmldate),
    "mediacloud-metadata": ("mediacloud-metadata", _mediacloud),
    "langdetect": ("langdetect", _langdetect),
    "py3langid": ("py3langid", _py3langid),
    "pycld2": ("pycld2", _pycld2),
}
"""The package whose version is told, and how the contestant is loaded."""
