"""A folder: records are files beside their sources, and carry no mark but what is in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from copydesk.audit.fault import Fault, judge
from copydesk.commands import folder
from copydesk.errors import CopydeskError
from copydesk.pipeline import process
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.write import load, mark


def audit(word: str, settings: Settings, *, deep: bool) -> Iterator[Fault | None]:
    """Yield what is found for each article below a folder, then for each record whose article is gone."""
    root = Path(word)
    if not root.is_dir():
        raise CopydeskError(f"{word}: no such folder")
    articles = list(folder.articles(root, settings))
    for path in articles:
        yield _examine(path, path.with_name(path.name + settings.suffix), settings, deep=deep)
    places = {path.with_name(path.name + settings.suffix) for path in articles}
    for place in sorted(set(root.rglob(f"*{settings.suffix}")) - places):
        yield Fault("stray", str(place), "a record without its article")


def _examine(path: Path, place: Path, settings: Settings, *, deep: bool) -> Fault | None:
    name = str(path)
    try:
        stored = load.loads(place.read_bytes())
    except FileNotFoundError:
        return Fault("missing", name, "no record")
    except load.Unreadable as error:
        return Fault("foreign", name, f"what stands in its record's place {error}")
    data = path.read_bytes()
    if stored.source.sha256 != hashlib.sha256(data).hexdigest():
        return Fault("stale", name, "the article has changed since its record was made")
    fault = judge(name, 0, mark.of(stored), policy.load(settings, stored.source.name))
    if deep and fault is None:
        source = stored.source
        made = process(data, name=source.name, content_type=source.content_type, settings=settings)
        if (made.verdict, made.rules) != (stored.verdict, stored.rules):
            return Fault("forged", name, f"says {stored.verdict}, its article gives {made.verdict}")
    return fault
