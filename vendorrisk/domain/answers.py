"""What a vendor says and what stands behind it: answers, proofs, and the reviewer's view of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

Row: TypeAlias = Mapping[str, str]
"""A row of a table answer: column id -> text."""

Value: TypeAlias = "str | int | dt.date | tuple[str, ...] | tuple[Row, ...] | None"
"""What is answered, by kind: choice str (option id) · multi, countries tuple[str, ...] · number int · date date ·
text str · table rows · statement AGREED. A derived fact is a bool."""

Facts: TypeAlias = Mapping[str, Value]
"""Intake answers by question id, and derived facts by their id."""

AGREED: Final = "agreed"
"""The value of a statement that was agreed to."""


class Assurance(StrEnum):
    """The ladder from a claim to independently tested operation, after the UK G-Cloud's evidence ladder; ordered."""

    CLAIMED = "claimed"
    COMMITTED = "committed"
    DOCUMENTED = "documented"
    VALIDATED = "validated"
    TESTED = "tested"

    @property
    def rank(self) -> int:
        return _RANKS[self]

    def lowered(self, rungs: int = 1) -> Assurance:
        """The rung this many steps down, never under `claimed`."""
        return list(Assurance)[max(0, self.rank - rungs)]


_RANKS: Final = {rung: rank for rank, rung in enumerate(Assurance)}


class AnswerState(StrEnum):
    """Answered, or said not to apply. Unanswered is the absence of an answer; hidden is for conditions to say."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """A document behind an answer, as the record keeps it. `sha256` is of the file's bytes, in hex."""

    name: str
    kind: str
    issuer: str = ""
    issued: dt.date | None = None
    expires: dt.date | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the reviewer made of an answer: assurance accepted, grade of a text (0 to 100), N/A accepted or not."""

    assurance: Assurance | None = None
    grade: int | None = None
    not_applicable: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, as of a date. "Yes" has no meaning of its own here: the option's credit has."""

    question: str
    value: Value = None
    state: AnswerState = AnswerState.ANSWERED
    assurance: Assurance = Assurance.CLAIMED
    proofs: tuple[Proof, ...] = ()
    inherited_from: str = ""
    comment: str = ""
    exceptions: str = ""
    as_of: dt.date
    review: Review | None = None


Answers: TypeAlias = Mapping[str, Answer]
"""Answers by question id."""
