"""Preview and report in a real Chromium: what is asked for, what runs, what the keyboard and screen readers find."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk import cli
from tests import golden
from tests.browser import chromium
from tests.browser.chromium import Chromium

ROOT = golden.CORPUS.parents[1]
AXE = Path(os.environ.get("AXE_CORE", ROOT / "node_modules/axe-core/axe.min.js"))
"""`npm install --no-save axe-core` puts it there; the check is skipped without it."""
NAMES = ("hostile-page", "repeated-headline-hindi", "wire-arabic", "wire-chinese")
VIOLATIONS = """axe.run(document, {resultTypes: ["violations"]}).then(found => found.violations.map(
    each => each.id + ": " + each.nodes.map(node => node.html.slice(0, 120)).join(" | ")))"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(chromium.found() is None, reason="there is no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    with Chromium() as running:
        yield running


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give a page of each kind, made by the commands."""
    folder = tmp_path_factory.mktemp("pages")
    articles = folder / "articles"
    articles.mkdir()
    made = {}
    for name in NAMES:
        source = next(golden.CORPUS.joinpath(name).glob("article.*"))
        (articles / f"{name}{source.suffix}").write_bytes(source.read_bytes())
        made[name] = folder / f"{name}.html"
        assert cli.main(["preview", str(articles / f"{name}{source.suffix}"), "-o", str(made[name])]) == 0
    made["report"] = folder / "report.html"
    cli.main(["check", "--write", str(articles)])
    assert cli.main(["report", str(articles), "-o", str(made["report"]), "--previews"]) == 0
    return made


KINDS = (*NAMES, "report")


@pytest.mark.parametrize("kind", KINDS)
def test_page_asks_nobody_for_anything(browser: Chromium, pages: dict[str, Path], kind: str) -> None:
    """The only request of a page and its frames is the page itself; no script runs and nothing is blocked."""
    opened = browser.open(pages[kind])
    assert opened.requested == [pages[kind].as_uri()]
    assert opened.ran == []
    assert opened.complaints == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [390, 768, 1440])
def test_page_fits_its_window(browser: Chromium, pages: dict[str, Path], kind: str, width: int) -> None:
    """From a phone to a wide screen, nothing but boxes of their own scrolls sideways."""
    opened = browser.open(pages[kind], width=width, height=844)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm install --no-save axe-core")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_page_is_accessible(browser: Chromium, pages: dict[str, Path], kind: str, dark: bool, width: int) -> None:  # noqa: FBT001
    """axe-core finds nothing to complain about, in light and dark, on a phone and a desk, folds opened too."""
    opened = browser.open(pages[kind], dark=dark, width=width)
    opened.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    opened.evaluate(AXE.read_text("utf-8"))
    assert opened.evaluate(VIOLATIONS) == []


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed: npm install --no-save axe-core")
def test_frame_is_accessible(browser: Chromium, pages: dict[str, Path], tmp_path: Path) -> None:
    """The document inside the sandboxed frame, opened by itself, is as sound as the page around it."""
    opened = browser.open(pages["wire-arabic"])
    inside = tmp_path / "frame.html"
    inside.write_text(opened.evaluate("document.querySelector('iframe').srcdoc"), "utf-8")
    framed = browser.open(inside)
    framed.evaluate(AXE.read_text("utf-8"))
    found = framed.evaluate(VIOLATIONS)
    assert [each for each in found if not each.startswith("page-has-heading-one")] == [], "its h1 is the page's"
    assert framed.evaluate("getComputedStyle(document.querySelector('p')).direction") == "rtl"


def test_frame_has_no_origin_and_runs_nothing(browser: Chromium, pages: dict[str, Path], tmp_path: Path) -> None:
    """Markup that a forged record would bring neither runs nor loads inside the frame."""
    page = pages["hostile-page"].read_text("utf-8")
    evil = "&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=https://evil.example/x onerror=alert(2)&gt;"
    forged = tmp_path / "forged.html"
    forged.write_text(page.replace("&lt;main&gt;", "&lt;main&gt;" + evil, 1), "utf-8")
    opened = browser.open(forged)
    assert opened.evaluate("document.querySelector('iframe').srcdoc.includes('alert(1)')")
    assert not [url for url in opened.requested if "evil.example" in url and not _blocked(browser, url)]
    assert opened.ran == []
    assert opened.evaluate("document.querySelector('iframe').contentDocument") is None


def _blocked(browser: Chromium, url: str) -> bool:
    """Whether a request was stopped by the page's policy before it left the browser."""
    numbers = {
        e["params"]["requestId"]
        for e in browser.events
        if e.get("method") == "Network.requestWillBeSent" and e["params"]["request"]["url"] == url
    }
    failed = {
        e["params"]["requestId"]
        for e in browser.events
        if e.get("method") == "Network.loadingFailed" and e["params"].get("blockedReason") == "csp"
    }
    return numbers <= failed


def test_keyboard_reaches_what_can_be_done(browser: Chromium, pages: dict[str, Path]) -> None:
    """Tab goes through quotes, folds and boxes that scroll, each with a visible outline; a quote leads to its mark."""
    opened = browser.open(pages["hostile-page"])
    seen = []
    for _ in range(12):
        opened.press("Tab")
        seen.append(opened.evaluate("document.activeElement.tagName + '.' + document.activeElement.className"))
        assert opened.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    assert {"A.", "SUMMARY."} <= set(seen)
    target = opened.evaluate("document.querySelector('.quotes a').hash")
    assert opened.evaluate(f"document.querySelector({target!r}).closest('mark') !== null")


def test_filter_hides_rows_without_a_script(browser: Chromium, pages: dict[str, Path]) -> None:
    """Choosing a verdict in the report shows its rows alone."""
    opened = browser.open(pages["report"])
    shown = (
        "[...document.querySelectorAll('.records tbody tr')].filter(row => row.offsetHeight).map(row => row.className)"
    )
    assert {"review", "allow"} <= set(opened.evaluate(shown))
    opened.evaluate("document.querySelector('#show-review').click()")
    assert set(opened.evaluate(shown)) == {"review"}


def test_words_of_a_headline_run_in_their_direction(browser: Chromium, pages: dict[str, Path]) -> None:
    """An Arabic headline runs from right to left, a Hindi and a Chinese one from left to right."""
    directions = {
        name: browser.open(pages[name]).evaluate("getComputedStyle(document.querySelector('h1')).direction")
        for name in NAMES[1:]
    }
    assert directions == {"repeated-headline-hindi": "ltr", "wire-arabic": "rtl", "wire-chinese": "ltr"}
