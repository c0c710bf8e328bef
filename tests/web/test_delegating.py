"""The pages of delegating: asking a colleague, what they see, giving it back; and doubts and filters beside it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import Clock
from tests.web.conftest import Visit
from tests.web.sharing import share, share_part
from tests.web.test_answering import answer, save
from tests.web.visitor import Visitor, words
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import Assessment, Delegation, Invitation, User
from vendorrisk.services import accounts
from vendorrisk.services.work import Work

ANNA = "anna@noordzee.example"
FIRST, SECOND = "multi-factor", "passwords"
"""Two questions of the section on access."""


@pytest.fixture
def assessment(work: Work, people: Mapping[Role, User]) -> Assessment:
    return share(work, people)


@pytest.fixture
def place(assessment: Assessment) -> str:
    return f"/questionnaires/{assessment.id}"


@pytest.fixture
def vera(visit: Visit) -> Visitor:
    """The coordinator."""
    return visit(Role.RESPONDENT)


@pytest.fixture
def anna(app: Flask, work: Work, people: Mapping[Role, User], assessment: Assessment) -> Visitor:
    """A colleague to whom the section on access was delegated."""
    return Visitor(app, share_part(work, assessment, people[Role.RESPONDENT], "access"))


def delegations(session: Session) -> list[Delegation]:
    session.expire_all()
    return list(session.scalars(select(Delegation).order_by(Delegation.made_at)))


def test_from_asking_to_the_colleague_s_first_answer(
    app: Flask, vera: Visitor, anonymous: Visitor, place: str, session: Session, work: Work
) -> None:
    page = vera.get(f"{place}/sections/access")
    vera.get(page.links["Ask a colleague to answer this section"])
    assert vera.page
    assert vera.page.form()["part"] == "access"
    vera.submit({"name": "Anna Bakker", "email": ANNA, "message": "You know this best."})
    page = vera.follow()
    assert "Anna Bakker gets a mail, and sees this part alone." in page.words
    assert "Invited" in page.words
    invitation = session.scalars(select(Invitation).where(Invitation.email == ANNA)).one()
    page = anonymous.get(f"/invitation/{accounts.token_of(work, invitation)}")
    assert "Pass it on" not in page.words
    assert "see that part alone" in page.words
    anonymous.submit({"name": "Anna Bakker", "password": "a violin under the desk"})
    page = anonymous.get(place)
    assert "You know this best." in page.words
    saved = save(anonymous, place, FIRST, value="some")
    assert "Answered by Anna Bakker, " in words(saved.one(f"q-{FIRST}--author"))
    page = vera.get(place)
    assert "With Anna Bakker" in page.words
    assert "Accepted" in page.words
    page = vera.get(f"{place}/check")
    assert "Colleagues who are not done yet" in page.words
    assert "Answered by Anna Bakker, 23 November 2026" in page.words


def test_a_colleague_is_offered_nothing_of_the_whole(anna: Visitor, place: str) -> None:
    page = anna.get(place)
    own = {link for link in page.links.values() if link.startswith(place)}
    assert {link.partition("?")[0] for link in own} <= {f"{place}/sections/access", f"{place}/left"}
    for link in own:
        anna.get(link)
    page = anna.get(f"{place}/sections/access")
    assert "Ask a colleague" not in page.words
    assert "Save and see what is left" in page.words
    anna.submit()
    assert anna.follow().heading == "Payroll"


def test_a_single_question_stands_alone_on_its_page(
    app: Flask, vera: Visitor, place: str, work: Work, assessment: Assessment, people: Mapping[Role, User]
) -> None:
    page = vera.get(f"{place}/sections/access")
    ask = next(link for link in page.all("a") if (link.get("href") or "").endswith(f"part=access/{FIRST}"))
    page = vera.get(ask.get("href") or "")
    assert page.form()["part"] == f"access/{FIRST}"
    anna = Visitor(app, share_part(work, assessment, people[Role.RESPONDENT], "access", FIRST))
    page = anna.get(f"{place}/sections/access")
    shown = [section.get("id") for section in page.all("section", "div") if "question-" in (section.get("id") or "")]
    assert shown == [f"question-{FIRST}"]
    assert SECOND not in page.text
    assert "With Anna Bakker (one question)" in vera.get(place).words


def test_done_is_told_with_the_note_and_taken_back_it_is_gone(
    anna: Visitor, vera: Visitor, place: str, session: Session
) -> None:
    (row,) = delegations(session)
    anna.get(place)
    anna.submit({"note": "One is for the provider."}, action=f"{place}/delegations/{row.id}/done")
    assert "You gave this back on" in anna.follow().words
    page = anna.get(f"{place}/sections/access")
    assert "You gave these answers back as done" in page.words
    assert not [section for section in page.all("section") if section.get("data-save")]
    page = vera.get(place)
    assert "One is for the provider." in page.words
    assert "Done by Anna Bakker" in page.words
    vera.get(f"{place}/delegations")
    vera.submit(action=f"{place}/delegations/{row.id}/take-back")
    assert "Nobody else has a part of this" in vera.follow().words
    anna.get(place, 404)
    save(anna, place, FIRST, 404, value="some")
    assert answer(session, FIRST) is None


def test_somebody_else_is_asked_from_the_page_of_who_holds_what(
    anna: Visitor, vera: Visitor, place: str, session: Session
) -> None:
    page = vera.get(f"{place}/delegations")
    page = vera.get(page.links["Give it to someone else"])
    assert "Anna Bakker has this now" in page.words
    vera.submit({"name": "Bram", "email": ANNA}, 422)
    assert "Anna Bakker already has this." in vera.page.words  # type: ignore[union-attr]
    vera.submit({"name": "Bram", "email": "bram@noordzee.example"})
    assert "Bram" in vera.follow().words
    assert [row.ended_at is None for row in delegations(session)] == [False, True]
    anna.get(place, 404)


def test_a_reminder_is_said_to_be_on_its_way_or_why_not(
    anna: Visitor, vera: Visitor, place: str, session: Session, clock: Clock
) -> None:
    (row,) = delegations(session)
    for said in ("A reminder was sent less than a day ago.", "A reminder is on its way."):
        vera.get(f"{place}/delegations")
        vera.submit(action=f"{place}/delegations/{row.id}/remind")
        assert said in vera.follow().words
        clock.forward(hours=25)


@pytest.mark.parametrize("typed", [{"part": "bogus"}, {"name": ""}, {"email": "nobody"}, {"message": "x" * 1001}])
def test_what_cannot_be_sent_is_handed_back(vera: Visitor, place: str, session: Session, typed: dict[str, str]) -> None:
    vera.get(f"{place}/delegate")
    page = vera.submit({"part": "access", "name": "Anna", "email": ANNA, **typed}, 422)
    assert page.form()["email"] == typed.get("email", ANNA)
    assert delegations(session) == []


@pytest.mark.parametrize("part", ["", "access", f"access/{FIRST}", f"hosting/{FIRST}", "access/<b>", "/", "x/y/z"])
def test_a_forged_part_in_the_address_is_only_not_chosen(vera: Visitor, place: str, part: str) -> None:
    page = vera.get(f"{place}/delegate?part={part}")
    chosen = page.form()["part"]
    assert chosen == (part if part in {"access", f"access/{FIRST}"} else "organisation")


def test_a_doubt_is_saved_with_and_without_a_script_and_only_warns(
    vera: Visitor, place: str, session: Session, visit: Visit
) -> None:
    save(vera, place, FIRST, value="some", unsure="1")
    assert (kept := answer(session, FIRST))
    assert kept.unsure
    page = vera.get(f"{place}/sections/access")
    assert page.form()[f"{FIRST}.unsure"] == "1"
    vera.submit({f"{SECOND}.unsure": "1"})
    assert (other := answer(session, SECOND))
    assert other.unsure
    page = vera.get(f"{place}/check")
    assert "2 answers are marked as unsure" in page.words
    form = vera.get(f"{place}/sections/access").form()
    vera.post(f"{place}/sections/access", {name: value for name, value in form.items() if not name.endswith(".unsure")})
    assert (kept := answer(session, FIRST))
    assert (kept.unsure, kept.value, kept.version) == (False, "some", 2)


def test_filters_are_links_with_counts(anna: Visitor, vera: Visitor, place: str) -> None:
    save(vera, place, "encryption-at-rest", value="databases", unsure="1")
    page = vera.get(place)
    assert page.links["Not sure 1"] == f"{place}/left?show=unsure"
    page = vera.get(page.links["Not sure 1"])
    listed = [link.partition("#question-")[2] for link in page.links.values() if "#question-" in link]
    assert listed == ["encryption-at-rest"]
    others = next(name for name in page.links if name.startswith("With colleagues"))
    page = vera.get(page.links[others])
    assert "With Anna Bakker" in page.words
    listed = [link for link in page.links.values() if "#question-" in link]
    assert len(listed) == int(others.rpartition(" ")[2]) > 3
    assert "Nobody asked you for a part of it." in vera.get(f"{place}/left?show=mine").words
    assert not [name for name in anna.get(f"{place}/left").links if name.startswith("With colleagues")]
