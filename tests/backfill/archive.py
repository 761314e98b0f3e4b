"""A bucket full of articles from before the function, and the engines that are let loose on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import pytest

from copydesk.backfill import choose, listing, local
from copydesk.backfill.tally import Tally
from copydesk.local import servers
from copydesk.local.bridge import Resource, deliver
from copydesk.local.process import Server
from copydesk.settings import Settings
from tests.e2e.proxy import Proxy

BUCKET = "news"
SETTINGS = Settings(buckets=(BUCKET,))

needs_beam = pytest.mark.skipif(
    not find_spec("apache_beam"), reason="Apache Beam is not installed: pip install -r deploy/backfill/requirements.txt"
)

Engine = Callable[..., Tally]
"""`engine(only="missing", settings=..., force=..., sample=...)` backfills the whole bucket."""


def story(number: int) -> bytes:
    return (
        f"Old bridge number {number} reopens after repairs\n\n"
        f"LYON, France (Reuters) - Trams ran again over bridge {number} on Monday, the city council said.\n\n"
        "Engineers had worked on its pillars for two years and found no further damage.\n"
    ).encode()


@dataclass
class Archive:
    """The bucket `news`: engine and function reach it through the proxy as a rule, the test past it."""

    bucket: Any
    proxy: Proxy
    url: str
    """Where engine and function reach it."""

    def put(self, names: dict[str, bytes]) -> None:
        """Upload, or overwrite."""
        for name, data in names.items():
            self.bucket.blob(name).upload_from_string(data, content_type="text/plain")

    def resources(self) -> list[dict[str, Any]]:
        """Return the resources of all live objects."""
        return [dict(blob._properties) for blob in self.bucket.list_blobs()]

    def sources(self) -> dict[str, Resource]:
        """Return the resources of all articles by name."""
        return {each["name"]: each for each in self.resources() if not each["name"].endswith(SETTINGS.suffix)}

    def records(self) -> dict[str, bytes]:
        """Return all records by name."""
        found = self.bucket.list_blobs()
        return {each.name: each.download_as_bytes() for each in found if each.name.endswith(SETTINGS.suffix)}

    def forget(self) -> None:
        """Delete all records."""
        for found in self.bucket.list_blobs():
            if found.name.endswith(SETTINGS.suffix):
                found.delete()

    @contextmanager
    def function(self) -> Iterator[Server]:
        """Run the function as deployed before this bucket."""
        server = servers.function(self.url, {"COPYDESK_BUCKETS": BUCKET}, lambda _: None)
        server.start()
        try:
            yield server
        finally:
            server.stop()

    def by_the_function(self, function: Server) -> dict[str, bytes]:
        """Return the records that the function alone makes of what is live now."""
        self.forget()
        for resource in self.sources().values():
            assert deliver(function.url, "finalized", resource).acknowledged
        return self.records()


def by_processes(
    only: choose.Only = "missing",
    settings: Settings = SETTINGS,
    *,
    jobs: int = 1,
    force: bool = False,
    sample: int | None = None,
) -> Tally:
    """Backfill with the local engine."""
    pairs = listing.pairs(BUCKET, "", settings, choose.is_source(settings))
    tasks = choose.chosen(pairs, only, settings, choose.Shard(), sample)
    tally = Tally()
    for done in local.run(tasks, settings, jobs, force=force):
        tally.add(done)
    return tally


def by_beam(only: choose.Only = "missing", settings: Settings = SETTINGS, **more: Any) -> Tally:
    """Backfill with Beam's own direct runner."""
    from copydesk.backfill import beam

    return beam.run(f"gs://{BUCKET}", only, settings, [], **more)
