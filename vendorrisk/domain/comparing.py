"""A sheet that came back, held cell by cell against the answers as they are now; nothing is changed here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vendorrisk.domain.answers import Value
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.sheets import Cell, Given, Part, Reading, mark
from vendorrisk.domain.validation import plain_value


class Status(StrEnum):
    """How a cell stands to the answer in the portal.

    Changed: it says something else. Unchanged: it says the same. Stale: it says something else, and the answer was
    saved in the portal since the sheet was written. Kept: the cell is empty or as it was written, so what is in the
    portal stays. Refused: it cannot be taken, for a reason. Unknown: its row is that of no question.
    """

    CHANGED = "changed"
    UNCHANGED = "unchanged"
    STALE = "stale"
    KEPT = "kept"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One cell beside the answer: `old` is what the portal has, `new` what the sheet says."""

    place: str
    question: str
    part: Part
    status: Status
    old: Value = None
    new: Value = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """Parts of one answer to be saved, in the shape of JSON, on top of the version that was compared with."""

    question: str
    version: int
    parts: Mapping[Part, object]


@dataclass(frozen=True, slots=True)
class Preview:
    """Every cell that says something, in the order of the sheet, and the versions that they were compared with."""

    lines: tuple[Line, ...]
    versions: Mapping[str, int]

    def of(self, status: Status) -> tuple[Line, ...]:
        """The cells that stand so."""
        return tuple(line for line in self.lines if line.status is status)

    def chosen(self, stale: Collection[str] = ()) -> tuple[Chosen, ...]:
        """Everything that changed, and of what is stale the questions that are named."""
        parts: dict[str, dict[Part, object]] = defaultdict(dict)
        for line in self.lines:
            if line.status is Status.CHANGED or (line.status is Status.STALE and line.question in stale):
                parts[line.question][line.part] = plain_value(line.new)
        return tuple(Chosen(name, self.versions.get(name, 0), said) for name, said in parts.items())


Refusal = Callable[[str], Reason | None]
"""Why the answer to a question cannot be changed now; None when it can."""

NOTHING: Final = Given(0, {})
RIVALS: Final = {
    Part.ANSWER: (Part.REASON,),
    Part.COMMENT: (Part.REASON,),
    Part.REASON: (Part.ANSWER, Part.COMMENT),
    Part.EXCEPTIONS: (),
}
"""The parts in whose place another comes: an answer takes the place of the reason why there is none."""


def compared(reading: Reading, answers: Mapping[str, Given], refusal: Refusal) -> Preview:
    """`reading` cell by cell against `answers`, by question id. An empty cell never takes an answer away."""
    said = {(cell.question, cell.part) for cell in reading.cells if cell.value is not None}
    lines = (_line(cell, reading, answers.get(cell.question, NOTHING), refusal) for cell in reading.cells)
    shown = (line for line in lines if not _says_nothing(line, said))
    return Preview(tuple(shown), {name: one.version for name, one in answers.items()})


def _says_nothing(line: Line, said: Collection[tuple[str, Part]]) -> bool:
    """An empty cell with nothing to keep, or whose rival says something in its place."""
    empty = line.new is None and line.reason is None
    return empty and (line.old is None or any((line.question, rival) in said for rival in RIVALS[line.part]))


def _line(cell: Cell, reading: Reading, present: Given, refusal: Refusal) -> Line:
    old = present.parts.get(cell.part)
    status, reason = _status(cell, old, reading, present.version, refusal)
    return Line(
        place=cell.place,
        question=cell.question,
        part=cell.part,
        status=status,
        old=old,
        new=cell.value,
        reason=reason,
    )


def _status(cell: Cell, old: Value, reading: Reading, version: int, refusal: Refusal) -> tuple[Status, Reason | None]:
    if cell.reason:
        return (Status.REFUSED if cell.question else Status.UNKNOWN), cell.reason
    if cell.value is None:
        return Status.KEPT, None
    if cell.value == old:
        return Status.UNCHANGED, None
    if mark(cell.value) == reading.marks.get((cell.question, cell.part)):
        return Status.KEPT, None
    if why := refusal(cell.question):
        return Status.REFUSED, why
    return (Status.CHANGED if reading.versions.get(cell.question, 0) == version else Status.STALE), None


def counted(lines: Iterable[Line]) -> Mapping[Status, int]:
    """How many cells stand how."""
    listed = [line.status for line in lines]
    return {status: listed.count(status) for status in Status}
