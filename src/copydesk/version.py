"""The tool's version: a constant, because a source deployment installs no package whose metadata could be asked."""

__version__ = "0.1.0"
