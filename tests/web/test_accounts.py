"""Signing in and out, choosing a password, accepting an invitation, and speaking one's language."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import Clock, actor_of
from tests.web.conftest import PASSWORD, Visit
from tests.web.sharing import share
from tests.web.visitor import Visitor
from vendorrisk.domain.access import Role
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import Engagement, EventRow, Invitation, OutboxRow, User
from vendorrisk.services import accounts
from vendorrisk.services.work import Work

OTHER = "a trombone behind one door"
People = dict[Role, User]


def sign_in(visitor: Visitor, email: str, password: str, status: int = 302) -> None:
    visitor.get("/sign-in")
    visitor.submit({"email": email, "password": password}, status)


def kinds(session: Session) -> list[str]:
    return list(session.scalars(select(EventRow.kind).order_by(EventRow.position)))


def test_signing_in_leads_to_the_first_place_and_leaves_a_trace(
    anonymous: Visitor, people: People, session: Session
) -> None:
    sign_in(anonymous, "Administrator@Example.com", PASSWORD)
    anonymous.get("/", 303)
    assert anonymous.follow().heading == "People"
    assert kinds(session) == [EventKind.USER_SIGNED_IN]


def test_an_unknown_address_and_a_wrong_password_read_the_same(app: Flask, people: People, session: Session) -> None:
    pages = []
    for email in ("nobody@example.com", "auditor@example.com"):
        visitor = Visitor(app)
        sign_in(visitor, email, "not the password at all", 200)
        assert visitor.page is not None
        pages.append(visitor.page.words.replace(email, ""))
    assert pages[0] == pages[1]
    assert "do not belong together" in pages[0]
    assert kinds(session) == [EventKind.USER_SIGN_IN_FAILED]


def test_a_captured_cookie_is_worth_nothing_after_signing_out(app: Flask, anonymous: Visitor, people: People) -> None:
    sign_in(anonymous, "auditor@example.com", PASSWORD)
    cookie = anonymous.client.get_cookie("session")
    assert cookie is not None
    anonymous.get("/admin/trail")
    anonymous.post("/sign-out", status=302)
    anonymous.get("/admin/trail", 303)
    thief = Visitor(app)
    thief.client.set_cookie("session", cookie.value)
    thief.get("/admin/trail", 303)


def test_signing_out_wants_a_form_of_ours(visit: Visit) -> None:
    visitor = visit(Role.AUDITOR)
    assert visitor.client.get("/sign-out").status_code == 405
    visitor.client.post("/sign-out")
    visitor.get("/admin/trail")


def reset_link(session: Session) -> str:
    row = session.scalars(select(OutboxRow).where(OutboxRow.kind == "mail").order_by(OutboxRow.created_at)).all()[-1]
    assert row.payload["message"] == "password-reset"
    return urlsplit(row.payload["link"]).path


def test_a_forgotten_password_is_chosen_anew_with_a_link_that_works_once(
    app: Flask, anonymous: Visitor, people: People, session: Session
) -> None:
    anonymous.get("/reset")
    told = anonymous.submit({"email": "auditor@example.com"}, 200).words
    link = reset_link(session)
    anonymous.get(link)
    anonymous.submit({"password": OTHER, "password_confirm": OTHER}, 302)
    assert "Your password is changed" in anonymous.follow().words
    sign_in(anonymous, "auditor@example.com", OTHER)
    Visitor(app).get(link, 302)
    unknown = Visitor(app)
    unknown.get("/reset")
    assert unknown.submit({"email": "nobody@example.com"}, 200).words.replace("nobody", "auditor") == told
    assert EventKind.USER_PASSWORD_CHANGED in kinds(session)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(
    visit: Visit, people: People, session: Session
) -> None:
    here, elsewhere = visit(Role.AUDITOR), visit(Role.AUDITOR)
    here.get("/change-password")
    here.submit({"password": PASSWORD, "new_password": OTHER, "new_password_confirm": OTHER}, 302)
    here.get("/admin/trail")
    elsewhere.get("/admin/trail", 303)


@pytest.mark.parametrize(("password", "words"), [
    ("short", "at least 15 characters"),
    ("aaaaaaaaaaaaaaaaaaaa", "repeats the same few"),
    ("auditor auditor person", "leans on your name"),
    ("x" * 200, "at most 128"),
])  # fmt: skip
def test_a_weak_password_is_refused_with_the_reason(visit: Visit, password: str, words: str) -> None:
    visitor = visit(Role.AUDITOR)
    visitor.get("/change-password")
    page = visitor.submit({"password": PASSWORD, "new_password": password, "new_password_confirm": password}, 200)
    assert words in page.words


@pytest.fixture
def link(work: Work, people: People) -> str:
    """The path of an invitation to a new colleague."""
    invitation = accounts.invite_staff(
        work, actor_of(people[Role.ADMINISTRATOR]), "new@example.com", "Nora Nieuw", Role.AUDITOR, "nl"
    )
    return f"/invitation/{accounts.token_of(work, invitation)}"


def test_looking_at_an_invitation_consumes_nothing_and_accepting_it_makes_the_account(
    app: Flask, anonymous: Visitor, link: str, session: Session
) -> None:
    for _ in range(3):
        assert "new@example.com" in anonymous.get(link).words
    anonymous.client.head(link)
    anonymous.submit({"name": "Nora Nieuw", "password": OTHER})
    anonymous.get("/", 303)
    user = session.scalars(select(User).where(User.email == "new@example.com")).one()
    assert [role.name for role in user.roles] == [Role.AUDITOR]
    assert user.language == "nl"
    again = Visitor(app)
    assert "used already" in again.get(link, 410).words
    assert "not one of ours" in again.get(link[:-1], 410).words


def test_an_invitation_ends_with_its_time(anonymous: Visitor, link: str, clock: Clock) -> None:
    clock.forward(days=31)
    assert "not used in time" in anonymous.get(link, 410).words


def test_an_invitation_refuses_a_weak_password_and_keeps_the_name(anonymous: Visitor, link: str) -> None:
    anonymous.get(link)
    page = anonymous.submit({"name": "Nora N.", "password": "short"}, 422)
    assert page.one("name").get("value") == "Nora N."
    assert "at least 15 characters" in page.words
    anonymous.get(link)


def test_somebody_with_an_account_signs_in_and_comes_back_to_accept(
    anonymous: Visitor, work: Work, people: People, session: Session
) -> None:
    invitation = accounts.invite_staff(
        work, actor_of(people[Role.ADMINISTRATOR]), "auditor@example.com", "Auditor Person", Role.PROCUREMENT, "en"
    )
    link = f"/invitation/{accounts.token_of(work, invitation)}"
    assert "There is an account" in anonymous.get(link).words
    sign_in(anonymous, "auditor@example.com", PASSWORD)
    anonymous.get("/", 303)
    anonymous.follow()
    anonymous.submit()
    session.refresh(people[Role.AUDITOR], ["roles"])
    assert {role.name for role in people[Role.AUDITOR].roles} == {Role.AUDITOR, Role.PROCUREMENT}


def test_an_invitation_for_another_account_is_not_accepted(visit: Visit, link: str, session: Session) -> None:
    visitor = visit(Role.PROCUREMENT)
    visitor.get(link)
    visitor.submit()
    assert EventKind.USER_ACTIVATED not in kinds(session)


def test_the_language_is_the_browsers_until_one_chooses(app: Flask) -> None:
    visitor = Visitor(app, language="nl-NL,nl;q=0.9")
    assert visitor.get("/sign-in").root.get("lang") == "nl"
    answer = visitor.client.post(
        "/language",
        data={"language": "en", "csrf_token": visitor.get("/sign-in").csrf_token},
        headers={"Referer": "http://localhost/reset?x=1"},
    )
    assert answer.headers["Location"] == "/reset"
    assert visitor.get("/reset").root.get("lang") == "en"


def test_the_language_of_an_account_is_kept_with_it(visit: Visit, people: People, session: Session) -> None:
    visitor = visit(Role.AUDITOR)
    visitor.get("/admin/trail")
    visitor.post("/language", {"language": "nl"})
    session.refresh(people[Role.AUDITOR])
    assert people[Role.AUDITOR].language == "nl"
    assert visit(Role.AUDITOR).get("/admin/trail").root.get("lang") == "nl"


@pytest.mark.parametrize("referrer", ["https://evil.example/", "http://localhost/nowhere", "", "javascript:alert(1)"])
def test_choosing_a_language_never_leads_elsewhere(anonymous: Visitor, referrer: str) -> None:
    token = anonymous.get("/sign-in").csrf_token
    answer = anonymous.client.post(
        "/language", data={"language": "nl", "csrf_token": token}, headers={"Referer": referrer}
    )
    assert answer.headers["Location"] == "/"


@pytest.fixture
def invited(work: Work, people: dict[Role, User]) -> str:
    """The link of a vendor's invitation."""
    share(work, people)
    return accounts.token_of(work, work.session.scalars(select(Invitation)).one())


