"""The spreadsheet edge: a questionnaire as a workbook, to be filled in without the portal and brought back."""

from __future__ import annotations

import datetime as dt

from vendorrisk.domain.questionnaire import Questionnaire
from vendorrisk.domain.sheets import Reading, Sheet
from vendorrisk.sheets.reading import read
from vendorrisk.sheets.writing import workbook


class Workbooks:
    """Questionnaires as Excel workbooks, behind `services.ports.Spreadsheets`."""

    def write(self, sheet: Sheet) -> bytes:
        """The workbook of `sheet`; the same bytes for the same sheet."""
        return workbook(sheet)

    def read(self, content: bytes, questionnaire: Questionnaire, today: dt.date) -> Reading:
        """What the workbook in `content` says of `questionnaire`. Raises SheetUnreadable."""
        return read(content, questionnaire, today)
