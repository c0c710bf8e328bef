"""What the cells of one question come to: the values of its answer, or why they are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from vendorrisk.domain.answers import Value
from vendorrisk.domain.questionnaire import LANGUAGES, Kind, Question
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.sheets import Cell, Part
from vendorrisk.domain.validation import REMARK_LIMIT, BadValue, checked_text, checked_value
from vendorrisk.sheets.cells import folded, raw, raw_cell, yes_or_no
from vendorrisk.sheets.lines import Lines
from vendorrisk.sheets.pages import Spot
from vendorrisk.sheets.rows import tab
from vendorrisk.sheets.words import SEE_LINES, SEE_SHEET

ELSEWHERE: Final = frozenset({Kind.MULTI, Kind.TABLE})
"""The kinds that are answered below their row, or on a worksheet of their own."""


@dataclass
class Found:
    """What was found of one question: the cells of its row, those of its options, and what is refused already."""

    question: Question
    spots: dict[Part, Spot] = field(default_factory=dict)
    options: dict[str, Spot] = field(default_factory=dict)
    refused: list[Cell] = field(default_factory=list)


def judged(found: Iterable[Found], tables: Iterable[Lines], since_1904: bool, today: dt.date) -> Iterator[Cell]:
    """The cells of every question, in the order of the sheet."""
    lines = {one.question.id: one for one in tables}
    for one in found:
        yield from _Judge(one, lines.pop(one.question.id, None), since_1904, today).cells()
    # The row of the question is gone, its worksheet is not.
    for table in lines.values():
        yield from _Judge(Found(table.question), table, since_1904, today).cells()


@dataclass(frozen=True, slots=True)
class _Judge:
    """Judges the cells of one question."""

    found: Found
    table: Lines | None
    since_1904: bool
    today: dt.date

    @property
    def question(self) -> Question:
        return self.found.question

    def cells(self) -> Iterator[Cell]:
        answers = list(self.answers())
        remarks: dict[Part, Cell] = {
            part: self.remark(part, spot) for part, spot in self.found.spots.items() if part is not Part.ANSWER
        }
        yield from _settled(answers, remarks)
        yield from self.found.refused

    def answers(self) -> Iterator[Cell]:
        """The cell of the answer; several where the answer has several and some are refused."""
        spot = self.found.spots.get(Part.ANSWER)
        if self.question.kind in ELSEWHERE:
            if spot and spot.filled and folded(spot.text) not in _hints(self.question):
                yield self.refused(spot.place, Reason("sheet.elsewhere"), spot.text)
            yield from self.options() if self.question.kind is Kind.MULTI else self.lines()
        elif spot:
            yield self.cell(Part.ANSWER, spot, self.value)

    def cell(self, part: Part, spot: Spot, read: Callable[[Spot], Value]) -> Cell:
        """What `read` makes of a cell, or why it cannot."""
        value, reason = None, None
        try:
            spot.read()
            value = read(spot)
        except BadValue as bad:
            value, reason = spot.text or None, bad.reason
        return Cell(place=spot.place, question=self.question.id, part=part, value=value, reason=reason)

    def refused(self, place: str, reason: Reason, text: str = "") -> Cell:
        return Cell(place=place, question=self.question.id, part=Part.ANSWER, value=text or None, reason=reason)

    def value(self, spot: Spot) -> Value:
        if not spot.text:
            return None
        return checked_value(self.question, raw(self.question, spot.content, self.since_1904), self.today)

    def remark(self, part: Part, spot: Spot) -> Cell:
        """A comment, the exceptions, or the reason why the question does not apply."""

        def read(spot: Spot) -> Value:
            text = checked_text(spot.text, REMARK_LIMIT)
            if text and part is Part.REASON and not self.question.not_applicable:
                raise BadValue(Reason("bad.applies"))
            return text or None

        return self.cell(part, spot, read)

    def options(self) -> Iterator[Cell]:
        """The answer that the lines of the options make together; a line left empty is a no once another says yes."""
        options = self.found.options
        if not options:
            return
        chosen, bad = self.chosen()
        yield from bad
        if bad:
            return
        place = next(iter(options.values())).place
        if not any(spot.filled for spot in options.values()):
            yield Cell(place=place, question=self.question.id, part=Part.ANSWER)
        elif any(option.id not in options for option in self.question.options):
            yield self.refused(place, Reason("sheet.rows_missing"))
        elif not chosen:
            yield self.refused(place, Reason("sheet.none_chosen"))
        else:
            spot = Spot(place, ", ".join(chosen))
            yield self.cell(Part.ANSWER, spot, lambda _: checked_value(self.question, chosen, self.today))

    def chosen(self) -> tuple[list[str], list[Cell]]:
        """The options that are said yes to, and the lines that say neither yes nor no."""
        chosen, bad = [], []
        for name, spot in self.found.options.items():
            try:
                if yes_or_no(spot.read()):
                    chosen.append(name)
            except BadValue as wrong:
                bad.append(self.refused(spot.place, wrong.reason, spot.text))
        return chosen, bad

    def lines(self) -> Iterator[Cell]:
        """The answer that the lines of the table make together, or each line that is refused."""
        table = self.table
        if table is None:
            return
        if table.missing and table.lines:
            yield self.refused(table.place, Reason("sheet.column_missing", {"column": table.missing.label}))
            return
        rows, bad = [], []
        for line in table.lines:
            try:
                rows.append(self.line(line))
            except BadValue as wrong:
                bad.append(self.refused(next(iter(line.values())).place, wrong.reason))
        yield from bad
        if not bad:
            spot = Spot(table.place, "")
            yield self.cell(Part.ANSWER, spot, lambda _: checked_value(self.question, rows, self.today))

    def line(self, line: Mapping[str, Spot]) -> Mapping[str, object]:
        """One line, for the check. Raises BadValue, with the row as it is numbered in the worksheet."""
        row = {}
        number = int(next(iter(line.values())).place.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        for column in self.question.columns:
            spot = line[column.id]
            try:
                content = spot.read()
                row[column.id] = raw_cell(column.kind, content, self.since_1904) if spot.text else ""
                checked_value(self.question, [{column.id: row[column.id]}])
            except BadValue as bad:
                why = bad.reason.params.get("why", bad.reason)
                told = {"row": number, "column": column.label, "why": why}
                raise BadValue(Reason("bad.cell", told)) from None
        return row


def _hints(question: Question) -> set[str]:
    """What the workbook itself says in the cell of an answer that is given elsewhere."""
    name = tab(question)
    return {folded(text.to(one).format(sheet=name)) for text in (SEE_LINES, SEE_SHEET) for one in LANGUAGES}


def _settled(answers: list[Cell], remarks: Mapping[Part, Cell]) -> Iterator[Cell]:
    """The cells, of which an answer and a reason why there is none cannot both be taken."""
    reason = remarks.get(Part.REASON)
    given = reason is not None and bool(reason.value) and reason.reason is None
    both = given and any(cell.value is not None for cell in answers)
    for cell in (*answers, *remarks.values()):
        if both and cell.part in (Part.ANSWER, Part.REASON):
            yield replace(cell, reason=cell.reason or Reason("sheet.both"))
        elif given and cell.part is Part.COMMENT and cell.value is not None:
            yield replace(cell, reason=cell.reason or Reason("sheet.comment_with_reason"))
        else:
            yield cell
