"""Delegating: a coordinator asks a colleague to answer a part, who gives it back when done; it can be ended any time.

What the colleague sees and changes is for `domain.delegation` to say; here is who gives what to whom, and who hears of
it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select

from vendorrisk.domain.access import Actor
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Assessment, Delegation, User, new_id
from vendorrisk.persistence.queries import answering as papers
from vendorrisk.persistence.queries import delegating as queries
from vendorrisk.services import accounts, outbox, trail
from vendorrisk.services.answering.items import Sheet, delegated, sheet_in_part, sheet_of
from vendorrisk.services.answering.opening import held_for_answering, held_in_part
from vendorrisk.services.answering.views import Delegated, SectionProgress
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.work import Work

NAME_LIMIT: Final = 120
MESSAGE_LIMIT: Final = 1_000
A_DAY: Final = 40
"""Delegations a day of one assessment: more than a large vendor needs, fewer than a nuisance to strangers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationInput:
    """What is asked of whom: a section, or one `question` of it, with a few words of one's own."""

    section: str
    name: str
    email: str
    question: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How the work on one questionnaire is divided, and the sections that can be given away."""

    assessment: Assessment
    delegations: tuple[Delegated, ...]
    sections: tuple[SectionProgress, ...]
    editable: bool


def sharing(work: Work, actor: Actor, assessment_id: str) -> Sharing:
    """Who holds what of a questionnaire, for who has the whole of it. Raises NotFound."""
    sheet = sheet_in_part(work, actor, assessment_id)
    if not sheet.sight.whole:
        raise NotFound(assessment_id)
    return Sharing(
        assessment=sheet.desk.assessment,
        delegations=tuple(delegated(sheet, one) for one in sheet.delegations),
        sections=sheet.sections,
        editable=sheet.editable,
    )


def delegate(work: Work, actor: Actor, assessment_id: str, given: DelegationInput) -> Delegation:
    """Ask a colleague to answer a part; whoever had exactly that part before loses it.

    Raises NotFound for a part that is not asked, BadValue for a name or message that cannot be read, and Refused for
    one's own address, for who has it already, beyond A_DAY, or when nothing can be changed now.
    """
    assessment = held_for_answering(work, actor, assessment_id)
    _check_part(sheet_of(work, actor, assessment), given)
    name, email = checked_text(given.name, NAME_LIMIT).strip(), accounts.normal(given.email)
    message = checked_text(given.message, MESSAGE_LIMIT).strip()
    _check_whom(work, actor, assessment, name, email)
    _end_earlier(work, actor, assessment, given, email)
    made = _made(work, actor, assessment, given, (name, email, message))
    _invite(work, actor, assessment, made)
    _mail(work, "delegated", made)
    trail.note(work, actor, EventKind.ANSWERS_DELEGATED, assessment.id, **_part_of(made), email=email)
    work.commit()
    return made


def take_back(work: Work, actor: Actor, assessment_id: str, delegation_id: str) -> None:
    """End a delegation: from now on its holder sees nothing of it; the answers stay.

    A holder who was not done hears of it by mail. Raises NotFound.
    """
    assessment = take_turn(work, papers.one(actor, assessment_id))
    row = _standing(work, assessment, delegation_id)
    _end(work, actor, row)
    if row.done_at is None and row.email != actor.email:
        _mail(work, "delegation-ended", row)
    work.commit()


def remind(work: Work, actor: Actor, assessment_id: str, delegation_id: str) -> None:
    """Send the colleague a reminder, at most one a day, with a new link where the first has ended.

    Raises NotFound, also for one that is done, and Refused.
    """
    assessment = held_for_answering(work, actor, assessment_id)
    row = _standing(work, assessment, delegation_id)
    if row.done_at is not None:
        raise NotFound(delegation_id)
    if work.now() - (row.reminded_at or row.made_at) < dt.timedelta(days=1):
        raise Refused(Reason("delegating.reminded_today"))
    row.reminded_at = work.now()
    _invite(work, actor, assessment, row)
    _mail(work, "delegation-reminder", row)
    work.commit()


def finish(work: Work, actor: Actor, assessment_id: str, delegation_id: str, note: str) -> None:
    """Give a part back as done, with a few words: who delegated it hears of it, and it is theirs to change.

    Raises NotFound for what is not the actor's, BadValue for a note that cannot be read, and Refused when nothing can
    be changed now. Done already, it changes nothing.
    """
    assessment = held_in_part(work, actor, assessment_id)
    row = _standing(work, assessment, delegation_id)
    if row.holder_id != actor.id:
        raise NotFound(delegation_id)
    if row.done_at is None:
        row.done_at, row.done_note = work.now(), checked_text(note, MESSAGE_LIMIT).strip()
        for person in _coordinators(work, assessment, row):
            _mail(work, "delegation-done", row, to=person)
        trail.note(work, actor, EventKind.DELEGATION_DONE, assessment.id, **_part_of(row))
    work.commit()


def end_all_of(work: Work, actor: Actor, assessment: Assessment, maker: str) -> None:
    """End what somebody delegated who leaves the assessment, which the caller holds. It does not commit."""
    for row in work.session.scalars(queries.standing(assessment.id)).all():
        if row.made_by == maker:
            _end(work, actor, row)


def waits(work: Work, assessment_id: str, email: str) -> Delegation | None:
    """The first delegation of an assessment that waits for `email` to accept it, if there is one."""
    rows = work.session.scalars(queries.standing(assessment_id))
    return next((row for row in rows if row.email == email and row.holder_id is None), None)


def invite_again(work: Work, assessment: Assessment, email: str) -> None:
    """Send a new link to what waits for `email`, if anything does. It does not commit."""
    row = waits(work, assessment.id, email)
    if row is not None:
        _invite(work, accounts.actor_of(row.maker), assessment, row)
        _mail(work, "delegated", row)


def _check_part(sheet: Sheet, given: DelegationInput) -> None:
    section = next((row.section for row in sheet.sections if row.section.id == given.section), None)
    asked = section and (not given.question or given.question in [one.question.id for one in sheet.items(section)])
    if not asked:
        raise NotFound(given.question or given.section)


def _check_whom(work: Work, actor: Actor, assessment: Assessment, name: str, email: str) -> None:
    if not name or not email:
        raise Refused(Reason("delegating.who"))
    if email == accounts.normal(actor.email):
        raise Refused(Reason("delegating.self"))
    made = work.session.scalar(queries.made_since(assessment.id, work.now() - dt.timedelta(days=1)))
    if (made or 0) >= A_DAY:
        raise Refused(Reason("delegating.too_many", {"limit": A_DAY}))


def _end_earlier(work: Work, actor: Actor, assessment: Assessment, given: DelegationInput, email: str) -> None:
    """The same part has one holder: who had it loses it, unless it is the same person, who still has to do it."""
    for row in work.session.scalars(queries.standing(assessment.id)).all():
        if (row.section_id, row.question_id) == (given.section, given.question):
            if row.email == email and row.done_at is None:
                raise Refused(Reason("delegating.held", {"name": row.name}))
            _end(work, actor, row)


def _made(
    work: Work, actor: Actor, assessment: Assessment, given: DelegationInput, said: tuple[str, str, str]
) -> Delegation:
    name, email, message = said
    known = work.session.scalars(select(User).where(func.lower(User.email) == email)).first()
    row = Delegation(
        id=new_id(),
        assessment_id=assessment.id,
        section_id=given.section,
        question_id=given.question,
        name=name,
        email=email,
        language=known.language if known else assessment.language,
        message=message,
        holder_id=work.session.scalar(queries.known_here(assessment.id, email)),
        made_by=str(actor.id),
        made_at=work.now(),
    )
    work.session.add(row)
    work.session.flush()
    return row


def _invite(work: Work, actor: Actor, assessment: Assessment, row: Delegation) -> None:
    """A link to accept; none for who is in this assessment already. An account elsewhere changes nothing to see."""
    if row.holder_id is None:
        accounts.invite_delegate(work, actor, assessment, row.name, row.email, row.language)


def _end(work: Work, actor: Actor, row: Delegation) -> None:
    row.ended_at = work.now()
    work.session.flush()
    if waits(work, row.assessment_id, row.email) is None:
        accounts.end_delegate_invitations(work, row.assessment_id, row.email)
    trail.note(work, actor, EventKind.DELEGATION_ENDED, row.assessment_id, **_part_of(row), email=row.email)


def _standing(work: Work, assessment: Assessment, delegation_id: str) -> Delegation:
    query = queries.standing(assessment.id).where(Delegation.id == delegation_id)
    row = work.session.scalars(query).one_or_none()
    if row is None:
        raise NotFound(delegation_id)
    return row


def _coordinators(work: Work, assessment: Assessment, row: Delegation) -> list[User]:
    """Who hears that a part is done: who delegated it, or everybody with the whole when they are gone."""
    members = list(work.session.scalars(papers.members(assessment.id)))
    return [one for one in members if one.id == row.made_by] or members


def _part_of(row: Delegation) -> dict[str, str]:
    return {"section": row.section_id, "question": row.question_id}


def _mail(work: Work, message: str, row: Delegation, *, to: User | None = None) -> None:
    email, language = (to.email, to.language) if to else (row.email, row.language)
    outbox.put(work, "mail", message=message, to=email, language=language, delegation=row.id)
