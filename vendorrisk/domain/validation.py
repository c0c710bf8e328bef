"""Is this an answer to that question? One typed check a kind, for pages, case files and services alike."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from vendorrisk.domain.answers import AGREED, Row, Value
from vendorrisk.domain.canonical import plain
from vendorrisk.domain.questionnaire import Column, Kind, Question
from vendorrisk.domain.reasons import Reason

TEXT_LIMIT: Final = 20_000
CELL_LIMIT: Final = 2_000
REMARK_LIMIT: Final = 5_000
"""Characters of a comment, a reason or the exceptions."""
ROW_LIMIT: Final = 500
NUMBER_LIMIT: Final = 10**15
COUNTRY_LIMIT: Final = 300


class BadValue(Exception):
    """What was given is not an answer to the question; `reason` says what to give instead."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.to("en"))
        self.reason = reason


def checked_value(question: Question, raw: object, as_of: dt.date | None = None) -> Value:
    """The value that `raw` (in the shape of JSON or a form) gives as an answer to `question`.

    None where nothing was given. A date after `as_of`, where that is known, is refused. Raises BadValue.
    """
    if raw is None or (isinstance(raw, str | list | tuple) and not raw) or (isinstance(raw, str) and not raw.strip()):
        return None
    value = _CHECKS[question.kind](question, raw)
    if as_of and isinstance(value, dt.date) and value > as_of:
        raise BadValue(Reason("bad.future"))
    return value


def plain_value(value: Value) -> object:
    """`value` in the shape of JSON, from which `checked_value` gives it back."""
    return plain(value)


def _refuse(why: str, /, **params: object) -> BadValue:
    return BadValue(Reason(why, params))


def _choice(question: Question, raw: object) -> Value:
    if not isinstance(raw, str) or question.option(raw) is None:
        raise _refuse("bad.option")
    return raw


def _multi(question: Question, raw: object) -> Value:
    chosen = _texts(raw, "bad.option")
    if len(chosen) > len(question.options) or any(question.option(one) is None for one in chosen):
        raise _refuse("bad.option")
    alone = next((option for option in question.options if option.exclusive and option.id in chosen), None)
    if alone and len(chosen) > 1:
        raise _refuse("bad.exclusive", option=alone.label)
    # In the order of the question, so that the same choice is the same value.
    return tuple(option.id for option in question.options if option.id in chosen)


def _texts(raw: object, code: str) -> list[str]:
    if isinstance(raw, str):
        raw = [raw]
    if not isinstance(raw, list | tuple) or not all(isinstance(one, str) for one in raw):
        raise _refuse(code)
    return list(dict.fromkeys(raw))


def _number(question: Question, raw: object) -> Value:
    number = _whole(raw)
    if question.minimum is not None and number < question.minimum:
        raise _refuse("bad.minimum", minimum=question.minimum)
    if question.maximum is not None and number > question.maximum:
        raise _refuse("bad.maximum", maximum=question.maximum)
    return number


def _whole(raw: object) -> int:
    if isinstance(raw, str) and re.fullmatch(r"-?[0-9]{1,16}", raw.strip()):
        raw = int(raw)
    if not isinstance(raw, int) or isinstance(raw, bool) or abs(raw) > NUMBER_LIMIT:
        raise _refuse("bad.number")
    return raw


def _date(question: Question, raw: object) -> Value:  # noqa: ARG001 - every check takes the question
    return _day(raw)


def _day(raw: object) -> dt.date:
    if isinstance(raw, dt.datetime):
        raise _refuse("bad.date")
    if isinstance(raw, dt.date):
        return raw
    text = raw.strip() if isinstance(raw, str) else ""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}", text):
        text += "-01"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise _refuse("bad.date")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _refuse("bad.date") from None


def _text(question: Question, raw: object) -> Value:  # noqa: ARG001
    return checked_text(raw, TEXT_LIMIT)


def checked_text(raw: object, limit: int) -> str:
    """`raw` as a text that can be read, without blanks around it and at most `limit` characters. Raises BadValue."""
    if not isinstance(raw, str):
        raise _refuse("bad.text")
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").strip())
    if len(text) > limit:
        raise _refuse("bad.long", limit=limit, count=len(text))
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t" for letter in text):
        raise _refuse("bad.characters")
    return text


def _countries(question: Question, raw: object) -> Value:  # noqa: ARG001
    codes = _texts(raw, "bad.shape")
    if len(codes) > COUNTRY_LIMIT:
        raise _refuse("bad.shape")
    return tuple(sorted({_country(code) for code in codes}))


def _country(raw: str) -> str:
    code = raw.strip().upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise _refuse("bad.country", code=raw[:40])
    return code


def _table(question: Question, raw: object) -> Value:
    if not isinstance(raw, list | tuple):
        raise _refuse("bad.table")
    if len(raw) > ROW_LIMIT:
        raise _refuse("bad.rows", limit=ROW_LIMIT)
    rows = tuple(_row(question, number, row) for number, row in enumerate(raw, 1))
    return tuple(row for row in rows if any(row.values())) or None


def _row(question: Question, number: int, raw: object) -> Row:
    columns = {column.id: column for column in question.columns}
    if not isinstance(raw, Mapping) or not set(raw) <= set(columns):
        raise _refuse("bad.table")
    return {name: _cell(column, number, raw.get(name)) for name, column in columns.items()}


def _cell(column: Column, number: int, raw: object) -> str:
    if raw is None or raw == "":
        return ""
    try:
        return _CELLS[column.kind](raw)
    except BadValue as bad:
        why = {"row": number, "column": column.label, "why": bad.reason}
        raise BadValue(Reason("bad.cell", why)) from None


def _cell_countries(raw: object) -> str:
    listed = [code for code in raw.split(",") if code.strip()] if isinstance(raw, str) else raw
    return ", ".join(dict.fromkeys(_country(code) for code in _texts(listed, "bad.shape")))


def _statement(question: Question, raw: object) -> Value:  # noqa: ARG001
    if raw is not True and raw not in (AGREED, "true", "on"):
        raise _refuse("bad.statement")
    return AGREED


_CHECKS: Final[Mapping[Kind, Callable[[Question, object], Value]]] = {
    Kind.CHOICE: _choice,
    Kind.MULTI: _multi,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.COUNTRIES: _countries,
    Kind.TABLE: _table,
    Kind.STATEMENT: _statement,
}

_CELLS: Final[Mapping[Kind, Callable[[object], str]]] = {
    Kind.TEXT: lambda raw: checked_text(raw, CELL_LIMIT),
    Kind.COUNTRIES: _cell_countries,
    Kind.NUMBER: lambda raw: str(_whole(raw)),
    Kind.DATE: lambda raw: _day(raw).isoformat(),
}
