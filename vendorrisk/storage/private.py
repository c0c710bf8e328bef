"""Small files of secrets: readable by their owner alone, whole or not there at all, also when the power fails."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def create(path: Path, text: str) -> None:
    """Make the file, also when two processes begin at once: the first one's stays."""
    draft = _draft(path, text)
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    finally:
        draft.unlink()


def replace(path: Path, text: str) -> None:
    """Put `text` in the place of what the file holds; who reads meanwhile reads the one or the other."""
    _draft(path, text).replace(path)


def _draft(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        draft.unlink()
        raise
    return draft
