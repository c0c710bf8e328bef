"""Files encrypted at rest: an altered, cut, reordered or exchanged one is found, a copy without keys says nothing.

A file is MAGIC, the id of a key, a salt, and frames of AES-256-GCM. Each file has a key of its own, by HKDF-SHA256
(RFC 5869) from that key and the salt, so a nonce is only the number of the frame and whether it is the last: the
STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár: Online Authenticated-Encryption and its Nonce-Reuse
Misuse-Resistance, 2015). The name under which the file is kept is authenticated with every frame.
"""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from vendorrisk.services.ports import FileDamaged
from vendorrisk.storage import private

MAGIC: Final = b"vendorrisk-file/1\n"
ID_BYTES, KEY_BYTES, SALT_BYTES, TAG_BYTES = 8, 32, 16, 16
FRAME: Final = 64 * 1024
"""Bytes of plain text in a frame: the most that is decrypted before it is known to be right."""
HEAD: Final = len(MAGIC) + ID_BYTES + SALT_BYTES


class KeyMissing(FileDamaged):
    """The file is encrypted under a key that is not among those of this portal."""


class Keys:
    """The keys in a file, one a line: its id and its 32 bytes in base64. The last one encrypts, all of them decrypt."""

    def __init__(self, path: Path) -> None:
        """The keys in `path`, which is made with a first one when it is not there, readable by its owner alone."""
        self._path = path
        if not path.exists():
            private.create(path, _line())
        self._read()

    @property
    def newest(self) -> bytes:
        """The id of the key that encrypts, also when another process added it a moment ago."""
        if self._seen != _stamp(self._path):
            self._read()
        return list(self._keys)[-1]

    def secret(self, key_id: bytes) -> bytes:
        """The bytes of a key; one that was added since is looked for. Raises KeyMissing."""
        if key_id not in self._keys:
            self._read()
        if key_id not in self._keys:
            raise KeyMissing(f"the key {key_id.hex()} is not in {self._path}: put it back from where it is kept")
        return self._keys[key_id]

    def add(self) -> bytes:
        """Make a further key, which encrypts from now on; its id."""
        ended = self._path.read_bytes().endswith(b"\n")  # an editor may have left the last line open
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND)
        with os.fdopen(descriptor, "w") as file:
            file.write(("" if ended else "\n") + _line())
            file.flush()
            os.fsync(file.fileno())
        self._read()
        return self.newest

    def _read(self) -> None:
        self._seen = _stamp(self._path)
        lines = [line.split() for line in self._path.read_text().splitlines() if line.strip()]
        try:
            self._keys = {bytes.fromhex(key_id): base64.b64decode(secret) for key_id, secret in lines}
        except ValueError:
            self._keys = {}
        wrong = [key_id for key_id, secret in self._keys.items() if (len(key_id), len(secret)) != (ID_BYTES, KEY_BYTES)]
        if wrong or not self._keys:
            raise ValueError(f"{self._path} is no file of keys")


def _stamp(path: Path) -> tuple[int, int]:
    """What tells a file of keys from the same one before a key was added."""
    seen = path.stat()
    return seen.st_mtime_ns, seen.st_size


def _line() -> str:
    return f"{secrets.token_hex(ID_BYTES)} {base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"


def key_of(data: bytes) -> bytes | None:
    """The id of the key that `data` is encrypted under; None for a plain file."""
    return data[len(MAGIC) : len(MAGIC) + ID_BYTES] if data.startswith(MAGIC) and len(data) >= HEAD else None


def encrypted(stream: BinaryIO, name: str, keys: Keys) -> Iterator[bytes]:
    """The parts of the encrypted file of `stream`, which is kept as `name`."""
    key_id, salt = keys.newest, secrets.token_bytes(SALT_BYTES)
    cipher = _cipher(keys.secret(key_id), salt)
    yield MAGIC + key_id + salt
    number, frame = 0, _whole_frame(stream)
    while True:
        following = _whole_frame(stream) if len(frame) == FRAME else b""
        yield cipher.encrypt(_nonce(number, last=not following), frame, name.encode())
        if not following:
            return
        number, frame = number + 1, following


def _whole_frame(stream: BinaryIO) -> bytes:
    """A frame's bytes, less only at the end: a stream may give fewer than it is asked for."""
    frame = b""
    while len(frame) < FRAME and (part := stream.read(FRAME - len(frame))):
        frame += part
    return frame


def decrypted(data: bytes, name: str, keys: Keys) -> bytes:
    """What was encrypted in `data`, which is kept as `name`. Raises KeyMissing and FileDamaged."""
    key_id = key_of(data)
    if key_id is None:
        raise FileDamaged(name)
    cipher = _cipher(keys.secret(key_id), data[HEAD - SALT_BYTES : HEAD])
    frames = range(HEAD, max(len(data), HEAD + 1), FRAME + TAG_BYTES)
    try:
        return b"".join(
            cipher.decrypt(
                _nonce(number, last=number == len(frames) - 1), data[at : at + FRAME + TAG_BYTES], name.encode()
            )
            for number, at in enumerate(frames)
        )
    except InvalidTag:
        raise FileDamaged(name) from None


def _cipher(secret: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt, b"vendorrisk file").derive(secret))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
