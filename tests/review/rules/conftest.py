from collections.abc import Callable

import pytest

from copydesk import process
from copydesk.model import Finding

Judge = Callable[..., dict[str, Finding]]


@pytest.fixture
def judge() -> Judge:
    """Return the findings of one upload by rule, as the whole pipeline makes them."""

    def findings(text: str, name: str = "story.html", **given: str) -> dict[str, Finding]:
        made = process(text.encode(), name=name, **given)  # type: ignore[arg-type]
        return {finding.rule: finding for finding in made.moderation.findings}

    return findings


@pytest.fixture
def page() -> Callable[..., str]:
    """Return a page around paragraphs."""

    def html(*paragraphs: str, headline: str = "Harbour bridge opens after long repairs", head: str = "") -> str:
        body = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in paragraphs)
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>{head}</head>'
            f"<body><article><h1>{headline}</h1>{body}</article></body></html>"
        )

    return html
