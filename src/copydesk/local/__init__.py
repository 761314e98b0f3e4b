"""The local cloud: a real bucket, the function as deployed, and what carries events between them."""

from copydesk.local.cloud import LocalCloud

__all__ = ["LocalCloud"]
