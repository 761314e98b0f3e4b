"""Pictures of the pages for docs/, by the commands and a real Chromium: `make screenshots`."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from copydesk import cli, process
from copydesk.shelf import decision as decisions
from copydesk.write import record
from tests import golden
from tests.browser import chromium
from tests.browser.chromium import Chromium

PLACE = golden.CORPUS.parents[1] / "docs/screenshots"
SHOTS = (
    ("preview-hindi", "repeated-headline-hindi", {}),
    ("preview-hostile", "hostile-page", {}),
    ("preview-hostile-dark", "hostile-page", {"dark": True}),
    ("preview-arabic", "wire-arabic", {}),
    ("preview-phone", "repeated-headline-hindi", {"width": 390, "height": 844}),
)
TALL = 1_500
"""Pixels of a page that a picture shows at most."""


def main() -> int:
    """Write every picture and return 0; 1 without a Chromium."""
    if chromium.found() is None:
        print("screenshots: no Chromium found", file=sys.stderr)
        return 1
    PLACE.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="copydesk-screenshots-"))
    os.chdir(folder)  # pages name articles as they were named on the command line
    try:
        with Chromium() as browser:
            for shot, name, window in SHOTS:
                article = _article(folder, name)
                page = folder / f"{shot}.html"
                cli.main(["preview", article.name, "-o", str(page)])
                opened = browser.open(page, **window)  # type: ignore[arg-type]
                opened.screenshot(PLACE / f"{shot}.png", height=TALL)
            records = _records(folder / "incoming")
            page = folder / "report.html"
            cli.main(["report", records.name, "-o", str(page)])
            browser.open(page).screenshot(PLACE / "report.png", height=2 * TALL)
            browser.open(page, width=390, height=844).screenshot(PLACE / "report-phone.png", height=TALL)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"screenshots: {len(list(PLACE.glob('*.png')))} in {PLACE.name}/")
    return 0


def _article(folder: Path, name: str) -> Path:
    """Copy an article of the corpus to where its name on the page is short."""
    source = next(golden.CORPUS.joinpath(name).glob("article.*"))
    article = folder / f"{name}{source.suffix}"
    article.write_bytes(source.read_bytes())
    return article


def _records(folder: Path) -> Path:
    """Write a month of records of the corpus as a bucket would hold them, some of them decided about."""
    folder.mkdir()
    chance = random.Random("the same every time")  # noqa: S311 - a picture's figures
    names = [path.name for path in sorted(golden.CORPUS.iterdir()) if list(path.glob("article.*"))]
    weights = [20 if name.startswith(("wire", "page", "news-article", "charset", "repeated")) else 2 for name in names]
    made = {}
    for number, name in enumerate(chance.choices(names, weights, k=400)):
        source = next(golden.CORPUS.joinpath(name).glob("article.*"))
        day = 1 + chance.randrange(30)
        generation = str(1_790_000_000_000_000 + number)
        found = made.setdefault(name, process(source.read_bytes(), name=source.name))
        stamped = record.stamp(
            found,
            bucket="newsroom",
            name=f"incoming/{number:03}-{source.name}",
            generation=generation,
            created=f"2026-11-{day:02}T08:00:00Z",
        )
        line = record.dumps(stamped)
        place = folder / hashlib.sha256(generation.encode()).hexdigest()[:12]
        place.with_suffix(".metadata.json").write_text(line + "\n", "utf-8")
        if stamped.verdict != "allow" and chance.random() < 0.6:
            said = decisions.decide(
                stamped,
                line.encode(),
                None,
                decision=chance.choice(("allow", "block", "block")),
                reason="checked",
                note=None,
                by="night desk",
                at="2026-11-30T09:00:00Z",
            )
            place.with_suffix(".review.json").write_bytes(decisions.dumps(said))
    return folder


if __name__ == "__main__":
    sys.exit(main())
