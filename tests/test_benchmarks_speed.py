"""`make bench`: what is made, timed, compared, drawn and said."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET  # our own pictures
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from copydesk import process
from tests.benchmarks import floors
from tests.benchmarks.speed import __main__ as speed
from tests.benchmarks.speed import articles, growth, page, peers, pictures, plot, timing

READ_AS = {
    "HTML": "html",
    "HTML, a tenth article": "html",
    "plain text": "text",
    "Markdown": "markdown",
    "ninjs": "ninjs",
    "schema.org": "news-article",
    "WordPress": "wordpress",
    "JSON Feed": "json-feed",
    "RSS": "rss",
    "Atom": "atom",
    "NITF": "nitf",
    "NewsML-G2": "newsml-g2",
}
RESULTS: dict[str, Any] = json.loads(page.RESULTS.read_text(encoding="utf-8")) if page.RESULTS.exists() else {}


@pytest.mark.parametrize("form", articles.FORMATS)
def test_made_article_is_read_as_its_format(form: str) -> None:
    """What is timed is the whole way of an article, not a refusal, and the same bytes each time."""
    data, name, content_type = articles.made(form, 4, 7)
    record = process(data, name=name, content_type=content_type)
    assert (record.source.format, record.verdict) == (READ_AS[form], "allow")
    assert record.headline == articles.headline(7)
    assert [author.name for author in record.byline.authors] == ["Ingrid Dahl"]
    assert record.dateline
    assert data == articles.made(form, 4, 7)[0] != articles.made(form, 4, 8)[0]
    assert 4096 <= len(data) < 1.5 * 4096


@pytest.mark.parametrize("form", growth.FORMS)
def test_largest_article_of_the_growth_is_not_refused(form: str) -> None:
    """The line is fitted to articles that were processed."""
    data, name, content_type = articles.made(form, growth.FORMS[form][-1], 0)
    assert process(data, name=name, content_type=content_type).verdict == "allow"


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_every_contestant_is_first_equally_often(count: int) -> None:
    """The order turns, forwards and backwards."""
    orders = [timing.order(count, turn) for turn in range(2 * count)]
    assert all(sorted(each) == list(range(count)) for each in orders)
    assert set(Counter(each[0] for each in orders).values()) == {2}
    assert count < 3 or len({tuple(each) for each in orders}) == 2 * count


class Fixed:
    """A contestant with given times, one a call."""

    def __init__(self, name: str, answers: list[dict[str, Any]]) -> None:
        self.name = name
        self.asked: list[Any] = []
        self._answers = iter(answers)

    def time(self, request: Any) -> dict[str, Any]:
        self.asked.append(request)
        return next(self._answers)


def seconds(*each: float) -> list[dict[str, Any]]:
    return [{"cpu": one, "wall": 2 * one} for one in each]


def test_each_round_asks_everyone_everything() -> None:
    """Warming up comes first, tells what the first input took, and is left out of the answers."""
    both = [Fixed("a", seconds(9, 1, 2)), Fixed("b", seconds(8, 3, 4))]
    assert timing.warmed(both, [{"n": 0}]) == [9, 8]
    answers = timing.one_round(both, [{"n": 1}, {"n": 2}])
    assert [[one["cpu"] for one in each] for each in answers] == [[1, 2], [3, 4]]
    assert [each.asked for each in both] == [[{"n": 0}, {"n": 1}, {"n": 2}]] * 2


def test_best_round_counts_and_ratios_are_of_what_both_did() -> None:
    """An input that one failed on is counted as failed, and is in no ratio."""
    broken = [{"error": "crashed"}, *seconds(6)]
    found = timing.figures(["ours", "peer"], [[seconds(1, 2), seconds(4, 4)], [seconds(3, 1), broken]])
    assert found["ours"]["cpu_ms"]["median"] == 1000
    assert found["ours"]["wall_ms"]["median"] == 2000
    peer = found["peer"]
    assert (peer["inputs"], peer["failed"], peer["errors"]) == (1, 1, ["crashed"])
    assert peer["of_ours"]["median"] == peer["of_ours"]["by_input"]["median"] == 4
    assert peer["of_ours"]["by_round"] == [2, 6]


def test_contestant_that_failed_on_everything_has_no_times() -> None:
    """Nothing is divided by nothing."""
    found = timing.figures(["ours", "peer"], [[seconds(1), [{"error": "ValueError"}]]])
    assert found["peer"] == {"inputs": 0, "failed": 1, "errors": ["ValueError"], "of_ours": {}}
    assert "failed on all" in speed.contests.said("peer", found["peer"])


@pytest.mark.parametrize("exponent", [0.8, 1.0, 2.0])
def test_exponent_is_found_whatever_every_article_costs(exponent: float) -> None:
    """A base does not make growth look slower than it is."""
    sizes = [2.0**i for i in range(10)]
    found, factor, base = timing.power(sizes, [5 + 0.3 * size**exponent for size in sizes])
    assert found == exponent
    assert (factor, base) == (pytest.approx(0.3), pytest.approx(5))


def test_spread_is_of_all_values() -> None:
    """Quartiles lie between the values next to them."""
    assert timing.spread([4, 1, 3, 2]) == {
        "median": 2.5,
        "q1": 1.75,
        "q3": 3.25,
        "p95": pytest.approx(3.85),
        "mean": 2.5,
    }


def test_contestant_answers_and_is_started_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that raises, dies or hangs is counted as such, and the next input finds it running; not for ever."""
    small = {"made": ["plain text", 1, 1]}
    with peers.started(["copydesk"]) as [ours]:
        assert ours.time(small)["cpu"] > 0
        assert ours.memory()["megabytes"] > 10
        assert ours.time({"file": "missing.html"}) == {"error": "FileNotFoundError"}
        assert ours._child
        ours._child.kill()
        assert ours.time(small) == {"error": "crashed"}
        assert ours.time(small)["cpu"] > 0
        monkeypatch.setattr(peers, "PATIENCE", 0.0)
        assert ours.time(small) == {"error": "hung"}
        assert ours._child is None
        monkeypatch.undo()
        assert ours.time(small)["cpu"] > 0
        child = ours._child
        assert child
        child.kill()
        assert [ours.time(small)["error"] for _ in range(2)] == ["crashed", "left alone"]
    assert child.returncode is not None


