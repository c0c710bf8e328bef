"""What each mail says: from the ids in its outbox row to what its template shows, as it is when the mail is sent.

So no personal text and no link waits in the outbox, and a mail that is late still tells how things stand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias, TypeVar

from vendorrisk.domain.clock import working_days
from vendorrisk.domain.lifecycle import HOLDER, State
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.reuse import ProposalState
from vendorrisk.persistence.models import AcceptanceRow, Assessment, ConditionRow, Delegation, Invitation, User
from vendorrisk.persistence.queries import answering
from vendorrisk.persistence.queries import casework as papers
from vendorrisk.services import accounts, casework, conditions, digests, effort, suspending
from vendorrisk.services.failures import NotFound
from vendorrisk.services.outbox import Payload
from vendorrisk.services.work import Work

Values: TypeAlias = dict[str, Any]
Row = TypeVar("Row")


def values(work: Work, payload: Payload) -> Values:
    """The values for the template of the mail `payload["message"]`. Raises NotFound when what it is about is gone."""
    shared = {
        "organisation": work.catalogue.organisation.name,
        "portal": work.settings.base_url,
    }
    return shared | MESSAGES[payload["message"]](work, payload)


def _row(work: Work, model: type[Row], row_id: str) -> Row:
    found = work.session.get(model, row_id)
    if found is None:
        raise NotFound(row_id)
    return found


def _staff_invitation(work: Work, payload: Payload) -> Values:
    invitation = _row(work, Invitation, payload["invitation"])
    return _invitation(work, invitation)


def _invitation(work: Work, invitation: Invitation) -> Values:
    inviter = work.session.get(User, invitation.invited_by) if invitation.invited_by else None
    return {
        "name": invitation.name,
        "inviter": inviter.name if inviter else "",
        "role": invitation.role,
        "link": accounts.link_of(work, invitation),
        "expires_on": invitation.expires_at.date(),
    }


def _vendor_invitation(work: Work, payload: Payload) -> Values:
    invitation = _row(work, Invitation, payload["invitation"])
    assessment = _row(work, Assessment, invitation.assessment_id or "")
    return _assessment(assessment) | _effort(work, assessment) | _invitation(work, invitation)


def _effort(work: Work, assessment: Assessment) -> Values:
    """How much is asked of the vendor, as far as is known before any answer."""
    asked = [line.question for line in casework.desk_of(work, assessment).card.lines]
    return {"questions": len(asked), "minutes": effort.minutes(asked)}


def _assessment(assessment: Assessment) -> Values:
    engagement = assessment.engagement
    return {
        "vendor": engagement.vendor.name,
        "engagement": engagement.title,
        "purpose": engagement.purpose,
        "requester": engagement.requester.name,
        "contact": engagement.contact_name,
        "due_on": assessment.due_on,
    }


def _reminder(work: Work, payload: Payload) -> Values:
    assessment = _row(work, Assessment, payload["assessment"])
    return _assessment(assessment) | {"link": _way_in(work, payload["to"], assessment)}


def _delegation(work: Work, payload: Payload) -> Values:
    """What was delegated, by whom, with the way in: the link to accept for as long as it is open, then the page."""
    row = _row(work, Delegation, payload["delegation"])
    assessment = _row(work, Assessment, row.assessment_id)
    section = next(one for one in casework.questionnaire_of(work, assessment).sections if one.id == row.section_id)
    question = next((one for one in section.questions if one.id == row.question_id), None)
    about = question.ask if question else section.title
    return _assessment(assessment) | {
        "name": row.name,
        "coordinator": row.maker.name,
        "about": about.to(payload["language"]),
        "message": row.message,
        "note": row.done_note,
        "link": _way_in(work, payload["to"], assessment, in_part=True),
    }


def _delegation_ended(work: Work, payload: Payload) -> Values:
    """The same, with no way to what is no longer theirs."""
    return _delegation(work, payload) | {"link": work.settings.base_url}


def _way_in(work: Work, email: str, assessment: Assessment, *, in_part: bool = False) -> str:
    """The link of the invitation for as long as it is open, then the questionnaire."""
    query = accounts.open_invitations(work.now(), email, assessment.id, in_part=in_part)
    invitation = work.session.scalar(query.limit(1))
    page = f"{work.settings.base_url}/questionnaires/{assessment.id}"
    return accounts.link_of(work, invitation) if invitation else page


def _reassessment(work: Work, payload: Payload) -> Values:
    """Why the vendor is asked again, and how much is proposed already."""
    assessment = _row(work, Assessment, payload["assessment"])
    proposed = work.session.scalars(answering.proposals(assessment.id, ProposalState.OPEN)).all()
    link = f"{work.settings.base_url}/questionnaires/{assessment.id}"
    return _assessment(assessment) | {
        "link": link,
        "why": _why(assessment, payload),
        "note": assessment.cause_note or "",
        "proposed": len(proposed),
    }


def _reassessment_begun(work: Work, payload: Payload) -> Values:
    assessment = _row(work, Assessment, payload["assessment"])
    link = f"{work.settings.base_url}/requests/{assessment.engagement_id}"
    return _assessment(assessment) | {"link": link, "why": _why(assessment, payload)}


def _why(assessment: Assessment, payload: Payload) -> str:
    return Reason(f"cause.{assessment.cause}").to(payload["language"])


def _condition(page: str) -> Callable[[Work, Payload], Values]:
    """A condition of an approval, what was done about it, and the page of whoever reads this."""

    def condition(work: Work, payload: Payload) -> Values:
        assessment = _row(work, Assessment, payload["assessment"])
        row = _row(work, ConditionRow, payload["condition"])
        # The act that it tells of: by the time it is sent there may be another.
        done = [one for one in row.acts if one.act == payload.get("act", one.act)]
        where = f"conditions/{row.id}" if page == "conditions" else f"questionnaires/{assessment.id}/outcome"
        return _assessment(assessment) | {
            "text": row.text,
            "owner": row.owner,
            "due_on": row.due_on,
            "act": payload.get("act", ""),
            "note": done[-1].note if done else "",
            "link": f"{work.settings.base_url}/{where}",
        }

    return condition


def _declined(work: Work, payload: Payload) -> Values:
    assessment = _row(work, Assessment, payload["assessment"])
    link = f"{work.settings.base_url}/requests/{assessment.engagement_id}"
    return _assessment(assessment) | {"link": link, "reason": assessment.engagement.declined_because or ""}


def _returned(work: Work, payload: Payload) -> Values:
    """Which questions are open again; what was asked about them is read in the portal, as every message."""
    assessment = _row(work, Assessment, payload["assessment"])
    asked = {one.question_id for one in papers.clarifications(work.session, assessment.id)}
    listed = [one for one in casework.questionnaire_of(work, assessment).questions if one.id in asked]
    link = f"{work.settings.base_url}/questionnaires/{assessment.id}"
    return _assessment(assessment) | {"link": link, "questions": [one.ask.to(payload["language"]) for one in listed]}


def _digest(work: Work, payload: Payload) -> Values:
    """About which questions others wrote, and who; never what, for a mail is not confidential."""
    language, portal = payload["language"], work.settings.base_url
    told = [
        {
            "vendor": one.assessment.engagement.vendor.name,
            "engagement": one.assessment.engagement.title,
            "ask": one.ask.to(language),
            "authors": ", ".join(one.authors),
            "link": f"{portal}/talk/{one.assessment.id}/{one.question}",
        }
        for one in digests.news(work, payload["digest"])
    ]
    if not told:
        raise NotFound(payload["digest"])
    return {"news": told, "link": told[0]["link"]}


def _for_review(work: Work, payload: Payload) -> Values:
    assessment = _row(work, Assessment, payload["assessment"])
    return _assessment(assessment) | {"link": f"{work.settings.base_url}/reviews/{assessment.id}"}


def _decided(page: str) -> Callable[[Work, Payload], Values]:
    """The verdict and its conditions, with a link to what the reader may see: the request, or the outcome."""

    def decided(work: Work, payload: Payload) -> Values:
        assessment = _row(work, Assessment, payload["assessment"])
        decision = assessment.decision
        if decision is None:
            raise NotFound(assessment.id)
        subject = assessment.engagement_id if page == "requests" else assessment.id
        return _assessment(assessment) | {
            "verdict": decision.verdict,
            "conditions": [
                {"text": one.text, "due_on": one.due_on, "before_go_live": one.before_go_live}
                for one in decision.conditions
            ],
            "link": f"{work.settings.base_url}/{page}/{subject}{'' if page == 'requests' else '/outcome'}",
        }

    return decided


def _still_to_show(work: Work, payload: Payload) -> Values:
    """The conditions whose date comes near, as they are when this is sent."""
    assessment = _row(work, Assessment, payload["assessment"])
    rows = conditions.soon(work, assessment.decision) if assessment.decision else []
    if not rows:
        raise NotFound(assessment.id)
    said = [{"text": one.text, "due_on": one.due_on, "owner": one.owner} for one in rows]
    return _assessment(assessment) | {
        "conditions": said,
        "due_on": rows[0].due_on,
        "link": f"{work.settings.base_url}/questionnaires/{assessment.id}/outcome",
    }


def _standing(page: str) -> Callable[[Work, Payload], Values]:
    """Whether an approval is suspended, with the conditions that are overdue."""

    def standing(work: Work, payload: Payload) -> Values:
        decision = _row(work, Assessment, payload["assessment"]).decision
        late = suspending.overdue(work, decision) if decision else []
        said = [{"text": one.text, "due_on": one.due_on, "before_go_live": one.before_go_live} for one in late]
        suspended = decision is not None and decision.suspended_at is not None
        return _decided(page)(work, payload) | {"suspended": suspended, "conditions": said}

    return standing


def _overdue(work: Work, payload: Payload) -> Values:
    """Who has been holding it beyond its date, by how many working days."""
    assessment = _row(work, Assessment, payload["assessment"])
    return _assessment(assessment) | {
        "holder": HOLDER[State(assessment.state)].value,
        "days": max(working_days(assessment.due_on, casework.today(work)), 1),
        "link": f"{work.settings.base_url}/requests/{assessment.engagement_id}",
    }


def _acceptance_ends(work: Work, payload: Payload) -> Values:
    """Which risks are accepted no longer than until when, and what rests on that."""
    assessment = _row(work, Assessment, payload["assessment"])
    row = _row(work, AcceptanceRow, payload["acceptance"])
    asked = casework.questionnaire_of(work, assessment)
    found = [question for name in row.questions if (question := asked.question(name))]
    return _assessment(assessment) | {
        "until": row.until,
        "questions": [one.ask.to(payload["language"]) for one in found],
        "link": f"{work.settings.base_url}/acceptances/{row.id}",
    }


def _password(_: Work, payload: Payload) -> Values:
    return {"name": payload["name"], "link": payload.get("link", "")}


MESSAGES: Final[Mapping[str, Callable[[Work, Payload], Values]]] = {
    "staff-invitation": _staff_invitation,
    "vendor-invitation": _vendor_invitation,
    "reminder": _reminder,
    "reassessment": _reassessment,
    "reassessment-begun": _reassessment_begun,
    "declined": _declined,
    "returned": _returned,
    "delegated": _delegation,
    "delegation-reminder": _delegation,
    "delegation-done": _delegation,
    "delegation-ended": _delegation_ended,
    "digest": _digest,
    "submitted": _for_review,
    "signature-wanted": _for_review,
    "review-assigned": _for_review,
    "decided-requester": _decided("requests"),
    "decided-vendor": _decided("questionnaires"),
    "condition-reminder": _still_to_show,
    "condition-answered": _condition("outcome"),
    "condition-shown": _condition("conditions"),
    "standing-requester": _standing("requests"),
    "standing-vendor": _standing("questionnaires"),
    "overdue": _overdue,
    "acceptance-ends": _acceptance_ends,
    "password-reset": _password,
    "password-changed": _password,
}
"""Every mail by its name, which is its folder under templates/emails; besides `message`, `to` and `language` a row has:

`invitation` for the two invitations, `delegation` for the three of a delegation, `name` (and `link` of a reset) for the
passwords, `digest` for the mail of that name, `assessment` for all others.
"""
