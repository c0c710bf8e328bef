"""The vendor's pages: see what is asked, answer it with and without a script, show it, check it, submit it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import MONDAY, actor_of, make_user
from tests.web.conftest import Visit
from tests.web.sharing import AT_ODDS, contradict, share
from tests.web.visitor import Page, Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.persistence.models import (
    AnswerRow,
    Assessment,
    Message,
    ProofFile,
    ProofLink,
    User,
)
from vendorrisk.services import answering
from vendorrisk.services.answering import AnswerInput
from vendorrisk.services.work import Work

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return share(work, people)


@pytest.fixture
def place(assessment: Assessment) -> str:
    return f"/questionnaires/{assessment.id}"


@pytest.fixture
def vera(visit: Visit) -> Visitor:
    """The vendor's person."""
    return visit(Role.RESPONDENT)


@pytest.fixture
def stranger(app: Flask, work: Work, people: Mapping[Role, User]) -> Visitor:
    """A person of another vendor, with whom nothing is shared."""
    user = make_user(work.session, Role.RESPONDENT, email="sam@elsewhere.example", name="Sam Stranger")
    work.commit()
    return Visitor(app, user)


def answer(session: Session, question: str) -> AnswerRow | None:
    session.expire_all()
    return session.scalars(select(AnswerRow).where(AnswerRow.question_id == question)).one_or_none()


def save(visitor: Visitor, place: str, question: str, status: int = 200, **parts: Any) -> Page:
    """Save one answer as the script does, after `version` (by default the first)."""
    sent = {f"{question}.{name.replace('_', '-')}": value for name, value in parts.items()}
    visitor.get(place if status != 404 else "/questionnaires")
    return visitor.post(f"{place}/answers/{question}", {f"{question}.version": "0", **sent}, status, htmx=True)


def first_option(question: Question) -> Any:
    """An answer to any question, in the shape of a form."""
    return {
        Kind.CHOICE: lambda: question.options[-1].id,
        Kind.MULTI: lambda: [question.options[-1].id],
        Kind.NUMBER: lambda: str(max(question.minimum or 0, 0)),
        Kind.DATE: lambda: "2026-09",
        Kind.TEXT: lambda: "As it says in our policy.",
        Kind.COUNTRIES: lambda: ["NL"],
        Kind.TABLE: lambda: [{question.columns[0].id: "Hosting BV"}],
        Kind.STATEMENT: lambda: "agreed",
    }[question.kind]()


def answer_everything(work: Work, assessment: Assessment, user: User) -> None:
    """Answer whatever is asked, until nothing required is left."""
    actor = actor_of(user)
    while missing := answering.check_answers(work, actor, assessment.id).missing:
        for item in missing:
            given = AnswerInput(value=first_option(item.question))
            answering.save_answer(work, actor, assessment.id, item.question.id, given, item.version)


def explain_everything(work: Work, assessment: Assessment, user: User) -> None:
    """Say a word about whatever contradicts."""
    actor = actor_of(user)
    for one in answering.check_answers(work, actor, assessment.id).contradictions:
        answering.explain(work, actor, assessment.id, one.rule, "They are about different systems.")


def box(page: Page, name: str, value: str) -> bool:
    """Whether the radio or checkbox `name` with this value is ticked."""
    found = [one for one in page.all("input") if one.get("name") == name and one.get("value") == value]
    assert len(found) == 1, (name, value, len(found))
    return found[0].get("checked") is not None


def test_somebody_with_nothing_to_answer_is_told_how_it_comes(stranger: Visitor, assessment: Assessment) -> None:
    page = stranger.get("/questionnaires")
    assert "Nothing to answer" in page.words
    assert "Payroll" not in page.words


def test_one_sees_what_is_asked_by_whom_and_by_when(vera: Visitor, place: str) -> None:
    page = vera.get("/questionnaires")
    assert page.links["Payroll"] == place
    page = vera.get(place)
    for told in ("0 of", "minutes left", "Who asks", "Who reads it", "By when", "Access", "Begin with"):
        assert told in page.words


