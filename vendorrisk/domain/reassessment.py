"""When a vendor is assessed again, and why: by the calendar, because proof runs out, or because something happened."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vendorrisk.domain.ages import months_after

REVIEW_DAYS: Final = 7
"""Days that we take to review and decide, once the answers are there."""

REST: Final = dt.timedelta(days=60)
"""Nobody is asked again sooner than this because proof runs out; judgement: till then a condition is the better way."""


class Cause(StrEnum):
    """Why there is an assessment."""

    REQUEST = "request"
    CADENCE = "cadence"
    DECAY = "decay"
    INCIDENT = "incident"
    SUB_PROCESSOR = "sub_processor"
    CHANGE = "change"


EVENTS: Final = (Cause.INCIDENT, Cause.SUB_PROCESSOR, Cause.CHANGE)
"""The causes that a person names: an incident, a new sub-processor, a change of contract or service."""


@dataclass(frozen=True, slots=True)
class Next:
    """The day before which a vendor is to be decided on again, and why on that day."""

    on: dt.date
    cause: Cause


def next_assessment(decided_on: dt.date, months: int, changes_on: dt.date | None) -> Next:
    """The next assessment after a decision: so many `months` later, or when the recommendation no longer holds.

    `changes_on` is the first day on which the recommendation is another one if nothing is renewed (`decay.ahead`).
    """
    by_calendar = months_after(decided_on, months)
    if changes_on is None or changes_on >= by_calendar:
        return Next(by_calendar, Cause.CADENCE)
    return Next(min(max(changes_on, decided_on + REST), by_calendar), Cause.DECAY)


def starts_on(following: Next, answer_days: int) -> dt.date:
    """The day to ask, so that there is time to answer and to decide."""
    return following.on - dt.timedelta(days=answer_days + REVIEW_DAYS)
