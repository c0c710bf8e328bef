"""Reviewing answers."""

from __future__ import annotations

from collections.abc import Mapping

from vendorrisk.domain.access import Actor
from vendorrisk.services.review.views import ReviewInput
from vendorrisk.services.work import Work


def review_answer(work: Work, actor: Actor, assessment_id: str, question_id: str, given: ReviewInput) -> None:
    """Accept or lower one answer. Raises NotFound, Refused, Stale."""
    raise NotImplementedError


def accept_rest(work: Work, actor: Actor, assessment_id: str) -> int:
    """Accept every answer without a review as it is; how many there were. Raises NotFound, Refused, Stale."""
    raise NotImplementedError


def return_to_vendor(work: Work, actor: Actor, assessment_id: str, questions: Mapping[str, str]) -> None:
    """Ask the vendor about these questions (text by question id). Raises NotFound, Refused, Stale."""
    raise NotImplementedError
