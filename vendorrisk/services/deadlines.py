"""Due dates are watched: whoever holds an assessment is reminded in time, and those who wait hear when it is late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final

from vendorrisk.domain import clock
from vendorrisk.domain.access import PORTAL
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import HOLDER, Holder, State
from vendorrisk.persistence.models import Assessment
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.persistence.queries import intake as queries
from vendorrisk.services import letters, outbox, trail
from vendorrisk.services.casework import today
from vendorrisk.services.failures import NotFound
from vendorrisk.services.work import Work

KIND: Final = "deadline"
"""Of the outbox rows that look at a due date on its days."""

DAYS: Final[Mapping[str, int]] = {"soon": -2, "late": 1, "very_late": 1 + clock.WEEK}
"""When it is looked at, in working days after the due date: shortly before, the day after, a week later; judgement."""


def watch(work: Work, assessment: Assessment) -> None:
    """Have the due date of `assessment` looked at on its days. Part of a use case: it does not commit."""
    holder, due_on = HOLDER[State(assessment.state)], assessment.due_on
    for step, days in DAYS.items():
        wait = clock.after(due_on, days) - today(work)
        if wait > dt.timedelta(0):
            said = {"assessment": assessment.id, "holder": holder.value, "due_on": due_on.isoformat(), "step": step}
            outbox.put(work, KIND, after=wait, **said)


def look(work: Work, assessment_id: str, holder: str, due_on: str, step: str) -> None:
    """Remind of a due date, or tell that it has passed: the job of a day. Raises NotFound.

    Nothing when somebody else holds the assessment by now, or until another day, or when the contact has declined.
    """
    assessment = work.session.scalars(papers.locked(papers.one(assessment_id))).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    stands = (HOLDER[State(assessment.state)].value, assessment.due_on.isoformat()) == (holder, due_on)
    if stands and assessment.engagement.declined_at is None:
        STEPS[step](work, assessment)
    work.commit()


def _soon(work: Work, assessment: Assessment) -> None:
    if _with_vendor(assessment):
        _remind(work, assessment)


def _late(work: Work, assessment: Assessment) -> None:
    if _with_vendor(assessment):
        _remind(work, assessment)
    else:
        letters.to_risk_leads(work, assessment, "overdue")
    letters.to_requester(work, assessment, "overdue")


def _very_late(work: Work, assessment: Assessment) -> None:
    requester = assessment.engagement.requester_id
    letters.to_risk_leads(work, assessment, "overdue", but={requester})
    letters.to_requester(work, assessment, "overdue")


def _with_vendor(assessment: Assessment) -> bool:
    return HOLDER[State(assessment.state)] is Holder.VENDOR


def _remind(work: Work, assessment: Assessment) -> None:
    """Send the vendor a reminder, unless somebody did so within a day."""
    last = work.session.scalar(queries.last_reminder(assessment.engagement_id))
    if last is not None and work.now() - last < dt.timedelta(days=1):
        return
    letters.to_vendor(work, assessment, "reminder")
    contact = assessment.engagement.contact_email
    trail.note(work, PORTAL, EventKind.VENDOR_REMINDED, assessment.engagement_id, email=contact)


STEPS: Final[Mapping[str, Callable[[Work, Assessment], None]]] = {
    "soon": _soon,
    "late": _late,
    "very_late": _very_late,
}
