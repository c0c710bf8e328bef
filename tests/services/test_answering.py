"""Answering a questionnaire: what is shown, what is saved, what is refused, and handing it in."""

from __future__ import annotations

import pytest
from sqlalchemy import event, select

from tests.factories import Clock
from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Kind
from vendorrisk.domain.validation import BadValue
from vendorrisk.persistence.models import AnswerRow, AnswerVersion, EventRow
from vendorrisk.services import answering, review
from vendorrisk.services.answering import AnswerConflict, AnswerInput, Item
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.work import Work

REST = "encryption-at-rest"
ABSENT = AnswerState.NOT_APPLICABLE


def test_seeing_the_task_list_opens_it_once(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    (row,) = office.do(answering.questionnaires, vera)
    assert (row.answered, row.editable, row.assessment.state) == (0, True, State.INVITED)
    for _ in range(2):
        tasks = office.do(answering.task_list, vera, assessment.id)
    assert (tasks.assessment.state, tasks.answered, tasks.editable) == (State.ANSWERING, 0, True)
    assert tasks.asked == sum(part.asked for part in tasks.sections) == row.asked
    assert tasks.minutes > 0
    opened = select(EventRow.kind).where(EventRow.subject == assessment.id)
    assert work.session.scalars(opened).all() == [EventKind.ASSESSMENT_OPENED]


def test_a_save_is_kept_with_its_history(office: Office, buyer: Actor, work: Work, clock: Clock) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    first = office.save(vera, assessment, REST, "none", comment="For now")
    clock.forward(minutes=1)
    second = office.save(vera, assessment, REST, "databases", 1, assurance=Assurance.COMMITTED)
    assert (first.version, second.version, second.saved_at) == (1, 2, clock())
    kept = work.session.scalars(select(AnswerVersion).order_by(AnswerVersion.version)).all()
    assert [(one.version, one.body["value"], one.author_id) for one in kept] == [
        (1, "none", vera.id),
        (2, "databases", vera.id),
    ]
    assert kept[0].body["comment"] == "For now"
    assert second.progress.answered == 1


def test_advice_stands_beside_a_gap_and_what_would_block_is_said(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    gap = office.save(vera, assessment, REST, "none")
    assert gap.advice is not None
    assert gap.blocks
    page, item = office.do(answering.page_of_question, vera, assessment.id, REST)
    assert (item.advice, item.blocks) == (gap.advice, gap.blocks)
    good = office.save(vera, assessment, REST, item.question.options[-1].id, 1)
    assert (good.advice, good.blocks) == (None, False)
    unanswered = [item for item in page.items if item.row is None and item.question.knock_out]
    assert not any(item.blocks for item in unanswered), "what is not answered yet blocks nothing"


def test_two_who_type_the_same_answer_lose_nothing(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera, wim = office.shared(assessment), office.shared(assessment, "Wim")
    office.save(vera, assessment, REST, "databases", comment="Vera's")
    with pytest.raises(AnswerConflict) as conflict:
        office.save(wim, assessment, REST, "none", 0)
    theirs = conflict.value.theirs
    assert (theirs.author, theirs.version, theirs.body["value"]) == ("Vera", 1, "databases")
    assert theirs.body["comment"] == "Vera's"
    assert work.session.scalars(select(AnswerRow.value)).all() == ["databases"]
    assert office.save(wim, assessment, REST, "none", theirs.version).version == 2


@pytest.mark.parametrize("version", [0, 1, 7])
def test_saying_the_same_again_is_a_success(office: Office, buyer: Actor, work: Work, version: int) -> None:
    assessment = office.requested(buyer)
    vera, wim = office.shared(assessment), office.shared(assessment, "Wim")
    first = office.save(vera, assessment, REST, "databases")
    again = office.save(wim, assessment, REST, "databases", version)
    assert (again.version, again.saved_at) == (1, first.saved_at)
    assert len(work.session.scalars(select(AnswerVersion)).all()) == 1


def test_an_answer_can_be_taken_back(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.save(vera, assessment, REST, "databases")
    saved = office.save(vera, assessment, REST, None, 1, comment="To be asked")
    assert (saved.version, saved.progress.answered) == (2, 0)
    assert REST in {item.question.id for item in office.do(answering.check_answers, vera, assessment.id).missing}


def test_nothing_typed_makes_no_answer(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    saved = office.save(office.shared(assessment), assessment, REST, "")
    assert (saved.version, saved.author) == (0, "")
    assert work.session.scalars(select(AnswerRow)).all() == []


def test_a_version_that_never_was_is_refused(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    with pytest.raises(Stale):
        office.save(office.shared(assessment), assessment, REST, "databases", 3)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (AnswerInput(value="everything"), "bad.option"),
        (AnswerInput(value=["databases"]), "bad.option"),
        (AnswerInput(value="databases", comment="x" * 5001), "bad.long"),
        (AnswerInput(value="databases", exceptions="\x00"), "bad.characters"),
        (AnswerInput(value="databases", inherited_from="a friend"), "bad.shape"),
        (AnswerInput(state=ABSENT, comment="We have none"), "bad.applies"),
    ],
)
def test_what_is_no_answer_is_refused(office: Office, buyer: Actor, work: Work, given: AnswerInput, code: str) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    with pytest.raises(BadValue) as bad:
        answering.save_answer(work, vera, assessment.id, REST, given, 0)
    assert bad.value.reason.code == code
    assert all(bad.value.reason.to(language) for language in ("en", "nl"))
    work.rollback()
    assert office.do(answering.check_answers, vera, assessment.id).answered == 0


def test_not_applicable_wants_a_reason_and_is_an_answer(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    sections = office.do(answering.everything, vera, assessment.id).questionnaire.sections
    question = next(one for part in sections for one in part.questions if one.not_applicable)
    with pytest.raises(BadValue, match="Say why"):
        office.save(vera, assessment, question.id, state=ABSENT)
    saved = office.save(vera, assessment, question.id, state=ABSENT, comment="Nobody signs in")
    assert saved.progress.answered == 1


def test_an_answer_brings_a_question_and_another_takes_it_away(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    brought = office.save(vera, assessment, "incident-count", 2)
    assert [item.question.id for item in brought.appearing] == ["incident-summary"]
    office.save(vera, assessment, "incident-summary", "A lost laptop")
    hidden = office.save(vera, assessment, "incident-count", 0, 1)
    assert hidden.disappearing == ("incident-summary",)
    with pytest.raises(NotFound):
        office.save(vera, assessment, "incident-summary", "Another", 1)
    back = office.save(vera, assessment, "incident-count", 1, 2)
    assert [item.row.value for item in back.appearing if item.row] == ["A lost laptop"], "what was answered is kept"


def test_what_a_save_says_is_what_the_pages_say(office: Office, buyer: Actor) -> None:
    """A save works out what it changed from less than the pages read: both must come to the same."""
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)

    def seen() -> dict[str, Item]:
        parts = office.do(answering.check_answers, vera, assessment.id).sections
        return {item.question.id: item for part in parts for item in part.items}

    before, changed = seen(), 0
    choices = [one.question for one in before.values() if one.question.kind is Kind.CHOICE][:12]
    answers = [(one.id, option.id) for one in choices for option in (one.options[0], one.options[-1])]
    for name, value in [("incident-count", 3), ("incident-summary", "A lost laptop"), *answers, ("incident-count", 0)]:
        saved = office.save(vera, assessment, name, value, before[name].version)
        after = seen()
        item = after[name]
        assert (saved.version, saved.advice, saved.blocks) == (item.version, item.advice, item.blocks), name
        assert saved.progress == office.do(answering.task_list, vera, assessment.id).progress, name
        assert [one.question.id for one in saved.appearing] == [one for one in after if one not in before], name
        assert saved.disappearing == tuple(one for one in before if one not in after), name
        changed, before = changed + (before.keys() != after.keys()), after
    assert changed >= 2, "some answers bring questions, or take them away"


def test_every_question_that_could_be_asked_is_shown_first(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True)
    vera = office.shared(assessment)
    every = {one.id for one in office.do(answering.everything, vera, assessment.id).questionnaire.questions}
    asked = {
        item.question.id
        for part in office.do(answering.check_answers, vera, assessment.id).sections
        for item in part.items
    }
    assert asked < every
    assert "incident-summary" in every - asked
    assert "ai-use" not in every, "the facts say that no AI is used"


def test_a_question_or_section_that_is_not_there_is_not_found(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    with pytest.raises(NotFound):
        office.save(vera, assessment, "no-such-question", "x")
    with pytest.raises(NotFound):
        office.do(answering.section_page, vera, assessment.id, "no-such-section")


def test_nothing_is_handed_in_while_answers_are_missing(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.save(vera, assessment, REST, "databases")
    with pytest.raises(Refused, match=r"answering\.missing"):
        office.submit(vera, assessment)
    kept = office.kept(assessment)
    assert (kept.state, kept.submitted_at, kept.attested_by) == (State.ANSWERING, None, None)


@pytest.mark.parametrize(("name", "title"), [("", "CISO"), ("Vera", "  ")])
def test_somebody_stands_for_the_answers(office: Office, buyer: Actor, name: str, title: str) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.answer_all(vera, assessment)
    with pytest.raises(Refused, match=r"answering\.not_attested"):
        office.do(answering.submit, vera, assessment.id, name, title)


def test_handing_in_scores_tells_the_reviewers_and_happens_once(
    office: Office, buyer: Actor, lead: Actor, work: Work, clock: Clock
) -> None:
    assessment, vera = office.submitted(buyer)
    clock.forward(days=1)
    again = office.submit(vera, assessment)
    kept = office.kept(assessment)
    assert again.submitted_at == kept.submitted_at
    assert (kept.state, kept.attested_by, kept.recommendation) == (State.SUBMITTED, "Vera Visser", "approve")
    assert kept.proven == kept.claimed == 10_000, "the low tier takes claims at face value"
    assert office.mails().count(("submitted", "Roos@example.com")) == 1
    (event,) = work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.ASSESSMENT_SUBMITTED))
    assert event.data["answers_digest"] == kept.answers_digest


def test_the_fingerprint_is_of_the_answers_alone(office: Office, buyer: Actor, lead: Actor) -> None:
    assessment, _ = office.submitted(buyer, proof=REST)
    before = office.kept(assessment).answers_digest
    office.do(review.accept_rest, lead, assessment.id)
    assert office.kept(assessment).answers_digest == before


def test_what_is_handed_in_stands_still(office: Office, buyer: Actor) -> None:
    assessment, vera = office.submitted(buyer)
    with pytest.raises(Refused, match=r"answering\.closed"):
        office.save(vera, assessment, REST, "none", 1)
    assert not office.do(answering.task_list, vera, assessment.id).editable


def test_only_what_was_asked_about_opens_again(office: Office, buyer: Actor, lead: Actor, clock: Clock) -> None:
    assessment, vera = office.submitted(buyer, heavy=True, but={"incident-count": 0})
    clock.forward(hours=1)
    asked = {"incident-count": "None at all, in two years?"}
    office.do(review.return_to_vendor, lead, assessment.id, asked)
    clock.forward(hours=1)
    tasks = office.do(answering.task_list, vera, assessment.id)
    assert [(one.question.id, one.text) for one in tasks.clarifications] == list(asked.items())
    assert ("returned", "vera@noordzee.example") in office.mails()
    with pytest.raises(Refused, match=r"answering\.locked"):
        office.save(vera, assessment, REST, "none", 1)
    office.save(vera, assessment, "incident-count", 1, 1)
    office.save(vera, assessment, "incident-summary", "A laptop")
    clock.forward(minutes=1)
    office.save(vera, assessment, "incident-summary", "A lost laptop, encrypted", 1)
    office.submit(vera, assessment)
    view = office.do(review.review, lead, assessment.id)
    assert view.clarifications == ()
    assert [one.answered_at for item in view.items for one in item.messages] == [clock()]
    assert office.do(answering.task_list, vera, assessment.id).clarifications == ()


def test_a_colleague_of_another_vendor_sees_nothing_of_it(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer)
    other = office.person(Role.RESPONDENT, "Otto")
    assert office.do(answering.questionnaires, other) == []
    with pytest.raises(NotFound):
        office.save(other, assessment, REST, "none")


def test_the_list_costs_as_many_queries_for_many_as_for_one(office: Office, buyer: Actor) -> None:
    vera = office.shared(office.requested(buyer))
    seen: list[str] = []

    def counted(work: Work) -> int:
        seen.clear()
        event.listen(work.session.get_bind(), "before_cursor_execute", note)
        listed = answering.questionnaires(work, vera)
        event.remove(work.session.get_bind(), "before_cursor_execute", note)
        return len(listed)

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    assert office.do(counted) == 1
    for_one = len(seen)
    for _ in range(3):
        office.join(vera, office.requested(buyer))
    assert office.do(counted) == 4
    assert len(seen) <= for_one + 1, "content that is read once a process"
