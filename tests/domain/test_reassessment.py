"""When a vendor is assessed again, and what changed when it was."""

from __future__ import annotations

import datetime as dt

import pytest

from vendorrisk.domain.reassessment import REST, REVIEW_DAYS, Cause, Next, next_assessment, starts_on

DECIDED = dt.date(2026, 2, 28)
YEAR_ON = dt.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("changes_on", "following"),
    [
        (None, Next(YEAR_ON, Cause.CADENCE)),
        (YEAR_ON, Next(YEAR_ON, Cause.CADENCE)),
        (YEAR_ON + dt.timedelta(days=1), Next(YEAR_ON, Cause.CADENCE)),
        (dt.date(2026, 9, 1), Next(dt.date(2026, 9, 1), Cause.DECAY)),
        (DECIDED + dt.timedelta(days=1), Next(DECIDED + REST, Cause.DECAY)),
    ],
)
def test_the_next_one_is_when_the_calendar_or_the_proof_says_so(changes_on: dt.date | None, following: Next) -> None:
    assert next_assessment(DECIDED, 12, changes_on) == following


def test_rest_never_puts_it_after_the_calendar() -> None:
    following = next_assessment(DECIDED, 1, DECIDED + dt.timedelta(days=2))
    assert following == Next(dt.date(2026, 3, 28), Cause.DECAY)


def test_it_begins_with_time_to_answer_and_to_decide() -> None:
    assert starts_on(Next(YEAR_ON, Cause.CADENCE), 14) == YEAR_ON - dt.timedelta(days=14 + REVIEW_DAYS)
