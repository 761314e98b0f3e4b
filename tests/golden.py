"""The golden corpus: articles of our own with the records they give; `python -m tests.golden` writes those anew.

With `--check` nothing is written and any change is a failure; `--digest` prints the SHA-256 of all records to the last
byte, to be compared between machines and Pythons.

A case is a folder of `tests/corpus/` with `article.*`, `case.json` (`says`: facts a person wrote, by dotted path into
the record; `rules`: rules that must be among its own; `url` and `content_type` of the upload) and `expected.json`
(the whole record, written by the tool). The facts hold the record to what is right, the record shows every change.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from copydesk import process
from copydesk.write import record

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Case:
    """One article of the corpus and what a person says of its record."""

    folder: Path
    article: Path
    content_type: str | None
    url: str | None
    says: dict[str, Any]
    rules: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name it is uploaded under: `wire-russian.txt`."""
        return self.folder.name + self.article.suffix

    @property
    def expected(self) -> Path:
        """Where its record is kept."""
        return self.folder / "expected.json"


def load(folder: Path) -> Case:
    """Return the case of a folder."""
    (article,) = folder.glob("article.*")
    told = folder / "case.json"
    case = json.loads(told.read_text(encoding="utf-8")) if told.exists() else {}
    return Case(
        folder, article, case.get("content_type"), case.get("url"), case.get("says", {}), tuple(case.get("rules", ()))
    )


def cases() -> list[Case]:
    """Return all cases by name."""
    return [load(folder) for folder in sorted(CORPUS.iterdir()) if folder.is_dir()]


def line(case: Case) -> str:
    """Return the record of a case to the last byte."""
    made = process(case.article.read_bytes(), name=case.name, content_type=case.content_type, url=case.url)
    return record.dumps(made)


def checked(case: Case) -> dict[str, Any]:
    """Return the record of a case as JSON, without what every release changes."""
    return settled(json.loads(line(case)))


def settled(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the tool's and the policy's versions, probabilities as tenths.

    Fitting the language model anew moves each probability a little; what it decides stands beside it.
    """
    whole = {key: value for key, value in whole.items() if key != "tool"}
    whole["moderation"] = {key: value for key, value in whole["moderation"].items() if key != "policy"}
    languages = dict(whole["languages"], score=round(whole["languages"]["score"], 1))
    for side in ("title", "body"):
        languages[side] = dict(languages[side], confidence=round(languages[side]["confidence"], 1))
    return whole | {"languages": languages}


def wrong(case: Case, whole: dict[str, Any]) -> list[str]:
    """Return what a record gets wrong of what a person said, a line each."""
    lines = [
        f"{path} is {found!r}, not {fact!r}" for path, fact in case.says.items() if (found := at(whole, path)) != fact
    ]
    return lines + [f"rule {rule} is missing" for rule in case.rules if rule not in whole["rules"]]


def at(whole: Any, path: str) -> Any:
    """Return what stands at a dotted path (`dateline.places.0.country`), None where there is no such place."""
    for part in path.split("."):
        if isinstance(whole, list):
            whole = whole[int(part)] if int(part) < len(whole) else None
        else:
            whole = whole.get(part) if whole else None
    return whole


def written(whole: dict[str, Any]) -> str:
    """Return a record as expected.json holds it."""
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _difference(old: str, new: str) -> list[str]:
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), "was", "is", n=1, lineterm="")) if old else []


def main() -> int:
    """Write every expected.json anew and print what changed; exit 1 where a record contradicts a person's facts."""
    if "--digest" in sys.argv[1:]:
        print(hashlib.sha256("\n".join(map(line, cases())).encode()).hexdigest())
        return 0
    check = "--check" in sys.argv[1:]
    changed = failed = 0
    found = cases()
    for case in found:
        whole = checked(case)
        new, old = written(whole), case.expected.read_text(encoding="utf-8") if case.expected.exists() else ""
        if new != old:
            changed += 1
            print(f"--- {case.folder.name}", *_difference(old, new), sep="\n")
            if not check:
                case.expected.write_text(new, encoding="utf-8")
        for fault in wrong(case, whole):
            failed += 1
            print(f"{case.folder.name}: {fault}")
    print(f"golden: {len(found)} cases, {changed} changed, {failed} contradict what a person said")
    return 1 if failed or (check and changed) else 0


if __name__ == "__main__":
    sys.exit(main())
