"""Delegating: a colleague sees what they are asked for and nothing else, gives it back, and can lose it any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import actor_of
from tests.services.office import PDF, Office
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.comparing import Chosen
from vendorrisk.domain.delegation import Stage
from vendorrisk.domain.sheets import Part
from vendorrisk.persistence.models import (
    AnswerRow,
    Assessment,
    AssessmentMember,
    Delegation,
    EventRow,
    Invitation,
    Message,
    OutboxRow,
    User,
)
from vendorrisk.services import accounts, answering, arriving, correspondence, delegating, intake, previews, review
from vendorrisk.services.accounts import Ended, InvitationEnded
from vendorrisk.services.answering import AnswerConflict, AnswerInput, ProofInput
from vendorrisk.services.delegating import DelegationInput
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.work import Work

ANNA = "anna@noordzee.example"
REST = "encryption-at-rest"
HERS = "access"
"""The section that Anna is asked for; `REST` is in another one."""
ELSEWHERE = "organisation"
ESSENTIALS = "essentials-data"
"""A section that a low tier is asked."""


@dataclass
class Desk:
    """An assessment that Vera coordinates, and what she does with its parts."""

    office: Office
    assessment: Assessment
    vera: Actor

    def ask(self, section: str = HERS, *, who: Actor | None = None, **given: Any) -> Delegation:
        """Vera asks Anna, or whom is given."""
        asked = DelegationInput(**{"section": section, "name": "Anna Bakker", "email": ANNA, **given})
        return self.office.do(delegating.delegate, who or self.vera, self.assessment.id, asked)

    def token(self, email: str = ANNA) -> str:
        query = select(Invitation).where(Invitation.email == email).order_by(Invitation.created_at.desc())
        newest = self.office.do(lambda work: work.session.scalars(query).first())
        assert newest
        return self.office.do(accounts.token_of, newest)

    def accepts(self, email: str = ANNA) -> Actor:
        """Whoever was asked comes in by the link of the mail, with an account that they had."""
        anna = self.office.person(Role.RESPONDENT, "Anna Bakker", email=email)
        self.joins(anna)
        return anna

    def joins(self, who: Actor) -> None:
        """Somebody with an account accepts the newest link to their address."""
        token = self.token(who.email)

        def accept(work: Work) -> None:
            user = work.session.get_one(User, who.id)
            accounts.accept_invitation(work, token, user=user, name="", password="")

        self.office.do(accept)

    def asked(self, section: str, who: Actor | None = None) -> list[str]:
        """The questions of a section that somebody sees."""
        page = self.office.do(answering.section_page, who or self.vera, self.assessment.id, section)
        return [item.question.id for item in page.items]

    def do(self, act: Callable[..., Any], who: Actor, *given: Any) -> Any:
        return self.office.do(act, who, self.assessment.id, *given)


@pytest.fixture
def desk(office: Office, buyer: Actor) -> Desk:
    assessment = office.requested(buyer, heavy=True)
    return Desk(office, assessment, office.shared(assessment))


@pytest.fixture
def anna(desk: Desk) -> Actor:
    """A colleague to whom the section on hosting was delegated, and who accepted."""
    desk.ask()
    return desk.accepts()


def _proof() -> ProofInput:
    return ProofInput(name="report.pdf", kind="policy", stream=BytesIO(PDF))


PARTS = {Part.ANSWER: "none"}
ELSEWHERE_OR_WHOLE: dict[str, Callable[[Work, Actor, str], Any]] = {
    "a section": lambda work, who, one: answering.section_page(work, who, one, ELSEWHERE),
    "a question": lambda work, who, one: answering.asked_question(work, who, one, REST),
    "the page of a question": lambda work, who, one: answering.page_of_question(work, who, one, REST),
    "saving": lambda work, who, one: answering.save_answer(work, who, one, REST, AnswerInput(value="none"), 0),
    "adding proof": lambda work, who, one: answering.add_proof(work, who, one, REST, _proof()),
    "removing proof": lambda work, who, one: answering.remove_proof(work, who, one, REST, "0" * 32),
    "everything": answering.everything,
    "checking": answering.check_answers,
    "submitting": lambda work, who, one: answering.submit(work, who, one, "Anna", "Boss"),
    "the receipt": answering.receipt,
    "the workbook": lambda work, who, one: answering.export_sheet(work, who, one, "en"),
    "a preview": lambda work, who, one: answering.preview_import(work, who, one, b""),
    "an import": lambda work, who, one: answering.apply_import(
        work, who, one, [Chosen(REST, 0, {Part.ANSWER: "none"})]
    ),
    "reuse": answering.reuse_page,
    "a statement": lambda work, who, one: answering.propose_from_statement(work, who, one, "We encrypt all data."),
    "a filled workbook": lambda work, who, one: answering.propose_from_workbook(work, who, one, b"", ""),
    "earlier answers": lambda work, who, one: answering.propose_from_earlier(work, who, one, one),
    "settling": lambda work, who, one: answering.settle(work, who, one, {}, ()),
    "who holds what": delegating.sharing,
    "delegating": lambda work, who, one: delegating.delegate(
        work, who, one, DelegationInput(section=HERS, name="Otto", email="otto@x.example")
    ),
    "taking back": lambda work, who, one: delegating.take_back(work, who, one, _first(work)),
    "reminding": lambda work, who, one: delegating.remind(work, who, one, _first(work)),
}
"""Every use case of a vendor's person, on what was not delegated."""


