"""What the fields of a page say: each kind of question from a posted form to the shape that the domain checks."""

import datetime as dt

import pytest
from werkzeug.datastructures import MultiDict

from vendorrisk.countries import countries, country_code, country_codes
from vendorrisk.domain.questionnaire import Column, Kind, Option, Question, Text
from vendorrisk.domain.validation import BadValue, checked_value
from vendorrisk.web.answering.reading import READERS, Fields, raw_value


def text(words: str) -> Text:
    return Text(words, words)


def question(kind: Kind) -> Question:
    columns = (
        Column("name", text("Name"), Kind.TEXT),
        Column("country", text("Country"), Kind.COUNTRIES),
    )
    options = (
        Option("none", text("Nothing"), exclusive=True),
        Option("some", text("Some")),
        Option("all", text("All")),
    )
    return Question(
        id="a-question",
        ask=text("What?"),
        kind=kind,
        options=options if kind in {Kind.CHOICE, Kind.MULTI} else (),
        columns=columns if kind is Kind.TABLE else (),
    )


def read(kind: Kind, *pairs: tuple[str, str]) -> object:
    form = MultiDict([(f"a-question.{part}", value) for part, value in pairs])
    asked = question(kind)
    return checked_value(asked, raw_value(Fields(form, asked.id), asked))


def test_every_kind_can_be_read() -> None:
    assert set(READERS) == set(Kind)


@pytest.mark.parametrize(
    ("kind", "pairs", "value"),
    [
        (Kind.CHOICE, [("value", "some")], "some"),
        (Kind.CHOICE, [], None),
        (Kind.MULTI, [("value", "all"), ("value", "some")], ("some", "all")),
        (Kind.NUMBER, [("value", " 12 ")], 12),
        (Kind.DATE, [("year", "2026"), ("month", "09"), ("day", "")], dt.date(2026, 9, 1)),
        (Kind.DATE, [("year", "2026"), ("month", "09"), ("day", "7")], dt.date(2026, 9, 7)),
        (Kind.DATE, [("year", ""), ("month", ""), ("day", "")], None),
        (Kind.TEXT, [("value", " One\r\ntwo ")], "One\ntwo"),
        (Kind.COUNTRIES, [("value", "NL"), ("add", "Germany; be, België")], ("BE", "DE", "NL")),
        (Kind.COUNTRIES, [("add", "")], None),
        (Kind.STATEMENT, [("value", "agreed")], "agreed"),
        (Kind.STATEMENT, [], None),
    ],
)
def test_a_kind_is_read(kind: Kind, pairs: list[tuple[str, str]], value: object) -> None:
    assert read(kind, *pairs) == value


def test_rows_are_read_without_the_empty_ones() -> None:
    rows = read(
        Kind.TABLE,
        ("name", "Hosting BV"),
        ("country", "Netherlands"),
        ("name", ""),
        ("country", ""),
        ("name", "Mail Inc"),
        ("country", "us"),
    )
    assert rows == ({"name": "Hosting BV", "country": "NL"}, {"name": "Mail Inc", "country": "US"})


@pytest.mark.parametrize(
    ("kind", "pairs"),
    [
        (Kind.CHOICE, [("value", "other")]),
        (Kind.MULTI, [("value", "none"), ("value", "some")]),
        (Kind.NUMBER, [("value", "a dozen")]),
        (Kind.DATE, [("year", "2026"), ("month", "")]),
        (Kind.DATE, [("year", ""), ("month", "09")]),
        (Kind.DATE, [("year", "2026"), ("month", "02"), ("day", "30")]),
        (Kind.COUNTRIES, [("add", "Atlantis")]),
    ],
)
def test_what_is_no_answer_is_refused(kind: Kind, pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(BadValue):
        read(kind, *pairs)


def test_fields_of_other_questions_are_not_read() -> None:
    form = MultiDict([("a-question-2.value", "theirs"), ("a-question.value", "ours")])
    assert raw_value(Fields(form, "a-question"), question(Kind.TEXT)) == "ours"


@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_country_is_understood_by_its_name_and_its_code(language: str) -> None:
    named = countries(language)
    assert len(named) == 249
    assert all(country_code(name) == code and country_code(code.lower()) == code for code, name in named)
    assert all(country_codes(name) == [code] for code, name in named), "a name must not hold what separates names"
