"""Answers and questions in words: what was chosen, when a question is asked, what it wants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from vendorrisk.domain.answers import AGREED
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.web.countries import country_name
from vendorrisk.web.language import current_language


def _choice(question: Question, raw: Any) -> str:
    option = question.option(str(raw))
    return option.label.to(current_language()) if option else str(raw)


def _multi(question: Question, raw: Any) -> str:
    return "\n".join(_choice(question, one) for one in raw)


def _number(question: Question, raw: Any) -> str:
    return f"{raw} {question.unit.to(current_language())}" if question.unit else str(raw)


def _date(question: Question, raw: Any) -> str:  # noqa: ARG001 - every teller takes the question
    try:
        date = dt.date.fromisoformat(str(raw))
    except ValueError:
        return str(raw)
    # A date of which only the month was given is kept as its first day.
    return str(format_date(date, "MMMM yyyy" if date.day == 1 else "d MMMM yyyy"))


def _countries(question: Question, raw: Any) -> str:  # noqa: ARG001
    return ", ".join(country_name(str(code)) for code in raw)


def _table(question: Question, raw: Any) -> str:
    return "\n".join(" · ".join(_cells(question, row)) for row in raw)


def _cells(question: Question, row: Mapping[str, str]) -> list[str]:
    given = [(column.kind, row[column.id]) for column in question.columns if row.get(column.id)]
    return [country_name(cell) if kind is Kind.COUNTRIES else cell for kind, cell in given]


def _text(question: Question, raw: Any) -> str:  # noqa: ARG001
    return str(raw)


def _statement(question: Question, raw: Any) -> str:  # noqa: ARG001
    return _("Agreed") if raw == AGREED else str(raw)


TELLERS: Final[Mapping[Kind, Callable[[Question, Any], str]]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI: _multi,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.COUNTRIES: _countries,
    Kind.TABLE: _table,
    Kind.STATEMENT: _statement,
}


def told_value(question: Question, raw: Any) -> str:
    """An answer, in the shape of a form, in words; empty when there is none."""
    return "" if raw in (None, "", [], ()) else TELLERS[question.kind](question, raw)


ANSWERED_WITH: Final = {
    Kind.NUMBER: _l("Answered with a number."),
    Kind.DATE: _l("Answered with a date; the month is enough."),
    Kind.TEXT: _l("Answered in your own words."),
    Kind.COUNTRIES: _l("Answered with one or more countries."),
    Kind.TABLE: _l("Answered with rows."),
    Kind.STATEMENT: _l("Something to agree to."),
}
"""How a question without options is answered."""


def answered_with(question: Question) -> str:
    """How the question is answered, for the page that shows every question before one begins."""
    if question.kind is Kind.TABLE:
        columns = ", ".join(column.label.to(current_language()) for column in question.columns)
        return str(_("Answered with rows of: %(columns)s.", columns=columns))
    return str(ANSWERED_WITH.get(question.kind, ""))
