"""The sections of docs/performance.md: what was measured, as words and tables."""

from __future__ import annotations

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
    return f"""## Pages of newspapers

{found["inputs"]} pages of newspapers, {found["rounds"]} rounds. Who does less is faster for that reason too: the second
column says what each does.

{_image("pages", "CPU time of a page by contestant")}

{_table(found)}
"""


def corpus(found: dict[str, Any]) -> str:
    """Return the section on our own articles."""
    cpu = found["contestants"]["copydesk"]["cpu_ms"]
    return f"""## Our own articles

The {found["inputs"]} articles of `tests/corpus/`, in all formats and many charsets, most of them short: median
{figure(cpu["median"])} ms, p95 {figure(cpu["p95"])} ms.
"""


def formats(found: dict[str, Any]) -> str:
    """Return the section on formats and sizes."""
    sizes = list(next(iter(found.values())))
    lines = [f"| format | {' | '.join(f'{size} kB' for size in sizes)} |", "|---" * (len(sizes) + 1) + "|"]
    for form, by_size in found.items():
        times = (by_size[size]["contestants"]["copydesk"]["cpu_ms"]["median"] for size in sizes)
        lines.append(f"| {form} | {' | '.join(figure(each) for each in times)} |")
    peers_of = {form: by_size for form, by_size in found.items() if len(by_size[sizes[0]]["contestants"]) > 1}
    more = []
    for form, by_size in peers_of.items():
        names = list(by_size[sizes[0]]["contestants"])
        more += [f"{form}, median ms:", "", f"| | {' | '.join(f'{size} kB' for size in sizes)} |"]
        more.append("|---" * (len(sizes) + 1) + "|")
        for name in names:
            cells = (by_size[size]["contestants"].get(name, {}).get("cpu_ms", {}).get("median") for size in sizes)
            more.append(f"| {name} | {' | '.join('-' if cell is None else figure(cell) for cell in cells)} |")
        more.append("")
    return "\n".join(
        [
            "## Formats and sizes",
            "",
            "Articles of our own making (`tests/benchmarks/speed/articles.py`), eight of each size, median ms. `HTML`",
            "is half article and half what stands around one; of a site's page rather a tenth is article.",
            "",
            *lines,
            "",
            *more,
        ]
    )


def pairs(found: dict[str, Any]) -> str:
    """Return the section on languages."""
    return f"""## Title against body

{found["inputs"]} pairs of title and body in many languages, {found["rounds"]} rounds. The others are the naive rule:
name the language of each, compare the names. How often each is right is in [language.md](language.md).

{_image("pairs", "CPU time of a pair by contestant")}

{_table(found)}
"""


def datelines(found: dict[str, Any]) -> str:
    """Return the section on datelines."""
    cpu = found["contestants"]["copydesk datelines"]["cpu_ms"]
    return f"""## Datelines

The steps of byline, dateline and dates on {found["inputs"]} leads: median {figure(cpu["median"])} ms, p95
{figure(cpu["p95"])} ms. No library that reads datelines was found to measure beside it.
"""


def fragments(found: dict[str, Any]) -> str:
    """Return the section on sanitizing."""
    return f"""## Sanitizing

{found["inputs"]} bodies' markup, {found["rounds"]} rounds. Ours is bleach, after a count of what it would choke on,
with what was taken out told; nh3 is not what this function is to use, and shows what is possible.

{_image("fragments", "CPU time of a body's markup by contestant")}

{_table(found)}
"""


def load(found: dict[str, Any]) -> str:
    """Return the section on the function under load."""
    both = all("of_baseline" in one for one in found.values())
    beside = (
        ", beside a function written by hand with the same four packages that does a tenth of the work," if both else ""
    )
    lines = ["| in flight | events/s | p50 ms | p95 ms | MB |", "|---|---|---|---|---|"]
    for flight, one in found.items():
        ours = one["copydesk"]
        lines.append(
            f"| {flight} | {' | '.join(_cell(one, key) for key in _KEYS)} | {ours['megabytes']['median']:.0f} |"
        )
    return "\n".join(
        [
            "## The function under load",
            "",
            f"functions-framework with eight threads{beside} against a local bucket, articles of 20 kB, medians of",
            "several runs." + (" The two take turns; in brackets: ours by the other's." if both else ""),
            "",
            _image("load", "events a second by number in flight"),
            "",
            *lines,
            "",
        ]
    )