def _first(work: Work) -> str:
    return work.session.scalars(select(Delegation.id)).first() or ""


@pytest.mark.parametrize("act", ELSEWHERE_OR_WHOLE.values(), ids=ELSEWHERE_OR_WHOLE)
def test_what_was_not_delegated_is_as_absent(
    desk: Desk, anna: Actor, act: Callable[[Work, Actor, str], Any], work: Work
) -> None:
    desk.office.save(desk.vera, desk.assessment, REST, "databases")
    events = len(work.session.scalars(select(EventRow.position)).all())
    with pytest.raises(NotFound):
        desk.office.do(act, anna, desk.assessment.id)
    assert len(work.session.scalars(select(EventRow.position)).all()) == events
    assert work.session.scalars(select(AnswerRow.value)).all() == ["databases"]


def test_a_colleague_sees_their_section_and_answers_it(desk: Desk, anna: Actor) -> None:
    tasks = desk.do(answering.task_list, anna)
    assert not tasks.whole
    assert [row.section.id for row in tasks.sections] == [HERS]
    assert [one.row.name for one in tasks.delegations] == ["Anna Bakker"]
    (listed,) = desk.office.do(answering.questionnaires, anna)
    assert (listed.answered, listed.asked) == (0, len(desk.asked(HERS)))
    first = desk.asked(HERS, anna)[0]
    saved = desk.office.save(anna, desk.assessment, first, comment="I ask the provider.", unsure=True)
    assert saved.progress.asked == listed.asked
    (item, *_) = desk.do(answering.section_page, desk.vera, HERS).items
    assert item.row.author_id == anna.id
    assert item.row.unsure


def test_a_single_question_is_alone_in_its_section(desk: Desk) -> None:
    first, second = desk.asked(HERS)[:2]
    desk.ask(question=second)
    anna = desk.accepts()
    page = desk.do(answering.section_page, anna, HERS)
    assert [question.id for question in page.section.questions] == [second]
    assert page.progress.asked == 1
    with pytest.raises(NotFound):
        desk.office.save(anna, desk.assessment, first, comment="Mine?")
    with pytest.raises(NotFound):
        desk.do(answering.asked_question, anna, first)


def test_a_question_that_an_answer_brings_elsewhere_is_not_told(desk: Desk) -> None:
    desk.ask("continuity", question="incident-count")
    anna = desk.accepts()
    saved = desk.office.save(anna, desk.assessment, "incident-count", "3")
    assert (saved.appearing, saved.progress.asked) == ((), 1)
    assert "incident-summary" in desk.asked("continuity")
    assert desk.asked("continuity", anna) == ["incident-count"]
    saved = desk.office.save(anna, desk.assessment, "incident-count", "0", 1)
    assert saved.disappearing == ()


