"""Requesting a vendor."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import Facts
from vendorrisk.persistence.models import Engagement
from vendorrisk.services.intake.views import EngagementRequest, KnownVendor, Preview
from vendorrisk.services.work import Work


def preview(work: Work, facts: Facts) -> Preview:
    """What a request with these facts, complete or not, would come to."""
    raise NotImplementedError


def matching_vendors(work: Work, name: str, website: str) -> list[KnownVendor]:
    """The vendors that we know with this website, or with a name that is the same but for its form."""
    raise NotImplementedError


def request_engagement(work: Work, actor: Actor, request: EngagementRequest) -> Engagement:
    """Request an engagement and invite the vendor. Raises Refused when a required fact is missing."""
    raise NotImplementedError
