"""People, trail and content, as the administrator and the auditor see them."""

from __future__ import annotations

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.factories import make_user
from tests.web.conftest import Visit
from vendorrisk.domain.access import Role
from vendorrisk.domain.events import EventKind
from vendorrisk.persistence.models import EventRow, Invitation, User
from vendorrisk.services.work import Work

People = dict[Role, User]


def test_everybody_is_listed_in_pages(visit: Visit, work: Work, people: People) -> None:
    for number in range(30):
        make_user(work.session, Role.RESPONDENT, email=f"vendor{number:02}@example.com", name=f"Vendor {number:02}")
    work.commit()
    visitor = visit(Role.ADMINISTRATOR)
    first = visitor.get("/admin/users")
    assert "35 people" in first.words
    assert "1 to 25 of 35" in first.words
    second = visitor.get(first.links["Next"])
    assert "26 to 35 of 35" in second.words
    assert "Vendor 00" in first.links
    assert "Vendor 00" not in second.links
    assert "Vendor 29" in second.links


def test_a_colleague_is_invited_but_a_respondent_cannot_be(visit: Visit, session: Session) -> None:
    visitor = visit(Role.ADMINISTRATOR)
    visitor.get("/admin/users/new")
    visitor.submit({"name": "Nora", "email": "Nora@Example.com", "role": "auditor", "language": "nl"})
    assert "on its way to Nora@Example.com" in visitor.follow().words
    assert session.scalars(select(Invitation.email)).all() == ["nora@example.com"]
    visitor.get("/admin/users/new")
    page = visitor.submit({"name": "Nora", "email": "not an address", "role": "respondent"}, 422)
    assert "Enter an address like" in page.words
    assert page.one("email").get("value") == "not an address"
    assert len(session.scalars(select(Invitation.email)).all()) == 1


def test_roles_are_changed_and_the_person_is_signed_out(visit: Visit, people: People, session: Session) -> None:
    them = visit(Role.PROCUREMENT)
    visitor = visit(Role.ADMINISTRATOR)
    visitor.get(f"/admin/users/{people[Role.PROCUREMENT].id}")
    visitor.submit({"roles": ["procurement", "auditor"], "active": "y"})
    session.refresh(people[Role.PROCUREMENT], ["roles"])
    assert {role.name for role in people[Role.PROCUREMENT].roles} == {"procurement", "auditor"}
    them.get("/change-password", 303)


def test_nobody_changes_their_own_account(visit: Visit, people: People, session: Session) -> None:
    visitor = visit(Role.ADMINISTRATOR)
    assert "This is you" in visitor.get(f"/admin/users/{people[Role.ADMINISTRATOR].id}").words
    visitor.submit({"roles": ["administrator", "risk_lead"], "active": "y"}, 422)
    session.refresh(people[Role.ADMINISTRATOR], ["roles"])
    assert [role.name for role in people[Role.ADMINISTRATOR].roles] == ["administrator"]


def test_a_person_keeps_at_least_one_role_and_a_vendors_person_becomes_no_colleague(
    visit: Visit, people: People, session: Session
) -> None:
    visitor = visit(Role.ADMINISTRATOR)
    visitor.get(f"/admin/users/{people[Role.AUDITOR].id}")
    assert "Choose at least one role" in visitor.submit({"roles": []}, 422).words
    visitor.get(f"/admin/users/{people[Role.RESPONDENT].id}")
    visitor.submit({"roles": ["administrator"], "active": "y"}, 422)
    session.refresh(people[Role.RESPONDENT], ["roles"])
    assert [role.name for role in people[Role.RESPONDENT].roles] == ["respondent"]


def test_the_trail_is_filtered_by_kind_and_by_subject(visit: Visit, people: People) -> None:
    visitor = visit(Role.ADMINISTRATOR)
    for role in (Role.AUDITOR, Role.PROCUREMENT):
        visitor.get(f"/admin/users/{people[role].id}")
        visitor.submit({"active": "y"})
    whole = visitor.get("/admin/trail")
    assert whole.words.count("Person changed roles:") == 2
    one = visitor.get(f"/admin/trail?kind={EventKind.USER_CHANGED}&subject={people[Role.AUDITOR].id}")
    assert one.words.count("Person changed roles:") == 1
    assert "Nothing like that has happened" in visitor.get(f"/admin/trail?kind={EventKind.RECORD_SEALED}").words
    visitor.get("/admin/trail?kind=nonsense&page=-3")


def test_the_trail_proves_that_it_is_whole_and_says_where_it_is_not(
    visit: Visit, people: People, session: Session
) -> None:
    visitor = visit(Role.ADMINISTRATOR)
    for role in (Role.RISK_LEAD, Role.PROCUREMENT):
        visitor.get(f"/admin/users/{people[role].id}")
        visitor.submit({"active": "y"})
    head = session.scalars(select(EventRow.hash).order_by(EventRow.position.desc())).first()
    page = visit(Role.AUDITOR).get("/admin/trail?check=1")
    assert "2 lines, each fitting" in page.words
    assert head
    assert head in page.words
    for trigger in _triggers(session):
        session.execute(text(trigger))
    session.execute(text("UPDATE event SET subject = 'somebody else' WHERE position = 2"))
    session.commit()
    assert "Line 2 is not what was written" in visit(Role.AUDITOR).get("/admin/trail?check=1").words


def _triggers(session: Session) -> list[str]:
    """What an owner of the database would say to get past the guards of the trail."""
    if session.get_bind().dialect.name == "postgresql":
        return ["ALTER TABLE event DISABLE TRIGGER ALL"]
    names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"))
    return [f"DROP TRIGGER {name}" for name in names]


def test_every_question_of_the_published_content_is_readable_in_both_languages(visit: Visit, work: Work) -> None:
    visitor = visit(Role.RISK_LEAD)
    listed = visitor.get("/content").links
    for digest, file in work.catalogue.files.items():
        assert f"/content/{digest}" in listed.values()
        english = visitor.get(f"/content/{digest}").words
        assert digest in english
        assert file.version in english
    for pack in work.catalogue.packs.values():
        page = visitor.get(f"/content/{pack.digest}")
        assert all(" ".join(question.ask.en.split()) in page.words for question in pack.questions)


def test_a_digest_that_was_never_published_is_absent(visit: Visit) -> None:
    visit(Role.RISK_LEAD).get("/content/" + "0" * 64, 404)