def test_proof_is_seen_where_the_question_is_and_nowhere_else(desk: Desk, anna: Actor) -> None:
    first = next(item for item in desk.do(answering.section_page, desk.vera, HERS).items if item.question.scored)
    hers = desk.office.prove(desk.vera, desk.assessment, first.question.id, PDF + b"a")
    other = desk.office.prove(desk.vera, desk.assessment, REST, PDF + b"b")
    kept, data = desk.do(answering.read_proof, anna, hers.id)
    assert (kept.id, data) == (hers.id, PDF + b"a")
    with pytest.raises(NotFound):
        desk.do(answering.read_proof, anna, other.id)
    desk.office.prove(desk.vera, desk.assessment, REST, PDF + b"d", replaces=other.id)
    later = desk.office.prove(anna, desk.assessment, first.question.id, PDF + b"c", replaces=hers.id)
    assert set(desk.office.replaced(anna, desk.assessment)) == {first.question.id}
    assert desk.do(answering.read_proof, anna, hers.id)[0].id == hers.id
    with pytest.raises(NotFound):
        desk.do(answering.read_proof, anna, other.id)
    desk.do(answering.remove_proof, anna, first.question.id, later.id)
    with pytest.raises(NotFound):
        desk.do(answering.read_proof, anna, later.id)


def test_beside_a_proof_stand_the_answers_of_one_s_own_part_alone(desk: Desk, anna: Actor) -> None:
    first = next(item for item in desk.do(answering.section_page, desk.vera, HERS).items if item.question.scored)
    hers = first.question.id
    shared = desk.office.prove(desk.vera, desk.assessment, hers)
    desk.office.prove(desk.vera, desk.assessment, REST)
    other = desk.office.prove(desk.vera, desk.assessment, REST, PDF + b"b")
    assert [one.question.id for one in desk.do(previews.preview, anna, shared.id).behind] == [hers]
    assert {one.question.id for one in desk.do(previews.preview, desk.vera, shared.id).behind} == {hers, REST}
    with pytest.raises(NotFound):
        desk.do(previews.preview, anna, other.id)
    with pytest.raises(NotFound):
        desk.do(previews.picture, anna, other.id, 1)


def test_nobody_sees_it_before_they_accept(desk: Desk, buyer: Actor) -> None:
    desk.ask()
    otto = desk.office.person(Role.RESPONDENT, "Anna", email=ANNA)
    with pytest.raises(NotFound):
        desk.do(answering.task_list, otto)
    assert desk.do(delegating.sharing, desk.vera).delegations[0].stage is Stage.INVITED
    desk.joins(otto)
    assert desk.do(answering.task_list, otto).asked
    assert desk.do(delegating.sharing, desk.vera).delegations[0].stage is Stage.HELD


def test_accepting_makes_no_member_and_opens_all_that_waits(desk: Desk, work: Work) -> None:
    desk.ask()
    desk.ask(ELSEWHERE)
    made = {"user": None, "name": "Anna Bakker", "password": "a violin under the desk"}
    anna = desk.office.do(lambda work: actor_of(accounts.accept_invitation(work, desk.token(), **made)))
    assert {row.section.id for row in desk.do(answering.task_list, anna).sections} == {HERS, ELSEWHERE}
    assert work.session.scalars(select(AssessmentMember.user_id)).all() == [desk.vera.id]
    desk.ask("suppliers")
    assert len(desk.do(answering.task_list, anna).sections) == 3, "who is in already has nothing to accept"


def test_the_mail_is_in_the_language_of_the_vendor_and_tells_what_by_whom(office: Office, buyer: Actor) -> None:
    assessment = office.requested(buyer, heavy=True, language="nl")
    desk = Desk(office, assessment, office.shared(assessment))
    desk.ask(message="You know this best.")
    (told,) = letters(desk, "delegated")
    assert (told["to"], told["language"]) == (ANNA, "nl")
    assert told["coordinator"] == "Vera"
    assert told["message"] == "You know this best."
    section = desk.do(delegating.sharing, desk.vera).delegations[0].section
    assert told["about"] == section.title.nl
    assert told["link"].endswith(f"/invitation/{desk.token()}")
    desk.accepts()
    (told,) = letters(desk, "delegated")
    assert told["link"].endswith(f"/questionnaires/{assessment.id}")


