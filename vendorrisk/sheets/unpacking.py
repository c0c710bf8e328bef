"""Unpacking a workbook that somebody sent, before any spreadsheet library sees it.

A few kilobytes can unpack to gigabytes, lie about it, and name a cell in row 1,048,576 that makes a reader take memory
for all rows before it. So the few members that are read are unpacked here under a budget of bytes, their XML is walked
once for cells that stand too far out, and the reader gets a new, plain archive of just these.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final, TypeAlias
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from vendorrisk.domain.reasons import Reason
from vendorrisk.services.ports import SheetUnreadable
from vendorrisk.sheets.cells import Content

PACKED_LIMIT: Final = 8 * 1024**2
UNPACKED_LIMIT: Final = 24 * 1024**2
MEMBER_LIMIT: Final = 500
TAG_LIMIT: Final = 1_000_000
"""A full questionnaire has 45,000; each costs time to walk, however few bytes it is."""
ROW_LIMIT: Final = 4_000
COLUMN_LIMIT: Final = 100
SHEET_LIMIT: Final = 40

_READ: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/[^/]+\.xml|xl/_rels/[^/]+\.rels|xl/worksheets/[^/]+\.xml", re.IGNORECASE
)
"""The members that are read; pictures, links to other workbooks and everything else is left packed."""
_OLD: Final = b"\xd0\xcf\x11\xe0"
"""How the old format begins, and every workbook with a password."""
_MACROS: Final = (b"macroEnabled", b"vbaProject")


_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    CalamineError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What an archive that is damaged, encrypted or packed in a rare way makes the standard library raise."""


