"""New messages are gathered for each person and told in one mail; none is lost, none is told twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import Assessment, AssessmentMember, Notice, OutboxRow, User
from vendorrisk.services import correspondence, digests, outbox, review, talking
from vendorrisk.services.outbox import Task
from vendorrisk.services.work import Work

REST, ACCESS = "encryption-at-rest", "multi-factor"
TASKS: Mapping[str, Task] = {"digest": lambda work, *_: digests.send(work), "mail": lambda *_: None}


@pytest.fixture
def assessment(office: Office, buyer: Actor) -> Assessment:
    """An assessment that the vendor is answering."""
    return office.requested(buyer)


@pytest.fixture
def vera(office: Office, assessment: Assessment) -> Actor:
    """Who answers it."""
    return office.shared(assessment)


def work_off(office: Office) -> None:
    """What a worker does when it looks at the outbox now."""
    for row in office.do(lambda work: outbox.due(work)):
        office.do(outbox.perform, row, TASKS)


def mails(office: Office) -> list[OutboxRow]:
    """The mails that tell of messages, in the order in which they were put in the outbox."""
    rows = office.do(
        lambda work: work.session.scalars(
            select(OutboxRow).where(OutboxRow.kind == "mail").order_by(OutboxRow.created_at)
        ).all()
    )
    return [row for row in rows if row.payload["message"] == "digest"]


def told(office: Office) -> list[tuple[str, int]]:
    """To whom each of these mails goes, and of how many messages it tells."""
    counted = []
    for row in mails(office):
        news = office.do(digests.news, row.payload["digest"])
        counted.append((row.payload["to"], sum(one.count for one in news)))
    return sorted(counted)


def test_messages_of_half_an_hour_are_one_mail_to_each_who_hears_of_them(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor, second: Actor
) -> None:
    for question, words in ((REST, "One"), (ACCESS, "Two"), (REST, "Three")):
        office.do(talking.write, vera, assessment.id, question, words)
        office.clock.forward(minutes=9)
    work_off(office)
    assert told(office) == []
    office.clock.forward(minutes=3)
    work_off(office)
    assert told(office) == [(second.email, 3), (lead.email, 3)]
    office.clock.forward(minutes=60)
    work_off(office)
    assert len(mails(office)) == 2, "the alarms of the later messages found nothing left to tell"


def test_nobody_gets_two_mails_within_half_an_hour(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    for number in range(12):
        office.do(talking.write, vera, assessment.id, REST, f"Message {number}")
        office.clock.forward(minutes=10)
        work_off(office)
    office.clock.forward(minutes=30)
    work_off(office)
    sent = [row.created_at for row in mails(office)]
    assert all((after - before).total_seconds() >= 1800 for before, after in pairwise(sent))
    assert sum(count for _, count in told(office)) == 12


def test_one_hears_of_the_other_side_and_of_threads_that_one_is_in(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor, second: Actor
) -> None:
    otto = office.shared(assessment, "Otto")
    office.do(talking.write, lead, assessment.id, REST, "Which systems?")
    office.clock.forward(minutes=30)
    work_off(office)
    assert told(office) == [(otto.email, 1), (vera.email, 1)]
    office.do(talking.write, second, assessment.id, REST, "And since when?")
    office.clock.forward(minutes=30)
    work_off(office)
    assert told(office) == sorted([(one.email, 1) for one in (otto, otto, lead, vera, vera)])


def test_the_mail_names_question_and_author_in_the_reader_s_language_and_not_the_words(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    office.do(lambda work: (setattr(work.session.get_one(User, lead.id), "language", "nl"), work.commit()))
    office.do(talking.write, vera, assessment.id, REST, "Our key is under the mat")
    office.clock.forward(minutes=30)
    work_off(office)
    (row,) = mails(office)
    assert row.payload["language"] == "nl"
    values = office.do(correspondence.values, row.payload)
    question = office.do(talking.thread, lead, assessment.id, REST).question
    (one,) = values["news"]
    assert (one["ask"], one["authors"]) == (question.ask.nl, "Vera")
    assert one["link"].endswith(f"/talk/{assessment.id}/{REST}")
    assert "mat" not in str(values)


def test_a_mail_tells_nobody_of_what_they_may_read_no_more(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    office.do(talking.write, lead, assessment.id, REST, "Which systems?")
    with office.open_work() as work:
        work.session.delete(work.session.get_one(AssessmentMember, (assessment.id, vera.id)))
        work.commit()
    office.clock.forward(minutes=30)
    work_off(office)
    assert mails(office) == []
    assert office.do(lambda work: work.session.scalars(select(Notice)).all()) == []


def test_questions_that_come_back_go_at_once_and_are_not_told_again(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, vera = office.submitted(buyer)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "Which systems?"})
    assert ("returned", vera.email) in office.mails()
    office.clock.forward(minutes=30)
    work_off(office)
    assert mails(office) == []


class Killed(BaseException):
    """What `kill -9` is to the code that it hits: nothing after it runs."""


@pytest.mark.parametrize("at", ["before the commit", "after the commit"])
def test_a_worker_that_is_killed_neither_loses_nor_repeats_a_mail(
    office: Office,
    assessment: Assessment,
    vera: Actor,
    lead: Actor,
    at: str,
) -> None:
    office.do(talking.write, vera, assessment.id, REST, "One")
    office.clock.forward(minutes=30)

    def dies(work: Work, *_: object) -> None:
        if at == "after the commit":
            digests.send(work)
        raise Killed

    (alarm,) = [row for row in office.do(lambda work: outbox.due(work)) if _kind(office, row) == "digest"]
    with pytest.raises(Killed):
        office.do(outbox.perform, alarm, {"digest": dies})
    office.do(talking.write, vera, assessment.id, REST, "Two")
    office.clock.forward(minutes=2)
    work_off(office)
    assert told(office) == [(lead.email, 2 if at == "before the commit" else 1)]
    office.clock.forward(minutes=30)
    work_off(office)
    assert sum(count for _, count in told(office)) == 2


def _kind(office: Office, row: str) -> str:
    return office.do(lambda work: work.session.get_one(OutboxRow, row).kind)


def test_eight_workers_at_once_tell_each_message_once(
    office: Office, open_work: Callable[[], Work], assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    office.do(talking.write, vera, assessment.id, REST, "One")
    office.clock.forward(minutes=30)
    together = threading.Barrier(8)

    def send(work: Work) -> None:
        together.wait()
        digests.send(work)

    with ThreadPoolExecutor(8) as workers:
        list(workers.map(send, [open_work() for _ in range(8)]))
    assert told(office) == [(lead.email, 1)]
