"""The local cloud as a test or a demo uses it."""

from __future__ import annotations

import os

import pytest

from copydesk.errors import ConfigurationError
from copydesk.local import LocalCloud
from copydesk.local.cloud import NoRecord
from tests.store import ARTICLE, SHORT

pytestmark = pytest.mark.e2e


def test_an_article_goes_up_and_its_record_comes_back() -> None:
    """Upload, overwrite and delete: the record follows, and afterwards no process is left."""
    with LocalCloud() as cloud:
        assert cloud.function is not None
        pids = [cloud.bucket.pid, cloud.function.pid]
        first = cloud.upload("a.html", ARTICLE, content_type="text/html")
        assert cloud.record("a.html", first)["headline"] == "Ferry line to the islands opens again"
        second = cloud.upload("a.html", SHORT, content_type="text/html")
        assert cloud.record("a.html", second)["headline"] == "Ferry sails"
        with pytest.raises(NoRecord):
            cloud.record("none.html", seconds=0.2)
        cloud.delete("none.html")
    for pid in pids:
        assert pid is not None
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_wrong_setting_starts_nothing() -> None:
    """The settings are read before any process is started."""
    with pytest.raises(ConfigurationError, match="COPYDESK_MAX_BYTE"):
        LocalCloud(settings={"COPYDESK_MAX_BYTE": "1"})