Spoiled: TypeAlias = Mapping[tuple[int, int], Reason]
"""Cells (row and column, from 0) that hold a formula or an error."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One worksheet: its rows, and the cells of it that say nothing of their own, each with why."""

    name: str
    rows: Sequence[Sequence[Content]]
    spoiled: Spoiled


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The worksheets of a workbook, hidden ones too."""

    pages: tuple[Grid, ...]
    since_1904: bool


def unpack(content: bytes) -> Unpacked:
    """The workbook in `content`. Raises SheetUnreadable with the reason when it is none, or more than one can be."""
    if len(content) > PACKED_LIMIT:
        raise SheetUnreadable(Reason("sheet.too_large"))
    if content.startswith(_OLD):
        raise SheetUnreadable(Reason("sheet.locked"))
    try:
        members = _members(content)
        _refuse_macros(members)
        spoiled = _by_sheet(members, _spoiled(members))
        pages = tuple(_grids(CalamineWorkbook.from_filelike(_packed(members)), spoiled))
    except _BROKEN as broken:
        raise SheetUnreadable(Reason("sheet.not_xlsx")) from broken
    return Unpacked(pages, _since_1904(members))


def _grids(book: CalamineWorkbook, spoiled: Mapping[str, Spoiled]) -> Iterator[Grid]:
    if len(book.sheets_metadata) > SHEET_LIMIT:
        raise SheetUnreadable(Reason("sheet.too_large"))
    for at, about in enumerate(book.sheets_metadata):
        if about.typ is SheetTypeEnum.WorkSheet:
            rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False)
            yield Grid(about.name, rows, spoiled.get(about.name, {}))


def _members(content: bytes) -> dict[str, bytes]:
    """What is read of the archive, unpacked, and never more of it than the budget."""
    unpacked: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        listed = archive.infolist()
        if len(listed) > MEMBER_LIMIT or sum(one.file_size for one in listed) > UNPACKED_LIMIT:
            raise SheetUnreadable(Reason("sheet.too_large"))
        left = UNPACKED_LIMIT
        for one in listed:
            if any(part.lower().startswith("vbaproject") for part in PurePosixPath(one.filename).parts):
                raise SheetUnreadable(Reason("sheet.macros"))
            if not _READ.fullmatch(one.filename):
                continue
            with archive.open(one) as packed:
                unpacked[one.filename] = packed.read(left + 1)
            left -= len(unpacked[one.filename])
            if left < 0:
                raise SheetUnreadable(Reason("sheet.too_large"))
    if "[Content_Types].xml" not in unpacked or "xl/workbook.xml" not in unpacked:
        raise SheetUnreadable(Reason("sheet.not_xlsx"))
    if sum(body.count(b"<") for body in unpacked.values()) > TAG_LIMIT:
        raise SheetUnreadable(Reason("sheet.too_large"))
    return unpacked


def _refuse_macros(members: Mapping[str, bytes]) -> None:
    if any(sign in members["[Content_Types].xml"] for sign in _MACROS):
        raise SheetUnreadable(Reason("sheet.macros"))


def _packed(members: Mapping[str, bytes]) -> BytesIO:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    packed.seek(0)
    return packed


class _Texts:
    """Walks the texts that cells share: how long each is."""

    def __init__(self) -> None:
        self.lengths: list[int] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002 - the parser gives both
        if tag.rpartition(":")[2] == "si":
            self.lengths.append(0)

    def text(self, text: str) -> None:
        if self.lengths:
            self.lengths[-1] += len(text)


class _Walk:
    """Walks one worksheet: where its cells stand, which are spoiled, and how much text all of them come to.

    A text that many cells share is small in the file and large once each cell has it.
    """

    def __init__(self, shared: Sequence[int]) -> None:
        self.shared, self.left = shared, UNPACKED_LIMIT
        self.line, self.column = -1, -1
        self.shares, self.index = False, ""
        self.spoiled: dict[tuple[int, int], Reason] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self.line = int(attributes["r"]) - 1 if "r" in attributes else self.line + 1
                self.column = -1
            case "c":
                self.cell(attributes)
            case "v":
                self.index = ""
            case "f":
                self.spoiled[self.line, self.column] = Reason("sheet.formula")

    def cell(self, attributes: dict[str, str]) -> None:
        self.line, self.column = _place(attributes["r"]) if "r" in attributes else (self.line, self.column + 1)
        if self.line >= ROW_LIMIT or self.column >= COLUMN_LIMIT:
            raise SheetUnreadable(Reason("sheet.too_large"))
        self.shares = attributes.get("t") == "s"
        if attributes.get("t") == "e":
            self.spoiled[self.line, self.column] = Reason("sheet.error")

    def text(self, text: str) -> None:
        if self.shares:
            self.index += text

    def end(self, tag: str) -> None:
        if self.shares and tag.rpartition(":")[2] == "v":
            self.left -= self.shared[int(self.index)]
            if self.left < 0:
                raise SheetUnreadable(Reason("sheet.too_large"))


def _spoiled(members: Mapping[str, bytes]) -> dict[str, Spoiled]:
    """The cells that are spoiled, by the member that holds their worksheet."""
    texts = _Texts()
    if shared := members.get("xl/sharedStrings.xml"):
        _parse(shared, texts.start, texts.text)
    found: dict[str, Spoiled] = {}
    for name, body in members.items():
        if name.startswith("xl/worksheets/"):
            walk = _Walk(texts.lengths)
            _parse(body, walk.start, walk.text, walk.end)
            found[name] = walk.spoiled
    return found


def _parse(
    body: bytes,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, end
    parser.Parse(body, True)


def _refuse_doctype(*_: object) -> None:
    """No spreadsheet writes one; what it is good for is entities that unfold without end."""
    raise SheetUnreadable(Reason("sheet.not_xlsx"))


def _place(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as `E17`."""
    letters = reference.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - 64
    return int(reference[len(letters) :]) - 1, column - 1


def _by_sheet(members: Mapping[str, bytes], found: Mapping[str, Spoiled]) -> dict[str, Spoiled]:
    """What is spoiled by the name of their worksheet, as the workbook and its relations join the two."""
    targets = {one["Id"]: one["Target"] for one in _elements(members["xl/_rels/workbook.xml.rels"], "Relationship")}
    named: dict[str, Spoiled] = {}
    for sheet in _elements(members["xl/workbook.xml"], "sheet"):
        relation = next((value for name, value in sheet.items() if name.rpartition(":")[2] == "id"), "")
        target = targets[relation].removeprefix("/xl/").removeprefix("xl/")
        named[sheet["name"]] = found.get(f"xl/{target}", {})
    return named


def _elements(body: bytes, wanted: str) -> list[dict[str, str]]:
    """The attributes of every element `wanted`."""
    found: list[dict[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append(attributes)

    _parse(body, start)
    return found


def _since_1904(members: Mapping[str, bytes]) -> bool:
    """Whether dates count from 1904, as workbooks from old Macs do."""
    return any(one.get("date1904") in ("1", "true") for one in _elements(members["xl/workbook.xml"], "workbookPr"))
