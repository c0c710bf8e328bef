"""Working off the conditions of an approval: the stages of one, and when the approval is suspended for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Stage(StrEnum):
    """How far a condition is."""

    OPEN = "open"
    SHOWN = "shown"
    MET = "met"
    WAIVED = "waived"


class Act(StrEnum):
    """What somebody does about a condition: the vendor shows, a risk lead does the rest."""

    SHOW = "show"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    DEFER = "defer"
    WAIVE = "waive"


class Show(StrEnum):
    """The kinds of condition that one looks for: what waits for us, what is late, what is open, what is closed."""

    WAITING = "waiting"
    OVERDUE = "overdue"
    OPEN = "open"
    CLOSED = "closed"


STEPS: Final[dict[tuple[Stage, Act], Stage]] = {
    (Stage.OPEN, Act.SHOW): Stage.SHOWN,
    # More can be shown for as long as nobody has accepted.
    (Stage.SHOWN, Act.SHOW): Stage.SHOWN,
    (Stage.SHOWN, Act.ACCEPT): Stage.MET,
    (Stage.SHOWN, Act.SEND_BACK): Stage.OPEN,
    (Stage.OPEN, Act.DEFER): Stage.OPEN,
    (Stage.OPEN, Act.WAIVE): Stage.WAIVED,
    (Stage.SHOWN, Act.WAIVE): Stage.WAIVED,
}
"""Where each act leads; one that is not here cannot be done."""

BY_VENDOR: Final = frozenset({Act.SHOW})
REASONED: Final = frozenset({Act.SHOW, Act.SEND_BACK, Act.DEFER, Act.WAIVE})
"""The acts that want words: what was done, or why."""

REMINDERS: Final = (14, 3, 0)
"""Days before its date on which the vendor is reminded of a condition; judgement."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as it stands: its stage, the day by whose end it is to be shown, and the day on which it last was."""

    stage: Stage
    due_on: dt.date
    shown_on: dt.date | None = None

    def overdue(self, today: dt.date) -> bool:
        """Whether its date has passed: that we have not looked yet at what came in time is not held against anybody."""
        if self.stage is Stage.SHOWN and self.shown_on:
            return self.shown_on > self.due_on
        return self.stage is Stage.OPEN and self.due_on < today


def after(stage: Stage, act: Act) -> Stage | None:
    """The stage after `act`; None when that cannot be done now."""
    return STEPS.get((stage, act))


def is_suspended(conditions: Iterable[Condition], today: dt.date) -> bool:
    """Whether an approval under these conditions does not hold for the time being."""
    return any(condition.overdue(today) for condition in conditions)