def test_contestant_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The others run, and a line says who does not and how to get it."""
    monkeypatch.setattr(peers, "ROOT", tmp_path)
    said: list[str] = []
    with peers.started(["trafilatura"], said.append) as running:
        assert running == []
    assert "trafilatura: skipped" in said[0]
    assert "make setup-bench" in said[0]
    with peers.started(["trafilatura"], tell=None) as [gone]:  # it was there in an earlier round
        assert gone.time({"text": ""}) == {"error": "crashed"}


def test_contest_is_between_those_that_run(capsys: pytest.CaptureFixture[str]) -> None:
    """Figures of several rounds have every contestant's version, memory and start, and a line each."""
    inputs = [{"text": f"<p>Story {i}<script>x()</script>"} for i in range(3)]
    found = speed.contests.contest(["copydesk markup", "bleach", "nobody"], inputs, 2, warm=inputs[:1])
    assert (found["inputs"], found["rounds"], list(found["contestants"])) == (3, 2, ["copydesk markup", "bleach"])
    for told in found["contestants"].values():
        assert told["version"]
        assert min(told["cpu_ms"]["median"], told["imports_ms"], told["first_ms"], told["peak_megabytes"]) > 0
    assert found["contestants"]["bleach"]["of_ours"]["median"] > 0
    assert "nobody: skipped" in capsys.readouterr().out
    with pytest.raises(RuntimeError, match="does not start"):
        speed.contests.contest(["nobody"], inputs, 1)


