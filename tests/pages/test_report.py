import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import cli, process
from copydesk.pages.figures import count
from copydesk.pages.report import report
from copydesk.shelf import decision as decisions
from copydesk.shelf.shelves import Stored
from copydesk.write import record
from tests.pages.hostile import EVIL, opens_evil

AT = "2026-11-22T10:00:00Z"
UPLOADS = {
    "honest.txt": b"Bridge opens\n\nThe bridge over the river opened again on Monday, the city council said.\n",
    "hindi.txt": "New bridge opens over the river for everybody\n\n"
    "पुराने शहर की नई मेट्रो लाइन सोमवार को यात्रियों के लिए खोल दी गई। "
    "अधिकारियों ने बताया कि बीस हज़ार लोगों ने यात्रा की।\n".encode(),
    "empty.txt": b"",
}
Make = Callable[..., Stored]


@pytest.fixture(scope="module")
def make() -> Make:
    made = {name: process(data, name=name) for name, data in UPLOADS.items()}

    def stored(name: str, day: str = "2026-11-01", decided: str | None = None, *, stale: bool = False) -> Stored:
        found = record.stamp(made[name], bucket="news", name=name, generation="7", created=f"{day}T10:00:00Z")
        said = None
        if decided:
            line = record.dumps(found).encode()
            said = decisions.decide(
                found,
                line,
                None,
                decision=decided,
                reason="checked",
                note=None,
                by="mara",
                at=AT,  # type: ignore[arg-type]
            )
        return Stored(f"gs://news/{name}.metadata.json", found, None, day, said, stale)

    return stored


def test_decisions_are_counted_by_rule(make: Make) -> None:
    """A rule is upheld where people blocked, overturned where they allowed; stale decisions count as none."""
    found = [make("hindi.txt", decided="allow"), make("hindi.txt", decided="block"), make("hindi.txt"),
             make("hindi.txt", decided="allow", stale=True)]  # fmt: skip
    tally = count(found).rules["language.title_body_mismatch"]
    assert (tally.records, tally.enforced, tally.overturned, tally.upheld, tally.unreviewed) == (4, 4, 1, 1, 2)


def test_unreadable_records_are_counted_and_shown(make: Make) -> None:
    """A file in a record's place that is none is counted, and shown with what is wrong, first."""
    page = report("here", [make("honest.txt"), Stored("bad.metadata.json", None, "is not JSON", "2026-11-01")], {}, AT)
    assert "could not be read as records" in page
    assert page.index("bad.metadata.json") < page.index("honest.txt")


def test_matrix_shows_title_against_body(make: Make) -> None:
    """The matrix counts English titles over Hindi bodies apart from those over English ones."""
    page = report("here", [make("hindi.txt"), make("hindi.txt"), make("honest.txt")], {}, AT)
    table = re.search(r'class="matrix".*?</table>', page, re.DOTALL)
    assert table
    assert re.search(r'<td class="other">2</td>', table[0])


DAYS = [f"2026-{month:02}-{day:02}" for month in (1, 2, 3) for day in range(1, 29)]
YEARS = [f"{year}-{month:02}-15" for year in range(2022, 2027) for month in range(1, 13)]


@pytest.mark.parametrize(("days", "unit"), [(DAYS[:20], "day"), (DAYS, "week"), (DAYS + YEARS, "month")])
def test_long_times_are_drawn_by_week_or_month(make: Make, days: list[str], unit: str) -> None:
    """The trend is by day as long as its bars can be told apart."""
    page = report("here", [make("honest.txt", day) for day in days], {}, AT)
    assert f"Verdicts by {unit}" in page


def test_rows_link_to_their_previews(make: Make) -> None:
    """A record with a preview links to it by a relative address, others link nowhere."""
    one, other = make("honest.txt"), make("hindi.txt")
    page = report("here", [one, other], {one.place: "report.previews/1.html"}, AT)
    assert re.findall(r'href="([^"#][^"]*)"', page) == ["report.previews/1.html"]


def test_thousand_records_are_one_small_page(make: Make) -> None:
    """A report of 1,000 records takes well under three seconds and two megabytes."""
    found = [make(name, f"2026-11-{1 + at % 28:02}") for at, name in enumerate(list(UPLOADS) * 334)][:1000]
    start = time.process_time()
    page = report("here", found, {}, AT)
    assert time.process_time() - start < 2
    assert len(page.encode()) < 2_000_000


def test_report_of_a_folder_with_previews(tmp_path: Path) -> None:
    """The command writes the page and a preview of each article beside it."""
    for name, data in UPLOADS.items():
        (tmp_path / name).write_bytes(data)
    cli.main(["check", "--write", str(tmp_path)])
    assert cli.main(["report", str(tmp_path), "-o", str(tmp_path / "out.html"), "--previews"]) == 0
    page = (tmp_path / "out.html").read_text("utf-8")
    linked = re.findall(r'href="(out\.previews/[^"]*)"', page)
    assert len(linked) == 3
    assert all("Copydesk" in (tmp_path / link).read_text("utf-8") for link in linked)


def test_folder_without_records_has_no_report(tmp_path: Path) -> None:
    """Nothing to report is an error, not an empty page."""
    assert cli.main(["report", str(tmp_path), "-o", str(tmp_path / "out.html")]) == 66


def test_forged_records_are_text_in_the_report(make: Make) -> None:
    """Whatever a forged record says of itself, its words open no element in the report."""
    found = make("hindi.txt", decided="block")
    assert found.record
    assert found.decision
    rules = tuple(replace(each, rule=EVIL, message=EVIL) for each in found.record.moderation.findings)
    forged = replace(
        found.record,
        headline=EVIL,
        source_created=EVIL,
        title_language=EVIL,
        body_language=EVIL,
        source=replace(found.record.source, name=EVIL),
        moderation=replace(found.record.moderation, findings=rules),
    )
    days = [replace(found, record=forged, place=EVIL, day=EVIL + str(at)) for at in range(70)]
    assert not opens_evil(
        report(EVIL, [replace(days[0], decision=replace(found.decision, by=EVIL, reason=EVIL)), *days], {}, AT)
    )
