"""Where files are kept: a folder by default, S3 when the house has one; write-once, encrypted, checked when read."""

from vendorrisk.storage.encryption import KeyMissing, Keys
from vendorrisk.storage.files import Anew, ObjectFiles, open_keys, open_store
from vendorrisk.storage.seal_keys import SealKeys

__all__ = ["Anew", "KeyMissing", "Keys", "ObjectFiles", "SealKeys", "open_keys", "open_store"]
