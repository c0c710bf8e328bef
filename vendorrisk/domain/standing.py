"""How a questionnaire stands while it is answered: what is asked now, and which answers there are.

It looks at what the answers say, not at what they are worth; that is for `scoring`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from vendorrisk.domain.answers import AnswerState, Value
from vendorrisk.domain.conditions import AnswerIs, Context, named
from vendorrisk.domain.questionnaire import Question, Questionnaire
from vendorrisk.domain.visibility import visible


@dataclass(frozen=True, slots=True)
class Standing:
    """`asked` is what is asked now, in order; `answered` the ids of the questions with an answer, asked or not.

    `context` has the values of the answers to `heard`, the questions that conditions look at.
    """

    questionnaire: Questionnaire
    context: Context
    heard: frozenset[str]
    answered: frozenset[str]
    asked: tuple[Question, ...]

    def with_answer(self, question_id: str, state: AnswerState, value: Value) -> Standing:
        """The same with this answer. What is asked is looked at again only where a condition looks at the question."""
        answered = self.answered | {question_id} if is_answer(state, value) else self.answered - {question_id}
        if question_id not in self.heard:
            return replace(self, answered=answered)
        said = value if state is AnswerState.ANSWERED else None
        values = {**self.context.answers, question_id: said}
        return standing(self.questionnaire, self.context, self.heard, answered, values)


def standing(
    questionnaire: Questionnaire,
    context: Context,
    heard: frozenset[str],
    answered: Collection[str],
    values: Mapping[str, Value],
) -> Standing:
    """How `questionnaire` stands in `context`, given the values of the answers to `heard`."""
    seen = replace(context, answers=values)
    return Standing(questionnaire, seen, heard, frozenset(answered), visible(questionnaire, seen))


def heard_in(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions whose answers decide what is asked."""
    parts = (part for question in questionnaire.questions for part in named(question.when))
    return frozenset(part.question for part in parts if isinstance(part, AnswerIs))


def is_answer(state: AnswerState, value: object) -> bool:
    """Whether this is an answer, and not only a remark or a doubt."""
    return state is AnswerState.NOT_APPLICABLE or value is not None
