"""Cloud Storage: one client a process, and one table of what its failures mean."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

# Before the client is made: otherwise it asks for each bucket's own metadata in the background, which a role on
# objects alone may not read, and which would be a fourth request.
os.environ.setdefault("DISABLE_GCS_PYTHON_CLIENT_OTEL_BUCKET_METADATA", "true")

import requests
import urllib3
from google.api_core.exceptions import GoogleAPICallError
from google.auth.exceptions import GoogleAuthError, TransportError
from google.cloud import storage
from google.cloud.storage.exceptions import DataCorruption, InvalidResponse
from requests.adapters import HTTPAdapter

from copydesk.deadline import Deadline
from copydesk.errors import Changed, CopydeskError, Denied, Gone, Permanent, Transient

T = TypeVar("T")

CONNECTIONS = 80
"""Kept open to the bucket: one for each thread of the largest worker that `deploy/terraform` allows."""
PATIENCE = (0.2, 0.8)
"""Seconds to wait before asking again in place; after that the platform delivers again, 10 seconds later at best."""

Failure = tuple[type[CopydeskError], str]
STATUSES: dict[int, Failure] = {
    400: (Permanent, "storage.refused"),  # a key of the customer's own, a name that cannot be: never to be read
    401: (Denied, "credentials were refused"),
    403: (Denied, "access was refused: IAM, a hold, retention or an encryption key"),
    404: (Gone, "is not there"),
    408: (Transient, "timed out"),
    412: (Changed, "is another generation by now"),
    429: (Transient, "asked for fewer requests"),
}
"""What an HTTP status means to us; every one that is not named here is `Transient`."""
BROKEN = (requests.RequestException, urllib3.exceptions.HTTPError, OSError, DataCorruption, TransportError)
"""What a connection can die of: always `Transient`."""


@cache
def client() -> Any:
    """Return this process's client, made once; threads share it."""
    made = storage.Client()
    session = made._http  # noqa: SLF001 (the documented way to size its pool)
    adapter = HTTPAdapter(pool_connections=2, pool_maxsize=CONNECTIONS)
    for scheme in ("https://", "http://"):
        session.mount(scheme, adapter)
    # The environment's proxies and certificates, read here rather than at each request: a quarter of a request's CPU.
    found = session.merge_environment_settings(made._connection.API_BASE_URL, {}, None, None, None)  # noqa: SLF001
    session.proxies, session.verify, session.trust_env = found["proxies"], found["verify"], False
    return made


def ask(call: Callable[[tuple[float, float]], T], what: str, deadline: Deadline) -> T:
    """Return what one request gives, asked again in place when the trouble may pass.

    `call` is given its (connect, read) timeouts in seconds and starts from nothing each time. Raises `Gone`,
    `Changed`, `Denied`, `Permanent` or `Transient`; messages name `what` and the status, nothing of the content.
    """
    for pause in (*PATIENCE, None):
        try:
            return call((min(5.0, deadline.left() + 0.1), min(30.0, deadline.left() + 0.1)))
        except Transient as error:
            failure: CopydeskError = error
        except (GoogleAPICallError, InvalidResponse, GoogleAuthError, *BROKEN) as error:
            failure = meaning(error, what)
        if not isinstance(failure, Transient) or isinstance(failure, Denied) or pause is None:
            raise failure
        if deadline.left() <= pause:
            raise failure
        time.sleep(pause)
    raise AssertionError("unreachable")


def meaning(error: Exception, what: str) -> CopydeskError:
    """Return our error for one of the client's."""
    if isinstance(error, GoogleAPICallError):
        status = int(error.code or 0)
    elif isinstance(error, InvalidResponse):
        status = int(error.response.status_code)
    elif isinstance(error, BROKEN):
        return Transient(f"{what}: the connection failed ({type(error).__name__})")
    else:
        return Denied(f"{what}: no credentials ({type(error).__name__})")
    kind, why = STATUSES.get(status, (Transient, "storage failed"))
    if kind is Permanent:
        return Permanent("intake.unreadable", f"{what}: storage refuses to hand it out ({status})", status=status)
    return kind(f"{what}: {why} ({status})")
