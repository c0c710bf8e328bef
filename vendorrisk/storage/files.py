"""Files in an object store, named by their SHA-256 under the folder of what they belong to.

The name is the digest, so a file is never overwritten by another one, putting it twice is putting it once, and a
changed byte is found at the next reading. The folder keeps what belongs to one assessment apart from all others:
removing a proof never touches the same file sent by another vendor.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from pathlib import Path
from typing import Any, BinaryIO, Final

from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, from_url

from vendorrisk.services.ports import FileDamaged, FileMissing, StoredFile

BLOCK: Final = 1 << 20
FOLDER: Final = re.compile(r"[a-z0-9][a-z0-9/-]*")


def open_store(place: str) -> ObjectFiles:
    """The store at `place`: a folder, made if need be, or `s3://bucket/prefix` with the usual AWS_ settings."""
    if place.startswith("s3://"):
        return ObjectFiles(from_url(place))
    folder = Path(place)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return ObjectFiles(LocalStore(folder), folder=folder)


class ObjectFiles:
    """A `FileStore` on an object store. `folder` is where a local store has its files: they are synced to the disk."""

    def __init__(self, store: Any, folder: Path | None = None) -> None:
        self._store = store
        self._folder = folder

    def put(self, folder: str, data: bytes | BinaryIO) -> StoredFile:
        """Keep `data` under `folder` (lower-case words, `/` between them) and return once it is durable."""
        if not FOLDER.fullmatch(folder):
            raise ValueError(f"{folder!r} is no folder of the store")
        stream = io.BytesIO(data) if isinstance(data, bytes) else data
        sha256, size = _measured(stream)
        key = f"{folder}/{sha256}"
        stream.seek(0)
        try:
            self._store.put(key, stream, mode="create")
        except AlreadyExistsError:
            # The same name is the same bytes, unless what is there was damaged: then this would acknowledge a loss.
            self.get(key)
        self._sync(key)
        return StoredFile(key, sha256, size)

    def get(self, key: str) -> bytes:
        """The bytes under `key`, checked against the digest in its name."""
        try:
            data = bytes(self._store.get(key).bytes())
        except (NotFoundError, FileNotFoundError):
            raise FileMissing(key) from None
        if hashlib.sha256(data).hexdigest() != key.rpartition("/")[2]:
            raise FileDamaged(key)
        return data

    def delete(self, key: str) -> None:
        """Remove the file under `key`, if it is there."""
        try:
            self._store.delete(key)
        except (NotFoundError, FileNotFoundError):
            return

    def _sync(self, key: str) -> None:
        """Wait until the file and the names that lead to it are on the disk; obstore itself does not."""
        if self._folder is None:
            return
        path = self._folder / key
        for place in (path, *path.parents):
            descriptor = os.open(place, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            if place == self._folder:
                return


def _measured(stream: BinaryIO) -> tuple[str, int]:
    """The SHA-256 and size of a stream, a block at a time."""
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size
