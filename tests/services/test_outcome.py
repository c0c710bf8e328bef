"""The outcome as the vendor reads it: from the sealed record, and without what is the buyer's own."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.services.office import Office
from vendorrisk.domain.access import Actor
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.recommendation import Recommendation
from vendorrisk.persistence.models import Assessment
from vendorrisk.services import answering, review
from vendorrisk.services.failures import NotFound

ADMITTED = {"encryption-at-rest": "none", "multi-factor": "none"}
WHY = "Between us: their competitor is cheaper."


def figures(office: Office, assessment: Assessment) -> dict[str, Any]:
    record = office.do(lambda work: work.session.get_one(Assessment, assessment.id).record)
    assert record is not None
    found: dict[str, Any] = json.loads(record.body)["figures"]
    return found


def recommended(office: Office, lead: Actor, assessment: Assessment) -> Recommendation:
    return office.do(review.review, lead, assessment.id).outcome.recommendation


def test_there_is_none_before_the_last_signature(office: Office, buyer: Actor) -> None:
    assessment, vera = office.submitted(buyer)
    with pytest.raises(NotFound):
        office.do(answering.outcome, vera, assessment.id)


def test_a_rejected_vendor_reads_why_and_what_would_help_and_nothing_of_the_buyer_s_own(
    office: Office, buyer: Actor, lead: Actor, second: Actor
) -> None:
    assessment, vera = office.submitted(buyer, heavy=True, but=ADMITTED)
    assert any("appetite" in one.to("en") for one in recommended(office, lead, assessment).reasons)
    office.do(review.accept_rest, lead, assessment.id)
    for who in (lead, second):
        office.sign(who, assessment, rationale=WHY)
    view = office.do(answering.outcome, vera, assessment.id)
    kept = figures(office, assessment)
    assert (view.verdict, view.next_on) == (Verdict.REJECT, None)
    assert len(view.reasons) >= 2
    assert not [word for word in ("€", "appetite", WHY) if word in str(view.reasons)]
    assert [(one.days, one.say.en) for one in view.improvements] == [
        (step["days"], step["en"]) for step in kept["plan"]["steps"]
    ]
    assert view.improvements


def test_reasons_for_another_verdict_explain_nothing(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, vera = office.submitted(buyer)
    office.sign(lead, assessment, Verdict.REJECT, rationale=WHY)
    view = office.do(answering.outcome, vera, assessment.id)
    assert (view.verdict, view.reasons) == (Verdict.REJECT, ())


def test_an_approval_says_what_must_be_done_and_when_it_is_looked_at_again(
    office: Office, buyer: Actor, lead: Actor
) -> None:
    assessment, vera = office.submitted(buyer)
    proposed = [one.text.en for one in recommended(office, lead, assessment).conditions]
    office.sign(lead, assessment)
    view = office.do(answering.outcome, vera, assessment.id)
    assert view.verdict is not Verdict.REJECT
    assert sorted(one.text for one in view.conditions) == sorted(proposed)
    assert view.next_on is not None
    assert view.next_on > view.decided_at.date()
