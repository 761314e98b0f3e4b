"""Figures as SVG: ranges, lines and bars, with axes and units, readable on light and dark paper.

A viewer's colours are asked for inside the picture (`prefers-color-scheme`), and the paper is drawn too, so that it
reads wherever it is shown. Ours is the strong colour; lines are named at their ends and told apart by dashes as well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 760
LEFT = 170
"""Room for the names of rows."""
RIGHT = 150
"""Room for what is said behind a row or a line."""
STYLE = """
svg{--paper:#fff;--ink:#1f2328;--quiet:#59636e;--grid:#d8dee4;--c0:#0969da;--c1:#bc4c00;--c2:#1a7f37;--c3:#8250df;
--c4:#9a6700;--them:#8c959f;font:13px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}
@media (prefers-color-scheme:dark){svg{--paper:#0d1117;--ink:#e6edf3;--quiet:#9198a1;--grid:#2f363d;--c0:#4493f8;
--c1:#f0883e;--c2:#3fb950;--c3:#ab7df8;--c4:#d29922;--them:#7d8590}}
.paper{fill:var(--paper)}text{fill:var(--ink)}.quiet{fill:var(--quiet)}.title{font-weight:600;font-size:14px}
.grid{stroke:var(--grid);stroke-width:1}.ours{fill:var(--c0)}.them{fill:var(--them)}.range{opacity:.45}
.tick{stroke:var(--quiet);stroke-width:2}.line{fill:none;stroke-width:2}.band{opacity:.15}
""".replace("\n", "")
DASHES = ("", "7 4", "2 3", "9 3 2 3", "12 5")


@dataclass(frozen=True, slots=True)
class Row:
    """One contestant: half of its times lie in the range from `q1` to `q3`, one in twenty lies above `p95`."""

    label: str
    q1: float
    median: float
    q3: float
    p95: float
    ours: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of points, left to right."""

    label: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values lie between two places of the picture."""

    low: float
    high: float
    start: float
    end: float
    log: bool

    def at(self, value: float) -> float:
        """Return the place of a value; what lies outside is put on the edge."""
        value = min(max(value, self.low), self.high)
        low, high, value = (math.log10(v) if self.log else v for v in (self.low, self.high, value))
        return self.start + (value - low) / ((high - low) or 1) * (self.end - self.start)

    def ticks(self) -> list[float]:
        """Return the round values along it: 1, 2 and 5 of each power of ten, or equal steps."""
        if self.log:
            powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
            few = math.log10(self.high / self.low) > 3
            values = [step * 10.0**power for power in powers for step in ((1,) if few else (1, 2, 5))]
        else:
            step = _step(self.high - self.low)
            first = math.ceil(self.low / step)
            values = [step * i for i in range(first, int(self.high / step + 1e-9) + 1)]
        return [value for value in values if self.low * 0.999 <= value <= self.high * 1.001]


def _step(width: float) -> float:
    rough = (width or 1) / 5
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= rough)


def ranges(title: str, unit: str, rows: Sequence[Row], *, log: bool = True) -> str:
    """Return rows with quartiles as a bar, the median as a dot and p95 as a stroke."""
    values = [value for row in rows for value in (row.q1, row.p95, row.median)]
    axis = Axis(min(values) * 0.8 if log else 0.0, max(values) * 1.1, LEFT, WIDTH - RIGHT, log)
    bottom = 44 + 28 * len(rows)
    parts = _grid(axis, 40, bottom, unit)
    for place, row in enumerate(rows):
        y, kind = 58 + 28 * place, "ours" if row.ours else "them"
        left, right, late = axis.at(row.q1), axis.at(row.q3), axis.at(row.p95)
        parts += [
            _text(LEFT - 10, y + 4, row.label, anchor="end"),
            f'<rect class="{kind} range" x="{left:.1f}" y="{y - 7}" width="{max(right - left, 1):.1f}" height="14"/>',
            f'<circle class="{kind}" cx="{axis.at(row.median):.1f}" cy="{y}" r="5"/>',
            f'<line class="tick" x1="{late:.1f}" x2="{late:.1f}" y1="{y - 7}" y2="{y + 7}"/>',
            _text(WIDTH - RIGHT + 12, y + 4, f"{figure(row.median)} / {figure(row.p95)}", kind="quiet"),
        ]
    parts.append(_text(WIDTH - RIGHT + 12, 34, "median / p95", kind="quiet"))
    return _picture(title, parts, bottom + 48)


def lines(
    title: str, across: str, up: str, series: Sequence[Line], *, log: bool = False, marks: Sequence[float] = ()
) -> str:
    """Return lines over a common axis, named at their ends, marked across at `marks` or round values."""
    xs = [x for line in series for x, _ in line.points]
    ys = [y for line in series for _, y in line.points]
    bottom = 330
    axis_x = Axis(min(xs), max(xs), 70, WIDTH - RIGHT - 20, log)
    axis_y = Axis(min(ys) * 0.8 if log else 0.0, max(ys) * 1.1, bottom, 60, log)
    parts = _grid(axis_x, 60, bottom, across, marks)
    for value in axis_y.ticks():
        y = axis_y.at(value)
        parts.append(f'<line class="grid" x1="70" x2="{WIDTH - RIGHT - 20}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(_text(62, y + 4, figure(value), anchor="end", kind="quiet"))
    parts.append(_text(14, 48, up, kind="quiet"))
    ends = _apart([axis_y.at(line.points[-1][1]) for line in series])
    for place, line in enumerate(series):
        way = " ".join(f"{axis_x.at(x):.1f},{axis_y.at(y):.1f}" for x, y in line.points)
        colour, dash = f"var(--c{place % 5})", DASHES[place % 5]
        parts.append(
            f'<polyline class="line" points="{way}" style="stroke:{colour};stroke-dasharray:{dash or "none"}"/>'
        )
        parts += [
            f'<circle cx="{axis_x.at(x):.1f}" cy="{axis_y.at(y):.1f}" r="3" style="fill:{colour}"/>'
            for x, y in line.points
        ]
        parts.append(_text(axis_x.at(line.points[-1][0]) + 12, ends[place] + 4, line.label, style=f"fill:{colour}"))
    return _picture(title, parts, bottom + 48)


def bars(title: str, unit: str, rows: Sequence[tuple[str, float]]) -> str:
    """Return rows as bars from zero, with their figures."""
    axis = Axis(0.0, max(value for _, value in rows) * 1.05, LEFT, WIDTH - RIGHT, log=False)
    bottom = 44 + 24 * len(rows)
    parts = _grid(axis, 40, bottom, unit)
    for place, (label, value) in enumerate(rows):
        y = 48 + 24 * place
        parts += [
            _text(LEFT - 10, y + 12, label, anchor="end"),
            f'<rect class="ours" x="{LEFT}" y="{y}" width="{max(axis.at(value) - LEFT, 1):.1f}" height="16"/>',
            _text(axis.at(value) + 8, y + 12, figure(value), kind="quiet"),
        ]
    return _picture(title, parts, bottom + 48)


def figure(value: float) -> str:
    """Return a figure as short as its size allows."""
    if value and abs(value) < 0.1:
        return f"{value:.2g}"
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _grid(axis: Axis, top: float, bottom: float, unit: str, marks: Sequence[float] = ()) -> list[str]:
    parts = []
    for value in marks or axis.ticks():
        x = axis.at(value)
        parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{bottom}"/>')
        parts.append(_text(x, bottom + 18, figure(value), anchor="middle", kind="quiet"))
    parts.append(_text((axis.start + axis.end) / 2, bottom + 38, unit, anchor="middle", kind="quiet"))
    return parts


def _apart(places: Sequence[float], room: float = 16) -> list[float]:
    """Return places moved so that names at them do not lie on each other, in the order given."""
    moved = list(places)
    last = -math.inf
    for i in sorted(range(len(places)), key=lambda i: places[i]):
        moved[i] = last = max(places[i], last + room)
    return moved


def _text(x: float, y: float, text: str, *, anchor: str = "start", kind: str = "", style: str = "") -> str:
    named = (f' class="{kind}"' if kind else "") + (f' style="{style}"' if style else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{named}>{escape(text)}</text>'


def _picture(title: str, parts: Sequence[str], height: float) -> str:
    size = f'viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" height="{height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(title)}"><style>{STYLE}</style>'
        f'<rect class="paper" width="{WIDTH}" height="{height:.0f}" rx="6"/>{_text(14, 24, title, kind="title")}\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )
