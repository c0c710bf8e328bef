"""The content that ships, read from its files once: nearly every test needs it, and reading takes most of a load."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from vendorrisk.catalogue import library
from vendorrisk.catalogue.problems import Findings
from vendorrisk.catalogue.yaml12 import Document, read, read_text
from vendorrisk.resources import questionnaires_directory


@contextmanager
def read_once() -> Iterator[None]:
    """Until the block ends, a library is handed what the shipped files hold, wherever a copy of one lies."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "read", _read)
        yield


def _read(path: Path, name: str | None = None) -> Document:
    kept = _shipped().get(path.read_bytes()) if path.is_file() else None
    if kept is None:
        return read(path, name)
    # Each reader has values of its own, because packs are put together in place.
    document: Document = pickle.loads(kept)  # noqa: S301 - our own
    document.found.file = name or str(path)
    return document


@cache
def _shipped() -> dict[bytes, bytes]:
    """What each file that ships without a problem holds, by its bytes."""
    bodies = [path.read_bytes() for path in questionnaires_directory().rglob("*.yaml")]
    read_in = {body: read_text(body, Findings("")) for body in bodies}
    return {body: pickle.dumps(document) for body, document in read_in.items() if not document.found.problems}
