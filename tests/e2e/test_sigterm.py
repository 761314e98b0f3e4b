"""An instance that is told to go while it works."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from copydesk.local import servers
from copydesk.local.bridge import Delivery, deliver
from tests.e2e.conftest import Rig
from tests.store import ARTICLE, Resource

pytestmark = pytest.mark.e2e


def test_events_in_flight_finish_or_are_delivered_again(start_rig: Callable[..., Rig]) -> None:
    """SIGTERM in the middle of forty events: each is acknowledged with its record, or not acknowledged at all."""
    rig = start_rig("sigterm")
    articles = [rig.upload(f"{i}.html", ARTICLE * 20) for i in range(40)]
    with ThreadPoolExecutor(8) as pool:
        first = [pool.submit(deliver, rig.function.url, "finalized", article) for article in articles]
        first[4].result()
        assert rig.function.pid
        os.kill(rig.function.pid, signal.SIGTERM)
        answers = [each.result() for each in first]
    done = [delivery for delivery in answers if delivery.acknowledged]
    assert 4 < len(done) < 40
    for delivery in done:
        assert rig.object(f"{delivery.resource['name']}.metadata.json") is not None

    other = servers.function(rig.proxy.url, {"COPYDESK_BUCKETS": rig.bucket}, rig.lines.append)
    other.start()
    try:
        again = [_until_acknowledged(other.url, each.resource) for each in answers if not each.acknowledged]
    finally:
        other.stop()
    assert all(delivery.acknowledged for delivery in again)
    assert len(rig.names()) == 2 * len(articles)


def _until_acknowledged(url: str, resource: Resource) -> Delivery:
    for attempt in range(1, 5):
        delivery = deliver(url, "finalized", resource, attempt=attempt)
        if delivery.acknowledged:
            break
        time.sleep(0.1)
    return delivery