@pytest.mark.parametrize(
    "path",
    ["", "/all", "/check", "/submit", "/submitted", "/sections/access", "/sections/bogus", "/proofs/" + "0" * 32],
)
def test_what_is_not_shared_and_what_is_not_there_look_the_same(stranger: Visitor, place: str, path: str) -> None:
    foreign = stranger.get(place + path, 404)
    absent = stranger.get(f"/questionnaires/{'0' * 32}{path}", 404)
    assert foreign.heading == absent.heading


def test_nothing_foreign_can_be_changed(stranger: Visitor, place: str, session: Session) -> None:
    save(stranger, place, "multi-factor", 404, value="none")
    stranger.get("/questionnaires")
    stranger.post(f"{place}/sections/access", {"multi-factor.version": "0", "multi-factor.value": "none"}, 404)
    stranger.get("/questionnaires")
    stranger.post(f"{place}/answers/multi-factor/proofs", {}, 404)
    assert answer(session, "multi-factor") is None


@pytest.mark.parametrize("role", [Role.PROCUREMENT, Role.RISK_LEAD, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_the_vendor_answers(visit: Visit, place: str, role: Role) -> None:
    visit(role).get(place, 403)
    visit(role).get(f"{place}/sections/access", 403)


def test_every_question_can_be_read_first_with_when_it_is_asked(
    vera: Visitor, place: str, work: Work, people: Mapping[Role, User], assessment: Assessment
) -> None:
    page = vera.get(f"{place}/all")
    asked = list(answering.everything(work, actor_of(people[Role.RESPONDENT]), assessment.id).questionnaire.questions)
    assert len(asked) > 40
    for question in asked:
        assert question.ask.en in page.words, question.id
    assert "Asked only when “How many " in page.words
    assert "is answered with at least 1" in page.words
    assert "What would show it:" in page.words
    assert not list(page.all("textarea"))


def test_every_section_shows_its_questions_with_the_fields_of_their_kind(
    vera: Visitor, place: str, work: Work, people: Mapping[Role, User], assessment: Assessment
) -> None:
    for part in answering.task_list(work, actor_of(people[Role.RESPONDENT]), assessment.id).sections:
        page = vera.get(f"{place}/sections/{part.section.id}")
        assert page.heading == part.section.title.en
        asked = [section for section in page.all("section") if section.get("data-question")]
        assert len(asked) == part.asked
        for section in asked:
            legends = list(section.iter("legend"))
            assert words(legends[0]), "each question has a legend"


def test_a_save_is_acknowledged_with_its_time_and_its_new_version(vera: Visitor, place: str, session: Session) -> None:
    page = save(vera, place, "multi-factor", value="some")
    assert "Saved 10:00" in page.words
    assert page.one("q-multi-factor--version").get("value") == "1"
    assert "1 of" in page.words
    kept = answer(session, "multi-factor")
    assert kept is not None
    assert (kept.value, kept.version) == ("some", 1)


def test_none_at_all_is_an_answer(vera: Visitor, place: str, session: Session) -> None:
    save(vera, place, "incident-count", value="0")
    kept = answer(session, "incident-count")
    assert kept is not None
    assert kept.value == 0
    vera.get(f"{place}/sections/continuity")
    vera.submit({"incident-count.value": ""})
    emptied = answer(session, "incident-count")
    assert emptied is not None
    assert emptied.value is None


def test_a_save_touches_no_field_that_is_typed_in(vera: Visitor, place: str) -> None:
    page = save(vera, place, "published-documents", value="https://noordzee.example/security")
    assert "https://noordzee.example" not in page.text
    assert [field.get("type") for field in page.all("input")] == ["hidden"]


def test_a_gap_is_said_at_once(vera: Visitor, place: str) -> None:
    page = save(vera, place, "encryption-at-rest", value="none")
    assert "This answer would block approval." in page.words
    better = save(vera, place, "encryption-at-rest", value="all-keys", version="1")
    assert "would block" not in better.words


@pytest.mark.parametrize(
    ("question", "parts", "said"),
    [
        ("incident-count", {"value": "a few"}, "Enter a whole number"),
        ("incident-count", {"value": "-1"}, "Enter 0 or more."),
        ("policy-review-date", {"year": "2026", "month": ""}, "Enter a date that exists"),
        ("data-countries", {"value": ["NL"], "add": "Atlantis"}, "Atlantis"),
        ("multi-factor", {"value": "bogus"}, "Choose one of the options."),
        ("published-documents", {"value": "x" * 20_001}, "20"),
        ("published-documents", {"value": "a\x00b"}, "character"),
    ],
)
def test_a_value_that_is_none_is_refused_and_costs_nothing_that_was_stored(
    vera: Visitor, place: str, session: Session, question: str, parts: dict[str, Any], said: str
) -> None:
    good = {
        "incident-count": {"value": "2"},
        "policy-review-date": {"year": "2026", "month": "03"},
        "data-countries": {"value": ["NL"]},
        "multi-factor": {"value": "some"},
        "published-documents": {"value": "our site"},
    }
    save(vera, place, question, **good[question])
    before = answer(session, question)
    assert before is not None
    stored = (before.value, before.version)
    page = save(vera, place, question, 422, version="1", **parts)
    assert said in page.words
    assert "Saved" not in page.words
    after = answer(session, question)
    assert after is not None
    assert (after.value, after.version) == stored


def test_two_people_who_answer_the_same_both_keep_their_words(vera: Visitor, place: str, session: Session) -> None:
    save(vera, place, "published-documents", value="theirs <b>")
    page = save(vera, place, "published-documents", 409, version="0", value="mine <i>")
    assert "Your answer is not saved yet" in page.words
    assert "theirs <b>" in page.words
    assert "mine <i>" in page.words
    kept = answer(session, "published-documents")
    assert kept is not None
    assert kept.value == "theirs <b>"


@pytest.mark.parametrize(("whose", "stands"), [("mine", "my words"), ("theirs", "their words")])
def test_without_a_script_one_chooses_which_of_two_answers_stands(
    vera: Visitor, place: str, session: Session, whose: str, stands: str
) -> None:
    here = f"{place}/sections/organisation"
    vera.get(here)
    stale = vera.page
    save(vera, place, "published-documents", value="their words")
    vera.page = stale
    page = vera.submit({"published-documents.value": "my words"}, 422, action=here)
    assert "their words" in page.words
    assert "my words" in page.words
    vera.submit({"keep": f"published-documents/{whose}/1"}, action=here)
    kept = answer(session, "published-documents")
    assert kept is not None
    assert kept.value == stands


@pytest.mark.parametrize(
    "keep", ["", "x", "published-documents/mine", "published-documents/mine/-1", "a/b/" + "9" * 99]
)
def test_a_choice_that_makes_no_sense_chooses_nothing(vera: Visitor, place: str, keep: str) -> None:
    vera.get(f"{place}/sections/organisation")
    vera.submit({"keep": keep})


@pytest.mark.parametrize("version", ["", "x", "-1", "٣", "9" * 40])
def test_a_version_that_is_none_is_no_failure(vera: Visitor, place: str, version: str) -> None:
    vera.get(place)
    sent = {"multi-factor.version": version, "multi-factor.value": "some", "multi-factor.assurance": "bogus"}
    answered = vera.client.post(
        f"{place}/answers/multi-factor", data={"csrf_token": vera.page.csrf_token if vera.page else "", **sent}
    )
    assert answered.status_code in {200, 409}


def test_a_question_that_is_not_asked_cannot_be_answered(vera: Visitor, place: str) -> None:
    save(vera, place, "no-such-question", 404, value="x")


def test_an_answer_brings_and_hides_the_questions_that_hang_on_it(vera: Visitor, place: str, session: Session) -> None:
    page = save(vera, place, "incident-count", value="3")
    assert page.one("question-incident-summary").get("hidden") is None
    page = save(vera, place, "incident-count", version="1", value="0")
    assert page.one("question-incident-summary").get("hidden") is not None


def test_a_save_without_a_session_or_a_token_is_not_acknowledged(
    app: Flask, vera: Visitor, anonymous: Visitor, place: str, session: Session
) -> None:
    anonymous.get("/sign-in")
    anonymous.post(f"{place}/answers/multi-factor", {"multi-factor.value": "some"}, 401, htmx=True)
    vera.get(place)
    vera.post(f"{place}/answers/multi-factor", {"csrf_token": "", "multi-factor.value": "some"}, 400, htmx=True)
    assert answer(session, "multi-factor") is None


def test_without_a_script_a_page_saves_what_is_valid_and_hands_the_rest_back(
    vera: Visitor, place: str, session: Session
) -> None:
    save(vera, place, "incident-count", value="4")
    here = f"{place}/sections/continuity"
    vera.get(here)
    page = vera.submit(
        {"backup-restore.value": "none", "incident-count.value": "many", "incident-summary.value": "Two outages."}, 422
    )
    assert "One answer is not saved; the others are" in page.words
    assert page.one("q-incident-count--value").get("value") == "many"
    assert box(page, "backup-restore.value", "none")
    kept = answer(session, "incident-count")
    assert kept is not None
    assert kept.value == 4
    summary = answer(session, "incident-summary")
    assert summary is not None
    assert summary.value == "Two outages."


def test_without_a_script_one_goes_on_to_the_next_section(vera: Visitor, place: str, session: Session) -> None:
    vera.get(f"{place}/sections/access")
    vera.submit({"multi-factor.value": "some", "multi-factor.comment": "Soon for all."})
    assert vera.follow().heading == "Development and workplace"
    kept = answer(session, "multi-factor")
    assert kept is not None
    assert (kept.value, kept.comment) == ("some", "Soon for all.")


def test_a_page_sent_twice_unchanged_saves_nothing_again(vera: Visitor, place: str, session: Session) -> None:
    here = f"{place}/sections/hosting"
    vera.get(here)
    vera.submit({"data-countries.add": "Belgium, nl"})
    page = vera.get(here)
    assert box(page, "data-countries.value", "BE")
    vera.submit()
    kept = answer(session, "data-countries")
    assert kept is not None
    assert (kept.value, kept.version) == (["BE", "NL"], 1)


def test_without_a_script_a_question_that_appears_is_shown_before_going_on(vera: Visitor, place: str) -> None:
    here = f"{place}/sections/continuity"
    vera.get(here)
    vera.submit({"incident-count.value": "3"})
    assert vera.page is not None
    assert vera.page.response.headers["Location"] == f"{here}#question-incident-summary"


def test_the_last_section_leads_to_the_check(vera: Visitor, place: str) -> None:
    vera.get(f"{place}/sections/privacy-practice")
    vera.submit()
    assert vera.follow().heading == "Check your answers"


def test_rows_are_saved_and_there_is_always_an_empty_one(vera: Visitor, place: str, session: Session) -> None:
    here = f"{place}/sections/suppliers"
    page = vera.get(here)
    (question,) = {
        (field.get("name") or "").partition(".")[0] for field in page.all("input") if "cell" in (field.get("id") or "")
    }
    names = [field.get("name") for field in page.all("input") if "cell" in (field.get("id") or "")]
    vera.submit({str(names[0]): "Hosting BV", "stay": question})
    assert vera.page is not None
    assert vera.page.response.headers["Location"] == f"{here}#question-{question}"
    page = vera.get(here)
    cells = [field.get("value") for field in page.all("input") if field.get("name") == names[0]]
    assert cells == ["Hosting BV", ""]


def test_what_does_not_apply_wants_a_reason(vera: Visitor, place: str, session: Session) -> None:
    save(vera, place, "outage-notice", 422, not_applicable="1", reason=" ")
    assert answer(session, "outage-notice") is None
    save(vera, place, "outage-notice", not_applicable="1", reason="We run nothing for you.")
    page = vera.get(f"{place}/check")
    assert "Does not apply: We run nothing for you." in page.words


def test_what_was_said_beside_an_answer_comes_back(vera: Visitor, place: str) -> None:
    said = {"value": "some", "comment": "By June.", "exceptions": "The old portal.", "assurance": "documented"}
    save(vera, place, "multi-factor", **said)
    page = vera.get(f"{place}/sections/access")
    assert words(page.one("q-multi-factor--comment")) == "By June."
    assert page.one("q-multi-factor--exceptions").get("value") == "The old portal."
    assert box(page, "multi-factor.assurance", "documented")
    assert "Except: The old portal." in vera.get(f"{place}/check").words


def proof(name: str = "policy.pdf", data: bytes = PDF, **parts: str) -> dict[str, Any]:
    said = {"proof-kind": "policy", "issuer": "Noordzee HR", "issued": "2026-05-01", "expires": "", **parts}
    fields = {f"multi-factor.{part}": value for part, value in said.items()}
    return {"multi-factor.version": "0", "multi-factor.file": (BytesIO(data), name), **fields}


def test_a_document_is_kept_downloaded_and_removed(
    vera: Visitor, stranger: Visitor, place: str, session: Session
) -> None:
    upload = f"{place}/answers/multi-factor/proofs"
    vera.get(place)
    page = vera.post(upload, proof("verslag <b>\u202e.pdf"), 200, htmx=True)
    kept = session.scalars(select(ProofFile)).one()
    assert "Noordzee HR" in page.words
    address = f"{place}/proofs/{kept.id}"
    answered = vera.client.get(address)
    assert answered.data == PDF
    assert answered.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answered.headers["Content-Security-Policy"]
    stranger.get(address, 404)
    vera.get(place)
    page = vera.post(f"{upload}/{kept.id}/remove", status=200, htmx=True)
    assert "Noordzee HR" not in page.words


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (proof("page.html", b"<script>alert(1)</script>"), ""),
        (proof("empty.pdf", b""), ""),
        (proof(issued="yesterday"), "Give dates as day, month and year."),
        (proof(**{"proof-kind": "bogus"}), ""),
        ({"multi-factor.version": "0"}, "Choose a file first."),
    ],
    ids=["html", "empty", "date", "kind", "none"],
)
def test_a_document_that_is_not_taken_is_refused_with_the_reason(
    vera: Visitor, place: str, session: Session, sent: dict[str, Any], said: str
) -> None:
    # A file can be sent once; each request gets its own.
    fresh = {
        name: (BytesIO(value[0].getvalue()), value[1]) if isinstance(value, tuple) else value
        for name, value in sent.items()
    }
    vera.get(place)
    page = vera.post(f"{place}/answers/multi-factor/proofs", fresh, 422, htmx=True)
    reasons = [words(one) for one in page.all("p") if one.get("class") == "error"]
    assert len(reasons) == 1
    assert len(reasons[0]) > len("Refused.")
    assert said in reasons[0]
    assert session.scalars(select(ProofFile)).all() == []


