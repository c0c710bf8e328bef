"""A risk is taken on for a time; what rests on it stands for as long, and no longer."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain.acceptance import LONGEST, Show, Standing
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.decision import DecisionRefused, Verdict
from vendorrisk.domain.record import opened
from vendorrisk.domain.scoring import KnockOutStatus
from vendorrisk.persistence.models import AcceptanceRow, Assessment, EventRow, OutboxRow, Record
from vendorrisk.services import acceptances, outbox, review
from vendorrisk.services.acceptances import AcceptanceInput
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.review import ReviewInput
from vendorrisk.services.verification import replayed

REST = "encryption-at-rest"
WHY = "The service ends in spring, and holds nothing of anybody."


class Case:
    """A heavy assessment in review, whose vendor admits one knock-out, and two risk leads."""

    def __init__(self, office: Office, buyer: Actor) -> None:
        self.office, self.buyer = office, buyer
        self.lead, self.second = (office.person(Role.RISK_LEAD, name) for name in ("Lena", "Lars"))
        self.assessment, self.vera = office.submitted(buyer, heavy=True, but={REST: "none"}, proof="multi-factor")
        office.do(review.accept_rest, self.lead, self.assessment.id)

    def accept(self, who: Actor | None = None, *, days: int = 60, **given: Any) -> AcceptanceRow:
        until = self.office.clock().date() + dt.timedelta(days=days)
        wanted = AcceptanceInput(**{"questions": (REST,), "reason": WHY, "until": until, **given})
        return self.office.do(acceptances.accept, who or self.lead, self.assessment.id, wanted)

    def approve(self) -> None:
        """Both sign: the risk is accepted, and what else the model wants is departed from with a reason."""
        for who in (self.lead, self.second):
            self.office.sign(who, self.assessment, Verdict.APPROVE, rationale="A small risk, for a short time.")

    @property
    def suspended(self) -> bool:
        return self.office.do(_suspended, self.assessment.id)

    def days_pass(self, days: int) -> None:
        """Let days go by, with the worker looking at acceptances at the end of them."""
        self.office.clock.forward(days=days)
        due = select(OutboxRow).where(OutboxRow.kind == acceptances.KIND, OutboxRow.due_at <= self.office.clock())
        for row in self.office.do(lambda work: list(work.session.scalars(due.where(OutboxRow.done_at.is_(None))))):
            self.office.do(
                outbox.perform,
                row.id,
                {
                    acceptances.KIND: lambda work, _, payload: acceptances.look(
                        work, payload["acceptance"], remind=payload["remind"]
                    )
                },
            )

    def sent(self, message: str) -> int:
        return [name for name, _ in self.office.mails()].count(message)


def _suspended(work: Any, assessment_id: str) -> bool:
    return work.session.get_one(Assessment, assessment_id).decision.suspended_at is not None


@pytest.fixture
def case(office: Office, buyer: Actor) -> Case:
    return Case(office, buyer)


def statuses(case: Case) -> dict[str, KnockOutStatus | None]:
    view = case.office.do(review.review, case.lead, case.assessment.id)
    return {line.question.id: line.knock_out for line in view.outcome.card.lines}


def test_an_admitted_knock_out_is_approved_under_an_acceptance_alone(case: Case) -> None:
    assert statuses(case)[REST] is KnockOutStatus.ADMITTED
    with pytest.raises(DecisionRefused) as refused:
        case.approve()
    assert refused.value.code == "knock_out_admitted"
    case.accept()
    assert statuses(case)[REST] is KnockOutStatus.ACCEPTED
    case.approve()
    record = case.office.do(lambda work: work.session.scalars(select(Record)).one())
    kept = json.loads(record.body)
    assert [(one["questions"], one["approver"]) for one in kept["acceptances"]] == [([REST], "Lena")]
    assert replayed(opened(record.body.encode()).plain) == ()


def test_it_ends_on_its_day_and_the_approval_with_it_until_another_follows(case: Case) -> None:
    case.accept(days=60)
    case.approve()
    case.days_pass(30)
    assert (case.suspended, case.sent("acceptance-ends")) == (False, 2)
    case.days_pass(30)
    assert not case.suspended
    case.days_pass(1)
    assert (case.suspended, case.sent("standing-requester")) == (True, 1)
    case.accept(days=10)
    assert (case.suspended, case.sent("standing-requester")) == (False, 2)
    kinds = list(case.office.do(lambda work: work.session.scalars(select(EventRow.kind).order_by(EventRow.position))))
    assert [kind for kind in kinds if kind.startswith(("risk.", "approval."))] == [
        "risk.accepted",
        "approval.suspended",
        "risk.accepted",
        "approval.restored",
    ]


def test_withdrawn_it_lifts_nothing_from_that_moment(case: Case) -> None:
    row = case.accept()
    case.approve()
    case.office.clock.forward(hours=1)
    case.office.do(acceptances.withdraw, case.second, row.id, "They were in the news.")
    assert case.suspended
    view = case.office.do(acceptances.acceptance, case.lead, row.id)
    assert (view.standing, view.withdrawable) == (Standing.WITHDRAWN, False)
    with pytest.raises(Refused):
        case.office.do(acceptances.withdraw, case.second, row.id, "Again.")


def test_one_that_has_ended_or_gone_stale_or_been_withdrawn_carries_no_signature(case: Case) -> None:
    """The forbidden act: to approve on an acceptance that is not in force any more."""
    case.accept(days=1)
    seen = case.office.decision(case.lead, case.assessment, Verdict.APPROVE, rationale="A small risk.")
    case.office.clock.forward(days=2)
    for given, refusal in (
        (seen, "stale_answers"),
        (
            case.office.decision(case.lead, case.assessment, Verdict.APPROVE, rationale="A small risk."),
            "knock_out_admitted",
        ),
    ):
        with pytest.raises(DecisionRefused) as refused:
            case.office.do(review.sign, case.lead, case.assessment.id, given)
        assert refused.value.code == refusal
    row = case.accept()
    lower = ReviewInput(assurance=Assurance.CLAIMED, reason="The letter is of another service.")
    case.office.do(review.review_answer, case.lead, case.assessment.id, "multi-factor", lower)
    assert case.office.do(acceptances.acceptance, case.lead, row.id).standing is Standing.STALE
    assert statuses(case)[REST] is KnockOutStatus.ADMITTED


def test_it_ends_between_two_signatures(case: Case) -> None:
    case.accept(days=1)
    case.office.sign(case.lead, case.assessment, Verdict.APPROVE, rationale="A small risk.")
    given = case.office.decision(case.second, case.assessment, Verdict.APPROVE)
    case.office.clock.forward(days=2)
    with pytest.raises((Stale, DecisionRefused)):
        case.office.do(review.sign, case.second, case.assessment.id, given)


@pytest.mark.parametrize(
    "given",
    [{"reason": " "}, {"questions": ()}, {"questions": ("backup-restore",)}, {"days": 0}, {"days": LONGEST + 1}],
    ids=lambda given: str(given),
)
def test_what_is_no_acceptance_is_refused(case: Case, given: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        case.accept(**given)
    assert case.office.do(acceptances.acceptances, case.lead, Show.CURRENT).total == 0


def test_none_of_the_parties_accepts_and_nobody_else_sees_it(office: Office, case: Case) -> None:
    owner = office.person(Role.RISK_LEAD, "Ole")
    own = office.submitted(owner, heavy=True, but={REST: "none"}, who="Vic")[0]
    wanted = AcceptanceInput((REST,), WHY, office.clock().date() + dt.timedelta(days=5))
    with pytest.raises(Refused):
        office.do(acceptances.accept, owner, own.id, wanted)
    row = case.accept()
    for stranger in (case.vera, case.buyer):
        with pytest.raises(NotFound):
            office.do(acceptances.acceptance, stranger, row.id)
        with pytest.raises(NotFound):
            office.do(acceptances.accept, stranger, case.assessment.id, wanted)
    assert office.do(acceptances.acceptances, case.lead, Show.CURRENT).total == 1
    office.clock.forward(days=61)
    assert office.do(acceptances.acceptances, case.lead, Show.ENDED).total == 1
