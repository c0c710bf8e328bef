"""How values are written for a reader: money, shares, days, moments, texts and reasons, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from babel import dates
from flask import Flask
from flask_babel import format_datetime, format_decimal, to_user_timezone

from vendorrisk import pictures
from vendorrisk.domain.questionnaire import Text
from vendorrisk.domain.reasons import Reason
from vendorrisk.web.language import current_language
from vendorrisk.web.work import current_work

NOTHING = "–"


def money(amount: float | None) -> str:
    """A yearly loss as a reader says it: `€ 61k`, `€ 1.2m`, `€ 940`; the currency is the organisation's."""
    if amount is None:
        return NOTHING
    sign = SYMBOLS.get(current_work().catalogue.organisation.currency, current_work().catalogue.organisation.currency)
    for step, letter in ((1_000_000, "m"), (1_000, "k")):
        if round(abs(amount)) >= step:
            shown = amount / step
            digits = "#,##0.#" if abs(shown) < 10 else "#,##0"
            return f"{sign}\u00a0{format_decimal(shown, format=digits)}{letter}"
    return f"{sign}\u00a0{format_decimal(round(amount))}"


SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}


def percent(share: Fraction | float | None) -> str:
    """An effectiveness as a whole number of hundred, `81`; the unit stands in its label."""
    return NOTHING if share is None else str(round(share * 100))


def points(hundredths: float) -> str:
    """A part of an effectiveness in hundredths with one decimal, `6.1`."""
    return str(format_decimal(hundredths, format="0.0"))


def day(date: dt.date | None) -> str:
    """A date in words: `18 November 2026`."""
    if date is None:
        return NOTHING
    return _day(to_user_timezone(date).date() if isinstance(date, dt.datetime) else date, current_language())


@lru_cache(maxsize=4096)
def _day(date: dt.date, language: str) -> str:
    """Kept, as a page writes the same few days many times and a save writes today."""
    return dates.format_date(date, "d MMMM yyyy", locale=language)


def iso_day(written: str) -> str:
    """A date as JSON has it, in words."""
    return day(dt.date.fromisoformat(written))


def moment(time: dt.datetime | None) -> str:
    """A moment in the portal's time zone: `18 November 2026, 16:04`."""
    return NOTHING if time is None else str(format_datetime(time, "d MMMM yyyy, HH:mm"))


def text(value: Text | None) -> str:
    """A text of the content in the reader's language."""
    return "" if value is None else value.to(current_language())


def reason(value: Reason | None) -> str:
    """A reason of the domain as a sentence in the reader's language."""
    return "" if value is None else value.to(current_language())


def cause_words(cause: str) -> str:
    """Why there is an assessment that follows another, as a sentence."""
    return Reason(f"cause.{cause}").to(current_language())


def given(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of an element that have a value."""
    return {name: value for name, value in attributes.items() if value}


def first_error(errors: Any) -> str:
    """The first sentence among the errors of a field, however deep the field nests them."""
    # A sentence may be a lazily translated one, which is no str but can be walked through like one.
    while errors and isinstance(errors, Mapping | list | tuple):
        errors = next(iter(errors.values() if isinstance(errors, Mapping) else errors), "")
    return str(errors)


def init_app(app: Flask) -> None:
    """Let the templates of `app` write these values."""
    for one in (money, percent, points, day, iso_day, moment, text, reason, given, first_error):
        app.add_template_filter(one)
    app.jinja_env.globals.update(pictures.GLOBALS, cause_words=cause_words)