def test_without_a_script_a_document_goes_with_the_page(vera: Visitor, place: str, session: Session) -> None:
    here = f"{place}/sections/access"
    vera.get(here)
    vera.submit({**proof(), "multi-factor.value": "some", "stay": "multi-factor"})
    kept = session.scalars(select(ProofFile)).one()
    assert (kept.name, kept.issuer) == ("policy.pdf", "Noordzee HR")
    assert answer(session, "multi-factor") is not None
    page = vera.get(here)
    assert "policy.pdf" in page.words
    vera.submit({"known": "access-management", "access-management.known": kept.id})
    assert session.scalar(select(func.count()).select_from(ProofLink)) == 2
    vera.get(here)
    vera.submit({"remove": f"access-management/{kept.id}"})
    vera.get(here)
    vera.submit({"remove": f"multi-factor/{kept.id}", "multi-factor.value": "none"})
    assert "policy.pdf" not in vera.get(here).words
    changed = answer(session, "multi-factor")
    assert changed is not None
    assert changed.value == "none"


def test_a_document_is_replaced_with_its_button_and_both_stay_to_be_read(
    vera: Visitor, place: str, session: Session
) -> None:
    here = f"{place}/sections/access"
    vera.get(here)
    vera.submit({**proof(), "stay": "multi-factor"})
    kept = session.scalars(select(ProofFile)).one()
    vera.get(here)
    vera.submit({"replace": f"multi-factor/{kept.id}"})
    page = vera.get(f"{here}?replace=multi-factor/{kept.id}")
    chosen = [one.get("value") for one in page.all("option") if one.get("selected") is not None]
    assert kept.id in chosen
    vera.submit({**proof("later.pdf", b"%PDF-1.4 later", replaces=kept.id), "stay": "multi-factor"})
    page = vera.get(f"{here}?replace=multi-factor/{kept.id}")
    assert not [one for one in page.all("option") if one.get("value") == kept.id], "its place is taken"
    assert "replaced on 23 November 2026 by Respondent Person" in page.words
    assert {"policy.pdf", "later.pdf"} <= set(page.links)


