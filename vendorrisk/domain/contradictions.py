"""Answers that contradict one another, by the rules of the packs.

A contradiction costs nothing: it is said to the vendor, who changes an answer or explains it before submitting, and
to the reviewer, who knows that at least one of the answers is not as it seems.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from vendorrisk.domain.answers import Answer, Answers
from vendorrisk.domain.assurance import Standing, best_standing
from vendorrisk.domain.conditions import Context, ProofState, evaluate
from vendorrisk.domain.questionnaire import Contradiction, Question, Questionnaire
from vendorrisk.domain.visibility import hearing, visible


def found(
    questionnaire: Questionnaire, context: Context, answers: Answers, as_of: dt.date
) -> tuple[Contradiction, ...]:
    """The rules of `questionnaire` that hold on the day `as_of`, in their order.

    `context` gives facts and tier. A rule holds when its condition is true and all its questions are asked; what is
    not answered, or hidden, leaves a condition unknown, so that nothing is held against a vendor on a guess.
    """
    told = hearing(context, answers)
    asked = {question.id: question for question in visible(questionnaire, told)}
    heard = {name: value for name, value in told.answers.items() if name in asked and value is not None}
    proofs = {name: proof_state(asked[name], answers[name], as_of) for name in heard}
    seen = replace(told, answers=heard, proofs=proofs, questions=asked)
    return tuple(
        rule
        for rule in questionnaire.contradictions
        if asked.keys() >= set(rule.questions) and evaluate(rule.when, seen) is True
    )


def proof_state(question: Question, answer: Answer, as_of: dt.date) -> ProofState:
    """How the best proof of `answer` stands on the day `as_of`."""
    if not answer.proofs:
        return ProofState.MISSING
    current = best_standing(question, answer, as_of) is Standing.CURRENT
    return ProofState.CURRENT if current else ProofState.EXPIRED