def letters(desk: Desk, message: str) -> list[dict[str, Any]]:
    """What the mails of this kind would say now, with to whom they go."""

    def found(work: Work) -> Iterator[dict[str, Any]]:
        for row in work.session.scalars(select(OutboxRow).order_by(OutboxRow.created_at)):
            if row.payload.get("message") == message:
                yield {**row.payload, **correspondence.values(work, row.payload)}

    return desk.office.do(lambda work: list(found(work)))


def test_done_comes_back_to_who_asked_and_can_be_read_not_changed(desk: Desk, anna: Actor) -> None:
    luuk = desk.office.shared(desk.assessment, "Luuk")
    first = desk.asked(HERS)[0]
    desk.office.save(anna, desk.assessment, first, comment="Half")
    (row,) = desk.do(delegating.sharing, luuk).delegations
    with pytest.raises(NotFound):
        desk.do(delegating.finish, luuk, row.row.id, "Not mine")
    desk.do(delegating.finish, anna, row.row.id, " The last one is for you. ")
    desk.do(delegating.finish, anna, row.row.id, "Twice")
    (told,) = letters(desk, "delegation-done")
    assert (told["to"], told["note"]) == ("vera@noordzee.example", "The last one is for you.")
    (one,) = desk.do(answering.task_list, desk.vera).delegations
    assert (one.stage, one.row.done_note) == (Stage.DONE, "The last one is for you.")
    assert not any(item.editable for item in desk.do(answering.section_page, anna, HERS).items)
    with pytest.raises(Refused):
        desk.office.save(anna, desk.assessment, first, version=1, comment="More")
    desk.office.save(desk.vera, desk.assessment, first, version=1, comment="Whole")
    desk.ask()
    desk.office.save(anna, desk.assessment, first, version=2, comment="Once more")


def test_a_coordinator_may_answer_what_is_out_and_nobody_loses_text(desk: Desk, anna: Actor) -> None:
    first = desk.asked(HERS)[0]
    desk.office.save(desk.vera, desk.assessment, first, comment="Hers")
    with pytest.raises(AnswerConflict) as conflict:
        desk.office.save(anna, desk.assessment, first, comment="Mine")
    assert (conflict.value.theirs.author, conflict.value.theirs.body["comment"]) == ("Vera", "Hers")


def test_taken_back_it_is_gone_at_once_and_the_answers_stay(desk: Desk, anna: Actor) -> None:
    first = desk.asked(HERS)[0]
    desk.office.save(anna, desk.assessment, first, comment="Kept")
    (row,) = desk.do(delegating.sharing, desk.vera).delegations
    desk.do(delegating.take_back, desk.vera, row.row.id)
    for act in (
        lambda: desk.do(answering.task_list, anna),
        lambda: desk.office.save(anna, desk.assessment, first, version=1, comment="More"),
        lambda: desk.do(delegating.finish, anna, row.row.id, ""),
        lambda: desk.do(delegating.take_back, desk.vera, row.row.id),
    ):
        with pytest.raises(NotFound):
            act()
    assert desk.office.do(answering.questionnaires, anna) == []
    assert [one["to"] for one in letters(desk, "delegation-ended")] == [ANNA]
    (item, *_) = desk.do(answering.section_page, desk.vera, HERS).items
    assert item.row.comment == "Kept"


def test_the_link_of_what_was_taken_back_opens_nothing(desk: Desk) -> None:
    row = desk.ask()
    other = desk.ask(ELSEWHERE)
    token = desk.token()
    desk.do(delegating.take_back, desk.vera, row.id)
    assert desk.office.do(accounts.find_invitation, token).in_part, "something still waits for her"
    desk.do(delegating.take_back, desk.vera, other.id)
    with pytest.raises(InvitationEnded) as ended:
        desk.office.do(accounts.find_invitation, token)
    assert ended.value.why is Ended.REVOKED


