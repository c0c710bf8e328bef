"""What the fields of a page say about one question: from a posted form to the shapes that the domain checks.

Each field is named `<question>.<part>`; ids of questions hold no dot, so the fields of one page never meet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict

from vendorrisk.countries import country_code, country_codes
from vendorrisk.domain.questionnaire import Kind, Question


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one question in a posted form."""

    form: MultiDict[str, str]
    question: str

    def name(self, part: str) -> str:
        """The name of the field that holds this part of the answer."""
        return f"{self.question}.{part}"

    def one(self, part: str) -> str:
        """The text of a field, without blanks around it; empty when it is not there."""
        return self.form.get(self.name(part), "").replace("\r\n", "\n").strip()

    def many(self, part: str) -> list[str]:
        """Every value of a field that may occur several times."""
        return self.form.getlist(self.name(part))

    def number(self, part: str) -> int:
        """The whole number in a field of ours; 0 when somebody made it something else."""
        written = self.one(part)
        return int(written) if re.fullmatch(r"[0-9]{1,9}", written) else 0

    @property
    def posted(self) -> bool:
        """Whether the question stood on the page that was posted."""
        return self.name("version") in self.form


def _one(fields: Fields, question: Question) -> Any:  # noqa: ARG001 - every reader takes the question
    return fields.one("value")


def _many(fields: Fields, question: Question) -> Any:  # noqa: ARG001
    return fields.many("value")


def _countries(fields: Fields, question: Question) -> Any:  # noqa: ARG001
    ticked = [code for code in fields.many("value") if code]
    return list(dict.fromkeys([*ticked, *country_codes(fields.one("add"))]))


def _date(fields: Fields, question: Question) -> Any:  # noqa: ARG001
    parts = [fields.one("year"), fields.one("month"), fields.one("day")]
    if not any(parts):
        return ""
    # A part that is missing stays missing, so that the check refuses it and the page hands the others back.
    return "-".join(part.zfill(2) if part else "" for part in (parts if parts[2] else parts[:2]))


def _table(fields: Fields, question: Question) -> Any:
    columns = {column.id: [cell.strip() for cell in fields.many(column.id)] for column in question.columns}
    height = max((len(cells) for cells in columns.values()), default=0)
    rows = [{name: cells[i] if i < len(cells) else "" for name, cells in columns.items()} for i in range(height)]
    codes = [column.id for column in question.columns if column.kind == Kind.COUNTRIES]
    return [row | {name: country_code(row[name]) for name in codes} for row in rows if any(row.values())]


READERS: Final[Mapping[Kind, Callable[[Fields, Question], Any]]] = {
    Kind.CHOICE: _one,
    Kind.MULTI: _many,
    Kind.NUMBER: _one,
    Kind.DATE: _date,
    Kind.TEXT: _one,
    Kind.COUNTRIES: _countries,
    Kind.TABLE: _table,
    Kind.STATEMENT: _one,
}


def raw_value(fields: Fields, question: Question) -> Any:
    """What was typed or chosen as the answer, in the shape that `checked_value` takes; empty when nothing was."""
    return READERS[question.kind](fields, question)
