"""Every kind of question takes its answers and refuses the others, with a sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.domain.packs import TODAY, option, question, text
from vendorrisk.domain.answers import AGREED
from vendorrisk.domain.questionnaire import Column, Kind, Question
from vendorrisk.domain.validation import BadValue, checked_value, plain_value

MULTI = question("q", Kind.MULTI, options=(option("none", exclusive=True), option("a", 60), option("b", 40)))
NUMBER = question("q", Kind.NUMBER, 0, minimum=0, maximum=100)
TABLE = question(
    "q",
    Kind.TABLE,
    0,
    columns=(Column("name", text("Name"), Kind.TEXT), Column("where", text("Where"), Kind.COUNTRIES)),
)


@pytest.mark.parametrize(
    ("asked", "raw", "value"),
    [
        (question("q"), "half", "half"),
        (MULTI, ["b", "a", "b"], ("a", "b")),
        (MULTI, "a", ("a",)),
        (NUMBER, " 42 ", 42),
        (NUMBER, 0, 0),
        (question("q", Kind.DATE), "2026-05-31", dt.date(2026, 5, 31)),
        (question("q", Kind.DATE), "2026-05", dt.date(2026, 5, 1)),
        (question("q", Kind.TEXT), "  two\r\nlines ", "two\nlines"),
        (question("q", Kind.COUNTRIES), ["nl", "DE", "NL"], ("DE", "NL")),
        (
            TABLE,
            [{"name": "Azure", "where": "nl, ie"}, {"name": "", "where": ""}],
            ({"name": "Azure", "where": "NL, IE"},),
        ),
        (question("q", Kind.STATEMENT), True, AGREED),
    ],
)
def test_an_answer_is_read_and_given_back(asked: Question, raw: object, value: object) -> None:
    read = checked_value(asked, raw)
    assert read == value
    assert checked_value(asked, plain_value(read)) == value


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("raw", [None, "", "  ", [], ()])
def test_nothing_given_is_no_answer(kind: Kind, raw: object) -> None:
    assert checked_value(question("q", kind), raw) is None


@pytest.mark.parametrize(
    ("asked", "raw", "code"),
    [
        (question("q"), "other", "bad.option"),
        (question("q"), ["half"], "bad.option"),
        (question("q"), True, "bad.option"),
        (MULTI, ["none", "a"], "bad.exclusive"),
        (MULTI, ["c"], "bad.option"),
        (MULTI, [1], "bad.option"),
        (NUMBER, "4.5", "bad.number"),
        (NUMBER, "٤", "bad.number"),
        (NUMBER, True, "bad.number"),
        (NUMBER, "9" * 400, "bad.number"),
        (NUMBER, -1, "bad.minimum"),
        (NUMBER, 101, "bad.maximum"),
        (question("q", Kind.DATE), "2026-02-30", "bad.date"),
        (question("q", Kind.DATE), "31-05-2026", "bad.date"),
        (question("q", Kind.DATE), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), "bad.date"),
        (question("q", Kind.TEXT), "x" * 20_001, "bad.long"),
        (question("q", Kind.TEXT), "a\x00b", "bad.characters"),
        (question("q", Kind.TEXT), "a\x1bb", "bad.characters"),
        (question("q", Kind.TEXT), "a\ud800b", "bad.characters"),
        (question("q", Kind.TEXT), 5, "bad.text"),
        (question("q", Kind.COUNTRIES), ["Netherlands"], "bad.country"),
        (question("q", Kind.COUNTRIES), ["ÀB"], "bad.country"),
        (TABLE, "Azure", "bad.table"),
        (TABLE, [{"who": "Azure"}], "bad.table"),
        (TABLE, [{"name": "Azure", "where": "Holland"}], "bad.cell"),
        (TABLE, [{"name": "x"}] * 501, "bad.rows"),
        (question("q", Kind.STATEMENT), "no", "bad.statement"),
        (question("q", Kind.STATEMENT), {"a": 1}, "bad.statement"),
    ],
)
def test_what_is_no_answer_is_refused_with_a_sentence(asked: Question, raw: object, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        checked_value(asked, raw)
    assert refused.value.reason.code == code
    for language in ("en", "nl"):
        assert refused.value.reason.to(language)
        assert "{" not in refused.value.reason.to(language)


def test_a_date_after_the_assessment_is_refused() -> None:
    asked = question("q", Kind.DATE)
    assert checked_value(asked, "2026-11-23", TODAY) == TODAY
    with pytest.raises(BadValue):
        checked_value(asked, "2026-11-24", TODAY)


def test_a_mistake_in_a_table_names_row_and_column() -> None:
    with pytest.raises(BadValue) as refused:
        checked_value(TABLE, [{"name": "Azure", "where": "NL"}, {"name": "Other", "where": "Holland"}])
    assert refused.value.reason.to("en") == "Row 2, Where: “Holland” is not a country code of two letters, such as NL."
