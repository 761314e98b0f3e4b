"""The parts of README.md that are made: a record out of the golden corpus, and the table of settings.

`python -m tests.readme` writes them anew between their marks.
"""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from copydesk.settings import PREFIX, Settings
from tests import golden

README = Path(__file__).resolve().parents[1] / "README.md"
EXAMPLE = "repeated-headline-hindi"
KEYS = ("verdict", "titleLanguage", "bodyLanguage", "comparison", "rules", "headline", "dateline")


def record() -> str:
    """Return what README.md shows of the example's record: seven of its keys."""
    whole = golden.checked(golden.load(golden.CORPUS / EXAMPLE))
    shown = json.dumps({key: whole[key] for key in KEYS}, ensure_ascii=False, indent=2)
    shown = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda found: f"[{' '.join(found[1].split())}]", shown)
    return (
        f"```json\n{shown}\n```\n\n"
        f"These are {len(KEYS)} of the {len(whole) + 1} keys of the record of "
        f"[an article](tests/corpus/{EXAMPLE}/article.txt) with an English headline over a Hindi body."
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


def made(text: str) -> str:
    """Return README.md's text with its made parts as they are now."""
    for name, part in (("record", record()), ("settings", settings())):
        mark = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = mark.sub(lambda found, part=part: f"{found[1]}{part}\n{found[2]}", text)
    return text


def main() -> int:
    """Write README.md anew."""
    text = README.read_text(encoding="utf-8")
    README.write_text(made(text), encoding="utf-8")
    print(f"readme: {'unchanged' if made(text) == text else 'written'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