def test_an_invitation_can_be_passed_on_from_its_page(anonymous: Visitor, invited: str, work: Work) -> None:
    page = anonymous.get(f"/invitation/{invited}")
    anonymous.get(page.links["Pass it on to a colleague"])
    page = anonymous.submit({"name": "", "email": "not an address"}, 422)
    assert "Enter their name." in page.words
    assert "Enter a whole email address." in page.words
    page = anonymous.submit({"name": "Sjoerd", "email": "sjoerd@noordzee.example"}, 200)
    assert "Sjoerd gets an invitation by mail" in page.words
    anonymous.get(f"/invitation/{invited}", 410)
    work.session.expire_all()
    assert "sjoerd@noordzee.example" in work.session.scalars(select(Invitation.email)).all()


def test_an_invitation_can_be_declined_and_who_asked_sees_why(
    anonymous: Visitor, visit: Visit, invited: str, work: Work
) -> None:
    page = anonymous.get(f"/invitation/{invited}")
    anonymous.get(page.links["Decline, with a reason"])
    anonymous.submit({"reason": ""}, 422)
    page = anonymous.submit({"reason": "We <b>stop</b> next year."}, 200)
    assert "You need not do anything more." in page.words
    seen = visit(Role.PROCUREMENT).get(f"/requests/{work.session.scalars(select(Engagement.id)).one()}")
    assert "We <b>stop</b> next year." in seen.words
    assert "changing the contact" in seen.words


def test_a_link_that_ran_out_offers_a_new_one(anonymous: Visitor, invited: str, clock: Clock, work: Work) -> None:
    clock.forward(days=60)
    page = anonymous.get(f"/invitation/{invited}", 410)
    assert "Send me a new link" in page.words
    page = anonymous.submit({}, 200, action=f"/invitation/{invited}/renew")
    assert "A new link is on its way" in page.words
    work.session.expire_all()
    assert len(work.session.scalars(select(Invitation.id)).all()) == 2
