"""When a question is asked, in words, in every language.

What depends on the engagement alone (its facts, its tier) is settled before the vendor is invited, so only what hangs
on the vendor's own answers is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from vendorrisk.domain.conditions import AllOf, AnswerIs, AnyOf, Condition, Not, Operator
from vendorrisk.domain.questionnaire import Question, Questionnaire, Text

ANSWERED: Final = {
    Operator.AT_LEAST: Text(
        "“{ask}” is answered with at least {values}", "“{ask}” is beantwoord met ten minste {values}"
    ),
    Operator.INCLUDES: Text(
        "the answer to “{ask}” includes {values}", "het antwoord op “{ask}” onder meer {values} is"
    ),
}
OTHERWISE: Final = Text("“{ask}” is answered with {values}", "“{ask}” is beantwoord met {values}")
AND, OR = Text(" and ", " en "), Text(" or ", " of ")
UNLESS: Final = Text("it is not so that {condition}", "het is niet zo dat {condition}")


def asked_when(question: Question, questionnaire: Questionnaire, language: str) -> str:
    """The part of the question's condition that hangs on answers, as a clause; empty when none of it does."""
    return _clause(question.when, questionnaire, language) if question.when else ""


def _clause(condition: Condition, questionnaire: Questionnaire, language: str) -> str:
    saying = _SAYINGS.get(type(condition))
    return saying(condition, questionnaire, language) if saying else ""


def _answer(condition: AnswerIs, questionnaire: Questionnaire, language: str) -> str:
    question = questionnaire.question(condition.question)
    if question is None:
        return ""
    values = OR.to(language).join(_value(question, value, language) for value in condition.values)
    sentence = ANSWERED.get(condition.operator, OTHERWISE).to(language)
    return sentence.format(ask=question.ask.to(language), values=values)


def _value(question: Question, value: str | int | bool, language: str) -> str:
    option = question.option(str(value))
    return f"“{option.label.to(language)}”" if option else str(value)


def _joined(joint: Text) -> Callable[[AllOf | AnyOf, Questionnaire, str], str]:
    def saying(condition: AllOf | AnyOf, questionnaire: Questionnaire, language: str) -> str:
        clauses = (_clause(one, questionnaire, language) for one in condition.conditions)
        return joint.to(language).join(filter(None, clauses))

    return saying


def _not(condition: Not, questionnaire: Questionnaire, language: str) -> str:
    inner = _clause(condition.condition, questionnaire, language)
    return UNLESS.to(language).format(condition=inner) if inner else ""


_SAYINGS: Final[Mapping[type, Callable[[Any, Questionnaire, str], str]]] = {
    AnswerIs: _answer,
    AllOf: _joined(AND),
    AnyOf: _joined(OR),
    Not: _not,
}
