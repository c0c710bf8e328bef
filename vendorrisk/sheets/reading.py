"""Reading: what a workbook that came back says, cell by cell, whatever a spreadsheet or a hand did to it.

Columns are known by their headings and rows by their id, so both may be moved, hidden, added or removed. What cannot be
understood is refused with its place and the reason; nothing is guessed and nothing is passed over in silence.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from vendorrisk.domain.questionnaire import LANGUAGES, Question, Questionnaire
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.sheets import Cell, Part, Reading
from vendorrisk.services.ports import SheetUnreadable
from vendorrisk.sheets.cells import Content, folded, text_of
from vendorrisk.sheets.judging import Found, judged
from vendorrisk.sheets.lines import read_lines
from vendorrisk.sheets.pages import Page, Spot
from vendorrisk.sheets.rows import PORTAL, Row, rows
from vendorrisk.sheets.unpacking import unpack
from vendorrisk.sheets.words import HEADINGS, PARTS, Heading

ABOVE: Final = 20
"""Rows in which headings are looked for."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The worksheet of the answers: where its headings stand."""

    page: Page
    head: int
    columns: Mapping[Heading, int]

    def text(self, line: int, heading: Heading) -> str:
        """What stands under a heading; empty where the column was removed."""
        column = self.columns.get(heading)
        return text_of(self.page.spot(line, column).content) if column is not None else ""

    def spots(self, line: int) -> dict[Part, Spot]:
        """The cells to fill in of one row."""
        return {
            part: self.page.spot(line, self.columns[heading])
            for part, heading in PARTS.items()
            if heading in self.columns
        }


def read(content: bytes, questionnaire: Questionnaire, today: dt.date) -> Reading:
    """What the workbook in `content` says of `questionnaire`; no date after `today` is taken.

    Raises SheetUnreadable.
    """
    book = unpack(content)
    pages = [Page(grid) for grid in book.pages]
    answers = next((one for page in pages if (one := _answers(page))), None)
    if answers is None:
        raise SheetUnreadable(Reason("sheet.no_questions"))
    found, unknown = _Rows(answers, questionnaire).read()
    tables = [table for page in pages if page is not answers.page and (table := read_lines(page, questionnaire))]
    cells = judged(found, tables, book.since_1904, today)
    facts = next((page.grid for page in pages if page.name == PORTAL), ())
    return _told(facts, (*cells, *unknown))


def _answers(page: Page) -> Answers | None:
    """The worksheet as that of the answers, if it has their headings."""
    for line, row in enumerate(page.grid[:ABOVE]):
        columns: dict[Heading, int] = {}
        for column, content in enumerate(row):
            heading = _HEADINGS.get(folded(text_of(content)))
            if heading:
                columns.setdefault(heading, column)
        if Heading.ANSWER in columns and columns.keys() & {Heading.ID, Heading.QUESTION}:
            return Answers(page, line, columns)
    return None


_HEADINGS: Final = {folded(text.to(language)): heading for heading, text in HEADINGS.items() for language in LANGUAGES}


@dataclass
class _Rows:
    """Reads the rows of the answers, from the headings down."""

    answers: Answers
    questionnaire: Questionnaire
    found: dict[str, Found] = field(default_factory=dict)
    unknown: list[Cell] = field(default_factory=list)
    above: Question | None = None

    def __post_init__(self) -> None:
        listed = list(rows(self.questionnaire))
        self.by_id = {folded(row.id): row for row in listed}
        self.by_ask = {
            folded(row.question.ask.to(language)): row for language in LANGUAGES for row in listed if not row.option
        }
        self.read_ids: set[str] = set()

    def read(self) -> tuple[list[Found], list[Cell]]:
        """What the rows say by question, and the cells in rows that are of no question."""
        for line in range(self.answers.head + 1, len(self.answers.page.grid)):
            spots = self.answers.spots(line)
            row = self.row(line)
            if row is None:
                self.unknown += _refused("", spots, Reason("sheet.unknown"))[:1]
                continue
            self.above = row.question
            found = self.found.setdefault(row.question.id, Found(row.question))
            if row.id in self.read_ids:
                found.refused += _refused(row.question.id, spots, Reason("sheet.twice"))
            elif row.option:
                found.options[row.option.id] = spots.pop(Part.ANSWER)
                found.refused += _refused(row.question.id, spots, Reason("sheet.elsewhere"))
            else:
                found.spots.update(spots)
            self.read_ids.add(row.id)
        return list(self.found.values()), self.unknown

    def row(self, line: int) -> Row | None:
        """The row that stands here, by its id, or else by its words."""
        known = self.by_id.get(folded(self.answers.text(line, Heading.ID)))
        said = folded(self.answers.text(line, Heading.QUESTION))
        return known or self.by_ask.get(said) or self.option(said)

    def option(self, said: str) -> Row | None:
        """The option of the question above that is called so."""
        for option in self.above.options if self.above and said else ():
            if said in {folded(option.label.to(language)) for language in LANGUAGES}:
                return self.by_id.get(folded(f"{self.above.id}/{option.id}")) if self.above else None
        return None


def _refused(question: str, spots: Mapping[Part, Spot], reason: Reason) -> list[Cell]:
    """The cells that say something where nothing is read."""
    return [
        Cell(place=spot.place, question=question, part=part, value=text_of(spot.content), reason=reason)
        for part, spot in spots.items()
        if text_of(spot.content)
    ]


def _told(facts: Sequence[Sequence[Content]], cells: tuple[Cell, ...]) -> Reading:
    """`cells` with what the hidden worksheet tells; a fact that cannot be read is as if it were not there."""
    told: dict[str, str] = {}
    versions: dict[str, int] = {}
    marks: dict[tuple[str, Part], str] = {}
    for row in facts:
        match [text_of(content) for content in row if text_of(content)]:
            case ["version", question, version] if version.isdecimal():
                versions[question] = int(version)
            case ["mark", question, part, mark] if part in set(Part):
                marks[question, Part(part)] = mark
            case [("assessment" | "questionnaire") as name, value]:
                told[name] = value
    return Reading(
        assessment=told.get("assessment", ""),
        questionnaire=told.get("questionnaire", ""),
        versions=versions,
        marks=marks,
        cells=cells,
    )
