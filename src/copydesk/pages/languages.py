"""The languages of an article, block by block, as a coloured strip."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from copydesk.pages.tags import Safe, tag
from copydesk.review import identify
from copydesk.write.shape import Record

COLOURS = 7
"""Colours of the style sheet (`.c0` to `.c6`); languages beyond share the last."""
WIDTH = 1000
SEGMENTS = 150
"""Segments of a strip at most: of more blocks, neighbours are one segment."""
SHORT = 12
"""Letters under which a block's own language is not asked: names and figures have none."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The title or one block."""

    what: str
    code: str
    letters: int


def pieces(record: Record) -> list[Piece]:
    """Return the title and each block of the stored text with its language, `und` for a block too short to say."""
    blocks = [block for block in record.text.split("\n\n") if block.strip()]
    found = [Piece("title", record.title_language, _letters(record.headline or ""))] if record.headline else []
    together = -(-len(blocks) // SEGMENTS)
    for first in range(0, len(blocks), together or 1):
        part = blocks[first : first + together]
        letters = sum(map(_letters, part))
        code = _code("\n".join(part), record) if letters >= SHORT else "und"
        what = f"block {first + 1}" if len(part) == 1 else f"blocks {first + 1} to {first + len(part)}"
        found.append(Piece(what, code, letters))
    return found


def _code(text: str, record: Record) -> str:
    """Return a block's language, held to those that the whole body was found to be of.

    A block alone says less than the body around it: a list of Japanese towns is all Han characters.
    """
    body = record.languages.body
    guess = identify.guess(text)
    if guess.code in {share.code for share in body.composition}:
        return guess.code
    han = guess.code.startswith("zh") and body.script in ("Jpan", "Kore")
    return body.code if han or guess.script == body.script or guess.code == "und" else guess.code


def strip(record: Record) -> Safe:
    """Return the strip: title above body, a segment a block as wide as it has letters, and what the colours are."""
    found = pieces(record)
    body = [piece for piece in found if piece.what != "title"]
    totals: Counter[str] = Counter()
    for piece in body:
        totals[piece.code] += piece.letters
    order = [code for code, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))]
    order += [piece.code for piece in found if piece.code not in order]
    colour = {code: "none" if code == "und" else f"c{min(at, COLOURS - 1)}" for at, code in enumerate(order)}
    title_part = [piece for piece in found if piece.what == "title"]
    return tag(
        "div",
        *(_row("Title", title_part, colour) if title_part else ()),
        *(_row("Body", body, colour) if body else ()),
        tag("ul", *(_key(code, colour[code], totals) for code in order), class_="keys"),
        class_="languages",
    )


def name(code: str) -> str:
    """Return a language's English name, the code itself where none is known."""
    known = identify.languages()
    found = known.get(code) or known.get(code.partition("-")[0])
    return found.name if found else code


def _row(heading: str, parts: list[Piece], colour: dict[str, str]) -> tuple[Safe, Safe]:
    total = max(1, sum(part.letters for part in parts))
    at = 0.0
    segments = []
    for part in parts:
        wide = WIDTH * part.letters / total
        label = tag("title", f"{part.what}: {name(part.code)}, {part.letters} letters")
        shape: dict[str, str | float] = {"x": f"{at:.1f}", "y": 0, "width": f"{max(wide - 1.5, 1):.1f}", "height": 22}
        segments.append(tag("g", label, tag("rect", **shape, class_=colour[part.code])))
        at += wide
    said = f"{heading}: " + ", ".join(f"{name(code)} {round(100 * n / total)} %" for code, n in _shares(parts))
    drawing = tag("svg", *segments, viewBox=f"0 0 {WIDTH} 22", preserveAspectRatio="none", role="img", aria_label=said)
    return tag("span", heading, class_="label"), drawing


def _shares(parts: list[Piece]) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for part in parts:
        counts[part.code] += part.letters
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _key(code: str, colour: str, totals: Counter[str]) -> Safe:
    whole = max(1, sum(totals.values()))
    share = f"{100 * totals[code] / whole:.0f} % of the body" if totals[code] else "the title only"
    said = "too short to tell" if code == "und" else f"{name(code)} ({code})"
    return tag("li", tag("span", class_=f"swatch {colour}"), f"{said}: {share}")


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