def test_without_a_script_a_refused_document_costs_no_answer(vera: Visitor, place: str, session: Session) -> None:
    vera.get(f"{place}/sections/access")
    page = vera.submit({**proof("page.html", b"<html>"), "multi-factor.value": "some"}, 422)
    assert "not saved" in page.words
    kept = answer(session, "multi-factor")
    assert kept is not None
    assert kept.value == "some"
    assert page.one("q-multi-factor--issuer").get("value") == "Noordzee HR"


def test_the_check_says_first_what_is_missing(vera: Visitor, place: str) -> None:
    save(vera, place, "multi-factor", value="some")
    page = vera.get(f"{place}/check")
    assert "questions still need an answer" in page.words
    assert page.links["Answer the first of them"].startswith(f"{place}/sections/")
    assert "Continue to submit" not in page.links
    vera.get(f"{place}/submit", 303)


def test_the_check_says_calmly_what_contradicts(
    vera: Visitor, place: str, work: Work, assessment: Assessment, people: Mapping[Role, User]
) -> None:
    contradict(work, assessment, "multi-factor", "security-programme")
    answer_everything(work, assessment, people[Role.RESPONDENT])
    page = vera.get(f"{place}/check")
    assert "Look at these answers once more" in page.words
    assert AT_ODDS["en"] in page.words
    for question in ("multi-factor", "security-programme"):
        assert any(link.startswith(place) and link.endswith(f"#question-{question}") for link in page.links.values())
    assert page.links["Explain the first of them"] == "#contradictions"
    vera.get(f"{place}/submit", 303)


