"""Following engagements."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.domain.lifecycle import State
from vendorrisk.services.intake.views import EngagementRow, EngagementView
from vendorrisk.services.paging import Page
from vendorrisk.services.work import Work


def engagements(
    work: Work, actor: Actor, *, search: str = "", stage: State | None = None, page: int = 1
) -> Page[EngagementRow]:
    """The engagements that `actor` may see, newest first: of vendors or with titles that `search` is in, at `stage`."""
    raise NotImplementedError


def engagement(work: Work, actor: Actor, engagement_id: str) -> EngagementView:
    """One engagement. Raises NotFound."""
    raise NotImplementedError
