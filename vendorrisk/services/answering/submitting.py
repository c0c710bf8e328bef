"""Submitting the answers."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import Assessment
from vendorrisk.services.work import Work


def submit(work: Work, actor: Actor, assessment_id: str, name: str, title: str) -> Assessment:
    """Hand the answers in, attested by `name`, `title`. Raises NotFound, Refused, Stale."""
    raise NotImplementedError
