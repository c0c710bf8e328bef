"""Signing a decision."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import Decision
from vendorrisk.services.review.views import DecisionInput
from vendorrisk.services.work import Work


def sign(work: Work, actor: Actor, assessment_id: str, given: DecisionInput) -> Decision:
    """Sign a decision. Raises NotFound, Stale, DecisionRefused, Refused."""
    raise NotImplementedError


def refuse_signature(work: Work, actor: Actor, assessment_id: str, reason: str) -> None:
    """Disagree with a proposed decision, which falls. Raises NotFound, Stale, Refused."""
    raise NotImplementedError
