"""Conditions are worked off; an approval stands or falls with them."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.services.office import PDF, Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.fulfilment import Act, Show, Stage
from vendorrisk.persistence.models import Assessment, ConditionAct, ConditionRow, Decision, EventRow, OutboxRow
from vendorrisk.services import answering, conditions, intake, outbox
from vendorrisk.services.conditions import Done
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.outbox import Payload
from vendorrisk.services.proof_checks import ProofInput
from vendorrisk.services.review import ConditionInput
from vendorrisk.services.work import Work

REST = "encryption-at-rest"
SHOWN = Done(Act.SHOW, "Every disk is encrypted since Monday.")


class Case:
    """An approval on one condition, due in thirty days."""

    def __init__(self, office: Office, buyer: Actor) -> None:
        self.office, self.buyer = office, buyer
        self.lead = office.person(Role.RISK_LEAD, "Lena")
        self.assessment, self.vera = office.submitted(buyer)
        due_on = office.clock().date() + dt.timedelta(days=30)
        wanted = ConditionInput(question=REST, text="Encrypt every disk.", owner="Vera", due_on=due_on)
        given = {"conditions": (wanted,), "rationale": "They promised."}
        office.sign(self.lead, self.assessment, Verdict.APPROVE_WITH_CONDITIONS, **given)

    @property
    def row(self) -> ConditionRow:
        return self.office.do(lambda work: work.session.scalars(select(ConditionRow)).one())

    def act(self, who: Actor, done: Done) -> ConditionRow:
        return self.office.do(conditions.act, who, self.row.id, done)

    @property
    def suspended(self) -> bool:
        decision = self.office.do(lambda work: work.session.scalars(select(Decision)).one())
        return decision.suspended_at is not None

    def days_pass(self, days: int) -> None:
        """Let days go by, with the worker doing what is due on each."""
        for _ in range(days):
            self.office.clock.forward(days=1)
            for row in self.office.do(planned):
                self.office.do(outbox.perform, row, {conditions.KIND: look})

    def mails(self) -> list[str]:
        return [message for message, _ in self.office.mails()]


def planned(work: Work) -> list[str]:
    return list(work.session.scalars(select(OutboxRow.id).where(OutboxRow.kind == conditions.KIND)))


def look(work: Work, _: str, payload: Payload) -> None:
    conditions.look(work, payload["condition"], payload["due_on"])


@pytest.fixture
def case(office: Office, buyer: Actor) -> Case:
    return Case(office, buyer)


def kinds(office: Office, assessment: Assessment) -> list[str]:
    about = select(EventRow.kind).where(EventRow.subject == assessment.id).order_by(EventRow.position)
    return office.do(lambda work: list(work.session.scalars(about)))


def test_shown_and_accepted_it_is_met(case: Case) -> None:
    proof = ProofInput(name="disks.pdf", kind="policy", stream=BytesIO(PDF))
    case.act(case.vera, Done(Act.SHOW, "Every disk is encrypted since Monday.", proof))
    assert case.row.stage == Stage.SHOWN
    view = case.office.do(conditions.condition, case.lead, case.row.id)
    assert set(view.acts) == {Act.ACCEPT, Act.SEND_BACK, Act.WAIVE}
    proof_id = case.office.do(lambda work: work.session.scalars(select(ConditionAct.proof_id)).one())
    assert case.office.do(answering.read_proof, case.lead, case.assessment.id, str(proof_id))[1] == PDF
    case.act(case.lead, Done(Act.ACCEPT))
    assert case.row.stage == Stage.MET
    assert {EventKind.CONDITION_SHOWN, EventKind.CONDITION_MET} <= set(kinds(case.office, case.assessment))
    assert {"condition-shown", "condition-answered"} <= set(case.mails())


def test_the_vendor_is_reminded_once_a_day_of_reminders_and_suspended_after(case: Case) -> None:
    case.days_pass(30)
    assert case.mails().count("condition-reminder") == 3
    assert not case.suspended
    case.days_pass(3)
    assert case.suspended
    assert case.mails().count("standing-requester") == 1
    assert kinds(case.office, case.assessment).count(EventKind.APPROVAL_SUSPENDED) == 1
    view = case.office.do(intake.engagement, case.buyer, case.assessment.engagement_id)
    assert view.suspended_at is not None


def test_what_was_shown_in_time_is_not_held_against_the_vendor(case: Case) -> None:
    case.days_pass(29)
    case.act(case.vera, SHOWN)
    case.days_pass(5)
    assert not case.suspended
    case.act(case.lead, Done(Act.SEND_BACK, "Which disks?"))
    assert case.suspended


def test_shown_too_late_it_restores_only_when_it_is_accepted(case: Case) -> None:
    case.days_pass(32)
    case.act(case.vera, SHOWN)
    assert case.suspended
    case.act(case.lead, Done(Act.ACCEPT))
    assert not case.suspended
    assert kinds(case.office, case.assessment)[-1] == EventKind.APPROVAL_RESTORED


def test_another_date_restores_and_is_watched_in_its_turn(case: Case) -> None:
    case.days_pass(32)
    later = case.office.clock().date() + dt.timedelta(days=20)
    case.act(case.lead, Done(Act.DEFER, "The supplier is late.", due_on=later))
    assert (case.suspended, case.row.due_on) == (False, later)
    case.days_pass(20)
    assert not case.suspended
    case.days_pass(1)
    assert case.suspended
    case.act(case.lead, Done(Act.WAIVE, "The disks are gone."))
    assert (case.suspended, case.row.stage) == (False, Stage.WAIVED)


@pytest.mark.parametrize(
    ("who", "done"),
    [
        ("vera", Done(Act.ACCEPT)),
        ("vera", Done(Act.WAIVE, "We think it is enough.")),
        ("vera", Done(Act.SHOW, " ")),
        ("lead", SHOWN),
        ("lead", Done(Act.ACCEPT)),
        ("lead", Done(Act.WAIVE)),
        ("lead", Done(Act.DEFER, "Later.")),
        ("lead", Done(Act.DEFER, "Much later.", due_on=dt.date(2040, 1, 1))),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(case: Case, who: str, done: Done) -> None:
    with pytest.raises(Refused):
        case.act(getattr(case, who), done)
    kept = select(ConditionAct)
    assert case.office.do(lambda work: work.session.scalars(kept).all()) == []
    assert case.row.stage == Stage.OPEN


def test_who_requested_the_vendor_accepts_nothing(office: Office, buyer: Actor) -> None:
    lead = office.person(Role.RISK_LEAD, "Rik")
    case = Case(office, lead)
    case.act(case.vera, SHOWN)
    with pytest.raises(Refused):
        case.act(lead, Done(Act.ACCEPT))


def test_others_find_nothing(case: Case) -> None:
    stranger = case.office.person(Role.RESPONDENT, "Otto", email="otto@other.example")
    for who in (stranger, case.buyer):
        with pytest.raises(NotFound):
            case.office.do(conditions.condition, who, case.row.id)
        with pytest.raises(NotFound):
            case.act(who, SHOWN)
        assert case.office.do(conditions.conditions, who, Show.OPEN).total == 0


def test_the_list_has_each_where_it_stands(case: Case) -> None:
    def listed() -> list[Show]:
        return [show for show in Show if case.office.do(conditions.conditions, case.lead, show).total]

    assert listed() == [Show.OPEN]
    case.days_pass(31)
    assert listed() == [Show.OVERDUE, Show.OPEN]
    case.act(case.vera, SHOWN)
    assert listed() == [Show.WAITING]
    case.act(case.lead, Done(Act.ACCEPT))
    assert listed() == [Show.CLOSED]
