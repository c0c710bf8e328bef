"""When a question is asked, in words, for the page that shows every question before one begins to answer.

What depends on the engagement alone (its facts, its tier) is settled before the vendor is invited: such a question is
asked or it is not, and only what depends on the vendor's own answers is said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from flask_babel import gettext as _

from vendorrisk.domain.conditions import AllOf, AnswerIs, AnyOf, Condition, FactIs, Not, Operator, TierIn
from vendorrisk.domain.questionnaire import Question, Questionnaire
from vendorrisk.web.language import current_language


def condition_words(condition: Condition, questionnaire: Questionnaire) -> str:
    """The part of `condition` that hangs on answers, as a clause; empty when none of it does."""
    return WORDINGS[type(condition)](condition, questionnaire)


def _settled(condition: Condition, questionnaire: Questionnaire) -> str:  # noqa: ARG001 - every wording takes both
    return ""


def _answer(condition: AnswerIs, questionnaire: Questionnaire) -> str:
    question = questionnaire.question(condition.question)
    if question is None:
        return ""
    values = _(" or ").join(_value(question, value) for value in condition.values)
    ask = question.ask.to(current_language())
    if condition.operator is Operator.AT_LEAST:
        return str(_("“%(ask)s” is answered with at least %(values)s", ask=ask, values=values))
    if condition.operator is Operator.INCLUDES:
        return str(_("the answer to “%(ask)s” includes %(values)s", ask=ask, values=values))
    return str(_("“%(ask)s” is answered with %(values)s", ask=ask, values=values))


def _value(question: Question, value: str | int | bool) -> str:
    option = question.option(str(value))
    return f"“{option.label.to(current_language())}”" if option else str(value)


def _all(condition: AllOf, questionnaire: Questionnaire) -> str:
    return str(_(" and ").join(_clauses(condition.conditions, questionnaire)))


def _any(condition: AnyOf, questionnaire: Questionnaire) -> str:
    return str(_(" or ").join(_clauses(condition.conditions, questionnaire)))


def _not(condition: Not, questionnaire: Questionnaire) -> str:
    inner = condition_words(condition.condition, questionnaire)
    return str(_("it is not so that %(condition)s", condition=inner)) if inner else ""


def _clauses(conditions: tuple[Condition, ...], questionnaire: Questionnaire) -> list[str]:
    return [words for words in (condition_words(one, questionnaire) for one in conditions) if words]


WORDINGS: Final[Mapping[type, Callable[[Any, Questionnaire], str]]] = {
    FactIs: _settled,
    TierIn: _settled,
    AnswerIs: _answer,
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
}
