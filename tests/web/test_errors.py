"""Each failure becomes one status and a page that says what happened and what to do next."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.web.conftest import Visit
from tests.web.visitor import Visitor
from vendorrisk.domain.access import Role
from vendorrisk.services.failures import NotFound, Stale
from vendorrisk.services.ports import FileDamaged
from vendorrisk.web import access


def fail_with(app: Flask, failure: Exception) -> None:
    def view() -> str:
        raise failure

    app.view_functions["admin.content"] = access.public(view)


@pytest.mark.parametrize(("failure", "status", "title"), [
    (NotFound("x"), 404, "This page is not here"),
    (Stale("x"), 409, "This has changed since you opened it"),
    (FileDamaged("x"), 500, "This file is damaged"),
    (RuntimeError("x"), 500, "Something went wrong on our side"),
])  # fmt: skip
def test_a_failure_of_a_use_case_becomes_a_page(
    app: Flask, anonymous: Visitor, failure: Exception, status: int, title: str
) -> None:
    fail_with(app, failure)
    assert anonymous.get("/content", status).heading == title


def test_absent_and_withheld_read_the_same(anonymous: Visitor) -> None:
    def text(path: str) -> str:
        return anonymous.get(path, 404).words

    assert text("/nowhere") == text("/nowhere-else")


def test_the_page_for_a_broken_database_does_not_ask_the_database(app: Flask, visit: Visit) -> None:
    fail_with(app, OperationalError("SELECT secrets", {}, Exception("connection refused")))
    page = visit(Role.AUDITOR).get("/content", 500)
    assert "SELECT" not in page.words
    assert "tell us this number" in page.words
    assert page.response.headers["X-Request-Id"] in page.words


def test_a_form_whose_session_ended_hands_back_what_was_typed_but_no_secret(anonymous: Visitor) -> None:
    answer = anonymous.client.post("/sign-in", data={"email": "mine@example.com", "password": "my very own secret"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "mine@example.com" in text
    assert "my very own secret" not in text


def test_a_partial_update_gets_the_same_words_as_a_fragment(anonymous: Visitor) -> None:
    answer = anonymous.client.get("/nowhere", headers={"HX-Request": "true"})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 404
    assert "This page is not here" in text
    assert "<html" not in text


def test_a_partial_update_of_somebody_signed_out_says_that_nothing_was_saved(anonymous: Visitor) -> None:
    answer = anonymous.client.get("/admin/trail", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert "You are no longer signed in" in answer.get_data(as_text=True)
