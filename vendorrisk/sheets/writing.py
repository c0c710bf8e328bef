"""Writing: a questionnaire and what is answered as a workbook to fill in; no formula, no macro, no link outwards.

Every text is written as text, whatever it begins with, so that an answer such as `=1+1` is read and never run.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from vendorrisk.domain.questionnaire import Kind
from vendorrisk.domain.sheets import Sheet, edition, mark
from vendorrisk.sheets import words
from vendorrisk.sheets.looks import Look, formats
from vendorrisk.sheets.questions import Questions
from vendorrisk.sheets.rows import PORTAL
from vendorrisk.sheets.tables import write_table

LISTS: Final = "_lists"
"""The hidden worksheet with the options that lists offer."""

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def workbook(sheet: Sheet) -> bytes:
    """The workbook of `sheet`, blank where nothing is answered; the same bytes for the same sheet."""
    written = BytesIO()
    book = Workbook(written, OPTIONS)
    title = f"{sheet.title} · {sheet.vendor}"
    book.set_properties({"title": title, "created": dt.datetime.combine(sheet.made_on, dt.time())})
    looks = formats(book)
    answers = book.add_worksheet(words.ANSWERS.to(sheet.language))
    how_to = book.add_worksheet(words.HOW_TO.to(sheet.language))
    for question in sheet.questionnaire.questions:
        if question.kind is Kind.TABLE:
            write_table(book, looks, sheet, question)
    lists, portal = book.add_worksheet(LISTS), book.add_worksheet(PORTAL)
    Questions(answers, lists, looks, sheet).write(title)
    _write_how_to(how_to, looks, sheet)
    _write_portal(portal, sheet)
    lists.very_hidden()
    portal.very_hidden()
    book.close()
    return written.getvalue()


def _write_how_to(page: Worksheet, looks: dict[Look, object], sheet: Sheet) -> None:
    page.hide_gridlines(2)
    page.set_column(0, 0, 5)
    page.set_column(1, 1, 96)
    page.set_row(0, 30)
    page.write_string(0, 0, words.HOW_TO.to(sheet.language), looks[Look.TITLE])
    for number, step in enumerate(words.STEPS, 1):
        page.write_number(number, 0, number, looks[Look.PLAIN])
        page.write_string(number, 1, step.to(sheet.language), looks[Look.PLAIN])
    page.protect()
    page.set_paper(9)
    page.fit_to_pages(1, 0)


def _write_portal(page: Worksheet, sheet: Sheet) -> None:
    facts: list[tuple[str, ...]] = [
        ("assessment", sheet.assessment),
        ("questionnaire", edition(sheet.questionnaire)),
    ]
    for name, one in sheet.given.items():
        facts.append(("version", name, str(one.version)))
        facts += [("mark", name, part, mark(value)) for part, value in one.parts.items()]
    for line, fact in enumerate(facts):
        for column, text in enumerate(fact):
            page.write_string(line, column, text)
    page.protect()
