"""`title.*`: the headline itself."""

from __future__ import annotations

from collections.abc import Iterator

from copydesk.model import Evidence, Finding
from copydesk.review.case import Case


def repeated(case: Case) -> Iterator[Finding]:
    """`title.repeated`: the body gives the headline again."""
    asides = [aside for aside in case.article.asides if aside.kind == "repeated_title"]
    if asides:
        times = "once more" if len(asides) == 1 else f"{len(asides)} times more"
        yield Finding(
            "title.repeated",
            "low",
            f"The headline is given {times} in the body; it was set aside.",
            case.spans(*asides),
            (Evidence("repetitions", str(len(asides))),),
        )


def missing(case: Case) -> Iterator[Finding]:
    """`title.missing`: no headline was found."""
    if case.article.headline is None:
        yield Finding("title.missing", "low", "No headline was found.")
