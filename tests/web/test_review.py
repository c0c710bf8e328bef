"""The risk lead's queue and review: what waits, what each answer costs, and what a reviewer makes of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import Clock
from tests.web.conftest import Visit
from tests.web.reviewing import CLAIMED, PROVEN, REPORT, submit
from tests.web.sharing import AT_ODDS, contradict
from tests.web.visitor import Page, Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.domain.answers import AnswerState
from vendorrisk.domain.assessment import assess
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.proposals import wording
from vendorrisk.persistence.models import AnswerReview, AnswerRow, Assessment, Message, ProofLink, User
from vendorrisk.services.casework import desk_of
from vendorrisk.services.work import Work

OPTIONAL = "customer-sso"
"""A question that a vendor may say does not apply."""


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return submit(work, people)


@pytest.fixture
def place(assessment: Assessment) -> str:
    return f"/reviews/{assessment.id}"


@pytest.fixture
def lead(visit: Visit) -> Visitor:
    return visit(Role.RISK_LEAD)


def proven(page: Page) -> str:
    """The effectiveness as proven that a page shows beside the answers."""
    return words(page.one("score-now")).split()[0]


def reviewed(session: Session, question: str) -> AnswerReview | None:
    session.expire_all()
    return session.scalars(select(AnswerReview).where(AnswerReview.question_id == question)).one_or_none()


def forms(page: Page) -> list[str]:
    """Where the forms in the main part of a page are sent."""
    main = next(page.all("main"))
    return [form.get("action", "") for form in main.iter("form") if form.get("method") == "post"]


def test_an_empty_queue_says_how_it_fills(lead: Visitor) -> None:
    page = lead.get("/queue")
    assert "Nothing waits for you" in page.words
    assert "when its vendor submits the answers" in page.words


@pytest.mark.usefixtures("assessment")
def test_the_queue_says_what_is_recommended_and_how_far_it_is_from_the_line(lead: Visitor) -> None:
    page = lead.get("/queue")
    assert "Noordzee HR Payroll" in page.words
    assert "Tier high" in page.words
    assert "Approve with conditions" in page.words
    assert "under the approve line" in page.words


@pytest.mark.usefixtures("assessment")
def test_what_is_overdue_is_said_in_words(lead: Visitor, clock: Clock) -> None:
    assert "late" not in lead.get("/queue").words
    clock.forward(days=60)
    assert "days late" in lead.get("/queue").words


@pytest.mark.usefixtures("assessment")
def test_the_queue_can_be_narrowed(lead: Visitor) -> None:
    assert "Noordzee HR" in lead.get("/queue?state=submitted&tier=high").words
    assert "Nothing found" in lead.get("/queue?tier=low").words
    assert "Nothing found" in lead.get("/queue?state=signing").words
    assert "Noordzee HR" in lead.get("/queue?state=nonsense&tier=nonsense").words, "what is not offered narrows nothing"


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.RESPONDENT, Role.ADMINISTRATOR])
def test_reviews_are_for_those_who_review_and_audit(visit: Visit, place: str, role: Role) -> None:
    visitor = visit(role)
    visitor.get("/queue", 403)
    visitor.get(place, 403)


def test_a_review_that_does_not_exist_is_not_here(lead: Visitor) -> None:
    lead.get(f"/reviews/{'0' * 32}", 404)


def test_a_review_shows_answers_with_their_proof_and_author(
    lead: Visitor, place: str, people: Mapping[Role, User]
) -> None:
    page = lead.get(place)
    card = words(page.one(f"question-{PROVEN}"))
    assert "Programme certified or attested by an independent auditor" in card
    assert "SOC 2 report.pdf SOC 2 type II report · Audit BV · issued 23 November 2026" in card
    assert people[Role.RESPONDENT].name in card
    assert "Declared as tested" in card
    assert "To review" in card
    assert "To review" not in words(page.one(f"question-{CLAIMED}")), "a claim has nothing to look at"


def test_a_review_shows_which_proof_was_replaced_when_and_by_whom(
    lead: Visitor, place: str, session: Session, people: Mapping[Role, User]
) -> None:
    link = session.scalars(select(ProofLink)).one()
    link.replaced_at, link.replaced_by = link.proof.added_at, people[Role.RESPONDENT].id
    session.commit()
    card = words(lead.get(place).one(f"question-{PROVEN}"))
    assert f"SOC 2 report.pdf replaced on 23 November 2026 by {people[Role.RESPONDENT].name}" in card
    assert "nothing is attached that shows more" in card, "it counts for nothing"


def test_a_review_shows_the_draft_findings(lead: Visitor, place: str, work: Work, assessment: Assessment) -> None:
    assert AT_ODDS["en"] not in lead.get(place).words
    contradict(work, assessment, CLAIMED, OPTIONAL)
    page = lead.get(place)
    assert AT_ODDS["en"] in page.words
    ask = {one.id: one.ask.en for one in desk_of(work, assessment).questionnaire.questions}
    listed = words(page.one("findings"))
    assert ask[CLAIMED] in listed
    assert ask[OPTIONAL] in listed


def test_the_proof_of_an_answer_can_be_downloaded_and_is_never_shown_inside(lead: Visitor, place: str) -> None:
    address = lead.get(place).links["Download"]
    answer = lead.client.get(address)
    assert answer.data == REPORT
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_answers_can_be_narrowed(lead: Visitor, place: str) -> None:
    def shown(show: str) -> int:
        return sum(1 for _ in lead.get(f"{place}?show={show}").all("article"))

    assert shown("unreviewed") == 1
    assert 0 < shown("knock-outs") < shown("gaps") < shown("all")
    assert shown("nonsense") == shown("all")


def test_lowering_an_answer_moves_the_score_and_says_by_how_much(lead: Visitor, place: str, session: Session) -> None:
    before = lead.get(place)
    typed = {"act": "lower", "assurance": "claimed", "reason": "Another service is in scope"}
    part = lead.post(f"{place}/answers/{PROVEN}", typed, 200, htmx=True)
    assert "Reviewed. Proven: down" in words(part.one("moved"))
    assert "Lowered to claimed Another service is in scope" in words(part.one(f"judgement-{PROVEN}"))
    assert float(proven(part)) < float(proven(before))
    kept = reviewed(session, PROVEN)
    assert kept is not None
    assert (kept.assurance, kept.reason) == ("claimed", "Another service is in scope")


def test_without_a_script_one_comes_back_to_the_question(lead: Visitor, place: str) -> None:
    lead.get(f"{place}?show=gaps")
    answer = lead.post(f"{place}/answers/{PROVEN}", {"act": "accept", "show": "gaps"})
    assert answer.response.headers["Location"] == f"{place}?show=gaps#question-{PROVEN}"
    page = lead.get(f"{place}?show=gaps")
    assert "Reviewed. The score stays at" in page.words
    assert "Accepted as tested" in lead.get(place).words


@pytest.mark.parametrize("htmx", [True, False])
def test_lowering_wants_a_reason(lead: Visitor, place: str, session: Session, htmx: bool) -> None:
    lead.get(place)
    page = lead.post(
        f"{place}/answers/{PROVEN}", {"act": "lower", "assurance": "documented", "reason": " "}, 422, htmx=htmx
    )
    assert "Say why" in words(page.one(f"judgement-{PROVEN}"))
    assert page.one(f"reason-lower-{PROVEN}").get("aria-invalid") == "true"
    chosen = [option for option in page.one(f"assurance-lower-{PROVEN}") if option.get("selected") is not None]
    assert [option.get("value") for option in chosen] == ["documented"], "what was typed is kept"
    assert reviewed(session, PROVEN) is None


def test_an_answer_is_never_raised_above_what_was_declared(lead: Visitor, place: str, session: Session) -> None:
    lead.get(place)
    typed = {"act": "lower", "assurance": "tested", "reason": "So they say"}
    lead.post(f"{place}/answers/{CLAIMED}", typed, 200, htmx=True)
    kept = reviewed(session, CLAIMED)
    assert kept is not None
    assert kept.assurance == "claimed"


@pytest.mark.parametrize("act", ["", "raise", "grade", "applies"])
def test_an_act_that_does_not_exist_changes_nothing(lead: Visitor, place: str, session: Session, act: str) -> None:
    lead.get(place)
    lead.post(f"{place}/answers/{PROVEN}", {"act": act}, 422)
    assert reviewed(session, PROVEN) is None


def test_a_question_that_was_not_asked_cannot_be_reviewed(lead: Visitor, place: str) -> None:
    lead.get(place)
    lead.post(f"{place}/answers/no-such-question", {"act": "accept"}, 404)


def test_that_a_question_does_not_apply_is_accepted_or_refused(
    lead: Visitor, place: str, session: Session, assessment: Assessment
) -> None:
    row = session.scalars(
        select(AnswerRow).where(AnswerRow.assessment_id == assessment.id, AnswerRow.question_id == OPTIONAL)
    ).one()
    row.state, row.value, row.comment = AnswerState.NOT_APPLICABLE.value, None, "Nobody here does that"
    session.commit()
    card = words(lead.get(place).one(f"question-{OPTIONAL}"))
    assert "Does not apply, says the vendor Nobody here does that" in card
    assert "To review" in card
    refused = lead.post(f"{place}/answers/{OPTIONAL}", {"act": "applies", "reason": ""}, 422, htmx=True)
    assert "Say why" in refused.words
    part = lead.post(f"{place}/answers/{OPTIONAL}", {"act": "does-not-apply"}, 200, htmx=True)
    assert "Accepted: it does not apply" in words(part.one(f"judgement-{OPTIONAL}"))


def test_the_rest_is_accepted_as_declared(lead: Visitor, place: str, session: Session) -> None:
    lead.get(place)
    lead.post(f"{place}/accept")
    page = lead.follow()
    assert "One answer accepted as declared." in page.words
    assert "To review 0" in words(page.one("views"))
    assert reviewed(session, PROVEN) is not None


def test_questions_go_to_the_vendor_all_at_once(lead: Visitor, place: str, session: Session) -> None:
    lead.get(place)
    lead.post(f"{place}/return", {f"ask-{PROVEN}": "Which service is in scope?", f"ask-{CLAIMED}": " ", "ask-no": "x"})
    page = lead.follow()
    assert "One question sent to the vendor." in page.words
    assert "Back with the vendor, with one question to answer." in page.words
    session.expire_all()
    asked = session.scalars(select(Message)).all()
    assert [(one.question_id, one.text) for one in asked] == [(PROVEN, "Which service is in scope?")]
    assert not forms(page), "what the vendor holds is not reviewed"


def test_sending_back_wants_a_question(lead: Visitor, place: str, session: Session) -> None:
    lead.get(place)
    page = lead.post(f"{place}/return", {f"ask-{PROVEN}": "  "}, 422)
    assert "Type at least one question to the vendor" in page.words
    assert session.scalars(select(Assessment.state)).one() == State.SUBMITTED


def test_a_question_that_is_too_long_is_kept(lead: Visitor, place: str) -> None:
    lead.get(place)
    page = lead.post(f"{place}/return", {f"ask-{PROVEN}": "why? " * 500}, 422)
    assert (page.one(f"ask-text-{PROVEN}").text or "").startswith("why? why?")


def test_an_auditor_sees_everything_and_can_change_nothing(visit: Visit, place: str, session: Session) -> None:
    auditor = visit(Role.AUDITOR)
    page = auditor.get(place)
    assert "SOC 2 report.pdf" in page.words
    assert "Where it stands" in page.words
    assert not forms(page)
    assert "Go to the decision" not in page.words
    auditor.post(f"{place}/answers/{PROVEN}", {"act": "accept"}, 403)
    auditor.post(f"{place}/accept", {}, 403)
    auditor.post(f"{place}/return", {f"ask-{PROVEN}": "Why?"}, 403)
    auditor.get(f"{place}/decision", 403)
    assert reviewed(session, PROVEN) is None


def test_a_review_shows_what_is_ahead(lead: Visitor, place: str, work: Work, assessment: Assessment) -> None:
    desk = desk_of(work, assessment)
    outcome = assess(desk.case)
    plan, page = outcome.recommendation.plan, lead.get(place)
    assert plan is not None
    way = words(page.one("way"))
    assert f"{len(plan.steps)} steps, {plan.days} days of work" in way
    for step in plan.steps:
        assert wording(step).to("en") in way
    doubts = outcome.recommendation.robustness.verify_first
    firmness = page.one("firmness")
    links = [link.get("href") or "" for link in firmness.iter("a")]
    assert [link.partition("#question-")[2] for link in links] == [doubt.line.question.id for doubt in doubts]
    year = words(page.one("year"))
    assert "Simulated over 100,000 years" in year
    for row in ("at a typical vendor", "here, as claimed", "here, as proven", "after the plan"):
        assert row in year


def test_a_review_is_taken_and_narrows_the_queue(visit: Visit, place: str, people: Mapping[Role, User]) -> None:
    lead, me = visit(Role.RISK_LEAD), people[Role.RISK_LEAD]
    lead.get(place)
    lead.post(f"{place}/reviewer", {"reviewer": me.id, "was": ""})
    assert f"{me.name} reviews it." in lead.follow().words
    assert "Noordzee HR" in lead.get("/queue?whose=mine").words
    assert "Noordzee HR" not in lead.get("/queue?whose=nobodys").words
    assert "Noordzee HR" not in lead.get("/queue?search=zuiderzee").words
    lead.get(place)
    lead.post(f"{place}/reviewer", {"reviewer": "", "was": ""})
    assert "Somebody else took or gave it meanwhile." in lead.follow().words
