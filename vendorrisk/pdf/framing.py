"""How the child process that draws foreign documents hands over its pictures: page by page, as far as it comes."""

from __future__ import annotations

import signal
import struct
from collections.abc import Iterator, Mapping
from typing import Final

from vendorrisk.services.ports import Picture, Pictures, Unseen

HEAD: Final = struct.Struct(">I")
"""Before all: how many pages the document has."""
PAGE: Final = struct.Struct(">HHI")
"""Before each picture: its width, height and bytes."""

PROTECTED, HUGE, OUT_OF_TIME = 3, 4, -signal.SIGKILL
"""How the child ends when it says why there is nothing to see."""
CAUSES: Final[Mapping[int, Unseen]] = {
    PROTECTED: Unseen.PROTECTED,
    HUGE: Unseen.HUGE,
    OUT_OF_TIME: Unseen.LONG,
    -signal.SIGXCPU: Unseen.LONG,
}


def head(total: int) -> bytes:
    """What stands before all pictures of a document of `total` pages."""
    return HEAD.pack(total)


def framed(picture: Picture) -> bytes:
    """A picture with what stands before it."""
    return PAGE.pack(picture.width, picture.height, len(picture.data)) + picture.data


def read(told: bytes, ended: int) -> Pictures:
    """What a child that `ended` so handed over; a picture that is not whole, or is none of ours, ends it."""
    pages = tuple(_pages(told))
    if not pages:
        return Pictures(why=CAUSES.get(ended, Unseen.BROKEN))
    return Pictures(pages, max(HEAD.unpack_from(told)[0], len(pages)))


def _pages(told: bytes) -> Iterator[Picture]:
    at = HEAD.size
    while at + PAGE.size <= len(told):
        width, height, size = PAGE.unpack_from(told, at)
        data = told[at + PAGE.size : at + PAGE.size + size]
        # A child that a hostile file took over hands over pictures, or nothing.
        if len(data) < size or data[:4] != b"RIFF" or data[8:12] != b"WEBP":
            return
        yield Picture(data, width, height)
        at += PAGE.size + size
