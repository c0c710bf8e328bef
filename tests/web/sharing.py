"""A questionnaire that is shared with a vendor's person, to visit its pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from tests.factories import MONDAY, actor_of, make_user, some_facts
from vendorrisk.domain.access import Role
from vendorrisk.domain.canonical import digest
from vendorrisk.persistence.models import Assessment, AssessmentMember, Content, User
from vendorrisk.services import accounts, delegating, intake
from vendorrisk.services.delegating import DelegationInput
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


def share_part(work: Work, assessment: Assessment, coordinator: User, section: str, question: str = "") -> User:
    """Delegate a part of it to Anna, who accepts; the same Anna each time."""
    asked = DelegationInput(section=section, question=question, name="Anna Bakker", email="anna@noordzee.example")
    delegating.delegate(work, actor_of(coordinator), assessment.id, asked)
    anna = work.session.scalars(select(User).where(User.email == asked.email)).one_or_none()
    anna = anna or make_user(work.session, Role.RESPONDENT, email=asked.email, name=asked.name)
    query = accounts.open_invitations(work.now(), asked.email, assessment.id, in_part=True)
    for invitation in work.session.scalars(query).all():
        token = accounts.token_of(work, invitation)
        accounts.accept_invitation(work, token, user=anna, name="", password="")
    return anna


AT_ODDS = {
    "en": "What has no proof twice is twice in doubt.",
    "nl": "Wat twee keer geen bewijs heeft, is dubbel de vraag.",
}


def contradict(work: Work, assessment: Assessment, *questions: str) -> None:
    """Let the assessment stand on a pack by which answers to `questions` without proof contradict one another."""
    pack = work.session.get_one(Content, assessment.pack_digests[0])
    without = {"all_of": [{"proof": question, "missing": True} for question in questions]}
    rule = {"id": "at-odds", "when": without, "questions": list(questions), "say": AT_ODDS}
    body: dict[str, Any] = {**pack.body, "contradictions": [rule]}
    kept = Content(digest=digest(body), kind="pack", name=pack.name, version="test", body=body, first_used_at=MONDAY)
    work.session.add(kept)
    assessment.pack_digests = [kept.digest, *assessment.pack_digests[1:]]
    work.commit()
