"""Files that are no workbook, or one made to harm: each is refused with its reason, soon, and in little memory."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from tests.sheets.filling import SMALL, TODAY, archive_of, changed, grids, members, reading, resaved, said, sheet
from vendorrisk.domain.sheets import Part
from vendorrisk.services.ports import SheetUnreadable
from vendorrisk.sheets.reading import read
from vendorrisk.sheets.unpacking import MEMBER_LIMIT, PACKED_LIMIT, ROW_LIMIT, UNPACKED_LIMIT
from vendorrisk.sheets.writing import workbook

GOOD = workbook(sheet())
FIRST = "xl/worksheets/sheet1.xml"
SHARED = "xl/sharedStrings.xml"


def refusal(content: bytes) -> str:
    """The code of the reason why `content` is refused."""
    with pytest.raises(SheetUnreadable) as refused:
        read(content, SMALL, TODAY)
    return refused.value.reason.code


def bomb(size: int = 2**28) -> bytes:
    """A workbook of a few hundred kilobytes, whose first worksheet unpacks to `size` bytes."""
    packed = io.BytesIO(GOOD)
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet99.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(size // 2**20):
            member.write(b" " * 2**20)
    return packed.getvalue()


def lying(content: bytes, claimed: int = 10) -> bytes:
    """The archive with the unpacked size of its last member given as `claimed` in the directory."""
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", claimed) + content[at + 28 :]


def with_rows(rows: str, content: bytes = GOOD) -> bytes:
    """A workbook with more rows in its first worksheet."""
    return changed(content, FIRST, "</sheetData>", f"{rows}</sheetData>")


NO_WORKBOOKS = {
    "nothing": (b"", "sheet.not_xlsx"),
    "text": (b"a,b,c\n1,2,3\n", "sheet.not_xlsx"),
    "pdf": (b"%PDF-1.7\n", "sheet.not_xlsx"),
    "old format or password": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.locked"),
    "empty zip": (archive_of({}), "sheet.not_xlsx"),
    "zip of something else": (archive_of({"a.txt": b"a"}), "sheet.not_xlsx"),
    "opendocument": (
        archive_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
        "sheet.not_xlsx",
    ),
    "cut off": (GOOD[: len(GOOD) // 2], "sheet.not_xlsx"),
    "cut off at the end": (GOOD[:-30], "sheet.not_xlsx"),
    "macros": (archive_of({**members(GOOD), "xl/vbaProject.bin": b"\xd0\xcf"}), "sheet.macros"),
    "macros by type": (
        changed(GOOD, "[Content_Types].xml", r"spreadsheetml\.sheet\.main", "sheet.macroEnabled.main"),
        "sheet.macros",
    ),
    "entities": (
        changed(GOOD, FIRST, "<worksheet", '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'),
        "sheet.not_xlsx",
    ),
    "broken xml": (changed(GOOD, FIRST, "</sheetData>", "</sheet"), "sheet.not_xlsx"),
    "a worksheet is missing": (
        archive_of({name: body for name, body in members(GOOD).items() if name != FIRST}),
        "sheet.not_xlsx",
    ),
    "no questions": (resaved({"Sheet1": [["Shopping", "List"], ["Milk", 2]]}), "sheet.no_questions"),
    "too large": (GOOD + bytes(PACKED_LIMIT), "sheet.too_large"),
    "many members": (
        archive_of({**members(GOOD), **{f"xl/media/{number}": b"" for number in range(MEMBER_LIMIT)}}),
        "sheet.too_large",
    ),
    "a cell far down": (with_rows('<row r="1"><c r="A1048576"><v>1</v></c></row>'), "sheet.too_large"),
    "a cell far right": (with_rows('<row r="1"><c r="XFD1"><v>1</v></c></row>'), "sheet.too_large"),
    "a cell before the first": (changed(GOOD, FIRST, 'r="A1"', 'r="A0"'), "sheet.not_xlsx"),
    "a million rows": (
        with_rows("<row><c><v>1</v></c></row>" * 800_000),
        "sheet.too_large",
    ),
    "one long text in many cells": (
        with_rows(
            "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(200, 1200)),
            changed(GOOD, SHARED, "<si><t>", "<si><t>" + "x" * 2**20),
        ),
        "sheet.too_large",
    ),
    "a million empty rows": (with_rows("<row/>" * 1_000_000), "sheet.too_large"),
    "a million empty texts": (changed(GOOD, SHARED, "</sst>", "<si><t/></si>" * 500_000 + "</sst>"), "sheet.too_large"),
    "a text that is not there": (changed(GOOD, FIRST, r't="s"><v>\d+</v>', 't="s"><v>99999</v>'), "sheet.not_xlsx"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_WORKBOOKS)
def test_what_is_no_workbook_of_ours_is_refused_with_a_reason(name: str) -> None:
    content, code = NO_WORKBOOKS[name]
    began = time.perf_counter()
    assert refusal(content) == code
    assert time.perf_counter() - began < 5


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    assert refusal(bomb()) == "sheet.too_large"
    assert refusal(lying(bomb(64 * 2**20))) in {"sheet.too_large", "sheet.not_xlsx"}


def test_a_bomb_costs_little_memory(tmp_path: Path) -> None:
    kept = tmp_path / "bomb.xlsx"
    script = (
        "import resource, sys, pathlib\n"
        "from tests.sheets.test_hostile import refusal\n"
        "content = pathlib.Path(sys.argv[1]).read_bytes()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "refusal(content)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    for content in (bomb(), lying(bomb(64 * 2**20)), NO_WORKBOOKS["one long text in many cells"][0]):
        kept.write_bytes(content)
        ran = subprocess.run([sys.executable, "-c", script, kept], capture_output=True, text=True, check=True)
        assert int(ran.stdout) < 50 * 1024, "kilobytes"


def test_the_most_that_is_read_is_read_soon() -> None:
    rows = "".join(f'<row r="{line}"><c r="D{line}"><v>1</v></c></row>' for line in range(100, ROW_LIMIT))
    content = with_rows(rows)
    began = time.perf_counter()
    assert said(reading(content)) == {}
    assert time.perf_counter() - began < 5


def test_links_to_other_workbooks_are_never_looked_at() -> None:
    content = archive_of(
        {**members(GOOD), "xl/externalLinks/externalLink1.xml": b"<!DOCTYPE a><a>", "xl/media/a": b"x"}
    )
    assert said(reading(content)) == {}


def test_a_formula_is_refused_in_its_place() -> None:
    pages = grids(GOOD)
    content = resaved(pages, formula=("Answers", 8, 4))
    (cell,) = [one for one in reading(content).cells if one.reason]
    assert (cell.place, cell.reason.code) == ("Answers!E9", "sheet.formula")


def test_an_error_of_the_spreadsheet_is_refused_in_its_place() -> None:
    written = changed(GOOD, FIRST, r'<c r="E12" s="\d+"/>', '<c r="E12" t="e"><v>#REF!</v></c>')
    (cell,) = [one for one in reading(written).cells if one.reason]
    assert (cell.place, cell.part, cell.reason.code) == ("Answers!E12", Part.ANSWER, "sheet.error")


@drawn(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(1, 40))
def test_damage_anywhere_is_read_or_refused_and_never_breaks(at: int, letter: int, length: int) -> None:
    broken = GOOD[:at] + bytes([letter]) * length + GOOD[at + length :]
    with suppress(SheetUnreadable):
        read(broken, SMALL, TODAY)


@drawn(st.sampled_from(sorted(members(GOOD))), st.data())
def test_damaged_xml_is_read_or_refused_and_never_breaks(name: str, data: st.DataObject) -> None:
    files = members(GOOD)
    body = files[name]
    at = data.draw(st.integers(0, len(body) - 1))
    words = st.sampled_from(["<c>", "</row>", '"', "<v>", "-1", "1e9", "&#0;", "t=", "<f/>", "r:id", "sheet2.xml", ""])
    put = data.draw(words).encode()
    broken = archive_of({**files, name: body[:at] + put + body[at + data.draw(st.integers(0, 12)) :]})
    with suppress(SheetUnreadable):
        read(broken, SMALL, TODAY)


def test_no_limit_is_under_what_a_full_questionnaire_needs() -> None:
    assert len(GOOD) * 20 < PACKED_LIMIT
    assert sum(map(len, members(GOOD).values())) * 20 < UNPACKED_LIMIT
