"""Mails about an assessment: to whom, in whose language. What they say is for `correspondence`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import Assessment, User
from vendorrisk.persistence.queries import answering
from vendorrisk.services import accounts, outbox
from vendorrisk.services.work import Work


def to_vendor(work: Work, assessment: Assessment, message: str, **about: Any) -> None:
    """Send `message` to everybody with whom the assessment is shared, and to the contact if they have not come yet.

    `about` are the ids of what else it is about.
    """
    people = {person.email: person.language for person in work.session.scalars(answering.members(assessment.id))}
    people.setdefault(assessment.engagement.contact_email, assessment.language)
    for email, language in people.items():
        _send(work, assessment, message, email, language, **about)


def to_members(work: Work, assessment: Assessment, message: str) -> None:
    """Send `message` to everybody with whom the assessment is shared."""
    for person in work.session.scalars(answering.members(assessment.id)):
        _to(work, assessment, message, person)


def to_requester(work: Work, assessment: Assessment, message: str) -> None:
    """Send `message` to who asked for the vendor."""
    _to(work, assessment, message, assessment.engagement.requester)


def to_risk_leads(work: Work, assessment: Assessment, message: str, *, but: Collection[str] = (), **about: Any) -> None:
    """Send `message` to every risk lead, except those whose user ids are in `but`."""
    for lead in accounts.people_with(work, Role.RISK_LEAD):
        if lead.id not in but:
            _to(work, assessment, message, lead, **about)


def to_reviewer(work: Work, assessment: Assessment, reviewer: User, message: str) -> None:
    """Send `message` to who is to review it."""
    _to(work, assessment, message, reviewer)


def _to(work: Work, assessment: Assessment, message: str, person: User, **about: Any) -> None:
    _send(work, assessment, message, person.email, person.language, **about)


def _send(work: Work, assessment: Assessment, message: str, email: str, language: str, **about: Any) -> None:
    outbox.put(work, "mail", message=message, to=email, language=language, assessment=assessment.id, **about)
