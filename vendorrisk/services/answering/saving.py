"""Saving an answer."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.services.answering.views import AnswerInput, SavedAnswer
from vendorrisk.services.work import Work


def save_answer(
    work: Work, actor: Actor, assessment_id: str, question_id: str, given: AnswerInput, version: int
) -> SavedAnswer:
    """Keep an answer that follows `version` (0: the first). Raises NotFound, AnswerConflict, BadValue, Refused."""
    raise NotImplementedError
