"""Who hears of a message, and when."""

import datetime as dt

import pytest

from vendorrisk.domain.threads import hearers, is_due

NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("others", "writers", "heard"),
    [
        ({"roos", "lars"}, (), {"roos", "lars"}),
        ({"roos"}, ("otto", "vera"), {"roos", "otto"}),
        ((), ("vera",), set()),
    ],
)
def test_the_other_side_and_who_wrote_before_hear_of_a_message(
    others: set[str], writers: tuple[str, ...], heard: set[str]
) -> None:
    assert hearers("vera", others, writers) == heard


@pytest.mark.parametrize(("minutes", "due"), [(0, False), (29, False), (30, True), (600, True)])
def test_messages_are_gathered_for_half_an_hour(minutes: int, due: bool) -> None:
    assert is_due(NOON, NOON + dt.timedelta(minutes=minutes)) is due
