"""Talking: what the vendor's people and the reviewers write to one another about a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select

from vendorrisk.domain.access import Actor, Permission, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import UNDECIDED, State
from vendorrisk.domain.questionnaire import Question, Questionnaire
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.threads import GATHERED, hearers
from vendorrisk.domain.validation import checked_text
from vendorrisk.persistence.models import Assessment, Message, Notice, User, new_id
from vendorrisk.persistence.queries import answering as shared
from vendorrisk.persistence.queries import talking as queries
from vendorrisk.services import accounts, answering, outbox, trail
from vendorrisk.services.answering import SectionPage, TaskList
from vendorrisk.services.casework import questionnaire_of
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.moves import take_turn
from vendorrisk.services.work import Work

MESSAGE_LIMIT: Final = 5_000
"""Characters of a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """What was written about one question, oldest first; `by_vendor`: whether the reader is of the vendor's side."""

    assessment: Assessment
    section: str
    question: Question
    messages: tuple[Message, ...]
    by_vendor: bool
    writable: bool
    unread: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Threads:
    """The threads of one assessment, unread ones first, then the latest; and what one of ours can write about."""

    assessment: Assessment
    threads: tuple[Thread, ...]
    questionnaire: Questionnaire | None
    writable: bool
    by_vendor: bool = False


def thread(work: Work, actor: Actor, assessment_id: str, question_id: str) -> Thread:
    """What was written about one question, maybe nothing yet; from now on it is read. Raises NotFound."""
    by_vendor = _by_vendor(work, actor, assessment_id, question_id)
    assessment = work.session.get_one(Assessment, assessment_id)
    messages = tuple(work.session.scalars(queries.thread(assessment_id, question_id)))
    (found,) = _threads(actor, assessment, questionnaire_of(work, assessment), {question_id: messages})
    if question_id in _unread(work, actor, assessment_id):
        work.session.execute(queries.read(actor.id, [one.id for one in messages], work.now()))
        work.commit()
    return replace(found, by_vendor=by_vendor)


def threads(work: Work, actor: Actor, assessment_id: str) -> Threads:
    """Everything that was written about an assessment: for those who review, also before it is theirs to review, and
    for the vendor's people about the questions that they see.

    Of the answers it shows nothing: what a vendor is still writing is the vendor's own. Raises NotFound.
    """
    assessment = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if assessment is None:
        return _of_vendor(work, actor, assessment_id)
    questionnaire = questionnaire_of(work, assessment)
    found = _threads(actor, assessment, questionnaire, queries.threads(work.session, assessment_id))
    return Threads(
        assessment=assessment,
        threads=_in_order(found, _unread(work, actor, assessment_id)),
        questionnaire=questionnaire,
        writable=_may_write(actor, assessment),
    )


def unread(work: Work, actor: Actor, tasks: TaskList) -> int:
    """How many messages one of the vendor's people was told of, about what they see now, and has not read."""
    counts, seen = _unread(work, actor, tasks.assessment.id), _seen(tasks)
    return sum(count for name, count in counts.items() if name in seen)


def _seen(tasks: TaskList) -> set[str]:
    return {question.id for row in tasks.sections for question in row.section.questions}


def _of_vendor(work: Work, actor: Actor, assessment_id: str) -> Threads:
    """What was written about the questions that one of the vendor's people sees. Raises NotFound."""
    tasks = answering.task_list(work, actor, assessment_id)
    seen = _seen(tasks)
    written = {name: said for name, said in queries.threads(work.session, assessment_id).items() if name in seen}
    found = _threads(actor, tasks.assessment, questionnaire_of(work, tasks.assessment), written)
    return Threads(
        assessment=tasks.assessment,
        threads=_in_order(found, _unread(work, actor, assessment_id)),
        questionnaire=None,
        writable=False,
        by_vendor=True,
    )


def _unread(work: Work, actor: Actor, assessment_id: str) -> dict[str, int]:
    return dict(work.session.execute(queries.unread(actor.id, assessment_id)).all())


def _in_order(found: list[Thread], unread_of: Mapping[str, int]) -> tuple[Thread, ...]:
    marked = [replace(one, unread=unread_of.get(one.question.id, 0)) for one in found]
    return tuple(sorted(marked, key=lambda one: (one.unread > 0, one.messages[-1].written_at), reverse=True))