ROWS = [plot.Row("copydesk", 1, 2, 3, 9, ours=True), plot.Row("a & b", 10, 20, 30, 400, ours=False)]
LINES = [plot.Line("one", [(1, 1), (10, 100)]), plot.Line("two", [(1, 2), (10, 101)])]


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        pytest.param(plot.ranges("Times", "milliseconds", ROWS), {"Times", "milliseconds", "a & b"}, id="ranges"),
        pytest.param(plot.lines("Growth", "kB", "ms", LINES, log=True), {"Growth", "kB", "ms", "two"}, id="log lines"),
        pytest.param(plot.lines("Events", "events", "MB", LINES), {"events", "MB", "0"}, id="lines"),
        pytest.param(plot.bars("Imports", "ms", [("a", 10.0), ("b", 0.0)]), {"Imports", "ms", "a"}, id="bars"),
    ],
)
def test_picture_is_whole(picture: str, said: set[str]) -> None:
    """It is well-formed, names its axes, has colours for both kinds of paper, and draws nothing beside the paper."""
    tree = ET.fromstring(picture)  # noqa: S314 -- our own
    texts = {each.text for each in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert said <= texts
    assert "prefers-color-scheme:dark" in picture
    wide, high = float(tree.get("width", 0)), float(tree.get("height", 0))
    for each in tree.iter():
        assert 0 <= float(each.get("cx", each.get("x", 0))) <= wide
        assert 0 <= float(each.get("cy", each.get("y", 0))) <= high


def test_names_at_the_ends_of_lines_do_not_lie_on_each_other() -> None:
    """Two lines that end together are named one below the other."""
    assert plot._apart([100, 101, 50]) == [100, 116, 50]


@pytest.mark.parametrize(
    ("low", "high", "log", "ticks"),
    [
        (0, 10, False, [0, 2, 4, 6, 8, 10]),
        (1, 20, True, [1, 2, 5, 10, 20]),
        (1, 10_000, True, [1, 10, 100, 1000, 10_000]),
    ],
)
def test_ticks_are_round(*, low: float, high: float, log: bool, ticks: list[float]) -> None:
    """An axis is marked at figures that people read easily."""
    assert plot.Axis(low, high, 0, 100, log).ticks() == ticks


@pytest.mark.skipif(not RESULTS, reason="nothing was measured yet")
def test_page_and_pictures_are_those_of_the_results() -> None:
    """`make bench-pages` writes them anew."""
    assert page.PAGE.read_text(encoding="utf-8") == page.page(RESULTS)
    drawn = {f"{name}.svg": picture for name, picture in pictures.drawn(RESULTS["subjects"]).items()}
    assert {each.name: each.read_text(encoding="utf-8") for each in page.PICTURES.iterdir()} == drawn


@pytest.mark.skipif(not RESULTS, reason="nothing was measured yet")
def test_floors_are_of_figures_that_a_run_gives() -> None:
    """No floor waits for a figure that nothing measures."""
    names = {name for kind in floors.load()["speed"].values() for name in kind}
    assert names <= speed.figures(RESULTS["subjects"]).keys()


def test_wall_times_of_a_busy_machine_are_not_held() -> None:
    """CPU times are, whatever else runs."""
    ratio = {"of_baseline": {"events_per_second": {"median": 0.5}, "cpu_ms": {"median": 0.7}}}
    results = {"load": {"8": ratio}, "cold": {"of_baseline": {"median": 2.0}}}
    assert speed.figures(results, busy=True) == {"load.8.cpu_ms.of_baseline": 0.7}
    assert speed.figures(results).keys() >= {"load.8.events_per_second.of_baseline", "cold.of_baseline"}


def test_page_leaves_out_what_was_not_measured() -> None:
    """A run without the cases of others, or with a subject that broke, still gives a page."""
    told = dict.fromkeys(["date", "processor", "cores", "system", "python", "commit"], "x")
    told |= {"seconds": 5, "load_before": 0.0}
    text = page.page({"machine": told, "subjects": {"pages": {}, "cold": {"broke": "RuntimeError"}}})
    assert "Nowhere in this run" in text
    assert "## Cold start" not in text