def test_a_contradiction_is_explained_before_submitting_and_again_when_the_answer_changes(
    vera: Visitor, place: str, work: Work, assessment: Assessment, people: Mapping[Role, User]
) -> None:
    contradict(work, assessment, "multi-factor", "security-programme")
    person = people[Role.RESPONDENT]
    answer_everything(work, assessment, person)
    vera.get(f"{place}/check")
    explain = f"{place}/contradictions/at-odds"
    assert "Say in a few words" in vera.post(explain, {"text": " "}, 422).words
    vera.post(explain, {"text": "Two different systems."})
    page = vera.follow()
    assert "Two different systems." in page.words
    assert page.links["Continue to submit"] == f"{place}/submit"
    row = work.session.scalars(select(AnswerRow).filter_by(question_id="multi-factor")).one()
    given = AnswerInput(value=row.value, comment="Since Monday.")
    answering.save_answer(work, actor_of(person), assessment.id, "multi-factor", given, row.version)
    vera.get(f"{place}/submit", 303)
    vera.get(f"{place}/check")
    vera.post(f"{place}/contradictions/no-such-rule", {"text": "Something."}, 404)


def test_answers_are_submitted_with_name_and_position_once(
    vera: Visitor, place: str, work: Work, assessment: Assessment, people: Mapping[Role, User], session: Session
) -> None:
    answer_everything(work, assessment, people[Role.RESPONDENT])
    explain_everything(work, assessment, people[Role.RESPONDENT])
    assert vera.get(f"{place}/check").links["Continue to submit"] == f"{place}/submit"
    vera.get(f"{place}/submit")
    page = vera.submit({"name": "Vera Visser", "title": ""}, 422)
    assert "Enter your position." in page.words
    assert "Confirm this before you submit." in page.words
    assert page.one("name").get("value") == "Vera Visser"
    vera.submit({"name": "Vera Visser", "title": "Head of IT", "statement": "y"})
    page = vera.follow()
    assert page.heading == "Thank you. Your answers are submitted."
    assert "Vera Visser, Head of IT" in page.words
    session.expire_all()
    submitted = session.get_one(Assessment, assessment.id)
    assert submitted.state == State.SUBMITTED
    assert str(submitted.answers_digest) in page.words
    vera.get(f"{place}/submit", 303)


