"""What a cell says, as the check of answers takes it: labels back to ids, serial numbers back to dates.

Tolerant of what spreadsheets and hands do to a cell (numbers as text, dates as numbers, curly quotes, blanks, capitals,
the other language); the rules of an answer itself are those of `domain.validation`, as everywhere.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from vendorrisk.countries import country_codes
from vendorrisk.domain.answers import AGREED
from vendorrisk.domain.questionnaire import LANGUAGES, Kind, Question, Text
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.validation import BadValue
from vendorrisk.sheets.words import AGREED_LABEL, NO, YES

Content: TypeAlias = "str | int | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta"
"""What the reader finds in a cell; an empty one is the empty text."""

_PLAIN: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "…": "..."}
)
_UNSEEN: Final = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
SERIALS: Final = range(20_000, 110_000)
"""The numbers that are read as dates: from 1954 to 2201."""


def folded(text: str) -> str:
    """`text` as it is compared: without what a spreadsheet or a hand changes in a label."""
    plain = unicodedata.normalize("NFKC", text).translate(_PLAIN).translate(_UNSEEN)
    return " ".join(plain.split()).casefold().rstrip(" .:")


def text_of(content: Content) -> str:
    """A cell as text."""
    if isinstance(content, float) and content.is_integer():
        content = int(content)
    if isinstance(content, dt.datetime) and content.time() == dt.time():
        content = content.date()
    return str(content).strip()


def named(content: Content, names: Iterable[tuple[str, Text]]) -> str:
    """The id that a cell means by an id or by its label in any language; the text itself when it means none."""
    text = text_of(content)
    known: dict[str, str] = {}
    for language in LANGUAGES:
        for name, label in names:
            known.setdefault(folded(label.to(language)), name)
    for name, _ in names:
        known.setdefault(folded(name), name)
    return known.get(folded(text), text)


def yes_or_no(content: Content) -> bool | None:
    """What a cell for yes or no says; None when empty. Raises BadValue for anything else."""
    said = folded(text_of(content))
    if not said:
        return None
    if said in _YES or said in _NO:
        return said in _YES
    raise BadValue(Reason("sheet.yes_no"))


_YES: Final = {folded(text) for text in (YES.en, YES.nl, "y", "j", "x", "1", "true", "waar", "✓", "✔")}
_NO: Final = {folded(text) for text in (NO.en, NO.nl, "n", "0", "false", "onwaar")}


def raw(question: Question, content: Content, since_1904: bool) -> object:
    """What a cell says as the answer to `question`, for `checked_value`. Raises BadValue."""
    if reader := _READERS.get(question.kind):
        return reader(question, content)
    return _CELLS[question.kind](content, since_1904)


def raw_cell(kind: Kind, content: Content, since_1904: bool) -> object:
    """What a cell of a table says, in a column of this kind. Raises BadValue."""
    return _CELLS[kind](content, since_1904)


def _choice(question: Question, content: Content) -> object:
    return named(content, [(option.id, option.label) for option in question.options])


def _statement(question: Question, content: Content) -> object:  # noqa: ARG001 - as for a choice
    said = named(content, [(AGREED, AGREED_LABEL), (AGREED, YES)])
    return AGREED if said is AGREED or content is True else said


def _number(content: Content, since_1904: bool) -> object:  # noqa: ARG001 - one signature
    # Three zeros after a mark may be thousands; one or two are a whole number that was saved as text.
    return re.sub(r"[.,]0{1,2}$", "", text_of(content))


def _text(content: Content, since_1904: bool) -> object:  # noqa: ARG001
    return text_of(content)


def _countries(content: Content, since_1904: bool) -> object:  # noqa: ARG001
    return country_codes(text_of(content))


def _date(content: Content, since_1904: bool) -> object:
    if isinstance(content, dt.datetime):
        return content.date()
    if isinstance(content, int | float) and not isinstance(content, bool):
        return _from_serial(int(content), since_1904)
    text = text_of(content)
    if text.isdecimal() and int(text) in SERIALS:
        return _from_serial(int(text), since_1904)
    written = _DAY.fullmatch(text)
    return _from_parts(*(int(part) for part in written.groups())) if written else text.removesuffix(" 00:00:00")


def _from_serial(days: int, since_1904: bool) -> dt.date:
    """The date that a spreadsheet keeps as this number, where the cell lost its format."""
    if days not in SERIALS:
        raise BadValue(Reason("bad.date"))
    return (dt.date(1904, 1, 1) if since_1904 else dt.date(1899, 12, 30)) + dt.timedelta(days=days)


def _from_parts(first: int, second: int, year: int) -> str:
    """A date with the year last: day and month are told apart, or it is not guessed."""
    if first <= 12 and second <= 12 and first != second:
        raise BadValue(Reason("sheet.date_unclear"))
    month, day = (second, first) if first > 12 else (first, second)
    return f"{year:04}-{month:02}-{day:02}"


_CELLS: Final[Mapping[Kind, Callable[[Content, bool], object]]] = {
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TEXT: _text,
    Kind.COUNTRIES: _countries,
}

_READERS: Final[Mapping[Kind, Callable[[Question, Content], object]]] = {
    Kind.CHOICE: _choice,
    Kind.STATEMENT: _statement,
}
