"""The text of a document that a vendor sends: plain text, Word files and PDF, within bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

import magic
from lxml import etree

from vendorrisk.domain.reasons import Reason
from vendorrisk.services.failures import Refused
from vendorrisk.services.work import Work

WORD: Final = "word/document.xml"
MOST_BYTES: Final = 20 * 1024 * 1024
"""Bytes of a Word file's text once unpacked; a hundred pages have about one twentieth."""

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def text_of(work: Work, content: bytes) -> str:
    """The text in `content`, a paragraph a line. Raises Refused when it is no document that can be read."""
    try:
        found = _found(work, content)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, etree.XMLSyntaxError, EOFError):
        found = ""
    if not found.strip():
        raise Refused(Reason("reuse.unreadable"))
    return found


def _found(work: Work, content: bytes) -> str:
    if content[:5] == b"%PDF-":
        return work.renderer.text(content)
    return _word(content) if content[:2] == b"PK" else _plain(content)


def _plain(content: bytes) -> str:
    if not magic.from_buffer(content[:65536], mime=True).startswith("text/"):
        return ""
    return decoded(content)


def decoded(content: bytes) -> str:
    """The letters of a plain text, in whichever of the usual encodings it is."""
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _word(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(WORD) as body:
        # Read no more than may be there, whatever the archive says of its own sizes.
        unpacked = body.read(MOST_BYTES + 1)
    if len(unpacked) > MOST_BYTES:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return "\n".join(_paragraphs(etree.fromstring(unpacked, parser)))


def _paragraphs(root: Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_W}p"):
        parts = {f"{_W}tab": "\t", f"{_W}br": "\n"}
        yield "".join(
            node.text or "" if node.tag == f"{_W}t" else parts.get(str(node.tag), "") for node in paragraph.iter()
        )
