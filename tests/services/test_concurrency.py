"""Many at once: every answer that was acknowledged is kept, and of many who decide one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.lifecycle import State
from vendorrisk.persistence.models import (
    AnswerRow,
    AnswerVersion,
    AssessmentMove,
    Decision,
    OutboxRow,
    Printout,
    ProofFile,
    Record,
)
from vendorrisk.services import answering, review, trail
from vendorrisk.services.answering import AnswerConflict, AnswerInput, PrintoutKind
from vendorrisk.services.failures import Refused, Stale
from vendorrisk.services.work import Work

REST = "encryption-at-rest"
MANY = 8
Result = TypeVar("Result")


def at_once(acts: list[Callable[[], Result]]) -> list[Result | Exception]:
    """What each of `acts` gives or raises, when all begin at the same moment."""
    barrier = Barrier(len(acts))

    def begin(act: Callable[[], Result]) -> Result | Exception:
        barrier.wait()
        try:
            return act()
        except (AnswerConflict, Refused, Stale) as failure:
            return failure

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def test_first_saves_at_once_lose_nothing(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    people = [office.shared(assessment, f"Vera{number}") for number in range(MANY)]
    given = [AnswerInput(value="databases", comment=f"by {person.name}") for person in people]

    def save(number: int) -> Callable[[], object]:
        return lambda: office.do(answering.save_answer, people[number], assessment.id, REST, given[number], 0)

    outcomes = at_once([save(number) for number in range(MANY)])
    conflicts = [outcome for outcome in outcomes if isinstance(outcome, AnswerConflict)]
    assert len(conflicts) == MANY - 1
    (kept,) = work.session.scalars(select(AnswerRow))
    assert {one.theirs.body["comment"] for one in conflicts} == {kept.comment}
    assert kept.version == len(work.session.scalars(select(AnswerVersion)).all()) == 1
    opened = select(AssessmentMove.state).where(AssessmentMove.assessment_id == assessment.id)
    assert Counter(work.session.scalars(opened)) == {State.INVITED: 1, State.ANSWERING: 1}


def test_the_same_first_save_at_once_succeeds_for_all(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    outcomes = at_once([lambda: office.save(vera, assessment, REST, "databases")] * MANY)
    assert not any(isinstance(outcome, Exception) for outcome in outcomes)
    assert len(work.session.scalars(select(AnswerVersion)).all()) == 1


def test_every_acknowledged_save_is_kept(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    asked = [
        item.question
        for part in office.do(answering.check_answers, vera, assessment.id).sections
        for item in part.items
    ]

    def burst(number: int) -> Callable[[], list[tuple[str, int]]]:
        question = asked[number]

        def act() -> list[tuple[str, int]]:
            return [
                (question.id, office.save(vera, assessment, question.id, None, done, comment=f"{done}").version)
                for done in range(5)
            ]

        return act

    outcomes = at_once([burst(number) for number in range(MANY)])
    ledger = {(question, version) for outcome in outcomes if isinstance(outcome, list) for question, version in outcome}
    assert len(ledger) == MANY * 5
    query = select(AnswerRow.question_id, AnswerVersion.version).join(
        AnswerRow, AnswerRow.id == AnswerVersion.answer_id
    )
    assert {(question, version) for question, version in work.session.execute(query)} == ledger


def test_a_save_and_the_hand_in_at_once_leave_no_answer_behind_it(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.answer_all(vera, assessment)
    saved, handed_in = at_once(
        [
            lambda: office.save(vera, assessment, REST, "none", 1),
            lambda: office.submit(vera, assessment),
        ]
    )
    assert not isinstance(handed_in, Exception)
    kept = work.session.scalars(select(AnswerRow).where(AnswerRow.question_id == REST)).one()
    assert (kept.value == "none") is not isinstance(saved, Refused)


def test_the_same_file_sent_at_once_is_kept_once(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    outcomes = at_once([lambda: office.prove(vera, assessment, REST)] * MANY)
    assert not any(isinstance(outcome, Exception) for outcome in outcomes)
    assert len(work.session.scalars(select(ProofFile)).all()) == 1


def test_of_many_deciders_one_decides(office: Office, buyer: Actor, work: Work) -> None:
    leads = [office.person(Role.RISK_LEAD, f"Roos{number}") for number in range(MANY)]
    assessment, _ = office.submitted(buyer)
    given = [office.decision(lead, assessment) for lead in leads]

    def decide(number: int) -> Callable[[], object]:
        return lambda: office.do(review.sign, leads[number], assessment.id, given[number])

    outcomes = at_once([decide(number) for number in range(MANY)])
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == MANY - 1
    assert len(work.session.scalars(select(Decision)).all()) == len(work.session.scalars(select(Record)).all()) == 1
    assert trail.verify_chain(work).whole


def test_of_many_who_propose_one_proposes_and_of_many_who_agree_one_agrees(
    office: Office, buyer: Actor, work: Work
) -> None:
    leads = [office.person(Role.RISK_LEAD, f"Roos{number}") for number in range(MANY)]
    assessment, _ = office.submitted(buyer, heavy=True)
    for _ in range(2):
        given = [office.decision(lead, assessment) for lead in leads]

        def decide(number: int, given: list[review.DecisionInput] = given) -> Callable[[], object]:
            return lambda: office.do(review.sign, leads[number], assessment.id, given[number])

        signed = {one.user_id for one in work.session.scalars(select(Decision)).one().signatures} if _ else set()
        others = [number for number in range(MANY) if leads[number].id not in signed]
        outcomes = at_once([decide(number) for number in others])
        assert sum(isinstance(outcome, Stale) for outcome in outcomes) == len(others) - 1
        work.session.rollback()
    assert office.kept(assessment).state == State.DECIDED
    assert len(work.session.scalars(select(Record)).all()) == 1


def test_a_printout_asked_for_by_many_at_once_is_made_once(office: Office, buyer: Actor, work: Work) -> None:
    assessment = office.requested(buyer)
    vera = office.shared(assessment)
    office.do(answering.task_list, vera, assessment.id)
    ask = (answering.printout, vera, assessment.id, PrintoutKind.QUESTIONS, "en")
    assert at_once([lambda: office.do(*ask)] * MANY) == [None] * MANY
    assert len(work.session.scalars(select(Printout)).all()) == 1
    waiting = select(OutboxRow).where(OutboxRow.kind == "printout")
    assert len(work.session.scalars(waiting).all()) == 1
