"""What an answer is worth by itself: the edges of each kind, exceptions, and the most that a question can give."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.domain.packs import TODAY, answer, option, question, text
from vendorrisk.domain.answers import Value
from vendorrisk.domain.credits import Yardstick, best_credit, credit
from vendorrisk.domain.questionnaire import Band, Kind, Question, Region

YARDSTICK = Yardstick(TODAY, {"eea": frozenset({"NL", "DE"})})


@pytest.mark.parametrize(
    ("asked", "best"),
    [
        (question("q", options=(option("half", 50), option("most", 90), option("no"))), 90),
        (question("q", options=()), 0),
        (question("q", Kind.MULTI, options=(option("a", 60), option("b", 30))), 90),
        (question("q", Kind.MULTI, options=(option("a", 60), option("b", 70))), 100),
        (question("q", Kind.MULTI, options=(option("a", 60), option("none", 30, exclusive=True))), 60),
        (question("q", Kind.NUMBER, bands=(Band(0, 10), Band(5, 80), Band(9, 20))), 80),
        (question("q", Kind.NUMBER), 0),
        (question("q", Kind.DATE, bands=(Band(12, 70), Band(None, 10))), 70),
        (question("q", Kind.COUNTRIES, regions=(Region("eea", 80), Region(None, 10))), 80),
        (question("q", Kind.COUNTRIES), 0),
        (question("q", Kind.TEXT), 100),
        (question("q", Kind.TABLE), 100),
        (question("q", Kind.STATEMENT), 100),
    ],
)
def test_the_best_that_can_be_answered(asked: Question, best: int) -> None:
    assert best_credit(asked) == best


@pytest.mark.parametrize(
    ("asked", "value", "worth"),
    [
        (question("q"), "gone", 0),
        (question("q", Kind.MULTI, options=(option("a", 60),)), ("gone",), 0),
        (question("q", Kind.NUMBER, bands=(Band(0, 50),)), 0, 50),
        (question("q", Kind.NUMBER, bands=(Band(0, 50),)), "many", 0),
        (question("q", Kind.NUMBER, bands=(Band(5, 50),)), 4, 0),
        (question("q", Kind.NUMBER, bands=(Band(5, 50), Band(0, 90))), 5, 50),
        (question("q", Kind.NUMBER, bands=(Band(-5, 50), Band(-1, 90))), -1, 90),
        (question("q", Kind.NUMBER, bands=(Band(0, 50), Band(1, 90))), 1, 90),
        (question("q", Kind.NUMBER, bands=(Band(-1, 50), Band(0, 90))), 0, 90),
        (question("q", Kind.DATE, bands=(Band(12, 70), Band(None, 10))), TODAY, 70),
        (question("q", Kind.DATE, bands=(Band(12, 70),)), dt.date(2024, 1, 1), 0),
        (question("q", Kind.DATE, bands=(Band(None, 70),)), "yesterday", 0),
        (question("q", Kind.COUNTRIES, regions=(Region("eea", 80),)), ("NL", "US"), 0),
        (question("q", Kind.COUNTRIES, regions=(Region("eea", 80), Region(None, 10))), (), 0),
        (question("q", Kind.COUNTRIES, regions=(Region("nowhere", 80), Region(None, 10))), ("NL",), 10),
        (question("q", Kind.TABLE), (), 0),
        (question("q", Kind.STATEMENT), "", 0),
    ],
)
def test_an_answer_at_an_edge(asked: Question, value: Value, worth: int) -> None:
    assert credit(asked, answer("q", value), YARDSTICK) == worth


@pytest.mark.parametrize(
    ("keeps", "exceptions", "worth"),
    [(50, "one office", 12), (0, "one office", 0), (100, "one office", 25), (50, "  ", 25), (50, "", 25)],
)
def test_exceptions_keep_a_part_of_the_credit_rounded_down(keeps: int, exceptions: str, worth: int) -> None:
    asked = question("q", scope=text("everywhere?"), keeps=keeps, options=(option("some", 25),))
    assert credit(asked, answer("q", "some", exceptions=exceptions), YARDSTICK) == worth


def test_without_a_question_for_it_nothing_is_excepted() -> None:
    assert credit(question("q"), answer("q", exceptions="one office"), YARDSTICK) == 100


def test_a_text_without_a_grade_has_no_credit_whatever_is_excepted() -> None:
    asked = question("q", Kind.TEXT, scope=text("everywhere?"))
    assert credit(asked, answer("q", "We do.", exceptions="one office"), YARDSTICK) is None
