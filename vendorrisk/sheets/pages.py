"""The worksheets of a workbook as they were read, and the places in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import BadValue
from vendorrisk.sheets.cells import Content, text_of
from vendorrisk.sheets.unpacking import Grid


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell: where it is (`Answers!E17`), what it holds, and why it says nothing when it is spoiled."""

    place: str
    content: Content
    spoiled: Reason | None = None

    @property
    def text(self) -> str:
        """What it holds as text; empty when nothing."""
        return text_of(self.content)

    def read(self) -> Content:
        """What it holds. Raises BadValue when it is spoiled."""
        if self.spoiled:
            raise BadValue(self.spoiled)
        return self.content

    @property
    def filled(self) -> bool:
        return bool(self.text or self.spoiled)


@dataclass(frozen=True, slots=True)
class Page:
    """One worksheet, and the places in it."""

    sheet: Grid

    @property
    def name(self) -> str:
        return self.sheet.name

    @property
    def grid(self) -> Sequence[Sequence[Content]]:
        return self.sheet.rows

    def spot(self, line: int, column: int) -> Spot:
        """The cell at this row and column, from 0."""
        row = self.grid[line]
        content = row[column] if column < len(row) else ""
        place = f"{self.name}!{xl_rowcol_to_cell(line, column)}"
        return Spot(place, content, self.sheet.spoiled.get((line, column)))
