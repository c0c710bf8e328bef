"""What every answer carries, whatever the route and however it failed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.conftest import make_app
from tests.web.test_access import addresses
from tests.web.visitor import Visitor
from vendorrisk import web
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import User
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings


def check(answer: TestResponse) -> None:
    policy = answer.headers["Content-Security-Policy"]
    for part in ("object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert part in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]


def test_every_route_answers_with_the_headers_and_is_kept_by_nobody(app: Flask, people: dict[Role, User]) -> None:
    for user in (None, people[Role.ADMINISTRATOR]):
        client = Visitor(app, user).client
        for method, path, _ in addresses(app):
            answer = client.open(path, method=method, buffered=True)
            check(answer)
            if not path.startswith("/static"):
                assert answer.headers["Cache-Control"] == "no-store", path


def test_failures_carry_the_headers_too(app: Flask, anonymous: Visitor) -> None:
    def broken() -> str:
        raise RuntimeError("a secret of the inside")

    app.view_functions["home.index"] = web.access.public(broken)
    answers = {
        500: anonymous.client.get("/"),
        404: anonymous.client.get("/nowhere"),
        405: anonymous.client.put("/sign-in"),
        413: anonymous.client.post(
            "/sign-in", content_type="multipart/form-data; boundary=x", environ_overrides={"CONTENT_LENGTH": "99000000"}
        ),
        400: anonymous.client.post("/sign-in"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        check(answer)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "secret of the inside" not in answer.get_data(as_text=True)


def test_a_static_file_is_kept_for_a_year_under_the_address_of_its_content(anonymous: Visitor) -> None:
    page = anonymous.get("/sign-in")
    sheet = next(link.get("href", "") for link in page.all("link") if "theme.css" in link.get("href", ""))
    kept = anonymous.client.get(sheet, buffered=True)
    check(kept)
    assert "immutable" in kept.headers["Cache-Control"]
    assert "Vary" not in kept.headers
    assert anonymous.client.get(sheet.partition("?")[0], buffered=True).headers["Cache-Control"] == "no-cache"
    assert anonymous.client.get("/static/nothing.css").headers["Cache-Control"] == "no-store"


@pytest.fixture
def over_https(settings: Settings, open_work: Callable[[], Work]) -> Flask:
    """The application as it stands behind one proxy that speaks https."""
    safe = dataclasses.replace(
        settings, base_url="https://vendors.example.com", trusted_hosts=("vendors.example.com",), proxies=1
    )
    return make_app(safe, open_work)


FORWARDED = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "vendors.example.com"}


def test_behind_https_the_cookie_is_bound_to_the_host_and_the_browser_told_to_stay(over_https: Flask) -> None:
    answer = over_https.test_client().get("/sign-in", headers=FORWARDED)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_a_request_for_another_host_is_refused(over_https: Flask) -> None:
    answer = over_https.test_client().get("/sign-in", headers={**FORWARDED, "X-Forwarded-Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.get_data(as_text=True)


def test_what_a_browser_fetches_by_itself_leaves_the_session_alone(app: Flask) -> None:
    """A worker's script that is fetched during a sign-in would put back the session from before it."""
    client = app.test_client()
    assert client.get("/sign-in").headers.getlist("Set-Cookie")
    assert not client.get("/questionnaires/worker.js").headers.getlist("Set-Cookie")
    client.get("/questionnaires/offline", headers={"Sec-Fetch-Mode": "cors"})
    with client.session_transaction() as session:
        assert "place" not in session
    client.get("/questionnaires")
    with client.session_transaction() as session:
        assert session["place"] == ["answering.index", {}]
