"""An office to act in, and its people."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.factories import Clock
from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.services.work import Work


@pytest.fixture
def office(open_work: Callable[[], Work], clock: Clock) -> Office:
    """Acts on an empty database."""
    return Office(open_work, clock)


@pytest.fixture
def buyer(office: Office) -> Actor:
    """Somebody of procurement."""
    return office.person(Role.PROCUREMENT, "Pia")


@pytest.fixture
def lead(office: Office) -> Actor:
    """A risk lead."""
    return office.person(Role.RISK_LEAD, "Roos")


@pytest.fixture
def second(office: Office) -> Actor:
    """Another risk lead."""
    return office.person(Role.RISK_LEAD, "Lars")
