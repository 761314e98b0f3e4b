"""Every interleaving of one delivery with what else may happen to its object, at the grain of single requests.

While one event is handled, something else happens completely before each of its requests in turn; its instance may
die after its read or after its write, and the event is then delivered again. What is told late is told at the end.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from copydesk import function
from copydesk.deadline import Deadline
from copydesk.errors import OutOfTime
from copydesk.review import policy
from copydesk.settings import Settings
from copydesk.write import mark, record
from tests.e2e.proxy import Asked
from tests.store import ARTICLE, SHORT, Resource, Store, event

pytestmark = pytest.mark.e2e

NAME = "a.html"
PLACE = "a.html.metadata.json"


@dataclass
class Scene:
    """A bucket with one article, and what has not been told yet."""

    store: Store
    newer: Settings
    live: Resource | None
    late: list[tuple[str, Resource]] = field(default_factory=list)
    newest: bool = False
    """Whether the newer deployment had the live generation's event."""

    def upload(self) -> Resource:
        """Upload another generation."""
        self.live, self.newest = self.store.upload(NAME, SHORT), False
        return self.live

    def delete(self) -> None:
        """Delete the object."""
        self.store.delete(NAME)
        self.live = None


def deleted(scene: Scene, first: Resource) -> None:
    """Delete the source, and handle that."""
    scene.delete()
    scene.store.handle(first, "deleted")


def deleted_and_told_late(scene: Scene, first: Resource) -> None:
    """Delete the source; the event comes at the end."""
    scene.delete()
    scene.late.append(("deleted", first))


def overwritten(scene: Scene, first: Resource) -> None:
    """Upload a newer generation; handle it, and the older one's deletion."""
    scene.store.handle(scene.upload())
    scene.store.handle(first, "deleted")


def overwritten_and_told_late(scene: Scene, first: Resource) -> None:
    """Upload a newer generation; its event and the older one's deletion come at the end."""
    scene.late += [("finalized", scene.upload()), ("deleted", first)]


def deleted_and_back(scene: Scene, first: Resource) -> None:
    """Delete the source, upload it again, and handle each at once."""
    deleted(scene, first)
    scene.store.handle(scene.upload())


def replaced_and_deleted(scene: Scene, first: Resource) -> None:
    """Let a newer generation come and go, and handle everything."""
    newer = scene.upload()
    scene.store.handle(newer)
    scene.delete()
    scene.store.handle(newer, "deleted")
    scene.store.handle(first, "deleted")


def doubled(scene: Scene, first: Resource) -> None:
    """Let another instance handle the same event."""
    scene.store.handle(first)


def newer_deployment(scene: Scene, first: Resource) -> None:
    """Let a deployment with a newer policy handle the same event."""
    scene.store.handle(first, settings=scene.newer)
    scene.newest = True


def forged(scene: Scene, first: Resource) -> None:
    """Let the uploader write a record with our mark and a generation of the future."""
    lie = mark.Mark(scene.store.bucket, NAME, 1 << 60, "allow", "0.0.1", 1, "0" * 64)
    scene.store.upload(PLACE, b"{}", metadata=lie.metadata(), content_type="application/json")
    scene.late.append(("finalized", first))


ACTIONS: tuple[Callable[[Scene, Resource], None], ...] = (
    *(deleted, deleted_and_told_late, overwritten, overwritten_and_told_late, deleted_and_back),
    *(replaced_and_deleted, doubled, newer_deployment, forged),
)


def _dying(after: str | None) -> Deadline:
    """Return a deadline that is over once a step is done."""

    class Dying(Deadline):
        def check(self, step: str) -> None:
            super().check(step)
            if step == after:
                raise OutOfTime("the instance died")

    return Dying(50)


@pytest.fixture
def newer(tmp_path: Path) -> Settings:
    """Give the settings of a deployment with a newer policy."""
    path = tmp_path / "policy.toml"
    path.write_text(f'name = "newer"\nversion = {policy.load(Settings()).version + 1}\n')
    return Settings(dev=True, policy=str(path))


@pytest.mark.parametrize("died", [None, "read", "write"], ids=["lives", "dies after its read", "dies after its write"])
@pytest.mark.parametrize("before", range(6), ids=lambda number: f"request {number}")
@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.__name__)
def test_whatever_happens_in_between_the_bucket_ends_right(
    store: Store, newer: Settings, action: Callable[[Scene, Resource], None], before: int, died: str | None
) -> None:
    """A live object has exactly the record of its generation by the newest policy that saw it; a dead one has none."""
    first = store.upload(NAME, ARTICLE)
    scene = Scene(store, newer, first)
    left = [before]

    def happen(_: Asked) -> None:
        if left[0] == 0:
            store.proxy.whole()
            action(scene, first)
        left[0] -= 1

    store.proxy.before = happen
    with contextlib.suppress(OutOfTime):
        store.handle(first, deadline=_dying(died))
    if left[0] >= 0:  # it needed fewer requests: then it happens after the last
        store.proxy.whole()
        action(scene, first)
    if died:
        store.handle(first)
    for kind, resource in scene.late:
        store.handle(resource, kind)

    if scene.live is None:
        assert store.names() == []
        return
    settings = newer if scene.newest else store.settings
    made = function.record_of(event(scene.live), settings, store.client, Deadline(50))
    stands = store.object(PLACE)
    assert stands.metadata == mark.of(made).metadata()
    assert stands.download_as_bytes() == (record.dumps(made) + "\n").encode()
    assert store.names() == [NAME, PLACE]


def test_the_policies_differ(newer: Settings) -> None:
    """The newer deployment's records are newer than the default's."""
    older = policy.load(replace(newer, policy=""))
    assert policy.load(newer).version == older.version + 1
