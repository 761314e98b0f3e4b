from __future__ import annotations

from dataclasses import fields

import pytest

from copydesk.errors import ConfigurationError
from copydesk.settings import Settings


def test_each_setting_tells_its_reason_and_its_danger() -> None:
    """The README's table is made of these words."""
    for each in fields(Settings):
        assert each.metadata["why"]
        assert each.metadata["wrong"]


@pytest.mark.parametrize(
    ("variable", "value", "name", "read"),
    [
        ("COPYDESK_DEV", "true", "dev", True),
        ("COPYDESK_DEV", "", "dev", False),
        ("COPYDESK_MAX_BYTES", "1000", "max_bytes", 1000),
        ("COPYDESK_DEADLINE", "12.5", "deadline", 12.5),
        ("COPYDESK_BUCKETS", "one, two,", "buckets", ("one", "two")),
        ("COPYDESK_OUTPUT_PREFIX", "records/", "output_prefix", "records/"),
        ("COPYDESK_RECORD_BODIES", "none", "record_bodies", "none"),
    ],
)
def test_a_value_is_read_as_its_kind(variable: str, value: str, name: str, read: object) -> None:
    """Switches, numbers, lists and words."""
    assert getattr(Settings.from_environment({variable: value}), name) == read


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("COPYDESK_DEV", "yes"),
        ("COPYDESK_MAX_BYTES", "4MB"),
        ("COPYDESK_DEADLINE", "nan"),
        ("COPYDESK_DEADLINE", "inf"),
        ("COPYDESK_RECORD_BODIES", "non"),
        ("COPYDESK_LANGUAGE_BUDGET", "0.2"),
        ("COPYDESK_BUKETS", "a"),
        ("COPYDESK_PAGE_DEPTH", "-1"),
        ("COPYDESK_STRUCTURE_DEPTH", "0"),
        ("COPYDESK_MAX_BYTES", "0"),
        ("COPYDESK_BUCKETS", "gs://my-articles"),
        ("COPYDESK_OUTPUT_BUCKET", "records/"),
        ("COPYDESK_EXPECTED_LANGUAGES", "Hindi"),
        ("COPYDESK_ACCEPTED_LANGUAGE_PAIRS", "en-hi"),
        ("COPYDESK_INCLUDE", "/articles/"),
    ],
)
def test_what_cannot_be_understood_is_named(variable: str, value: str) -> None:
    """A misspelt name or value raises and says which; nothing falls back to its default in silence."""
    with pytest.raises(ConfigurationError, match=variable):
        Settings.from_environment({variable: value})


def test_a_deadline_beyond_the_platforms_is_refused() -> None:
    """A deadline that the platform would never let it reach is a mistake."""
    with pytest.raises(ConfigurationError, match="COPYDESK_DEADLINE"):
        Settings.from_environment({"CLOUD_RUN_TIMEOUT_SECONDS": "60", "COPYDESK_DEADLINE": "1e9"})


@pytest.mark.parametrize(
    ("environment", "seconds"),
    [
        ({}, 50.0),
        ({"CLOUD_RUN_TIMEOUT_SECONDS": "60"}, 50.0),
        ({"CLOUD_RUN_TIMEOUT_SECONDS": "540"}, 530.0),
        ({"CLOUD_RUN_TIMEOUT_SECONDS": "10"}, 5.0),
        ({"CLOUD_RUN_TIMEOUT_SECONDS": "540", "COPYDESK_DEADLINE": "30"}, 30.0),
    ],
    ids=["unknown", "default", "long", "short", "set"],
)
def test_our_deadline_is_before_the_platforms(environment: dict[str, str], seconds: float) -> None:
    """The platform tells its timeout; ours ends earlier unless it is set."""
    assert Settings.from_environment(environment).deadline == seconds