def test_what_is_submitted_is_read_and_not_changed(
    vera: Visitor, place: str, work: Work, assessment: Assessment, people: Mapping[Role, User], session: Session
) -> None:
    answer_everything(work, assessment, people[Role.RESPONDENT])
    explain_everything(work, assessment, people[Role.RESPONDENT])
    answering.submit(work, actor_of(people[Role.RESPONDENT]), assessment.id, "Vera Visser", "Head of IT")
    page = vera.get(f"{place}/sections/access")
    assert "they can be read, not changed" in page.words
    typable = [one for one in page.all("input", "textarea", "select") if one.get("type") != "hidden"]
    assert all(one.get("disabled") is not None for one in typable)
    assert "data-save" not in page.text
    before = answer(session, "multi-factor")
    assert before is not None
    late = save(vera, place, "multi-factor", 422, value="none", version=str(before.version))
    assert "Saved" not in late.words
    assert "Change" not in vera.get(f"{place}/check").links
    after = answer(session, "multi-factor")
    assert after is not None
    assert after.value != "none"


def test_only_what_the_reviewer_asked_about_opens_again(
    vera: Visitor, place: str, work: Work, assessment: Assessment, people: Mapping[Role, User], session: Session
) -> None:
    answer_everything(work, assessment, people[Role.RESPONDENT])
    explain_everything(work, assessment, people[Role.RESPONDENT])
    answering.submit(work, actor_of(people[Role.RESPONDENT]), assessment.id, "Vera Visser", "Head of IT")
    session.expire_all()
    session.get_one(Assessment, assessment.id).state = State.RETURNED.value
    asked = {
        "assessment_id": assessment.id,
        "question_id": "multi-factor",
        "text": "Also for the helpdesk?",
        "author_id": people[Role.RISK_LEAD].id,
        "written_at": MONDAY,
        "reopens": True,
    }
    session.add(Message(**asked))
    session.commit()
    page = vera.get(place)
    assert "The reviewer has one question for you" in page.words
    page = vera.get(f"{place}/sections/access")
    assert "The reviewer asks: Also for the helpdesk?" in page.words
    saved = {section.get("data-question") for section in page.all("section") if section.get("data-save")}
    assert saved == {"multi-factor"}


