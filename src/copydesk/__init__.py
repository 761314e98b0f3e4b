"""Copydesk: a newsroom's copy desk as a cloud function."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.version import __version__

if TYPE_CHECKING:
    from copydesk.pipeline import process

__all__ = ["__version__", "process"]


def __getattr__(name: str) -> Any:
    """Import the pipeline when it is asked for: `copydesk --help` needs none, and a broken install can be reported."""
    if name == "process":
        from copydesk.pipeline import process  # noqa: PLC0415 - the reason is above

        return process
    raise AttributeError(name)
