from collections.abc import Callable

import pytest

TEXT = "The old bridge over the harbour opened to walkers on Monday, and the first trams crossed it before noon."


def dated(page: Callable, published: str, modified: str | None = None, text: str = TEXT) -> str:
    head = f'<meta property="article:published_time" content="{published}">'
    head += f'<meta property="article:modified_time" content="{modified}">' if modified else ""
    return page(text, TEXT, head=head)


def test_article_dated_after_its_upload_is_from_the_future(judge: Callable, page: Callable) -> None:
    """`date.future`: an article published two days after its upload is a finding with both days."""
    finding = judge(dated(page, "2026-03-06T10:00:00Z"), created="2026-03-03T10:00:00Z")["date.future"]
    assert {(item.name, item.value) for item in finding.evidence} == {
        ("published", "2026-03-06"),
        ("uploaded", "2026-03-03"),
    }


@pytest.mark.parametrize(
    ("published", "created"),
    [
        ("2026-03-04T01:00:00+13:00", "2026-03-03T10:00:00Z"),
        ("2026-03-03T09:00:00Z", "2026-03-03T10:00:00Z"),
        ("2031-01-01T09:00:00Z", None),
    ],
    ids=["time zone", "same day", "upload's time unknown"],
)
def test_day_apart_or_unknown_upload_is_no_hit(
    judge: Callable, page: Callable, published: str, created: str | None
) -> None:
    """`date.future`: a time zone explains a day, and without the upload's time nothing is said."""
    given = {"created": created} if created else {}
    assert "date.future" not in judge(dated(page, published), **given)


def test_changed_before_published_is_a_conflict(judge: Callable, page: Callable) -> None:
    """`date.conflict`: a change days before publication cannot be."""
    assert "date.conflict" in judge(dated(page, "2026-03-06T10:00:00Z", "2026-03-01T10:00:00Z"))


@pytest.mark.parametrize("modified", ["2026-03-06T18:00:00Z", "2026-03-05T23:30:00-05:00"], ids=["later", "time zone"])
def test_later_change_or_time_zone_is_no_conflict(judge: Callable, page: Callable, modified: str) -> None:
    """`date.conflict`: a later change, and a day that a time zone explains, are no hit."""
    assert "date.conflict" not in judge(dated(page, "2026-03-06T10:00:00Z", modified))


def test_filed_after_publication_is_a_conflict(judge: Callable, page: Callable) -> None:
    """`date.conflict`: a dateline weeks after publication cannot be; the day itself is no hit."""
    late = f"LYON, France, March 28, 2026 (Reuters) - {TEXT}"
    same = f"LYON, France, March 6, 2026 (Reuters) - {TEXT}"
    assert "date.conflict" in judge(dated(page, "2026-03-06T10:00:00Z", text=late))
    assert "date.conflict" not in judge(dated(page, "2026-03-06T10:00:00Z", text=same))
