"""Reading the queue and a review."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.services.paging import Page
from vendorrisk.services.review.views import QueueRow, ReviewView
from vendorrisk.services.work import Work


def queue(
    work: Work, actor: Actor, *, state: State | None = None, tier: Tier | None = None, page: int = 1
) -> Page[QueueRow]:
    """What waits for us, or with `state` what stands there: by due date, of equals the higher tier first."""
    raise NotImplementedError


def review(work: Work, actor: Actor, assessment_id: str) -> ReviewView:
    """One assessment with its whole outcome. Raises NotFound."""
    raise NotImplementedError
