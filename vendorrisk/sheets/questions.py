"""The worksheet of the answers: a row a question, open cells to fill in, everything else locked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from vendorrisk.countries import country_name
from vendorrisk.domain.answers import Value
from vendorrisk.domain.asking import asked_when
from vendorrisk.domain.questionnaire import Kind, Option, Text
from vendorrisk.domain.sheets import Given, Part, Sheet
from vendorrisk.domain.validation import NUMBER_LIMIT
from vendorrisk.sheets import words
from vendorrisk.sheets.looks import Look
from vendorrisk.sheets.rows import Row, rows, tab
from vendorrisk.sheets.tables import write_day
from vendorrisk.sheets.words import HEADINGS, PARTS, Heading

HEAD: Final = 2
"""The row of the headings, counted from 0; the title and a hint stand above it."""
COLUMNS: Final = {heading: column for column, heading in enumerate(Heading)}
WIDTHS: Final = {
    Heading.SECTION: 18,
    Heading.NUMBER: 5,
    Heading.QUESTION: 46,
    Heading.HELP: 40,
    Heading.ANSWER: 44,
    Heading.EXCEPTIONS: 28,
    Heading.REASON: 28,
    Heading.COMMENT: 34,
    Heading.WHEN: 34,
    Heading.ID: 18,
    Heading.VERSION: 8,
}
EARLIEST: Final = dt.date(1970, 1, 1)
LATEST: Final = dt.date(2199, 12, 31)
ALLOWED: Final = {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True}
"""What may be done with a locked worksheet: making columns wider, sorting, filtering."""


class Questions:
    """Writes the answers of `sheet` on the worksheet `page`, and what its lists offer on `lists`."""

    def __init__(self, page: Worksheet, lists: Worksheet, looks: Mapping[Look, object], sheet: Sheet) -> None:
        self.page, self.lists, self.looks, self.sheet = page, lists, looks, sheet
        self.language = sheet.language
        self.listed: dict[tuple[str, ...], str] = {}

    def write(self, title: str) -> None:
        """Write everything, under `title`."""
        self.text(0, 0, title, Look.TITLE)
        self.text(1, 0, words.HINT.to(self.language), Look.HINT)
        for heading, column in COLUMNS.items():
            self.text(HEAD, column, HEADINGS[heading].to(self.language), Look.HEAD)
        line = HEAD
        for line, row in enumerate(rows(self.sheet.questionnaire), HEAD + 1):
            self.row(line, row)
        self.set_up(line)

    def set_up(self, last: int) -> None:
        """Widths, what stays in sight, what is locked, and how it prints."""
        page = self.page
        for heading, width in WIDTHS.items():
            page.set_column(COLUMNS[heading], COLUMNS[heading], width)
        page.set_row(0, 30)
        page.set_row(HEAD, 32)
        page.freeze_panes(HEAD + 1, COLUMNS[Heading.HELP])
        page.autofilter(HEAD, 0, last, len(COLUMNS) - 1)
        page.hide_gridlines(2)
        page.protect("", ALLOWED)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD)
        page.print_area(0, 0, last, COLUMNS[Heading.WHEN])
        page.set_footer("&L&A&R&P / &N")

    def row(self, line: int, row: Row) -> None:
        """One row: what is asked, and the cells to fill in."""
        given = self.sheet.given.get(row.question.id, Given(0, {}))
        self.text(line, COLUMNS[Heading.SECTION], row.section.title.to(self.language), Look.SMALL)
        self.page.write_number(line, COLUMNS[Heading.NUMBER], row.number, self.looks[Look.SMALL])
        self.text(line, COLUMNS[Heading.ID], row.id, Look.SMALL)
        if row.option:
            self.option(line, row.option, given)
        else:
            self.question(line, row, given)

    def question(self, line: int, row: Row, given: Given) -> None:
        asked, language = row.question, self.language
        self.text(line, COLUMNS[Heading.QUESTION], asked.ask.to(language), Look.PLAIN)
        self.text(line, COLUMNS[Heading.HELP], asked.help.to(language) if asked.help else "", Look.SMALL)
        self.text(line, COLUMNS[Heading.WHEN], asked_when(asked, self.sheet.questionnaire, language), Look.SMALL)
        self.page.write_number(line, COLUMNS[Heading.VERSION], given.version, self.looks[Look.SMALL])
        WRITERS[asked.kind](self, line, row, given.parts.get(Part.ANSWER))
        opened = {Part.EXCEPTIONS: asked.scope is not None, Part.REASON: asked.not_applicable, Part.COMMENT: True}
        for part, open_ in opened.items():
            said = str(given.parts.get(part, ""))
            self.text(line, COLUMNS[PARTS[part]], said, Look.OPEN if open_ else Look.CLOSED)
        if asked.scope:
            self.tell(line, Heading.EXCEPTIONS, words.SCOPE)

    def option(self, line: int, option: Option, given: Given) -> None:
        """The row of one option: yes or no, once the question is answered."""
        value = given.parts.get(Part.ANSWER)
        self.text(line, COLUMNS[Heading.QUESTION], option.label.to(self.language), Look.LINE)
        said = "" if value is None else self.yes_no(isinstance(value, tuple) and option.id in value)
        self.offer(line, (words.YES.to(self.language), words.NO.to(self.language)), said)
        for heading in (Heading.HELP, Heading.EXCEPTIONS, Heading.REASON, Heading.COMMENT, Heading.WHEN):
            self.text(line, COLUMNS[heading], "", Look.CLOSED)
        self.text(line, COLUMNS[Heading.VERSION], "", Look.SMALL)

    def yes_no(self, yes: bool) -> str:
        return (words.YES if yes else words.NO).to(self.language)

    def text(self, line: int, column: int, text: str, look: Look) -> None:
        """A cell of text; an empty one keeps its look."""
        if text:
            self.page.write_string(line, column, text, self.looks[look])
        else:
            self.page.write_blank(line, column, None, self.looks[look])

    def answer(self, line: int, text: str, look: Look = Look.OPEN) -> None:
        self.text(line, COLUMNS[Heading.ANSWER], text, look)

    def offer(self, line: int, labels: tuple[str, ...], said: str) -> None:
        """An answer that is chosen from a list."""
        self.answer(line, said)
        self.check(line, {"validate": "list", "source": self.source(labels)}, words.CHOOSE)

    def check(self, line: int, rule: dict[str, Any], hint: Text) -> None:
        """Let the spreadsheet hold an answer to `rule`."""
        said = hint.to(self.language)
        refused = {"error_title": words.NOT_TAKEN.to(self.language), "error_message": said}
        column = COLUMNS[Heading.ANSWER]
        self.page.data_validation(line, column, line, column, {**rule, **refused, "input_message": said})

    def tell(self, line: int, heading: Heading, hint: Text) -> None:
        """Say something beside a cell when it is chosen."""
        rule = {"validate": "any", "input_message": hint.to(self.language)}
        self.page.data_validation(line, COLUMNS[heading], line, COLUMNS[heading], rule)

    def source(self, labels: tuple[str, ...]) -> str:
        """Where the list of `labels` stands; lists that are equal are one. In a rule it may have 255 letters only."""
        if labels not in self.listed:
            line = len(self.listed)
            for column, label in enumerate(labels):
                self.lists.write_string(line, column, label)
            self.listed[labels] = f"=_lists!{_absolute(line, 0)}:{_absolute(line, len(labels) - 1)}"
        return self.listed[labels]


def _absolute(line: int, column: int) -> str:
    return str(xl_rowcol_to_cell(line, column, row_abs=True, col_abs=True))


def _choice(page: Questions, line: int, row: Row, value: Value) -> None:
    chosen = row.question.option(str(value))
    labels = tuple(option.label.to(page.language) for option in row.question.options)
    page.offer(line, labels, chosen.label.to(page.language) if chosen else "")


def _multi(page: Questions, line: int, row: Row, value: Value) -> None:  # noqa: ARG001 - every writer takes the value
    page.answer(line, words.SEE_LINES.to(page.language), Look.CLOSED)


def _number(page: Questions, line: int, row: Row, value: Value) -> None:
    question = row.question
    if isinstance(value, int):
        page.page.write_number(line, COLUMNS[Heading.ANSWER], value, page.looks[Look.OPEN_NUMBER])
    else:
        page.answer(line, "", Look.OPEN_NUMBER)
    least = -NUMBER_LIMIT if question.minimum is None else question.minimum
    most = NUMBER_LIMIT if question.maximum is None else question.maximum
    unit = question.unit
    hint = Text(*(words.WHOLE_OF.to(one).format(unit=unit.to(one)) for one in ("en", "nl"))) if unit else words.WHOLE
    page.check(line, {"validate": "integer", "criteria": "between", "minimum": least, "maximum": most}, hint)


def _date(page: Questions, line: int, row: Row, value: Value) -> None:  # noqa: ARG001
    if isinstance(value, dt.date):
        write_day(page.page, (line, COLUMNS[Heading.ANSWER]), value, page.looks[Look.OPEN_DATE])
    else:
        page.answer(line, "", Look.OPEN_DATE)
    rule = {"validate": "date", "criteria": "between", "minimum": EARLIEST, "maximum": LATEST}
    page.check(line, rule, words.A_DATE)


def _text(page: Questions, line: int, row: Row, value: Value) -> None:  # noqa: ARG001
    page.answer(line, str(value or ""))


def _countries(page: Questions, line: int, row: Row, value: Value) -> None:  # noqa: ARG001
    codes = value if isinstance(value, tuple) else ()
    page.answer(line, ", ".join(country_name(str(code), page.language) for code in codes))
    page.tell(line, Heading.ANSWER, words.COUNTRY_LIST)


def _table(page: Questions, line: int, row: Row, value: Value) -> None:  # noqa: ARG001
    name = tab(row.question)
    said = words.SEE_SHEET.to(page.language).format(sheet=name)
    page.page.write_url(line, COLUMNS[Heading.ANSWER], f"internal:'{name}'!A1", page.looks[Look.CLOSED], said)


def _statement(page: Questions, line: int, row: Row, value: Value) -> None:  # noqa: ARG001
    agreed = words.AGREED_LABEL.to(page.language)
    page.offer(line, (agreed,), agreed if value else "")


WRITERS: Final[Mapping[Kind, Callable[[Questions, int, Row, Value], None]]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI: _multi,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.COUNTRIES: _countries,
    Kind.TABLE: _table,
    Kind.STATEMENT: _statement,
}
