"""Both sides write about a question for as long as the assessment is open; nobody else can tell that it exists."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.validation import BadValue
from vendorrisk.persistence.models import Assessment, EventRow
from vendorrisk.services import answering, digests, intake, review, talking
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.review import ReviewInput

REST = "encryption-at-rest"
WORDS = "Do you mean our backups too?"


@pytest.fixture
def assessment(office: Office, buyer: Actor) -> Assessment:
    """An assessment that the vendor is answering."""
    return office.requested(buyer)


@pytest.fixture
def vera(office: Office, assessment: Assessment) -> Actor:
    """Who answers it."""
    return office.shared(assessment)


def said(office: Office, reader: Actor, assessment: Assessment) -> list[tuple[str, str, bool]]:
    """What `reader` reads about the question: who wrote it, what, and whether for the vendor."""
    thread = office.do(talking.thread, reader, assessment.id, REST)
    return [(one.author.name, one.text, one.by_vendor) for one in thread.messages]


def test_both_sides_write_about_a_question_while_it_is_being_answered(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    office.do(talking.write, vera, assessment.id, REST, f" {WORDS}\r\nYours, Vera ")
    office.clock.forward(minutes=1)
    office.do(talking.write, lead, assessment.id, REST, "Yes, these too.")
    told = [("Vera", f"{WORDS}\nYours, Vera", True), ("Roos", "Yes, these too.", False)]
    assert said(office, vera, assessment) == said(office, lead, assessment) == told
    with pytest.raises(NotFound):
        office.do(review.review, lead, assessment.id)


def test_a_risk_lead_begins_a_thread_before_the_vendor_answered_anything(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    office.do(talking.write, lead, assessment.id, REST, WORDS)
    view = office.do(talking.threads, lead, assessment.id)
    assert [(one.question.id, len(one.messages)) for one in view.threads] == [(REST, 1)]
    section = office.do(talking.thread, vera, assessment.id, REST).section
    page = office.do(answering.section_page, vera, assessment.id, section)
    assert [one.text for one in office.do(talking.beside, page)[REST]] == [WORDS]


def new_to(office: Office, who: Actor, assessment: Assessment) -> int:
    tasks = office.do(answering.task_list, who, assessment.id)
    return office.do(talking.unread, who, tasks)


def test_what_is_new_is_counted_until_its_thread_is_read(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    office.do(talking.write, lead, assessment.id, REST, WORDS)
    office.do(talking.write, lead, assessment.id, "multi-factor", "And this?")
    assert new_to(office, vera, assessment) == 2
    view = office.do(talking.threads, vera, assessment.id)
    assert (view.by_vendor, {one.question.id: one.unread for one in view.threads}) == (
        True,
        {REST: 1, "multi-factor": 1},
    )
    office.do(talking.thread, vera, assessment.id, REST)
    assert new_to(office, vera, assessment) == 1
    newest = office.do(talking.threads, vera, assessment.id).threads
    assert [one.question.id for one in newest] == ["multi-factor", REST]
    heard = office.do(talking.threads, lead, assessment.id).threads
    assert [one.unread for one in heard] == [0, 0]


def test_what_was_read_is_not_mailed(office: Office, assessment: Assessment, vera: Actor, lead: Actor) -> None:
    office.do(talking.write, lead, assessment.id, REST, WORDS)
    office.do(talking.thread, vera, assessment.id, REST)
    office.clock.forward(days=1)
    office.do(digests.send)
    assert "digest" not in [message for message, _ in office.mails()]


def test_who_is_of_neither_side_finds_nothing(
    office: Office, assessment: Assessment, vera: Actor, buyer: Actor, lead: Actor
) -> None:
    office.do(talking.write, vera, assessment.id, REST, WORDS)
    otto = office.shared(office.requested(buyer, vendor_name="Other", website="https://other.example"), "Otto")
    for stranger in (otto, buyer, office.person(Role.ADMINISTRATOR)):
        for where in ((assessment.id, REST), ("0" * 32, REST), (assessment.id, "no-such-question")):
            with pytest.raises(NotFound):
                office.do(talking.thread, stranger, *where)
            with pytest.raises(NotFound):
                office.do(talking.write, stranger, *where, "Mine")
        with pytest.raises(NotFound):
            office.do(talking.threads, stranger, assessment.id)
    assert len(said(office, lead, assessment)) == 1


def test_a_question_that_does_not_exist_is_absent_for_both_sides(
    office: Office, assessment: Assessment, vera: Actor, lead: Actor
) -> None:
    for who in (vera, lead):
        with pytest.raises(NotFound):
            office.do(talking.write, who, assessment.id, "no-such-question", WORDS)


def test_an_auditor_reads_and_does_not_write(office: Office, assessment: Assessment, vera: Actor) -> None:
    office.do(talking.write, vera, assessment.id, REST, WORDS)
    auditor = office.person(Role.AUDITOR)
    assert said(office, auditor, assessment) == [("Vera", WORDS, True)]
    assert not office.do(talking.thread, auditor, assessment.id, REST).writable
    with pytest.raises(Refused, match=r"talking\.closed"):
        office.do(talking.write, auditor, assessment.id, REST, "I think so")


def test_a_closed_assessment_is_read_and_not_written_about(
    office: Office, assessment: Assessment, vera: Actor, buyer: Actor, lead: Actor
) -> None:
    office.do(talking.write, vera, assessment.id, REST, WORDS)
    office.do(intake.withdraw, buyer, assessment.engagement_id, "Not needed")
    for who in (vera, lead):
        thread = office.do(talking.thread, who, assessment.id, REST)
        assert (len(thread.messages), thread.writable) == (1, False)
        with pytest.raises(Refused, match=r"talking\.closed"):
            office.do(talking.write, who, assessment.id, REST, "One more thing")


def test_what_is_no_message_is_refused(office: Office, assessment: Assessment, vera: Actor) -> None:
    with pytest.raises(Refused, match=r"talking\.empty"):
        office.do(talking.write, vera, assessment.id, REST, " \n ")
    for text in ("x" * (talking.MESSAGE_LIMIT + 1), "a\x00b"):
        with pytest.raises(BadValue):
            office.do(talking.write, vera, assessment.id, REST, text)
    office.do(talking.write, vera, assessment.id, REST, "x" * talking.MESSAGE_LIMIT)
    assert len(said(office, vera, assessment)) == 1


def test_a_form_that_is_sent_twice_is_one_message(office: Office, assessment: Assessment, vera: Actor) -> None:
    for words in (WORDS, WORDS, "Hello?", WORDS):
        office.do(talking.write, vera, assessment.id, REST, words)
        office.clock.forward(seconds=1)
    assert [text for _, text, _ in said(office, vera, assessment)] == [WORDS, "Hello?", WORDS]


def test_a_clarification_is_a_message_of_the_thread_and_a_review_s_reason_never(
    office: Office, buyer: Actor, lead: Actor
) -> None:
    assessment, vera = office.submitted(buyer)
    refused = ReviewInput(reason="Between ourselves: I doubt it")
    office.do(review.review_answer, lead, assessment.id, REST, refused)
    office.clock.forward(minutes=1)
    office.do(review.return_to_vendor, lead, assessment.id, {REST: "On which systems?"})
    office.clock.forward(minutes=1)
    office.do(talking.write, vera, assessment.id, REST, "On all of them.")
    assert said(office, vera, assessment) == [
        ("Roos", "On which systems?", False),
        ("Vera", "On all of them.", True),
    ]
    (asked, _) = office.do(talking.thread, vera, assessment.id, REST).messages
    assert (asked.reopens, asked.answered_at) == (True, None)
    office.submit(vera, assessment)
    (asked, answer) = office.do(talking.thread, vera, assessment.id, REST).messages
    assert (asked.answered_at, answer.answered_at) == (office.clock(), None)


def test_the_trail_says_that_somebody_wrote_and_not_what(office: Office, assessment: Assessment, vera: Actor) -> None:
    office.do(talking.write, vera, assessment.id, REST, WORDS)
    query = select(EventRow).where(EventRow.kind == EventKind.MESSAGE_WRITTEN.value)
    (event,) = office.do(lambda work: work.session.scalars(query).all())
    assert (event.actor_id, event.subject, event.data) == (vera.id, assessment.id, {"question": REST})