def _threads(
    actor: Actor, assessment: Assessment, asked: Questionnaire, written: Mapping[str, tuple[Message, ...]]
) -> list[Thread]:
    """What was `written` by question, in the order of the questionnaire, for one of ours."""
    return [
        Thread(
            assessment=assessment,
            section=section.id,
            question=question,
            messages=written[question.id],
            by_vendor=False,
            writable=_may_write(actor, assessment),
        )
        for section in asked.sections
        for question in section.questions
        if question.id in written
    ]


def beside(work: Work, page: SectionPage) -> Mapping[str, tuple[Message, ...]]:
    """What was written about the questions on a page of the vendor's, by question: no more than the page shows."""
    found = queries.threads(work.session, page.assessment.id)
    return {item.question.id: found.get(item.question.id, ()) for item in page.items}


def sees(work: Work, actor: Actor, assessment_id: str, question_id: str) -> bool:
    """Whether `actor` may read what is written about this question."""
    try:
        _by_vendor(work, actor, assessment_id, question_id)
    except NotFound:
        return False
    return True


def write(work: Work, actor: Actor, assessment_id: str, question_id: str, text: str) -> None:
    """Write about a question; others hear of it by mail. The same words sent twice in a row are one message.

    Raises NotFound, BadValue for what is no text, and Refused when it is empty or the assessment is closed.
    """
    by_vendor = _by_vendor(work, actor, assessment_id, question_id)
    words = checked_text(text, MESSAGE_LIMIT)
    if not words:
        raise Refused(Reason("talking.empty"))
    assessment = take_turn(work, select(Assessment).where(Assessment.id == assessment_id))
    if not _may_write(actor, assessment):
        raise Refused(Reason("talking.closed"))
    said = tuple(work.session.scalars(queries.thread(assessment_id, question_id)))
    if not said or (said[-1].author_id, said[-1].text) != (actor.id, words):
        message = _message(work, actor, assessment, question_id, words, by_vendor=by_vendor)
        _announce(work, message, said)
        trail.note(work, actor, EventKind.MESSAGE_WRITTEN, assessment_id, question=question_id)
    work.commit()


def _by_vendor(work: Work, actor: Actor, assessment_id: str, question_id: str) -> bool:
    """Whether `actor` sees this question as one of the vendor's people, rather than as one of ours.

    Raises NotFound when they see it as neither.
    """
    try:
        answering.asked_question(work, actor, assessment_id, question_id)
    except NotFound:
        assessment = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
        if assessment is None or questionnaire_of(work, assessment).question(question_id) is None:
            raise
        return False
    return True


def _may_write(actor: Actor, assessment: Assessment) -> bool:
    return actor.may(Permission.TALK) and State(assessment.state) in UNDECIDED


def _message(
    work: Work, actor: Actor, assessment: Assessment, question_id: str, words: str, *, by_vendor: bool
) -> Message:
    message = Message(
        id=new_id(),
        assessment_id=assessment.id,
        question_id=question_id,
        text=words,
        by_vendor=by_vendor,
        author_id=str(actor.id),
        written_at=work.now(),
    )
    work.session.add(message)
    return message


def _announce(work: Work, message: Message, said: tuple[Message, ...]) -> None:
    """Have everybody who is to hear of `message` told of it; `said` was written in its thread before."""
    ours = {person.id for person in accounts.people_with(work, Role.RISK_LEAD)}
    theirs = _readers_of_vendor(work, message)
    others, own = (ours, theirs) if message.by_vendor else (theirs, ours)
    people = hearers(message.author_id, others, own & {one.author_id for one in said})
    work.session.flush()
    work.session.add_all(Notice(message_id=message.id, user_id=person) for person in sorted(people))
    if people:
        outbox.put(work, "digest", after=GATHERED)


def _readers_of_vendor(work: Work, message: Message) -> set[str]:
    """The ids of the vendor's people who may read `message` and can sign in."""
    members = work.session.scalars(shared.member_ids(message.assessment_id)).all()
    people = work.session.scalars(select(User).where(User.id.in_(members), User.active.is_(True)))
    where = message.assessment_id, message.question_id
    return {person.id for person in people if sees(work, accounts.actor_of(person), *where)}