def test_given_to_someone_else_the_first_loses_it(desk: Desk, anna: Actor) -> None:
    desk.ask(name="Bram", email="Bram@Noordzee.example")
    with pytest.raises(NotFound):
        desk.do(answering.task_list, anna)
    bram = desk.accepts("bram@noordzee.example")
    assert desk.do(answering.task_list, bram).asked
    assert [one.row.name for one in desk.do(delegating.sharing, desk.vera).delegations] == ["Bram"]


def test_what_cannot_be_asked_is_refused_with_why(desk: Desk) -> None:
    desk.ask()
    for code, given in {
        "delegating.self": {"email": "VERA@noordzee.example"},
        "delegating.held": {},
        "delegating.who": {"name": "  "},
    }.items():
        with pytest.raises(Refused) as refused:
            desk.ask(**given)
        assert refused.value.reason.code == code
    for section, question in (("nowhere", ""), (HERS, REST), (HERS, "nothing")):
        with pytest.raises(NotFound):
            desk.ask(section, question=question)


def test_the_portal_is_no_machine_to_send_mail_with(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delegating, "A_DAY", 2)
    for number in range(2):
        desk.ask(email=f"someone{number}@x.example")
    with pytest.raises(Refused) as refused:
        desk.ask(email="someone2@x.example")
    assert refused.value.reason.code == "delegating.too_many"
    desk.office.clock.forward(days=1, minutes=1)
    desk.ask(email="someone2@x.example")


def test_a_reminder_a_day_with_a_link_that_works(desk: Desk) -> None:
    row = desk.ask()
    first = desk.token()
    with pytest.raises(Refused):
        desk.do(delegating.remind, desk.vera, row.id)
    desk.office.clock.forward(days=31)
    desk.do(delegating.remind, desk.vera, row.id)
    (told,) = letters(desk, "delegation-reminder")
    assert told["link"].endswith(desk.token())
    assert desk.token() != first
    desk.accepts()
    (row,) = (one.row for one in desk.do(delegating.sharing, desk.vera).delegations)
    assert row.holder_id


def test_an_invitation_to_a_part_cannot_be_passed_on_declined_or_made_whole(desk: Desk, work: Work) -> None:
    desk.ask()
    token = desk.token()
    with pytest.raises(NotFound):
        desk.office.do(arriving.forward, token, "Otto", "otto@x.example")
    with pytest.raises(NotFound):
        desk.office.do(arriving.decline, token, "No time")
    desk.office.clock.forward(days=31)
    desk.office.do(arriving.renew, token)
    assert desk.token() != token
    anna = desk.accepts()
    assert [row.section.id for row in desk.do(answering.task_list, anna).sections] == [HERS]
    assert work.session.scalars(select(AssessmentMember.user_id)).all() == [desk.vera.id]


def test_an_old_link_to_what_was_taken_back_is_not_renewed(desk: Desk) -> None:
    row = desk.ask()
    token = desk.token()
    desk.office.clock.forward(days=31)
    desk.do(delegating.take_back, desk.vera, row.id)
    with pytest.raises(InvitationEnded):
        desk.office.do(arriving.renew, token)
    assert desk.token() == token


def test_a_contact_who_is_replaced_takes_what_they_delegated_along(desk: Desk, buyer: Actor, anna: Actor) -> None:
    where = desk.assessment.engagement_id
    desk.office.do(intake.change_contact, buyer, where, "Wil", "wil@noordzee.example", "en")
    for gone in (desk.vera, anna):
        with pytest.raises(NotFound):
            desk.do(answering.task_list, gone)


@pytest.fixture
def light(office: Office, buyer: Actor) -> Desk:
    """The same with the few questions of a low tier."""
    assessment = office.requested(buyer)
    return Desk(office, assessment, office.shared(assessment))


