"""Where files are kept: a folder by default, S3 when the house has one; write-once, and checked at each reading."""

from vendorrisk.storage.files import ObjectFiles, open_store

__all__ = ["ObjectFiles", "open_store"]
