"""Proposals: what a vendor has becomes answers only where a person accepts it, and is saved like every answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.factories import Clock
from tests.services.office import Office
from tests.services.test_sheets import Desk
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.comparing import Status
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.reuse import Source
from vendorrisk.persistence.models import AnswerRow, EventRow, Proposal
from vendorrisk.services import answering
from vendorrisk.services.answering import Accepted, Imported, Proposed, ReusePage
from vendorrisk.services.failures import NotFound, Refused

STATEMENT = (Path(__file__).parents[1] / "samples" / "statements" / "en-trust-page.txt").read_text()
REST, COUNT, SUMMARY, ALWAYS = "encryption-at-rest", "incident-count", "incident-summary", "accountability"


@pytest.fixture
def desk(office: Office, buyer: Actor) -> Desk:
    return Desk(office, buyer)


def page(desk: Desk) -> ReusePage:
    return desk.office.do(answering.reuse_page, desk.vera, desk.assessment.id)


def pasted(desk: Desk, text: str = STATEMENT) -> tuple[Proposed, ...]:
    desk.office.do(answering.propose_from_statement, desk.vera, desk.assessment.id, text)
    return page(desk).proposals


def settled(desk: Desk, *accepted: Proposed, dropped: tuple[Proposed, ...] = ()) -> Imported:
    versions = {one.proposal.id: Accepted(one.item.version) for one in accepted}
    gone = [one.proposal.id for one in dropped]
    return desk.office.do(answering.settle, desk.vera, desk.assessment.id, versions, gone)


def answers(desk: Desk) -> list[AnswerRow]:
    return desk.office.do(lambda work: list(work.session.scalars(select(AnswerRow))))


def test_a_statement_is_proposed_with_its_own_words_and_saves_nothing(desk: Desk) -> None:
    found = pasted(desk)
    assert len(found) >= 20
    assert answers(desk) == []
    for one in found:
        assert all(line in STATEMENT for line in one.proposal.quote.splitlines())
        assert all(hedge["words"] in STATEMENT for hedge in one.proposal.hedges)
    kept = desk.office.do(
        lambda work: list(work.session.scalars(select(EventRow).where(EventRow.kind == EventKind.ANSWERS_PROPOSED)))
    )
    assert [event.data["source"] for event in kept] == ["statement"]


def test_what_is_accepted_is_a_claim_with_the_words_it_rests_on(desk: Desk) -> None:
    chosen = next(one for one in pasted(desk) if one.proposal.parts)
    result = settled(desk, chosen)
    assert result.saved == (chosen.item.question.id,)
    (row,) = answers(desk)
    assert (row.question_id, row.assurance) == (chosen.item.question.id, Assurance.CLAIMED)
    assert row.value == chosen.proposal.parts["answer"]
    assert row.comment == chosen.proposal.quote
    assert row.author_id == desk.vera.id
    assert chosen.proposal.id not in {one.proposal.id for one in page(desk).proposals}


def test_what_says_no_answer_cannot_be_accepted(desk: Desk) -> None:
    unclear = next(one for one in pasted(desk) if not one.proposal.parts)
    assert settled(desk, unclear).saved == ()
    assert answers(desk) == []
    assert unclear.proposal.id in {one.proposal.id for one in page(desk).proposals}


def test_a_person_may_choose_the_answer_beside_the_words(desk: Desk) -> None:
    unclear = next(one for one in pasted(desk) if not one.proposal.parts and one.item.question.options)
    option = unclear.item.question.options[1].id
    given = {unclear.proposal.id: Accepted(0, option)}
    result = desk.office.do(answering.settle, desk.vera, desk.assessment.id, given, [])
    (row,) = answers(desk)
    assert (result.saved, row.value, row.comment) == ((row.question_id,), option, unclear.proposal.quote)
    hostile = next(one for one in page(desk).proposals if one.item.question.options)
    given = {hostile.proposal.id: Accepted(0, "no-such-option")}
    assert desk.office.do(answering.settle, desk.vera, desk.assessment.id, given, []).saved == ()


def test_what_is_dropped_stays_dropped_when_the_same_text_comes_again(desk: Desk) -> None:
    first = pasted(desk)
    settled(desk, dropped=first[:2])
    again = pasted(desk)
    gone = {one.item.question.id for one in first[:2]}
    assert {one.item.question.id for one in first} - {one.item.question.id for one in again} == gone


def test_the_same_text_twice_is_proposed_once(desk: Desk) -> None:
    assert [one.proposal.quote for one in pasted(desk)] == [one.proposal.quote for one in pasted(desk)]


def test_an_answer_that_is_given_meanwhile_is_neither_proposed_for_nor_written_over(desk: Desk) -> None:
    chosen = next(one for one in pasted(desk) if one.proposal.parts)
    desk.save(chosen.item.question.id, chosen.item.question.options[0].id)
    result = settled(desk, chosen)
    assert result.saved == ()
    assert [one.question for one in result.not_saved] == [chosen.item.question.id]
    (row,) = answers(desk)
    assert row.value == chosen.item.question.options[0].id
    assert chosen.item.question.id not in {one.item.question.id for one in page(desk).proposals}
    assert chosen.item.question.id not in {one.item.question.id for one in pasted(desk)}


@pytest.mark.parametrize(("text", "code"), [("  \n", "reuse.nothing_given"), ("x" * 500_001, "reuse.too_long")])
def test_what_cannot_be_read_is_refused_with_what_to_do(desk: Desk, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        pasted(desk, text)
    assert refused.value.reason.code == code


def test_a_workbook_is_proposed_cell_by_cell_and_says_what_it_could_not_take(desk: Desk) -> None:
    content = desk.filled(
        {(REST, "Answer"): "All databases are encrypted", (REST, "Comment"): "AES-256", (COUNT, "Answer"): "many"}
    )
    preview = desk.office.do(answering.propose_from_workbook, desk.vera, desk.assessment.id, content, "answers.xlsx")
    refused = preview.of(Status.REFUSED)
    assert {line.question for line in refused} == {COUNT}
    found = page(desk).proposals
    assert {one.proposal.source for one in found} <= {Source.WORKBOOK}
    result = settled(desk, *found)
    assert set(result.saved) == {one.item.question.id for one in found}


def test_another_s_questionnaire_is_not_there(desk: Desk, office: Office) -> None:
    stranger = office.person(Role.RESPONDENT, "Sam")
    for act in (
        lambda: office.do(answering.reuse_page, stranger, desk.assessment.id),
        lambda: office.do(answering.propose_from_statement, stranger, desk.assessment.id, STATEMENT),
        lambda: office.do(answering.settle, stranger, desk.assessment.id, {}, []),
        lambda: office.do(answering.propose_from_earlier, desk.vera, desk.assessment.id, "0" * 32),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_proposal_of_one_questionnaire_is_not_settled_in_another(desk: Desk, office: Office, buyer: Actor) -> None:
    chosen = next(one for one in pasted(desk) if one.proposal.parts)
    other = office.requested(buyer, heavy=True, title="Pensions")
    vera = office.shared(other, "Victor")
    assert (
        office.do(answering.settle, vera, other.id, {chosen.proposal.id: Accepted(0)}, [chosen.proposal.id]).saved == ()
    )
    assert chosen.proposal.id in {one.proposal.id for one in page(desk).proposals}


def again(desk: Desk, office: Office, buyer: Actor, clock: Clock, days: int) -> Desk:
    """The same vendor and person, asked anew so many days after a first assessment was handed in."""
    office.answer_all(desk.vera, desk.assessment)
    office.submit(desk.vera, desk.assessment)
    clock.forward(days=days)
    second = Desk.__new__(Desk)
    second.office, second.vera = office, desk.vera
    second.assessment = office.requested(buyer, heavy=True, title="Pensions")
    office.join(desk.vera, second.assessment)
    return second


def test_earlier_answers_are_proposed_but_those_that_weigh_much(
    desk: Desk, office: Office, buyer: Actor, clock: Clock
) -> None:
    second = again(desk, office, buyer, clock, 30)
    assert [one.id for one in page(second).earlier] == [desk.assessment.id]
    made, afresh = office.do(answering.propose_from_earlier, second.vera, second.assessment.id, desk.assessment.id)
    found = page(second).proposals
    assert made >= len(found) > 20
    assert afresh
    assert REST not in {one.item.question.id for one in found}, "it weighs much"
    assert ALWAYS in {one.item.question.id for one in found}
    assert set(settled(second, *found).saved) >= {ALWAYS}


def test_answers_that_are_old_are_asked_afresh(desk: Desk, office: Office, buyer: Actor, clock: Clock) -> None:
    second = again(desk, office, buyer, clock, 400)
    made, afresh = office.do(answering.propose_from_earlier, second.vera, second.assessment.id, desk.assessment.id)
    assert made == 0
    assert afresh > 20
    assert office.do(lambda work: work.session.scalars(select(Proposal)).all()) == []
