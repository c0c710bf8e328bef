"""The components that pages are composed of, and the vendored files that they lean on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask, get_template_attribute
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired

from tests.web.visitor import parsed, words
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.services.paging import Page

ROOT = Path(__file__).parents[2]


class Example(FlaskForm):  # type: ignore[misc]
    name = StringField("Name", [DataRequired("Enter a name.")])
    size = RadioField(
        "Size", [DataRequired("Choose a size.")], choices=[SelectChoice("s", "Small"), SelectChoice("l", "Large")]
    )
    sure = BooleanField("Sure", [DataRequired("Say that you are sure.")])


def test_a_field_ties_its_label_hint_and_error_to_its_input(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        form = Example()
        form.validate()
        markup = get_template_attribute("components/field.html", "field")(form.name, hint="As in your passport")
    root = parsed(markup)
    [field] = root.iter("input")
    told = [element for element in root.iter() if element.get("id") in (field.get("aria-describedby") or "").split()]
    assert [words(element) for element in told] == ["As in your passport", "Enter a name."]
    assert field.get("aria-invalid") == "true"


def test_the_error_summary_leads_to_the_first_control_of_each_faulty_field(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        form = Example()
        form.validate()
        summary = get_template_attribute("components/error_summary.html", "error_summary")(form)
        fields = [
            get_template_attribute("components/field.html", "field")(one) for one in (form.name, form.size, form.sure)
        ]
    controls = {element.get("id") for element in parsed("".join(fields)).iter("input")}
    links = [link.get("href") or "" for link in parsed(summary).iter("a")]
    assert len(links) == 3
    assert {link[1:] for link in links} <= controls


@pytest.mark.parametrize(("component", "values"), [
    ("state", State),
    ("tier", Tier),
    ("verdict", ("approve", "approve_with_conditions", "reject", "ask")),
])  # fmt: skip
def test_every_value_has_a_word_and_a_shape(app: Flask, component: str, values: tuple[str, ...]) -> None:
    with app.test_request_context():
        tag = get_template_attribute(f"components/{component}_tag.html", f"{component}_tag")
        shown = [str(tag(value)) for value in values]
    roots = [parsed(markup) for markup in shown]
    assert len({words(root) for root in roots}) == len(list(values))
    assert all("<svg" in markup for markup in shown)


def test_pagination_shows_nothing_for_one_page_and_keeps_the_search(app: Flask) -> None:
    with app.test_request_context():
        pagination = get_template_attribute("components/pagination.html", "pagination")
        assert not pagination(Page([1], 1, 1), "admin.users").strip()
        middle = pagination(Page([1] * 25, 60, 2), "admin.users", search="x")
    assert "/admin/users?page=1&amp;search=x" in middle
    assert "/admin/users?page=3&amp;search=x" in middle
    assert "26 to 50 of 60" in middle


def test_the_vendored_files_are_what_the_lock_says() -> None:
    checked = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "vendor.py"), "--check"], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
