"""Ages in months, as people count them: a thing of 31 January is a month old on the last day of February."""

from __future__ import annotations

import calendar
import datetime as dt


def months_after(date: dt.date, months: int) -> dt.date:
    """The same day this many months later (earlier when negative), or the last day of that month when it is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.max if months > 0 else dt.date.min
    return dt.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def older_than(date: dt.date, months: int, as_of: dt.date) -> bool:
    """Whether more than `months` months have passed from `date` to `as_of`."""
    return as_of > months_after(date, months)


def calendar_months(earlier: dt.date, later: dt.date) -> int:
    """The months between two dates as one says them, from the names of the months alone."""
    return (later.year - earlier.year) * 12 + later.month - earlier.month