def test_pages_speak_dutch(app: Flask, people: Mapping[Role, User], place: str, session: Session, work: Work) -> None:
    people[Role.RESPONDENT].language = "nl"
    session.commit()
    page = Visitor(app, people[Role.RESPONDENT], language="nl").get(f"{place}/sections/organisation")
    asked = next(iter(work.catalogue.packs["baseline"].questions))
    assert asked.ask.nl in page.words
    assert "september" in page.words


def test_what_is_left_is_listed_by_kind_with_a_link_to_each(vera: Visitor, place: str, session: Session) -> None:
    page = vera.get(f"{place}/left")
    assert "Unanswered" in words(page.one("main"))
    before = len([link for link in page.links.values() if "#question-" in link])
    assert before > 40
    save(vera, place, "encryption-at-rest", value="databases")
    assert answer(session, "encryption-at-rest")
    page = vera.get(f"{place}/left?show=unanswered")
    assert len([link for link in page.links.values() if "#question-" in link]) == before - 1
    page = vera.get(f"{place}/left?show=unproven")
    assert [link.partition("#")[2] for link in page.links.values() if "#question-" in link] == [
        "question-encryption-at-rest"
    ]
    assert "The reviewer asked nothing." in vera.get(f"{place}/left?show=returned").words
    assert vera.get(f"{place}/left?show=bogus").status == 200


def test_the_fingerprint_on_the_receipt_is_that_of_the_answers_one_keeps(
    vera: Visitor, place: str, assessment: Assessment, work: Work, people: Mapping[Role, User]
) -> None:
    answer_everything(work, assessment, people[Role.RESPONDENT])
    explain_everything(work, assessment, people[Role.RESPONDENT])
    answering.submit(work, actor_of(people[Role.RESPONDENT]), assessment.id, "Vera Visser", "Security officer")
    page = vera.get(f"{place}/submitted")
    kept = vera.client.get(page.links["answers.json"])
    assert kept.headers["Content-Disposition"] == "attachment; filename=answers.json"
    assert hashlib.sha256(kept.data).hexdigest() in page.words
    assert json.loads(kept.data)["encryption-at-rest"]["value"]
