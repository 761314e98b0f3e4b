"""Copydesk: a newsroom's copy desk as a cloud function."""

from copydesk.pipeline import process
from copydesk.version import __version__

__all__ = ["__version__", "process"]
