"""A review is somebody's: taken, given, let go; of two at once one is told."""

from __future__ import annotations

import pytest

from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.lifecycle import Whose
from vendorrisk.persistence.models import Assessment
from vendorrisk.services import review
from vendorrisk.services.failures import NotFound, Refused


@pytest.fixture
def assessment(office: Office, buyer: Actor) -> Assessment:
    return office.submitted(buyer)[0]


def found(office: Office, who: Actor, **narrowed: object) -> list[str]:
    return [row.reviewer for row in office.do(review.queue, who, **narrowed).rows]


def test_it_is_taken_given_and_let_go(office: Office, assessment: Assessment, lead: Actor, second: Actor) -> None:
    assert found(office, lead, whose=Whose.NOBODYS) == [""]
    office.do(review.assign, lead, assessment.id, lead.id, "")
    assert (found(office, lead, whose=Whose.MINE), found(office, second, whose=Whose.MINE)) == (["Roos"], [])
    assert "review-assigned" not in {message for message, _ in office.mails()}
    office.do(review.assign, lead, assessment.id, second.id, lead.id)
    assert found(office, second, whose=Whose.MINE) == ["Lars"]
    assert ("review-assigned", second.email) in office.mails()
    office.do(review.assign, second, assessment.id, "", second.id)
    assert found(office, lead, whose=Whose.NOBODYS) == [""]


def test_of_two_who_take_it_at_once_one_is_told(
    office: Office, assessment: Assessment, lead: Actor, second: Actor
) -> None:
    office.do(review.assign, lead, assessment.id, lead.id, "")
    with pytest.raises(Refused):
        office.do(review.assign, second, assessment.id, second.id, "")
    assert found(office, lead) == ["Roos"]


def test_none_of_the_parties_and_nobody_else_reviews(office: Office, lead: Actor, buyer: Actor) -> None:
    own = office.person(Role.RISK_LEAD, "Ole")
    assessment, vera = office.submitted(own)
    with pytest.raises(Refused):
        office.do(review.assign, lead, assessment.id, own.id, "")
    for stranger in (buyer, vera):
        with pytest.raises(NotFound):
            office.do(review.assign, lead, assessment.id, stranger.id, "")
        with pytest.raises(NotFound):
            office.do(review.assign, stranger, assessment.id, lead.id, "")


def test_the_queue_is_searched_by_name_and_title(office: Office, assessment: Assessment, lead: Actor) -> None:
    for words, count in (("noordzee", 1), ("PAYROLL", 1), ("100%", 0), (" ", 1)):
        assert len(found(office, lead, search=words)) == count