_KEYS = ("events_per_second", "p50_ms", "p95_ms")


def _cell(one: dict[str, Any], key: str) -> str:
    ratio = one.get("of_baseline", {}).get(key)
    return figure(one["copydesk"][key]["median"]) + (f" ({ratio['median']:.2f})" if ratio else "")


def cold(found: dict[str, Any]) -> str:
    """Return the section on cold starts."""
    ours, ratio = found["seconds"]["copydesk"], found.get("of_baseline")
    beside = f", {ratio['median']:.2f} times the function written by hand" if ratio else ""
    text = f"""## Cold start

From the start of the process to the first event answered: median {ours["median"]:.2f} s, p95
{ours["p95"]:.2f} s{beside}.
"""
    if "packages" in found:
        text += f"""What importing `main.py` costs by package, as `python -X importtime` tells (which slows it down):

{_image("cold", "milliseconds of imports by package")}
"""
    return text


def events(found: dict[str, Any]) -> str:
    """Return the section on many articles through one process."""
    quarters = ", ".join(figure(each) for each in found["quarters_ms"])
    return f"""## Memory, and many articles

{found["events"]:,} articles of {found["kilobytes"]} kB through one process, formats in turn, no article twice. Median
ms by quarter: {quarters}; the last by the first: {found["last_of_first"]:.3f}. Memory: {found["memory"][1][1]:.0f} MB
after one article of each format, {found["memory"][-1][1]:.0f} MB at the end, {found["peak_megabytes"]:.0f} MB at most.

{_image("events", "memory by number of articles")}
"""


def growth(found: dict[str, Any]) -> str:
    """Return the section on growth with size."""
    head = "| format | sizes, kB | exponent | ms a kB | MB a MB | refused at 3,800 kB |"
    lines = [head, "|---" * 6 + "|"]
    for form, fit in found.items():
        sizes = [each["kilobytes"] for each in fit["points"]]
        over = f"{figure(fit['refused']['cpu_ms'])} ms" if "refused" in fit else "read"
        lines.append(
            f"| {form} | {sizes[0]} to {sizes[-1]:,} | {fit['exponent']:.2f} | {figure(fit['ms_per_kilobyte'])} | "
            f"{fit['megabytes_per_megabyte']:.0f} | {over} |"
        )
    return "\n".join(
        [
            "## Growth with size",
            "",
            "The time is fitted as *base + factor x size^exponent*: an exponent of 1 is a straight line, above it the",
            "time would grow faster than the article. Memory is what a new process takes at most. An article of more",
            "than 512,000 code points of markup is refused; what that takes is in the last column.",
            "",
            _image("growth", "CPU time by size of the article"),
            "",
            *lines,
            "",
        ]
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


def _table(found: dict[str, Any]) -> str:
    lines = ["| | does | median ms | p95 ms | x ours | p95 x ours | failed | MB |", "|---" * 8 + "|"]
    for name, told in found["contestants"].items():
        if "cpu_ms" not in told:
            lines.append(f"| {name} {told.get('version', '')} | {DOES[name]} | - | - | - | - | {told['failed']} | - |")
            continue
        cells = [
            f"{name} {told['version']}",
            DOES[name],
            figure(told["cpu_ms"]["median"]),
            figure(told["cpu_ms"]["p95"]),
        ]
        ratio = told.get("of_ours")
        if ratio:
            middle = ratio["by_input"]
            cells += [f"{ratio['median']:.2f} ({middle['q1']:.2f} to {middle['q3']:.2f})", f"{ratio['p95']:.2f}"]
        else:
            cells += ["1", "1"]
        peak = told.get("peak_megabytes")
        lines.append(f"| {' | '.join([*cells, str(told['failed']), f'{peak:.0f}' if peak else '-'])} |")
    return "\n".join(lines)


def _image(name: str, about: str) -> str:
    return f"![{about}]({PICTURES}/{name}.svg)"
