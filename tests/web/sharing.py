"""A questionnaire that is shared with a vendor's person, to visit its pages."""

from __future__ import annotations

from collections.abc import Mapping

from tests.factories import actor_of, some_facts
from vendorrisk.domain.access import Role
from vendorrisk.persistence.models import Assessment, AssessmentMember, User
from vendorrisk.services import intake
from vendorrisk.services.intake import EngagementRequest
from vendorrisk.services.work import Work

HEAVY = {
    "service": "software",
    "hosting": "saas",
    "users": ("employees",),
    "data": ("special",),
    "people": ("employees",),
    "records": "to-100k",
    "subprocessors": "expected",
}
"""An engagement for which the whole baseline is asked."""


def share(work: Work, people: Mapping[Role, User]) -> Assessment:
    """Request such an engagement as procurement, and let the respondent answer for the vendor."""
    request = EngagementRequest(
        vendor_name="Noordzee HR",
        title="Payroll",
        facts=some_facts(work.catalogue.intake) | HEAVY,
        contact_name="Vera Visser",
        contact_email="vera@noordzee.example",
    )
    made = intake.request_engagement(work, actor_of(people[Role.PROCUREMENT]), request).assessments[0]
    work.session.add(AssessmentMember(assessment_id=made.id, user_id=people[Role.RESPONDENT].id))
    work.commit()
    return made
