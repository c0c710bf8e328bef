"""What is new to a reviewer is what others did since their visit before; last time's answer stands beside."""

from __future__ import annotations

import pytest

from tests.services.office import Office
from vendorrisk.domain.access import Actor
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.reassessment import Cause
from vendorrisk.domain.recommendation import answer_text
from vendorrisk.persistence.models import Assessment
from vendorrisk.services import reassessing, review, talking
from vendorrisk.services.failures import NotFound

REST, MFA = "encryption-at-rest", "multi-factor"


def news(office: Office, who: Actor, assessment: Assessment) -> set[str]:
    view = office.do(review.review, who, assessment.id)
    return {item.question.id for item in view.items if item.new}


def test_only_what_others_did_since_the_visit_before_is_new(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, vera = office.submitted(buyer)
    office.do(review.look, lead, assessment.id)
    assert news(office, lead, assessment) == set()
    office.clock.forward(hours=1)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "Since when?"})
    office.clock.forward(hours=1)
    office.save(vera, assessment, REST, "databases", 1)
    office.submit(vera, assessment)
    office.do(talking.write, vera, assessment.id, MFA, "By the way: everywhere.")
    office.clock.forward(hours=1)
    for _ in range(2):
        office.do(review.look, lead, assessment.id)
        assert news(office, lead, assessment) == {REST, MFA}
    office.clock.forward(hours=1)
    office.do(review.look, lead, assessment.id)
    assert news(office, lead, assessment) == set()


def test_last_times_answer_stands_beside(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, vera = office.submitted(buyer)
    office.sign(lead, assessment, Verdict.APPROVE, rationale="Known for long.")
    office.clock.forward(days=50)
    begun = office.do(reassessing.reassess, buyer, assessment.engagement_id, Cause.INCIDENT, "A laptop was stolen.")
    office.answer_all(vera, begun, but={REST: "none"})
    office.submit(vera, begun)
    items = {item.question.id: item for item in office.do(review.review, lead, begun.id).items}
    assert items[REST].before
    assert answer_text(items[REST].before) != answer_text(items[REST].line)
    assert all(item.before is None for item in office.do(review.review, lead, assessment.id).items)


def test_nobody_looks_at_what_is_not_theirs(office: Office, buyer: Actor) -> None:
    with pytest.raises(NotFound):
        office.do(review.look, buyer, office.submitted(buyer)[0].id)
