"""Rebuild `src/copydesk/data/languages/scripts.tsv`: which script each letter and mark belongs to.

    uv run --with fonttools python -m tests.benchmarks.build_scripts

Source: the Script property of the Unicode Character Database, as fontTools carries it. A table of our own rather than
`unicodedata`, which has no scripts and whose letters differ from one Python version to the next.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import unicodedata as ucd
from fontTools import version

OUT = Path(__file__).parents[2] / "src/copydesk/data/languages/scripts.tsv"
SHARED = {"Zyyy", "Zinh", "Zzzz"}


def ranges() -> list[tuple[int, int, str]]:
    """Return (first, last, ISO 15924 code) of all letters and marks that belong to one script."""
    found: list[tuple[int, int, str]] = []
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        script = ucd.script(character)
        if script in SHARED or ucd.category(character)[0] not in "LM":
            continue
        if found and found[-1][1] == point - 1 and found[-1][2] == script:
            found[-1] = (found[-1][0], point, script)
        else:
            found.append((point, point, script))
    return found


def main() -> None:
    """Write the table."""
    head = f"# Scripts.txt as fontTools {version} has it: letters and marks of one script. First, last, ISO 15924.\n"
    OUT.write_text(head + "".join(f"{a:04X}\t{b:04X}\t{s}\n" for a, b, s in ranges()), encoding="ascii")


if __name__ == "__main__":
    main()
