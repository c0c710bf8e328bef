"""Every mail says what it must, in two forms, and no value in it becomes markup or a header."""

from dataclasses import replace
from typing import Any

import pytest
from jinja2 import UndefinedError

from tests.mail.letters import VALUES, letter
from vendorrisk.mail import Composer
from vendorrisk.services.correspondence import MESSAGES

COMPOSER = Composer("Vendor risk <risk@example.com>", "https://vendors.example.com")


def parts(message: str, language: str = "en", **values: Any) -> tuple[str, str, str]:
    composed = COMPOSER.compose(letter(message, language, **values))
    text, html = composed.iter_parts()
    return str(composed["Subject"]), text.get_content(), html.get_content()


def test_every_message_of_the_use_cases_has_a_letter_here() -> None:
    assert set(VALUES) == set(MESSAGES)


@pytest.mark.parametrize("message", VALUES)
def test_a_mail_says_the_same_in_text_and_html(message: str) -> None:
    subject, text, html = parts(message)
    assert subject
    assert "Example Bank" in text
    assert "Example Bank" in html
    link = VALUES[message]["link"]
    assert link in text
    assert not link or f'href="{link}"' in html
    assert "{{" not in text + html
    assert "style=" in html, "mail clients read no stylesheets"


def test_a_vendor_is_told_who_asks_what_why_how_long_by_when_and_who_reads_it() -> None:
    _, text, html = parts("vendor-invitation")
    for said in ("Pia Procurement", "Payroll in the cloud", "Salaries of all staff", "61 questions", "90 minutes"):
        assert said in text
        assert said in html
    assert "December 7, 2026" in text
    assert "The risk team and the auditors of Example Bank" in text


def test_a_returned_questionnaire_names_the_questions() -> None:
    subject, text, _ = parts("returned")
    assert subject == "1 question back to you about Cloudkeep"
    assert "- Who tests your security?" in text


def test_conditions_say_by_when() -> None:
    _, text, _ = parts("decided-requester")
    assert "- Switch on two-factor sign-in\n  By December 7, 2026" in text
    assert "- Sign the agreement\n  Before the start" in text


@pytest.mark.parametrize("verdict", ["approve", "approve_with_conditions", "reject"])
def test_each_verdict_reads_differently(verdict: str) -> None:
    others = {"approve", "approve_with_conditions", "reject"} - {verdict}
    texts = [parts("decided-vendor", verdict=other, conditions=[])[1] for other in others]
    assert parts("decided-vendor", verdict=verdict, conditions=[])[1] not in texts


def test_a_retry_is_recognised_by_its_message_id() -> None:
    first, again = COMPOSER.compose(letter("reminder")), COMPOSER.compose(letter("reminder"))
    assert first["Message-ID"] == again["Message-ID"] == f"<{'0' * 31}1@vendors.example.com>"


def test_a_name_with_a_line_break_makes_no_header() -> None:
    composed = COMPOSER.compose(letter("vendor-invitation", vendor="Evil\r\nBcc: all@example.com"))
    assert composed["Bcc"] is None
    assert "Evil Bcc: all@example.com" in str(composed["Subject"])
    assert b"\nBcc:" not in composed.as_bytes().split(b"\r\n\r\n")[0]


@pytest.mark.parametrize("address", ["a@example.com\r\nBcc: b@example.com", "a@example.com, b@example.com", "nobody"])
def test_an_address_that_is_none_or_several_is_refused(address: str) -> None:
    with pytest.raises((ValueError, IndexError)):
        COMPOSER.compose(letter("reminder", to=address))


def test_a_name_with_markup_stays_text() -> None:
    _, text, html = parts("vendor-invitation", vendor="<script>alert(1)</script>")
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<script>alert(1)</script>" in text


def test_a_value_that_is_not_given_is_an_error_not_a_gap() -> None:
    incomplete = letter("reminder")
    values = {name: value for name, value in incomplete.values.items() if name != "engagement"}
    with pytest.raises(UndefinedError):
        COMPOSER.compose(
            type(incomplete)(**{name: getattr(incomplete, name) for name in incomplete.__slots__} | {"values": values})
        )


def test_a_mail_of_news_can_be_stopped_with_one_click() -> None:
    """RFC 8058; the link stands in the header as it is, however long: encoded, no mail program would find it."""
    link = f"https://vendors.example.com/unsubscribe/{'a' * 32}.{'b' * 64}"
    composed = COMPOSER.compose(replace(letter("digest"), unsubscribe=link))
    raw = composed.as_bytes().decode()
    assert f"\r\nList-Unsubscribe: <{link}>\r\n" in raw
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    text, html = composed.iter_parts()
    assert link in text.get_content()
    assert f'href="{link}"' in html.get_content()


@pytest.mark.parametrize("message", VALUES)
def test_a_mail_without_a_link_to_stop_it_speaks_of_none(message: str) -> None:
    composed = COMPOSER.compose(letter(message))
    assert composed["List-Unsubscribe"] is None
    assert "nsubscribe" not in composed.as_string()
