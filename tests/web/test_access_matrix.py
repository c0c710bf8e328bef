"""Every route as every role, for what is one's own, what is another's, and what is not there: made from the routes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from flask import Flask

from tests.factories import make_user
from tests.web.reviewing import submit
from tests.web.sharing import share, share_part
from tests.web.visitor import Visitor
from vendorrisk.domain.access import GRANTS, Permission, Role
from vendorrisk.persistence.models import Assessment, AssessmentMember, User
from vendorrisk.services.work import Work
from vendorrisk.web import access

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

ABSENT = "0" * 32
SIGNED_OUT = "/sign-out"
SHEET = "/questionnaires/<assessment_id>"
TALK = "/talk/<assessment_id>"
OUTSIDERS = {Role.RESPONDENT}
"""Who sees only what was shared with them; colleagues see all that their role may."""


class Things:
    """What the arguments of the routes can name: one of each thing, or nothing that there is."""

    def __init__(self, assessment: Assessment | None, other: Mapping[str, str]) -> None:
        self.values = {
            "assessment_id": assessment.id if assessment else ABSENT,
            "engagement_id": assessment.engagement_id if assessment else ABSENT,
            "section_id": "organisation",
            "question_id": "security-programme",
            "proof_id": ABSENT,
            "delegation_id": ABSENT,
            "acceptance_id": ABSENT,
            "condition_id": ABSENT,
            "rule_id": ABSENT,
            "upload_id": ABSENT,
            "record_id": ABSENT,
            "user_id": ABSENT,
            "token": ABSENT,
            "digest": ABSENT,
            "number": "1",
            "language": "en",
            "filename": "theme.css",
        } | dict(other)


@pytest.fixture
def foreign(work: Work, people: Mapping[Role, User]) -> Assessment:
    """An assessment of another vendor, which its own person answers."""
    made = share(work, people)
    work.session.delete(work.session.get_one(AssessmentMember, (made.id, people[Role.RESPONDENT].id)))
    other = make_user(work.session, Role.RESPONDENT, email="otto@other.example", name="Otto Other")
    work.session.add(AssessmentMember(assessment_id=made.id, user_id=other.id))
    work.commit()
    return made


@pytest.fixture
def own(work: Work, people: Mapping[Role, User]) -> Assessment:
    return share(work, people)


def answers(app: Flask, visitor: Visitor, things: Things) -> dict[str, tuple[access.Mark | None, int]]:
    """What each route with an argument answers, by method and pattern, with its mark."""
    token = visitor.get("/change-password").csrf_token
    found = {}
    for rule in app.url_map.iter_rules():
        _, path = rule.build({name: things.values[name] for name in rule.arguments}, append_unknown=False) or ("", "")
        for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"}):
            if rule.arguments:
                data = {"csrf_token": token} if method != "GET" else None
                answer = visitor.client.open(path, method=method, data=data)
                found[f"{method} {rule.rule}"] = (access.mark_of(app, rule.endpoint), answer.status_code)
                answer.close()
    return found


def may(mark: access.Mark | None, role: Role) -> bool:
    return not isinstance(mark, Permission) or role in GRANTS[mark]


@pytest.mark.parametrize("role", Role)
def test_what_one_may_not_is_refused_whatever_it_is_about(
    app: Flask, people: Mapping[Role, User], own: Assessment, foreign: Assessment, role: Role
) -> None:
    for assessment in (own, foreign, None):
        for route, (mark, status) in answers(app, Visitor(app, people[role]), Things(assessment, {})).items():
            assert (status == 403) == (not may(mark, role)), f"{role} {route}: {status}"


def test_what_is_foreign_is_to_an_outsider_as_what_is_absent(
    app: Flask, people: Mapping[Role, User], own: Assessment, foreign: Assessment
) -> None:
    outsider = people[Role.RESPONDENT]
    foreigns, absents = (answers(app, Visitor(app, outsider), Things(one, {})) for one in (foreign, None))
    assert foreigns == absents
    about = {route: status for route, (mark, status) in foreigns.items() if "<assessment_id>" in route}
    assert set(about.values()) <= {403, 404}
    assert list(about.values()).count(404) >= 10


def test_what_is_one_s_own_opens(app: Flask, people: Mapping[Role, User], own: Assessment) -> None:
    found = answers(app, Visitor(app, people[Role.RESPONDENT]), Things(own, {}))
    for route, (mark, status) in found.items():
        if may(mark, Role.RESPONDENT) and route.startswith("GET /questionnaires/<assessment_id>"):
            waits = any(word in route for word in ("submit", "<proof_id>", "answers.pdf", "outcome"))
            assert status in {200, 202} or (waits and status in {302, 303, 404}), f"{route}: {status}"


def test_to_a_colleague_what_was_not_delegated_is_as_absent(
    app: Flask, work: Work, people: Mapping[Role, User], own: Assessment
) -> None:
    anna = share_part(work, own, people[Role.RESPONDENT], "access")
    elsewhere, absent = (answers(app, Visitor(app, anna), Things(one, {})) for one in (own, None))
    about = {route for route in elsewhere if "<assessment_id>" in route}
    opened = {route for route in about if elsewhere[route] != absent[route]}
    assert opened == {f"GET {SHEET}", f"GET {SHEET}/left", f"GET {TALK}"}
    within = Things(own, {"section_id": "access", "question_id": "multi-factor"})
    there = answers(app, Visitor(app, anna), within)
    assert {route for route in about if there[route] != absent[route]} - opened == {
        "GET /questionnaires/<assessment_id>/sections/<section_id>",
        "POST /questionnaires/<assessment_id>/sections/<section_id>",
        "POST /questionnaires/<assessment_id>/answers/<question_id>",
        "POST /questionnaires/<assessment_id>/answers/<question_id>/proofs",
        "POST /questionnaires/<assessment_id>/answers/<question_id>/uploads",
        "GET /talk/<assessment_id>/<question_id>",
        "POST /talk/<assessment_id>/<question_id>",
    }


@pytest.mark.parametrize("role", sorted(set(Role) - OUTSIDERS))
def test_colleagues_open_what_their_role_may(app: Flask, work: Work, people: Mapping[Role, User], role: Role) -> None:
    assessment = submit(work, people)
    found = answers(app, Visitor(app, people[role]), Things(assessment, {"user_id": people[role].id}))
    for route in ("GET /requests/<engagement_id>", "GET /reviews/<assessment_id>", "GET /admin/users/<user_id>"):
        mark, status = found[route]
        assert (status == 200) == may(mark, role), f"{role} {route}: {status}"
