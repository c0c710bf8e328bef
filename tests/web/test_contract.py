"""What to put in the contract: a page and a text for procurement, and for nobody outside."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.web.conftest import Visit
from tests.web.sharing import share
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User
from vendorrisk.services.work import Work


@pytest.fixture
def place(work: Work, people: Mapping[Role, User]) -> str:
    return f"/requests/{share(work, people).engagement_id}/contract"


def test_before_a_decision_the_clauses_are_there_already(visit: Visit, place: str) -> None:
    page = visit(Role.PROCUREMENT).get(place)
    assert "It is not decided yet." in page.words
    assert "GDPR art. 28(3)(h)" in page.words
    assert "DORA" not in page.words


def test_it_is_kept_as_a_text(visit: Visit, place: str) -> None:
    visitor = visit(Role.PROCUREMENT)
    answer = visitor.client.get(f"{place}.txt")
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    assert "Noordzee HR" in text
    assert "(GDPR art. 28(3)(h))" in text
    assert "&" not in text


def test_a_vendor_has_no_such_page(visit: Visit, place: str) -> None:
    visit(Role.RESPONDENT).get(place, 403)
