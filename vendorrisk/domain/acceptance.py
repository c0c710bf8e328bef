"""Risk acceptances: a named person takes a risk on for a time, which lifts a knock-out while it is in force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LONGEST: Final = 365
"""Days for which a risk may be accepted; judgement: whoever stands behind it looks at it anew every year."""

REMINDERS: Final = (30, 7, 0)
"""Days before its end on which the risk leads are reminded of an acceptance; judgement."""


class Standing(StrEnum):
    """How an acceptance stands: it lifts knock-outs only while it is in force."""

    IN_FORCE = "in_force"
    STALE = "stale"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Show(StrEnum):
    """The acceptances that one looks for: those that have not ended, and those that have."""

    CURRENT = "current"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """A risk that somebody takes on: the knock-outs of `questions`, up to and including the day `until`.

    `residual` is the expected loss a year as proven, in whole units of currency, at which it was accepted.
    """

    questions: tuple[str, ...]
    reason: str
    approver: str
    given_on: dt.date
    until: dt.date
    residual: int

    def standing(self, residual: float, today: dt.date) -> Standing:
        """How it stands on `today`, where the expected loss a year as proven is `residual`."""
        if self.until < today:
            return Standing.EXPIRED
        return Standing.STALE if round(residual) > self.residual else Standing.IN_FORCE


def lifted(acceptances: Iterable[Acceptance], residual: float, today: dt.date) -> frozenset[str]:
    """The questions whose knock-outs are lifted on `today`, where the expected loss a year as proven is `residual`."""
    in_force = (one for one in acceptances if one.standing(residual, today) is Standing.IN_FORCE)
    return frozenset(question for one in in_force for question in one.questions)
