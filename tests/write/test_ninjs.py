import pytest

from copydesk.write import ninjs


@pytest.mark.parametrize(
    ("verdict", "declared", "expected"),
    [
        ("allow", None, "usable"),
        ("allow", "usable", "usable"),
        ("allow", "withheld", "withheld"),
        ("allow", "canceled", "canceled"),
        ("review", "usable", "withheld"),
        ("block", "canceled", "canceled"),
    ],
)
def test_status_is_the_most_restrictive(verdict: str, declared: str | None, expected: str) -> None:
    """A source's own status is never upgraded, and only `allow` is usable."""
    assert ninjs.status(verdict, declared) == expected  # type: ignore[arg-type]
