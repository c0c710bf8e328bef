"""Files in an object store, named by their SHA-256 under the folder of what they belong to.

They are encrypted (`storage.encryption`); the digest is that of what was put. The name is the digest, so a file is
never overwritten by another one, putting it twice is putting it once, and a changed byte is found at the next
reading. The folder keeps what belongs to one assessment apart from all others: removing a proof never touches the
same file sent by another vendor.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Final

from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, from_url

from vendorrisk.services.ports import FileDamaged, FileMissing, StoredFile
from vendorrisk.storage.encryption import KeyMissing, Keys, decrypted, encrypted, key_of

BLOCK: Final = 1 << 20
NAME: Final = re.compile(r"[0-9a-f]{64}")
FOLDER: Final = re.compile(r"[a-z0-9][a-z0-9/-]*")


def open_store(place: str, keys: Keys) -> ObjectFiles:
    """The store at `place`: a folder, made if need be, or `s3://bucket/prefix` with the usual AWS_ settings."""
    return ObjectFiles(open_bare(place), keys, folder=None if place.startswith("s3://") else Path(place))


def open_bare(place: str) -> Any:
    """The object store at `place`, which knows nothing of digests and keys."""
    if place.startswith("s3://"):
        return from_url(place)
    Path(place).mkdir(parents=True, exist_ok=True, mode=0o700)
    return LocalStore(place)


def open_keys(path: Path, place: str) -> Keys:
    """The keys in `path`, made at the first start. Raises KeyMissing when it is gone, and the store at `place` holds
    files that are encrypted: new keys would hide that they are lost.
    """
    if not path.exists() and any(_encrypted_in(open_bare(place))):
        raise KeyMissing(f"{path} is gone, and files in {place} are encrypted: put it back from where it is kept")
    return Keys(path)


def _encrypted_in(store: Any) -> Iterator[bool]:
    for part in store.list():
        for known in part:
            yield key_of(bytes(store.get(str(known["path"])).bytes())) is not None


@dataclass(frozen=True, slots=True)
class Anew:
    """A file that was to be encrypted anew: it is, but for what is `wrong` with it."""

    key: str
    wrong: str = ""


class ObjectFiles:
    """A `FileStore` on an object store. `folder` is where a local store has its files: they are synced to the disk."""

    def __init__(self, store: Any, keys: Keys, folder: Path | None = None) -> None:
        self._store = store
        self._keys = keys
        self._folder = folder

    def put(self, folder: str, data: bytes | BinaryIO) -> StoredFile:
        """Keep `data` under `folder` (lower-case words, `/` between them) and return once it is durable."""
        if not FOLDER.fullmatch(folder):
            raise ValueError(f"{folder!r} is no folder of the store")
        stream = io.BytesIO(data) if isinstance(data, bytes) else data
        sha256, size = _measured(stream)
        key = f"{folder}/{sha256}"
        try:
            self._write(key, stream, "create")
        except AlreadyExistsError:
            # The same name is the same bytes, unless what is there was damaged: then this would acknowledge a loss.
            self.get(key)
        self._sync(key)
        return StoredFile(key, sha256, size)

    def get(self, key: str) -> bytes:
        """The bytes under `key`, checked against the digest in its name. Raises KeyMissing, a FileDamaged, too."""
        data = self._read(key)
        if not _is(data, key):  # but for files from before there was encryption
            data = decrypted(data, key, self._keys)
        if not _is(data, key):
            raise FileDamaged(key)
        return data

    def encrypt_all(self, named: Callable[[str], bool]) -> Iterator[Anew]:
        """Bring every file under the newest key, one by one, and tell of each that was not. It can be ended and begun
        again at any moment, beside a portal at work: `named` says whether something still names a file.
        """
        for part in self._store.list():
            for known in part:
                key = str(known["path"])
                try:
                    if NAME.fullmatch(key.rpartition("/")[2]) and key_of(self._read(key)) != self._keys.newest:
                        self._anew(key, named)
                        yield Anew(key)
                except FileMissing:
                    continue  # removed meanwhile
                except FileDamaged as damaged:
                    yield Anew(key, str(damaged) or "damaged")

    def _anew(self, key: str, named: Callable[[str], bool]) -> None:
        wanted, data = named(key), io.BytesIO(self.get(key))
        if self._folder is None:
            self._write(key, data, "overwrite")
        else:
            _replace(self._folder / key, encrypted(data, key, self._keys))
            self._sync(key)
        if wanted and not named(key):
            self.delete(key)  # somebody removed it while it was written

    def _read(self, key: str) -> bytes:
        try:
            return bytes(self._store.get(key).bytes())
        except (NotFoundError, FileNotFoundError):
            raise FileMissing(key) from None

    def _write(self, key: str, stream: BinaryIO, mode: str) -> None:
        stream.seek(0)
        with SpooledTemporaryFile(max_size=8 * BLOCK) as sealed:
            for part in encrypted(stream, key, self._keys):
                sealed.write(part)
            sealed.seek(0)
            self._store.put(key, sealed, mode=mode)

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


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    """Put `parts` in the place of a file: at no moment is neither of both on the disk."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _is(data: bytes, key: str) -> bool:
    """Whether these are the bytes whose digest is the name of the file."""
    return hashlib.sha256(data).hexdigest() == key.rpartition("/")[2]


def _measured(stream: BinaryIO) -> tuple[str, int]:
    """The SHA-256 and size of a stream, a block at a time."""
    stream.seek(0)
    digest, size = hashlib.sha256(), 0
    while block := stream.read(BLOCK):
        digest.update(block)
        size += len(block)
    return digest.hexdigest(), size
