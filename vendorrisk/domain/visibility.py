"""Which questions are asked, given what is known; and the facts that follow from the intake answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vendorrisk.domain.answers import Answers, AnswerState, Facts, Value
from vendorrisk.domain.conditions import AnswerIs, Context, evaluate, named
from vendorrisk.domain.questionnaire import Intake, Question, Questionnaire


def visible(questionnaire: Questionnaire, context: Context) -> tuple[Question, ...]:
    """The questions that are asked, in order. An answer to a hidden question is as if it were not given."""
    return shown(questionnaire.questions, context)


def shown(questions: Iterable[Question], context: Context) -> tuple[Question, ...]:
    """Those of `questions` whose condition is true in `context`, in order."""
    listed = tuple(questions)
    sight = _Sight({question.id: question for question in listed}, context)
    return tuple(question for question in listed if sight.shows(question))


def hearing(context: Context, answers: Answers) -> Context:
    """`context` with what the vendor answered; what is said not to apply is no answer that a condition can look at."""
    heard = {name: answer.value for name, answer in answers.items() if answer.state is AnswerState.ANSWERED}
    return replace(context, answers=heard)


def derive_facts(intake: Intake, facts: Facts) -> Facts:
    """`facts` (intake answers by question id) with the derived ones added as booleans, each from those before it.

    Answers to intake questions that are not asked are left out: what is hidden counts nowhere. A derived fact whose
    condition is unknown is false.
    """
    questions = {question.id: question for question in intake.questions}
    # A condition of the intake speaks of intake answers as facts.
    known: dict[str, Value] = _asked_facts(intake, questions, facts)
    for fact in intake.facts:
        known[fact.id] = evaluate(fact.when, Context(known, intake=questions)) is True
    return known


def asked_of_intake(intake: Intake, facts: Facts) -> tuple[Question, ...]:
    """The intake questions that are asked, given the intake answers so far; each depends on questions before it."""
    questions = {question.id: question for question in intake.questions}
    known: dict[str, Value] = {}
    asked = []
    for question in intake.questions:
        if question.when is None or evaluate(question.when, Context(known, intake=questions)) is True:
            asked.append(question)
            if question.id in facts:
                known[question.id] = facts[question.id]
    return tuple(asked)


def _asked_facts(intake: Intake, questions: Mapping[str, Question], facts: Facts) -> dict[str, Value]:
    asked = {question.id for question in asked_of_intake(intake, facts)}
    return {name: value for name, value in facts.items() if name in asked and name in questions}


class _Sight:
    """Looks at each question once; a question is looked at after those its condition names."""

    def __init__(self, questions: Mapping[str, Question], context: Context) -> None:
        self.questions = questions
        self.context = replace(context, questions=questions)
        self.found: dict[str, bool] = {}

    def shows(self, question: Question) -> bool:
        if question.id not in self.found:
            # A circle of conditions, which the catalogue refuses, would show none of its questions.
            self.found[question.id] = False
            self.found[question.id] = self._holds(question)
        return self.found[question.id]

    def _holds(self, question: Question) -> bool:
        if question.when is None:
            return True
        heard = {name: self.context.answers.get(name) for name in self._heard(question)}
        return evaluate(question.when, replace(self.context, answers=heard)) is True

    def _heard(self, question: Question) -> Iterable[str]:
        needed = (part.question for part in named(question.when) if isinstance(part, AnswerIs))
        return [name for name in needed if name in self.questions and self.shows(self.questions[name])]
