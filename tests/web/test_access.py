"""Who may use which route: every route is marked, and the marks are held for every role."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.web.conftest import PASSWORD, Visit
from tests.web.visitor import Visitor
from vendorrisk.domain.access import GRANTS, Permission, Role
from vendorrisk.persistence.models import User
from vendorrisk.web import access

NOBODY = "0" * 32
ADMIN = {
    "/admin/users": Permission.MANAGE_USERS,
    "/admin/users/new": Permission.MANAGE_USERS,
    f"/admin/users/{NOBODY}": Permission.MANAGE_USERS,
    "/admin/trail": Permission.SEE_TRAIL,
    "/content": Permission.SEE_CONTENT,
    f"/content/{NOBODY}": Permission.SEE_CONTENT,
}


def addresses(app: Flask) -> list[tuple[str, str, access.Mark]]:
    """Every route as an address that fits it, a method, and its mark."""
    found = []
    for rule in app.url_map.iter_rules():
        mark = access.mark_of(app, rule.endpoint)
        assert mark is not None
        _, path = rule.build(dict.fromkeys(rule.arguments, NOBODY), append_unknown=False) or ("", "")
        assert path, f"no address fits {rule}"
        found += [(method, path, mark) for method in sorted((rule.methods or set()) - {"OPTIONS", "HEAD"})]
    return found


def test_every_route_is_marked(app: Flask) -> None:
    access.check_marks(app)
    assert len({rule.endpoint for rule in app.url_map.iter_rules()}) > 15


def test_an_app_with_an_unmarked_route_does_not_start(app: Flask) -> None:
    app.view_functions["forgotten"] = lambda: "anybody's"
    app.url_map.add(app.url_rule_class("/forgotten", endpoint="forgotten"))
    with pytest.raises(access.Unmarked, match="forgotten"):
        access.check_marks(app)


def test_nobody_signed_in_sees_only_what_is_public(app: Flask, anonymous: Visitor) -> None:
    token = anonymous.get("/sign-in").csrf_token
    for method, path, mark in addresses(app):
        answer = anonymous.client.open(path, method=method, data={"csrf_token": token} if method != "GET" else None)
        refused = answer.status_code == 303 and answer.headers["Location"] == "/sign-in"
        assert refused == (mark != access.PUBLIC), f"{method} {path}: {answer.status}"


@pytest.mark.parametrize("role", Role)
def test_a_role_is_refused_exactly_what_it_was_not_granted(app: Flask, visit: Visit, role: Role) -> None:
    visitor = visit(role)
    token = visitor.get("/change-password").csrf_token
    for method, path, mark in addresses(app):
        if path == "/sign-out":
            continue
        answer = visitor.client.open(path, method=method, data={"csrf_token": token} if method != "GET" else None)
        granted = not isinstance(mark, Permission) or role in GRANTS[mark]
        assert (answer.status_code != 403) == granted, f"{role} {method} {path}: {answer.status}"
        assert answer.status_code < 500, f"{role} {method} {path}: {answer.status}"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", ADMIN)
def test_the_admin_pages_are_for_whom_they_are_for(visit: Visit, role: Role, path: str) -> None:
    if role in GRANTS[ADMIN[path]]:
        visit(role).get(path, 404 if NOBODY in path else 200)
    else:
        assert "Your role does not include this page" in visit(role).get(path, 403).words


def test_the_place_one_was_going_to_is_found_again_after_signing_in(
    anonymous: Visitor, people: dict[Role, User]
) -> None:
    anonymous.get("/admin/trail", 303)
    anonymous.get("/sign-in")
    anonymous.submit({"email": "administrator@example.com", "password": PASSWORD}, 302)
    anonymous.get("/", 303)
    assert anonymous.follow().heading == "Trail"


@pytest.mark.parametrize("evil", ["//evil.example", "////evil.example", "https://evil.example", "/\\evil", "/content"])
def test_no_address_from_outside_is_ever_followed(anonymous: Visitor, people: dict[Role, User], evil: str) -> None:
    answer = anonymous.client.post(
        f"/sign-in?next={evil}",
        data={
            "csrf_token": anonymous.get("/sign-in").csrf_token,
            "email": "administrator@example.com",
            "password": PASSWORD,
            "next": evil,
        },
    )
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/"


def test_a_disabled_person_is_out_at_the_next_request(visit: Visit, people: dict[Role, User], session: Session) -> None:
    visitor = visit(Role.AUDITOR)
    visitor.get("/admin/trail")
    people[Role.AUDITOR].active = False
    session.commit()
    visitor.get("/admin/trail", 303)