def test_submitted_it_is_read_only_and_what_returns_is_told_to_who_has_it(light: Desk, lead: Actor) -> None:
    first, second, *_ = light.asked(ESSENTIALS)
    light.ask(ESSENTIALS, question=first)
    anna = light.accepts()
    light.office.answer_all(light.vera, light.assessment)
    assert [one.row.name for one in light.do(answering.check_answers, light.vera).outstanding] == ["Anna Bakker"]
    light.office.submit(light.vera, light.assessment)
    with pytest.raises(Refused):
        light.ask(ESSENTIALS)
    assert [item.editable for item in light.do(answering.section_page, anna, ESSENTIALS).items] == [False]
    light.do(review.return_to_vendor, lead, {first: "Which one?", second: "All of it?"})
    assert {mail for mail, to in light.office.mails() if to == ANNA} == {"delegated"}
    assert [one.text for one in light.do(answering.task_list, anna).clarifications] == ["Which one?"]
    left = light.do(answering.left_to_do, anna).items
    assert [item.question.id for item in left["returned"]] == [first]


def test_who_was_asked_for_a_part_cannot_sign(light: Desk, lead: Actor) -> None:
    anna = light.office.person(Role.RISK_LEAD, "Anna", email=ANNA)
    light.ask(ESSENTIALS)
    light.joins(anna)
    light.office.answer_all(light.vera, light.assessment)
    light.office.submit(light.vera, light.assessment)
    refusal = light.do(review.review, anna).refusal
    assert refusal
    assert refusal.code == "decision.own_answers"
    assert light.do(review.review, lead).refusal is None


def test_the_kinds_of_what_is_left(desk: Desk, anna: Actor, work: Work) -> None:
    first, second, *_ = desk.asked(HERS)
    desk.office.save(desk.vera, desk.assessment, first, comment="Hm", unsure=True)
    desk.office.save(desk.vera, desk.assessment, REST, "databases")
    desk.ask(ELSEWHERE, name="Luuk", email=desk.office.shared(desk.assessment, "Luuk").email)
    left = desk.do(answering.left_to_do, desk.vera).items
    assert [item.question.id for item in left["unsure"]] == [first]
    assert [item.question.id for item in left["unproven"]] == [REST]
    assert {first, second} <= {item.question.id for item in left["unanswered"]}
    assert REST not in {item.question.id for item in left["unanswered"]}
    assert [item.question.id for item in left["others"]] == desk.asked(ELSEWHERE) + desk.asked(HERS)
    assert left["mine"] == ()
    luuk = actor_of(work.session.scalars(select(User).where(User.name == "Luuk")).one())
    assert [item.question.id for item in desk.do(answering.left_to_do, luuk).items["mine"]] == desk.asked(ELSEWHERE)
    hers = desk.do(answering.left_to_do, anna).items
    assert "others" not in hers
    assert {item.question.id for items in hers.values() for item in items} <= set(desk.asked(HERS))


def test_a_doubt_is_kept_with_the_answer_and_is_no_part_of_what_is_submitted(desk: Desk, work: Work) -> None:
    desk.office.save(desk.vera, desk.assessment, REST, "databases")
    before = desk.do(answering.receipt, desk.vera)
    desk.office.save(desk.vera, desk.assessment, REST, "databases", 1, unsure=True)
    assert desk.do(answering.receipt, desk.vera) == before
    (item,) = desk.do(answering.check_answers, desk.vera).unsure
    assert (item.question.id, item.version) == (REST, 2)
    page = desk.do(answering.check_answers, desk.vera)
    assert REST not in {item.question.id for item in page.missing}, "a doubt is no bar to submitting"


def test_what_was_delegated_done_and_ended_stands_in_the_trail(desk: Desk, anna: Actor, work: Work) -> None:
    (row,) = desk.do(delegating.sharing, desk.vera).delegations
    desk.do(delegating.finish, anna, row.row.id, "")
    desk.do(delegating.take_back, desk.vera, row.row.id)
    found = work.session.scalars(select(EventRow).where(EventRow.subject == desk.assessment.id)).all()
    told = {event.kind: (event.actor_id, event.data) for event in found}
    part = {"section": HERS, "question": ""}
    assert told["answers.delegated"] == (desk.vera.id, part | {"email": ANNA})
    assert told["delegation.done"] == (anna.id, part)
    assert told["delegation.ended"] == (desk.vera.id, part | {"email": ANNA})
    assert not work.session.scalars(select(Message)).all()
