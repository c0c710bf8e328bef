"""Steering an engagement."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.services.work import Work


def remind(work: Work, actor: Actor, engagement_id: str) -> None:
    """Send the vendor a reminder, at most one a day. Raises NotFound, Refused."""
    raise NotImplementedError


def change_contact(work: Work, actor: Actor, engagement_id: str, name: str, email: str, language: str) -> None:
    """Let somebody else at the vendor answer; they are invited. Raises NotFound, Refused."""
    raise NotImplementedError


def withdraw(work: Work, actor: Actor, engagement_id: str, reason: str) -> None:
    """End the engagement before it is decided. Raises NotFound, Refused, Stale."""
    raise NotImplementedError
