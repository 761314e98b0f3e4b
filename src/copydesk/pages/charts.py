"""Figures as drawings and tables: bars by day, languages of title against body, rules by count."""

from __future__ import annotations

from collections import Counter
from datetime import date

from copydesk.model import Verdict
from copydesk.pages.figures import VERDICTS, Figures
from copydesk.pages.languages import name
from copydesk.pages.tags import Safe, join, tag
from copydesk.review import registry

BARS = 60
"""Bars drawn at most; longer times are drawn by week or by month."""
LANGUAGES = 14
"""Languages of a matrix at most; the rest are one row and one column."""
OTHERS = "others"
WIDTH, HEIGHT = 960, 132


def trend(figures: Figures) -> Safe:
    """Return the verdicts by day, week or month as bars, and the same figures as a table."""
    unit, bars = _bars(figures)
    highest = max((bar.total() for bar in bars.values()), default=1)
    wide = WIDTH / max(len(bars), 1)
    drawn = []
    for at, (when, bar) in enumerate(bars.items()):
        top = float(HEIGHT)
        parts = []
        for verdict in reversed(VERDICTS):
            tall = (HEIGHT - 4) * bar[verdict] / highest
            top -= tall
            if bar[verdict]:
                place: dict[str, str | float] = {"x": f"{at * wide + 1:.1f}", "y": f"{top:.1f}"}
                size: dict[str, str | float] = {"width": f"{min(wide - 2, 40):.1f}", "height": f"{tall:.1f}"}
                parts.append(tag("rect", **place, **size, class_=verdict))
        drawn.append(tag("g", tag("title", f"{when}: {_said(bar)}"), *parts))
    first, last = next(iter(bars), ""), next(reversed(bars), "")
    base = tag("line", x1=0, x2=WIDTH, y1=HEIGHT, y2=HEIGHT, class_="base")
    ends = tag("p", tag("span", first), tag("span", last) if last != first else None, class_="ends")
    label = f"Verdicts by {unit}, {first} to {last}; the table below says the same"
    drawing = tag("svg", base, *drawn, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label, class_="bars")
    rows = [
        tag("tr", tag("th", when, scope="row"), *(tag("td", str(bar[v]), class_="figure") for v in VERDICTS))
        for when, bar in bars.items()
    ]
    head = tag("tr", tag("th", unit.capitalize(), scope="col"), *(tag("th", v, scope="col") for v in VERDICTS))
    inside = tag("table", tag("caption", f"Verdicts by {unit}"), tag("thead", head), tag("tbody", *rows))
    return tag("div", drawing, ends, tag("details", tag("summary", "As a table"), inside))


def matrix(figures: Figures) -> Safe:
    """Return how often each title language stood over each body language."""
    counts: Counter[str] = Counter()
    for (title, body), number in figures.pairs.items():
        counts[title] += number
        counts[body] += number
    shown = [code for code, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))][:LANGUAGES]
    cells: Counter[tuple[str, str]] = Counter()
    for (title, body), number in figures.pairs.items():
        cells[title if title in shown else OTHERS, body if body in shown else OTHERS] += number
    axis = [*shown, *([OTHERS] if any(OTHERS in pair for pair in cells) else [])]
    head = tag("tr", tag("td"), *(tag("th", _language(code), scope="col") for code in axis))
    rows = [
        tag("tr", tag("th", _language(title), scope="row"), *(_cell(title, body, cells[title, body]) for body in axis))
        for title in axis
    ]
    said = "Rows: language of the title. Columns: language of the body. und: cannot be told."
    table = tag(
        "table", tag("thead", head), tag("tbody", *rows), class_="matrix", aria_label="Languages, title by body"
    )
    return join(tag("p", said, class_="quiet"), _scrolling(table, "Table of languages"))


def rules(figures: Figures) -> Safe:
    """Return every rule that found something, with what people made of it."""
    known = registry.rules()
    most = max((tally.records for tally in figures.rules.values()), default=1)
    rows = []
    for rule, tally in sorted(figures.rules.items(), key=lambda pair: (-pair[1].enforced, -pair[1].records, pair[0])):
        bar = tag("rect", width=f"{100 * tally.records / most:.1f}", height=6)
        drawing = tag("svg", bar, viewBox="0 0 100 6", preserveAspectRatio="none", aria_hidden="true", class_="bar")
        says = tag("p", known[rule].says, class_="quiet") if rule in known else None
        numbers = (tally.records, tally.enforced, tally.upheld, tally.overturned, tally.unreviewed)
        cells = (tag("td", f"{number:,}", class_="figure") for number in numbers)
        rows.append(tag("tr", tag("th", tag("code", rule), says, scope="row"), *cells, tag("td", drawing)))
    names = ("Rule", "Records", "Enforced", "Upheld", "Overturned", "Unreviewed")
    kinds = (None, *("figure" for _ in names[1:]))
    head = tag("tr", *(tag("th", n, scope="col", class_=k) for n, k in zip(names, kinds, strict=True)), tag("td"))
    caption = tag("caption", "Upheld: a person decided block. Overturned: a person decided allow.")
    return _scrolling(tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="rules"), "Table of rules")


def _bars(figures: Figures) -> tuple[str, dict[str, Counter[Verdict]]]:
    """Return the unit of time and the counts by it, in order."""
    for unit, key in (("day", _day), ("week", _week), ("month", _month)):
        bars: dict[str, Counter[Verdict]] = {}
        for day in sorted(figures.days):
            bars.setdefault(key(day), Counter()).update(figures.days[day])
        if len(bars) <= BARS or unit == "month":
            return unit, dict(list(bars.items())[-BARS:])
    raise AssertionError("unreachable")


def _day(day: str) -> str:
    return day


def _week(day: str) -> str:
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:  # a forged record's day
        return "unknown"
    return f"{year}-W{week:02}"


def _month(day: str) -> str:
    return day[:7]


def _said(bar: Counter[Verdict]) -> str:
    return ", ".join(f"{bar[verdict]} {verdict}" for verdict in VERDICTS if bar[verdict])


def _language(code: str) -> Safe:
    return tag("abbr", code, title="other languages" if code == OTHERS else name(code))


def _cell(title: str, body: str, number: int) -> Safe:
    if not number:
        return tag("td", "·", class_="nothing")
    kind = "nothing" if "und" in (title, body) else "same" if title == body else "other"
    return tag("td", f"{number:,}", class_=kind)


def _scrolling(table: Safe, label: str) -> Safe:
    """Wide tables scroll in a box that the keyboard reaches."""
    return tag("div", table, class_="scroll", tabindex="0", role="region", aria_label=label)
