"""The rows of the answers worksheet: one a question, and one more for each option where several can be chosen.

Why a row an option: a cell with a list takes one choice only, and several labels typed into one cell (which hold
commas, and are long) go wrong in busy hands. "Yes" or "no" on a line, from a list, goes right in every spreadsheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.canonical import digest
from vendorrisk.domain.questionnaire import Kind, Option, Question, Questionnaire, Section
from vendorrisk.sheets.words import ANSWERS, HOW_TO

PORTAL: Final = "_portal"
"""The hidden worksheet that says which questionnaire this is and what the answers were when it was written."""
TAB_LIMIT: Final = 31
"""Letters that the name of a worksheet may have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: of a question, or of one option of it."""

    section: Section
    number: int
    question: Question
    option: Option | None = None

    @property
    def id(self) -> str:
        """What the row is known by, however the sheet is sorted; ids of questions and options hold no slash."""
        return f"{self.question.id}/{self.option.id}" if self.option else self.question.id


def rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """Every row, in the order of the questions."""
    number = 0
    for section in questionnaire.sections:
        for question in section.questions:
            number += 1
            yield Row(section, number, question)
            if question.kind is Kind.MULTI:
                yield from (Row(section, number, question, option) for option in question.options)


def tab(question: Question) -> str:
    """The name of the worksheet of a table: its id, where that is short enough and no other worksheet has it."""
    taken = {name.casefold() for text in (ANSWERS, HOW_TO) for name in (text.en, text.nl)}
    if len(question.id) <= TAB_LIMIT and question.id.casefold() not in taken:
        return question.id
    return f"{question.id[:24]}-{digest(question.id)[:6]}"
