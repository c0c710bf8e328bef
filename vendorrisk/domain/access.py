"""Who may do what: roles, permissions, and the one table that joins them.

Three questions, three places: may this role do this at all (here, marked on each route); which rows (`visible_to` in
the queries; what is foreign is absent, 404); what must hold between people (four eyes, rationale: `decision.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    PROCUREMENT = "procurement"
    RESPONDENT = "respondent"
    RISK_LEAD = "risk_lead"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Permission(StrEnum):
    REQUEST_VENDOR = "request_vendor"
    FOLLOW_ENGAGEMENT = "follow_engagement"
    STEER_ENGAGEMENT = "steer_engagement"
    SEE_ANSWERS = "see_answers"
    ANSWER = "answer"
    SEE_QUEUE = "see_queue"
    REVIEW = "review"
    DECIDE = "decide"
    TALK = "talk"
    SEE_RECORD = "see_record"
    MANAGE_USERS = "manage_users"
    SEE_TRAIL = "see_trail"
    SEE_CONTENT = "see_content"


_P, _V, _L, _A, _U = Role.PROCUREMENT, Role.RESPONDENT, Role.RISK_LEAD, Role.ADMINISTRATOR, Role.AUDITOR

GRANTS: Final[dict[Permission, frozenset[Role]]] = {
    # Request an engagement with a vendor, and change what one asked for oneself.
    Permission.REQUEST_VENDOR: frozenset({_P, _L}),
    # See the list of engagements and the timeline of one.
    Permission.FOLLOW_ENGAGEMENT: frozenset({_P, _L, _U}),
    # Remind, change the contact, withdraw.
    Permission.STEER_ENGAGEMENT: frozenset({_P, _L}),
    # See a questionnaire's answers and proofs.
    Permission.SEE_ANSWERS: frozenset({_V, _L, _U}),
    # Answer, attach proof, submit.
    Permission.ANSWER: frozenset({_V}),
    # See the queue, a review, its score and recommendation.
    Permission.SEE_QUEUE: frozenset({_L, _U}),
    # Accept or lower assurance, grade, return for clarification.
    Permission.REVIEW: frozenset({_L}),
    # Sign a decision.
    Permission.DECIDE: frozenset({_L}),
    # Write about a question to the other side.
    Permission.TALK: frozenset({_V, _L}),
    # See and download the sealed record.
    Permission.SEE_RECORD: frozenset({_P, _L, _U}),
    # Invite, change roles, disable.
    Permission.MANAGE_USERS: frozenset({_A}),
    # Read the audit trail.
    Permission.SEE_TRAIL: frozenset({_A, _U}),
    # Read the published questionnaires and the risk model.
    Permission.SEE_CONTENT: frozenset({_P, _L, _A, _U}),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a signed-in person, or the portal itself (`id` None, no roles)."""

    id: str | None
    name: str
    email: str
    roles: frozenset[Role]

    def may(self, permission: Permission) -> bool:
        """Whether any of the actor's roles is granted `permission`."""
        return bool(GRANTS[permission] & self.roles)

    @property
    def outsider(self) -> bool:
        """Whether the actor is a vendor's person, who sees only what was shared with them."""
        return self.roles <= {Role.RESPONDENT}


PORTAL: Final = Actor(None, "Portal", "", frozenset())
