"""Mails that tell of new messages: gathered for each person, sent as one, by the rule of `domain.threads`.

Each message leaves an alarm in the outbox, due when the rule may want a mail for it. Which messages a mail tells of is
settled in the transaction that puts the mail in the outbox, so that a killed worker neither loses nor repeats one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, cast

from sqlalchemy.engine import CursorResult

from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.threads import is_due
from vendorrisk.persistence.models import Assessment, Message, Notice, User, new_id
from vendorrisk.persistence.queries import talking as queries
from vendorrisk.services import accounts, outbox, talking
from vendorrisk.services.casework import questionnaire_of
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True)
class News:
    """One question about which a person is told that there are messages: where, how many, and by whom. Never what."""

    assessment: Assessment
    question: str
    ask: Text
    authors: tuple[str, ...]
    count: int


def send(work: Work) -> None:
    """Send everybody a mail of what waits for them, if it is time. It may run twice: what is sent waits no more."""
    for user_id, oldest in work.session.execute(queries.waiting()).all():
        if is_due(oldest, work.now()):
            _send(work, work.session.get_one(User, user_id))
            work.commit()


def news(work: Work, digest: str) -> tuple[News, ...]:
    """What the mail `digest` tells of, by assessment and question."""
    messages = [notice.message for notice in work.session.scalars(queries.told(digest))]
    return tuple(_news(work, messages))


def _send(work: Work, person: User) -> None:
    """Put one mail of everything that waits for `person` in the outbox, less what is theirs to read no more."""
    digest = new_id()
    if not _take(work, person, digest):
        return
    told = work.session.scalars(queries.told(digest)).all()
    hidden = [notice for notice in told if not _reads(work, person, notice)]
    for notice in hidden:
        work.session.delete(notice)
    if len(hidden) < len(told):
        outbox.put(work, "mail", message="digest", to=person.email, language=person.language, digest=digest)


def _take(work: Work, person: User, digest: str) -> bool:
    """Whether anything waited; another worker that is at the same person waits here, and then finds nothing."""
    taken = cast("CursorResult[Any]", work.session.execute(queries.taken(person.id, digest)))
    return taken.rowcount > 0


def _reads(work: Work, person: User, notice: Notice) -> bool:
    message = notice.message
    return talking.sees(work, accounts.actor_of(person), message.assessment_id, message.question_id)


def _news(work: Work, messages: list[Message]) -> Iterator[News]:
    about = attrgetter("assessment_id", "question_id")
    for (assessment_id, question_id), group in groupby(sorted(messages, key=about), about):
        assessment = work.session.get_one(Assessment, assessment_id)
        question = questionnaire_of(work, assessment).question(question_id)
        listed = list(group)
        if question is not None:
            authors = tuple(dict.fromkeys(message.author.name for message in listed))
            yield News(assessment, question_id, question.ask, authors, len(listed))
