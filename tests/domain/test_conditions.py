"""Conditions are true, false or unknown, and a question is asked only where its condition is true."""

from __future__ import annotations

import pytest

from tests.domain.packs import HIGH, INTAKE, option, pack, question
from vendorrisk.domain.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    Context,
    FactIs,
    Not,
    Operator,
    TierIn,
    evaluate,
)
from vendorrisk.domain.questionnaire import Kind, Tier, merge
from vendorrisk.domain.visibility import asked_of_intake, derive_facts, visible

LADDER = question("ladder", options=(option("low"), option("middle"), option("top")))
CONTEXT = Context(
    facts={"flag": True, "off": False, "data": ("personal", "special"), "spend": 5},
    answers={"ladder": "middle", "countries": ("DE", "NL"), "count": 3},
    tier=Tier.HIGH,
    questions={"ladder": LADDER},
)
YES, NO, UNKNOWN = (
    FactIs("flag", Operator.IS, (True,)),
    FactIs("off", Operator.IS, (True,)),
    FactIs("x", Operator.IS, (1,)),
)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (YES, True),
        (NO, False),
        (UNKNOWN, None),
        (FactIs("data", Operator.IN, ("special", "payment")), True),
        (FactIs("data", Operator.IN, ("payment",)), False),
        (FactIs("data", Operator.INCLUDES, ("personal",)), True),
        (FactIs("data", Operator.INCLUDES, ("personal", "payment")), False),
        (FactIs("data", Operator.IS, ("special",)), False),
        (FactIs("spend", Operator.AT_LEAST, (5,)), True),
        (FactIs("spend", Operator.AT_LEAST, (6,)), False),
        (AnswerIs("ladder", Operator.IS, ("middle",)), True),
        (AnswerIs("ladder", Operator.IN, ("low", "top")), False),
        (AnswerIs("ladder", Operator.AT_LEAST, ("middle",)), True),
        (AnswerIs("ladder", Operator.AT_LEAST, ("top",)), False),
        (AnswerIs("countries", Operator.INCLUDES, ("NL",)), True),
        (AnswerIs("never-asked", Operator.IS, ("yes",)), None),
        (TierIn(frozenset({"high", "critical"})), True),
        (TierIn(frozenset({"low"})), False),
        (AllOf((YES, UNKNOWN)), None),
        (AllOf((NO, UNKNOWN)), False),
        (AllOf((YES, YES)), True),
        (AnyOf((NO, UNKNOWN)), None),
        (AnyOf((YES, UNKNOWN)), True),
        (AnyOf((NO, NO)), False),
        (Not(UNKNOWN), None),
        (Not(YES), False),
    ],
)
def test_a_condition_is_true_false_or_unknown(condition: Condition, holds: bool | None) -> None:
    assert evaluate(condition, CONTEXT) is holds


def test_without_a_tier_a_condition_on_it_is_unknown() -> None:
    assert evaluate(TierIn(frozenset({"high"})), Context({})) is None


def test_an_answer_behind_a_false_condition_counts_nowhere() -> None:
    first = question("first")
    second = question("second", when=AnswerIs("first", Operator.IS, ("full",)))
    third = question("third", when=AnswerIs("second", Operator.IS, ("full",)))
    asked = merge((pack(third, second, first),))
    kept = {"second": "full", "third": "full"}
    shown = visible(asked, Context({}, {"first": "no", **kept}))
    assert [one.id for one in shown] == ["first"]
    shown = visible(asked, Context({}, {"first": "full", **kept}))
    assert [one.id for one in shown] == ["third", "second", "first"]


def test_a_question_is_not_asked_on_a_guess() -> None:
    asked = merge((pack(question("after", when=Not(AnswerIs("before", Operator.IS, ("no",)))), question("before")),))
    assert [one.id for one in visible(asked, Context({}))] == ["before"]


def test_facts_are_derived_and_hidden_intake_answers_left_out() -> None:
    facts = derive_facts(INTAKE, HIGH)
    assert facts["data.special"] is True
    assert derive_facts(INTAKE, {})["data.special"] is False
    assert "nonsense" not in derive_facts(INTAKE, {"nonsense": "x"})


def test_an_intake_question_is_asked_after_what_it_depends_on() -> None:
    from dataclasses import replace

    when = FactIs("data", Operator.IN, ("personal",))
    section = replace(
        INTAKE.sections[0], questions=(question("data", Kind.MULTI, 0), question("people", weight=0, when=when))
    )
    intake = replace(INTAKE, sections=(section,), facts=())
    assert [one.id for one in asked_of_intake(intake, {"data": ("personal",)})] == ["data", "people"]
    assert [one.id for one in asked_of_intake(intake, {"data": ("none",), "people": "full"})] == ["data"]
    assert "people" not in derive_facts(intake, {"data": ("none",), "people": "full"})
