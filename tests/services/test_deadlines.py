"""Due dates are watched: who holds it is reminded, who waits is told, each once, and nobody when it moved on."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain import clock
from vendorrisk.domain.access import Actor
from vendorrisk.domain.lifecycle import Holder
from vendorrisk.persistence.models import Assessment, OutboxRow
from vendorrisk.services import deadlines, intake, outbox, review
from vendorrisk.services.outbox import Payload
from vendorrisk.services.work import Work


def look(work: Work, _: str, payload: Payload) -> None:
    deadlines.look(work, payload["assessment"], payload["holder"], payload["due_on"], payload["step"])


def due(work: Work) -> list[str]:
    """The rows that a worker would look at now."""
    query = select(OutboxRow.id).where(OutboxRow.kind == deadlines.KIND, OutboxRow.due_at <= work.now())
    return list(work.session.scalars(query))


def days_pass(office: Office, to: dt.date) -> list[tuple[str, str]]:
    """The mails of the days up to `to`, on each of which the worker looks."""
    before = office.mails()
    while office.clock().date() < to:
        office.clock.forward(days=1)
        for row in office.do(due):
            office.do(outbox.perform, row, {deadlines.KIND: look})
    sent = office.mails()
    for one in before:
        sent.remove(one)
    return sent


@pytest.fixture
def asked(office: Office, buyer: Actor, lead: Actor) -> Assessment:
    return office.requested(buyer)


def test_the_vendor_is_reminded_and_those_who_wait_are_told(office: Office, asked: Assessment) -> None:
    due = asked.due_on
    assert clock.is_working_day(due)
    assert days_pass(office, clock.after(due, -3)) == []
    vendor, buyer, lead = "vera@noordzee.example", "Pia@example.com", "Roos@example.com"
    assert days_pass(office, due) == [("reminder", vendor)]
    assert days_pass(office, clock.after(due, 1)) == [("overdue", buyer), ("reminder", vendor)]
    assert days_pass(office, clock.after(due, 6)) == [("overdue", buyer), ("overdue", lead)]
    assert days_pass(office, clock.after(due, 20)) == []


def test_an_answer_ends_the_reminders_and_starts_our_own_clock(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, _ = office.submitted(buyer)
    handed_in = office.kept(assessment)
    assert handed_in.due_on == clock.after(office.clock().date(), clock.WEEK)
    assert days_pass(office, handed_in.due_on) == []
    told = [("overdue", "Pia@example.com"), ("overdue", "Roos@example.com")]
    assert days_pass(office, clock.after(handed_in.due_on, 1)) == told
    office.sign(lead, assessment)
    assert "overdue" not in {message for message, _ in days_pass(office, clock.after(handed_in.due_on, 20))}


def test_procurement_sees_whose_the_days_are(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.clock.forward(days=8)
    office.answer_all(vera, assessment)
    office.clock.forward(minutes=1)
    office.submit(vera, assessment)
    office.clock.forward(days=2)
    office.do(review.return_to_vendor, lead, assessment.id, {"encryption-at-rest": "Since when?"})
    office.clock.forward(days=1)
    view = office.do(intake.engagement, buyer, assessment.engagement_id)
    assert view.charged == {Holder.VENDOR: 7, Holder.RISK: 2}
