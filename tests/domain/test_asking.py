"""When a question is asked, in words."""

from __future__ import annotations

import pytest

from tests.domain.packs import pack, question
from vendorrisk.domain.asking import asked_when
from vendorrisk.domain.conditions import AllOf, AnswerIs, AnyOf, Condition, FactIs, Not, Operator, TierIn
from vendorrisk.domain.questionnaire import merge

FACT = FactIs("data", Operator.IS, (True,))
FULL = AnswerIs("first", Operator.IS, ("full",))


def said(when: Condition | None, language: str = "en") -> str:
    asked = question("second", when=when)
    return asked_when(asked, merge((pack(question("first"), asked),)), language)


ASK = question("first").ask
LABEL = question("first").options[-1].label


@pytest.mark.parametrize(
    "settled",
    [None, FACT, TierIn(frozenset({"high"})), Not(FACT), AllOf((FACT, FACT)), AnswerIs("gone", Operator.IS, ("a",))],
)
def test_what_hangs_on_no_answer_is_not_said(settled: Condition | None) -> None:
    assert said(settled) == ""


def test_an_answer_is_said_by_its_question_and_its_label() -> None:
    assert said(FULL) == f"“{ASK.en}” is answered with “{LABEL.en}”"
    assert said(FULL, "nl") == f"“{ASK.nl}” is beantwoord met “{LABEL.nl}”"
    least = AnswerIs("first", Operator.AT_LEAST, ("half", "full"))
    assert "is answered with at least" in said(least)
    assert " or “" in said(least)
    assert said(AnswerIs("first", Operator.INCLUDES, (7,))) == f"the answer to “{ASK.en}” includes 7"


def test_conditions_are_joined_and_turned_around() -> None:
    one = said(FULL)
    assert said(AllOf((FULL, FACT, FULL))) == f"{one} and {one}"
    assert said(AnyOf((FULL, FULL)), "nl") == " of ".join([said(FULL, "nl")] * 2)
    assert said(Not(FULL)) == f"it is not so that {one}"
