"""The clock: days on which people work, and to whom those of an assessment are charged.

A day is charged to whoever holds the assessment when it begins; Saturdays and Sundays are nobody's.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.lifecycle import Holder

DAY: Final = dt.timedelta(days=1)
WEEK: Final = 5
"""Working days in a week: Monday to Friday."""


@dataclass(frozen=True, slots=True)
class Stay:
    """From this day on, `holder` holds it, until the next stay begins."""

    holder: Holder
    since: dt.date


def is_working_day(day: dt.date) -> bool:
    """Whether people work on `day`: Monday to Friday."""
    return day.weekday() < WEEK


def working_days(start: dt.date, end: dt.date) -> int:
    """The working days after `start`, up to and including `end`; less than nothing when `end` is before `start`."""
    return _since_monday(end) - _since_monday(start)


def _since_monday(day: dt.date) -> int:
    """The working days up to and including `day`, counted from a Monday long ago (0001-01-01 was one)."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * WEEK + min(rest + 1, WEEK)


def after(start: dt.date, days: int) -> dt.date:
    """The day that is so many working days after `start`, or before it where `days` is less than nothing."""
    step, left, day = (DAY if days > 0 else -DAY), abs(days), start
    while left:
        day += step
        left -= is_working_day(day)
    return day


def at_work(day: dt.date) -> dt.date:
    """`day`, or the first working day after it."""
    return day if is_working_day(day) else after(day, 1)


def charged(stays: Iterable[Stay], until: dt.date) -> Mapping[Holder, int]:
    """The working days that each holder had it, up to and including `until`; nobody's days are not counted."""
    listed = list(stays)
    ends = [one.since for one in listed[1:]] + [until]
    days: Counter[Holder] = Counter()
    for stay, end in zip(listed, ends, strict=True):
        if stay.holder is not Holder.NOBODY:
            days[stay.holder] += working_days(stay.since, end)
    return days
