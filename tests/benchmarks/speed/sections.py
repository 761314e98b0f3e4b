"""The sections of docs/performance.md: what was measured, as words, pictures and tables."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from typing import Any

from tests.benchmarks.speed.plot import figure

PICTURES = "performance"
"""Folder of the pictures beside the page."""
DOES = {
    "copydesk": "the whole record: headline, byline, dateline, dates, languages, safe markup, text, findings",
    "copydesk languages": "is this title in the language of this body",
    "copydesk datelines": "byline, dateline, dates of a lead",
    "copydesk markup": "bleach and what stands around it, with a report",
    "trafilatura": "title, authors, date, text",
    "newspaper4k": "title, authors, date, language, text, picture",
    "readability-lxml": "title, the article's markup",
    "goose3": "title, authors, date, language, text",
    "mediacloud-metadata": "title, date, language, text",
    "extruct": "structured data alone: JSON-LD, microdata, OpenGraph",
    "htmldate": "the date alone",
    "langdetect": "names both languages",
    "py3langid": "names both languages",
    "pycld2": "names both languages",
    "bleach": "sanitizes, the same allow-list",
    "nh3": "sanitizes, the same allow-list",
}
"""What each contestant does in the time it takes."""


def newspapers(found: dict[str, Any]) -> str:
    """Return the section on pages."""
    return section(
        "Pages of newspapers",
        f"{found['inputs']} pages of newspapers, {found['rounds']} rounds. Who does less is faster for that reason "
        "too: the second column says what each does.",
        _image("pages", "CPU time of a page by contestant"),
        _contestants(found),
    )


def corpus(found: dict[str, Any]) -> str:
    """Return the section on our own articles."""
    return section(
        "Our own articles",
        f"The {found['inputs']} articles of `tests/corpus/`, in all formats and many charsets, most of them short: "
        f"{_times(found, 'copydesk')}.",
    )


def formats(found: dict[str, Any]) -> str:
    """Return the section on formats and sizes."""
    sizes = list(next(iter(found.values())))
    head = [f"{size} kB" for size in sizes]

    def medians(form: str, name: str) -> list[str]:
        contests = (found[form][size]["contestants"].get(name, {}) for size in sizes)
        return [figure(told["cpu_ms"]["median"]) if "cpu_ms" in told else "-" for told in contests]

    beside: list[str] = []
    for form in found:
        names = list(found[form][sizes[0]]["contestants"])
        if len(names) > 1:
            beside.append(f"Beside others, `{form}`, median ms:")
            beside.append(_table(["", *head], ([name, *medians(form, name)] for name in names)))
    return section(
        "Formats and sizes",
        "Articles of our own making (`tests/benchmarks/speed/articles.py`), four of each size, median ms. `HTML` is "
        "half article and half what stands around one; of a site's page rather a tenth is article.",
        _table(["format", *head], ([form, *medians(form, "copydesk")] for form in found)),
        *beside,
    )


def pairs(found: dict[str, Any]) -> str:
    """Return the section on languages."""
    return section(
        "Title against body",
        f"{found['inputs']} pairs of title and body in many languages, {found['rounds']} rounds. The others are the "
        "naive rule: name the language of each, compare the names. How often ours is right is in "
        "[language.md](language.md).",
        _image("pairs", "CPU time of a pair by contestant"),
        _contestants(found),
    )


def datelines(found: dict[str, Any]) -> str:
    """Return the section on datelines."""
    return section(
        "Datelines",
        f"The steps of byline, dateline and dates on {found['inputs']} leads: {_times(found, 'copydesk datelines')}. "
        "No library that reads datelines was found to measure beside it.",
    )


def fragments(found: dict[str, Any]) -> str:
    """Return the section on sanitizing."""
    return section(
        "Sanitizing",
        f"{found['inputs']} bodies' markup, {found['rounds']} rounds. Ours has bleach in it, and tells what was taken "
        "out; nh3 alone shows what is possible without it.",
        _image("fragments", "CPU time of a body's markup by contestant"),
        _contestants(found),
    )


def load(found: dict[str, Any]) -> str:
    """Return the section on the function under load."""
    both = all("of_baseline" in one for one in found.values())
    text = "The function under functions-framework with eight threads and a local bucket on the same machine"
    if both:
        text += (
            ", in turns with a function written by hand with the same four packages. In brackets: ours by the other's"
        )
    return section(
        "The function under load",
        f"{text}. Articles of 20 kB; medians of several runs.",
        _image("load", "events a second by number in flight"),
        _table(
            ["in flight", "events/s", "p50 ms", "p95 ms", "CPU ms an event", "MB"],
            ([flight, *(_beside(one, key) for key in LOAD), _megabytes(one)] for flight, one in found.items()),
        ),
    )


LOAD = ("events_per_second", "p50_ms", "p95_ms", "cpu_ms")


def _beside(one: dict[str, Any], key: str) -> str:
    ratio = one.get("of_baseline", {}).get(key)
    return figure(one["copydesk"][key]["median"]) + (f" ({ratio['median']:.2f})" if ratio else "")


def _megabytes(one: dict[str, Any]) -> str:
    return figure(round(one["copydesk"]["megabytes"]["median"]))


def cold(found: dict[str, Any]) -> str:
    """Return the section on cold starts."""
    ours, ratio = found["seconds"]["copydesk"], found.get("of_baseline")
    times = f"median {ours['median']:.2f} s, p95 {ours['p95']:.2f} s"
    if ratio:
        times += (
            f"; {ratio['median']:.2f} times the function written by hand ({ratio['q1']:.2f} to {ratio['q3']:.2f} in "
            "the middle half of the runs, the two in turns)"
        )
    parts = [f"From the start of the process to the first event answered: {times}."]
    if "packages" in found:
        told = "What starting `main.py` costs by package, as `python -X importtime` tells, which slows it down:"
        parts += [told, _image("cold", "milliseconds of imports by package")]
    return section("Cold start", *parts)


def events(found: dict[str, Any]) -> str:
    """Return the section on many articles through one process."""
    quarters, memory = ", ".join(figure(each) for each in found["quarters_ms"]), found["memory"]
    return section(
        "Memory, and many articles",
        f"{found['events']:,} articles of {found['kilobytes']} kB through one process, formats in turn, no article "
        f"twice. Median ms by quarter: {quarters}. Then {found['last']} went through a new process too, in turns: "
        f"the old one takes {found['old_of_new']:.3f} of its time. Memory: {memory[1][1]:.0f} MB after one article of "
        f"each format, {memory[-1][1]:.0f} MB at the end, {found['peak_megabytes']:.0f} MB at most.{_worker(found)}",
        _image("events", "memory by number of articles"),
    )


def _worker(found: dict[str, Any]) -> str:
    if not found["worker"]:
        return ""
    (few, first), (many, last) = found["worker"][0], found["worker"][-1]
    return (
        f" The function's worker, with eight pages of 2 to 64 kB in flight: {first:.0f} MB after {few} events, "
        f"{last:.0f} MB after {many:,}."
    )


def growth(found: dict[str, Any]) -> str:
    """Return the section on growth with size."""
    rows = []
    for form, fit in found.items():
        first, last = fit["points"][0]["kilobytes"], fit["points"][-1]["kilobytes"]
        over = f"{figure(fit['refused']['cpu_ms'])} ms" if "refused" in fit else "-"
        costs = [f"{fit['exponent']:.2f}", figure(fit["ms_per_kilobyte"]), figure(round(fit["megabytes_per_megabyte"]))]
        rows.append([form, f"{first} to {last:,}", *costs, over])
    return section(
        "Growth with size",
        "The time is fitted as *base + factor x size^exponent*: an exponent of 1 is a straight line, above it the "
        "time would grow faster than the article. Memory is what a new process takes at most. An article of more than "
        "512,000 code points of markup is refused; the last column is what that takes.",
        _image("growth", "CPU time by size of the article"),
        _table(["format", "kB", "exponent", "ms a kB", "MB a MB", "refused at 3,500 kB"], rows),
    )


SECTIONS = {
    "pages": newspapers,
    "corpus": corpus,
    "formats": formats,
    "pairs": pairs,
    "datelines": datelines,
    "fragments": fragments,
    "load": load,
    "cold": cold,
    "events": events,
    "growth": growth,
}
"""In the order of the page, by subject."""


def section(title: str, *parts: str) -> str:
    """Return a section; parts that are neither tables nor pictures are broken into lines."""
    broken = (part if part[0] in "|!" else filled(part) for part in parts)
    return "\n\n".join([f"## {title}", *broken]) + "\n"


def filled(text: str) -> str:
    """Return a paragraph in lines."""
    return textwrap.fill(text, 118, break_on_hyphens=False, break_long_words=False)


def _times(found: dict[str, Any], name: str) -> str:
    cpu = found["contestants"][name]["cpu_ms"]
    return f"median {figure(cpu['median'])} ms, p95 {figure(cpu['p95'])} ms"


def _contestants(found: dict[str, Any]) -> str:
    rows = []
    for name, told in found["contestants"].items():
        cells = ["-"] * 4
        if cpu := told.get("cpu_ms"):
            cells = [figure(cpu["median"]), figure(cpu["p95"]), "1", "1"]
        if ratio := told.get("of_ours"):
            middle = ratio["by_input"]
            cells[2:] = f"{ratio['median']:.2f} ({middle['q1']:.2f} to {middle['q3']:.2f})", f"{ratio['p95']:.2f}"
        peak = figure(round(told["peak_megabytes"])) if "peak_megabytes" in told else "-"
        start = figure(round(told["imports_ms"] + told["first_ms"]))
        rows.append([f"{name} {told['version']}", DOES[name], *cells, str(told["failed"]), start, peak])
    return _table(["", "does", "median ms", "p95 ms", "x ours", "p95 x ours", "failed", "start ms", "MB"], rows)


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _image(name: str, about: str) -> str:
    return f"![{about}]({PICTURES}/{name}.svg)"
