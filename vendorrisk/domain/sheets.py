"""A questionnaire as a spreadsheet: what is written into one, and what one says when it comes back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from vendorrisk.domain.answers import Answer, AnswerState, Value
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.questionnaire import Questionnaire
from vendorrisk.domain.reasons import Reason

_NO_XML: Final = re.compile("[\ufffe\uffff]")
"""Letters that an answer may hold and a workbook, which is XML, may not."""


class Part(StrEnum):
    """What a row of the sheet can say of its question; each is a cell of its own."""

    ANSWER = "answer"
    REASON = "reason"
    EXCEPTIONS = "exceptions"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer as the sheet holds it: its version, and the parts that say something."""

    version: int
    parts: Mapping[Part, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is written: the questions, what is answered by question id, and for whom."""

    assessment: str
    title: str
    vendor: str
    language: str
    questionnaire: Questionnaire
    given: Mapping[str, Given]
    made_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell that was read, at `place` (`Answers!E17`): its value, None when empty, or why it says nothing.

    `question` is empty, and `value` the text found, where the row is that of no question.
    """

    place: str
    question: str
    part: Part
    value: Value = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a sheet says, and what it was when it was written.

    `assessment` and `questionnaire` (a digest) are empty, and `versions` and `marks` (the mark of each part, by
    question and part) too, when the hidden worksheet that tells them is gone.
    """

    assessment: str = ""
    questionnaire: str = ""
    versions: Mapping[str, int] = field(default_factory=dict)
    marks: Mapping[tuple[str, Part], str] = field(default_factory=dict)
    cells: tuple[Cell, ...]


def given(answer: Answer, version: int) -> Given:
    """`answer` as the sheet holds it; one that does not apply has its reason where others have a comment."""
    absent = answer.state is AnswerState.NOT_APPLICABLE
    parts: dict[Part, Value] = {
        Part.ANSWER: None if absent else answer.value,
        Part.REASON: answer.comment if absent else None,
        Part.EXCEPTIONS: answer.exceptions,
        Part.COMMENT: None if absent else answer.comment,
    }
    return Given(version, {part: writable(value) for part, value in parts.items() if value not in (None, "", ())})


def writable(value: Value) -> Value:
    """`value` without the letters that a workbook cannot hold."""
    match value:
        case str():
            return _NO_XML.sub("\ufffd", value)
        case tuple():
            return tuple(  # type: ignore[return-value] # texts stay texts, rows stay rows
                {name: _NO_XML.sub("\ufffd", cell) for name, cell in one.items()} if isinstance(one, Mapping) else one
                for one in value
            )
    return value


def mark(value: Value) -> str:
    """A short fingerprint of `value`, by which it is seen later that a cell was left as it was."""
    return digest(value)[:16]


def edition(questionnaire: Questionnaire) -> str:
    """The digest of what is asked: that of the packs it was made of."""
    return digest([pack.digest for pack in questionnaire.packs])
