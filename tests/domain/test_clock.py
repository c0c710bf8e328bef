"""The clock: working days are counted, add up, and are charged to whoever holds an assessment."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vendorrisk.domain.clock import Stay, after, at_work, charged, is_working_day, working_days
from vendorrisk.domain.lifecycle import Holder

MONDAY = dt.date(2026, 11, 23)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1))
FEW = settings(max_examples=50)


@pytest.mark.parametrize(("days", "counted"), [(0, 0), (1, 1), (4, 4), (5, 4), (6, 4), (7, 5), (14, 10), (-3, -1)])
def test_weekends_are_nobodys(days: int, counted: int) -> None:
    assert working_days(MONDAY, MONDAY + dt.timedelta(days=days)) == counted


@FEW
@given(DAYS, DAYS)
def test_it_is_what_counting_on_ones_fingers_gives(one: dt.date, other: dt.date) -> None:
    start, end = one, min(max(one, other), one + dt.timedelta(days=60))
    days = (start + dt.timedelta(days=number) for number in range(1, (end - start).days + 1))
    assert working_days(start, end) == sum(map(is_working_day, days))


@FEW
@given(DAYS, st.integers(-40, 40))
def test_so_many_days_later_is_so_many_days_later(start: dt.date, days: int) -> None:
    there = after(at_work(start), days)
    assert is_working_day(there)
    assert working_days(at_work(start), there) == days


@FEW
@given(DAYS, st.lists(st.tuples(st.sampled_from([Holder.VENDOR, Holder.RISK]), st.integers(0, 30)), min_size=1))
def test_what_all_are_charged_is_the_whole(start: dt.date, stays: list[tuple[Holder, int]]) -> None:
    day, listed = start, []
    for holder, length in stays:
        listed.append(Stay(holder, day))
        day += dt.timedelta(days=length)
    assert sum(charged(listed, day).values()) == working_days(start, day)


def test_what_is_closed_is_charged_to_nobody() -> None:
    stays = [
        Stay(Holder.VENDOR, MONDAY),
        Stay(Holder.RISK, MONDAY + dt.timedelta(days=9)),
        Stay(Holder.NOBODY, MONDAY + dt.timedelta(days=10)),
    ]
    assert charged(stays, MONDAY + dt.timedelta(days=400)) == {Holder.VENDOR: 7, Holder.RISK: 1}
