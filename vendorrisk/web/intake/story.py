"""The course of a request as its timeline tells it: what happened, what is so now, what comes next."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext as _l

from vendorrisk.domain.lifecycle import Holder, State
from vendorrisk.services.intake import EngagementView, Happening, TimelineEntry
from vendorrisk.web.filters import day, moment
from vendorrisk.web.timeline import Step

HAPPENINGS: Final = {
    Happening.REQUESTED: _l("Requested, and the vendor invited"),
    Happening.AGAIN: _l("The vendor is asked again"),
    Happening.REMINDED: _l("Reminder sent to the vendor"),
    Happening.CONTACT_CHANGED: _l("Another contact invited"),
    Happening.OPENED: _l("The vendor began to answer"),
    Happening.SUBMITTED: _l("The vendor submitted the answers"),
    Happening.RETURNED: _l("The reviewer asked the vendor for more"),
    Happening.SIGNED: _l("A decision was proposed"),
    Happening.REOPENED: _l("The second approver disagreed; the review is open again"),
    Happening.DECIDED: _l("Decided"),
    Happening.WITHDRAWN: _l("Withdrawn"),
}

NOW: Final = {
    State.INVITED: _l("The vendor is invited, and has not begun"),
    State.ANSWERING: _l("The vendor is answering"),
    State.RETURNED: _l("The vendor answers the reviewer's questions"),
    State.SUBMITTED: _l("The risk team reviews the answers"),
    State.SIGNING: _l("A second person of the risk team looks at the proposed decision"),
}

REVIEW: Final = _l("The risk team reviews the answers")
DECISION: Final = _l("The decision, which you get by mail")

NEXT: Final = {
    State.INVITED: (REVIEW, DECISION),
    State.ANSWERING: (REVIEW, DECISION),
    State.RETURNED: (REVIEW, DECISION),
    State.SUBMITTED: (DECISION,),
    State.SIGNING: (DECISION,),
}


def steps(view: EngagementView) -> list[Step]:
    """The whole course of one engagement."""
    state = State(view.assessment.state)
    return [*map(_done, view.timeline), *_now(view, state), *(Step("next", str(what)) for what in NEXT.get(state, ()))]


def _done(entry: TimelineEntry) -> Step:
    return Step("done", str(HAPPENINGS[entry.happening]), moment(entry.at), entry.actor, entry.note)


def _now(view: EngagementView, state: State) -> list[Step]:
    if view.holder is Holder.NOBODY:
        return []
    due = _l("due %(date)s", date=day(view.due_on)) if view.due_on else ""
    return [Step("now", str(NOW[state]), str(_l("since %(date)s", date=day(view.since))), str(due))]
