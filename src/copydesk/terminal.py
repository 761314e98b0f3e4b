"""Words of an article on a person's terminal: nothing hidden, nothing that the terminal would obey.

An article's text is the uploader's: an escape sequence in it could clear the screen, rename the window or paint a
forged verdict, and a bidi control could show a name backwards. Everything printed for people passes `visible`.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Sequence

# C0 and C1 controls, soft hyphen, bidi controls and marks, zero-width characters, line separators, interlinear
# marks, lone surrogates and tag characters. ZWNJ and ZWJ stay: Indic scripts, Persian and emoji are written with them.
_UNSEEN = (
    r"\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e007f"
)
_HIDDEN = re.compile(f"[{_UNSEEN}]")  # one class, no repetition: linear
_HIDDEN_IN_JSON = re.compile(f"(?!\n)[{_UNSEEN}]")  # JSON has no raw C0 inside a string; its line ends are layout

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}


def visible(text: str) -> str:
    """Return `text` with every control, bidi or zero-width character shown as `<U+202E>`; line ends too."""
    return _HIDDEN.sub(lambda found: f"<U+{ord(found.group()):04X}>", text)


def hidden(text: str, shown: str) -> str:
    """Return `text` with each such character but tabs and line ends as `shown`, a format given its code point."""

    def show(found: re.Match[str]) -> str:
        return found.group() if found.group() in "\t\n\r" else shown.format(ord(found.group()))

    return _HIDDEN.sub(show, text)


def visible_json(text: str) -> str:
    r"""Return the JSON `text` with the same characters as `\u202e` escapes: still JSON, of the same value."""
    return _HIDDEN_IN_JSON.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    units = found.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def columns(text: str) -> int:
    """Return how many terminal columns `text` takes: two for wide East Asian characters, none for marks."""
    return sum(map(_columns_of, text))


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def clip(text: str, width: int) -> str:
    """Return `text` in at most `width` columns, with an ellipsis where something was cut."""
    if columns(text) <= width:
        return text
    room = width - 1
    for at, character in enumerate(text):
        room -= _columns_of(character)
        if room < 0:
            return text[:at] + "…"
    return text


def coloured(stream: TextIO) -> bool:
    """Return whether `stream` is a terminal for colours; `NO_COLOR` (no-color.org) and a dumb terminal say no."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, colour: str, *, on: bool) -> str:
    """Return `text` in a colour or weight (`red`, `green`, `yellow`, `bold`, `dim`) when colours are `on`."""
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if on else text


def table(header: Sequence[str], rows: Sequence[Sequence[str]], *, width: int | None = None) -> list[str]:
    """Return the lines of a table that fits `width` columns (the terminal's when None); the widest columns are cut.

    Cells are made visible here. Marks and wide characters are counted as a terminal shows them.
    """
    cells = [[visible(cell) for cell in row] for row in (header, *rows)]
    widths = [max(columns(row[at]) for row in cells) for at in range(len(header))]
    room = (width or shutil.get_terminal_size((120, 24)).columns) - 2 * (len(header) - 1)
    while sum(widths) > room and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    lines = []
    for row in cells:
        clipped = [clip(cell, size) for cell, size in zip(row, widths, strict=True)]
        padded = [cell + " " * (size - columns(cell)) for cell, size in zip(clipped, widths, strict=True)]
        lines.append("  ".join(padded).rstrip())
    return [lines[0], "  ".join("─" * size for size in widths), *lines[1:]]


class Progress:
    """A bar on a terminal's stderr: how many of how many; silent anywhere else."""

    WIDTH = 24

    def __init__(self, total: int, stream: TextIO) -> None:
        self._total = total
        self._stream = stream
        self._done = 0
        self._shown = total > 1 and stream.isatty()

    def step(self, name: str) -> None:
        """Count one more, whose name is shown."""
        self._done += 1
        if self._shown:
            filled = self.WIDTH * self._done // self._total
            bar = "█" * filled + "░" * (self.WIDTH - filled)
            self._write(f"{bar} {self._done}/{self._total} {clip(visible(name), 40)}")

    def clear(self) -> None:
        """Take the bar off the screen, so that a line can be printed in its place."""
        if self._shown:
            self._write("")

    def _write(self, text: str) -> None:
        self._stream.write(f"\r\x1b[K{text}")
        self._stream.flush()
