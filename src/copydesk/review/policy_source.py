"""Where a policy's bytes come from, and the pin that they have to match.

    policy.toml                              a file, as it stands when the process starts
    policy.toml#sha256:2cf24d...             a file with exactly these bytes
    gs://bucket/policy.toml#1732300000000000 one generation of an object
    gs://bucket/policy.toml#sha256:2cf24d... an object with exactly these bytes

An object without a pin is refused: whoever may write it could change every verdict without a deployment.
"""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

from copydesk.errors import ConfigurationError, CopydeskError

MAX_BYTES = 1_000_000
SECONDS = 20.0
"""How long an object may take to come."""

_PINNED = re.compile(r"(?P<place>.+)#(?:sha256:(?P<sha256>[0-9a-f]{64})|(?P<generation>[0-9]{1,19}))")


def fetch(location: str) -> bytes:
    """Return the bytes at a location, `""` for the package's own policy; raises `ConfigurationError`."""
    if not location:
        return files("copydesk").joinpath("data/policy.toml").read_bytes()
    pinned = _PINNED.fullmatch(location)
    place, sha256, generation = pinned.group("place", "sha256", "generation") if pinned else (location, None, None)
    if not place.startswith("gs://"):
        if generation:
            raise ConfigurationError(f"policy {location}: a file has no generation, pin it with #sha256:<hex>")
        data = _file(place)
    elif not pinned:
        raise ConfigurationError(f"policy {location}: an object is pinned with #<generation> or #sha256:<hex>")
    else:
        data = _object(place, int(generation) if generation else None)
    if len(data) > MAX_BYTES:
        raise ConfigurationError(f"policy {location}: {len(data)} bytes, more than {MAX_BYTES}")
    found = hashlib.sha256(data).hexdigest()
    if sha256 and found != sha256:
        raise ConfigurationError(f"policy {place}: its bytes have changed, sha256 is {found} and not {sha256}")
    return data


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"policy {path}: {error.strerror}") from None


def _object(uri: str, generation: int | None) -> bytes:
    from copydesk import storage  # noqa: PLC0415 - half a second that a policy in a file need not pay
    from copydesk.deadline import Deadline  # noqa: PLC0415

    bucket, _, name = uri.removeprefix("gs://").partition("/")
    if not bucket or not name:
        raise ConfigurationError(f"policy {uri}: gs://<bucket>/<name> is needed")

    def once(timeout: tuple[float, float]) -> bytes:
        # `generation` and not a precondition: a dead version is the very policy that was pinned.
        blob = storage.client().bucket(bucket).blob(name, generation=generation)
        data: bytes = blob.download_as_bytes(timeout=timeout, retry=None)
        return data

    try:
        return storage.ask(once, f"policy {uri}", Deadline(SECONDS))
    except CopydeskError as error:
        raise ConfigurationError(str(error)) from None
