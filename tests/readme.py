"""The parts of README.md and docs/ that are made: a record of the golden corpus, tables, the index of pages.

`python -m tests.readme` writes them anew between their marks.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from copydesk.cli import COMMANDS
from copydesk.settings import PREFIX, Settings
from tests import golden

README = Path(__file__).resolve().parents[1] / "README.md"
DOCS = README.parent / "docs"
EXAMPLE = "repeated-headline-hindi"
WIDTH = 118
KEYS = ("verdict", "titleLanguage", "bodyLanguage", "comparison", "rules", "headline", "dateline")


def record() -> str:
    """Return what README.md shows of the example's record: some of its keys, without the dateline's namesakes."""
    whole = golden.checked(golden.load(golden.CORPUS / EXAMPLE))
    shown = {key: whole[key] for key in KEYS}
    for place in (shown["dateline"] or {"places": []})["places"]:
        del place["alternatives"]
    return (
        f"```json\n{_folded(shown, WIDTH)}\n```\n\n"
        f"These are {len(KEYS)} of the {len(whole) + 1} keys of the record of\n"
        f"[an article](tests/corpus/{EXAMPLE}/article.txt) with an English headline over a Hindi body, less the other\n"
        "places called Lisbon."
    )


def _folded(value: Any, room: int) -> str:
    """Return JSON in which whatever fits a line stands on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) <= room or not isinstance(value, dict | list):
        return line
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {_folded(each, room - 2 - len(key) - 4)}" for key, each in value.items()]
    else:
        parts = [_folded(each, room - 2) for each in value]
    inner = ",\n".join(parts).replace("\n", "\n  ")
    return f"{{\n  {inner}\n}}" if isinstance(value, dict) else f"[\n  {inner}\n]"


def commands() -> str:
    """Return the table of commands, out of cli.py."""
    return "\n".join(
        ["| command | what it does |", "|---|---|", *(f"| `copydesk {n}` | {p} |" for n, p in COMMANDS.items())]
    )


def settings() -> str:
    """Return the table of settings, out of settings.py."""
    lines = ["| variable | default | why | what a wrong value does |", "|---|---|---|---|"]
    for each in fields(Settings):
        told = each.metadata
        lines.append(f"| `{PREFIX}{each.name.upper()}` | {_default(each.default)} | {told['why']} | {told['wrong']} |")
    return "\n".join(lines)


def _default(value: Any) -> str:
    if value in ("", ()):
        return "empty"
    if isinstance(value, bool):
        return f"`{int(value)}`"
    return f"`{','.join(value)}`" if isinstance(value, tuple) else f"`{value}`"


def index() -> str:
    """Return the list of the pages in docs/, each by its heading."""
    pages = sorted(page for page in DOCS.glob("*.md") if page.name != "README.md")
    return "\n".join(
        f"- [{page.read_text(encoding='utf-8').splitlines()[0].lstrip('# ')}]({page.name})" for page in pages
    )


PARTS = {
    README: {"record": record, "commands": commands, "settings": settings},
    DOCS / "README.md": {"index": index},
}
"""What is made in which file, by the name of its mark."""


def made(page: Path) -> str:
    """Return a page's text with its made parts as they are now."""
    text = page.read_text(encoding="utf-8")
    for name, make in PARTS[page].items():
        part = make()
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = mark.sub(lambda found, part=part: f"{found[1]}{part}\n{found[2]}", text)
    return text


def main() -> int:
    """Write the pages anew."""
    for page in PARTS:
        before, after = page.read_text(encoding="utf-8"), made(page)
        page.write_text(after, encoding="utf-8")
        print(f"{page.relative_to(README.parent)}: {'unchanged' if before == after else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
