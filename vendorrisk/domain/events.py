"""Every act leaves a typed trace: the kinds of event with their declared keys, and the chain of hashes of them all."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from vendorrisk.domain.canonical import canonical_json

Plain: TypeAlias = str | int | bool | list[str] | None
"""What the data of an event may hold. Never a secret, never the text of an answer."""

GENESIS: Final = "0" * 64


class EventKind(StrEnum):
    USER_INVITED = "user.invited"
    USER_ACTIVATED = "user.activated"
    USER_CHANGED = "user.changed"
    USER_SIGNED_IN = "user.signed_in"
    USER_SIGN_IN_FAILED = "user.sign_in_failed"
    USER_SIGNED_OUT = "user.signed_out"
    USER_UNSUBSCRIBED = "user.unsubscribed"
    USER_SUBSCRIBED = "user.subscribed"
    USER_PASSWORD_CHANGED = "user.password_changed"  # noqa: S105 - the name of an event
    ENGAGEMENT_REQUESTED = "engagement.requested"
    ENGAGEMENT_WITHDRAWN = "engagement.withdrawn"
    REASSESSMENT_BEGUN = "assessment.begun_again"
    CONTACT_CHANGED = "engagement.contact_changed"
    VENDOR_REMINDED = "engagement.reminded"
    VENDOR_DECLINED = "engagement.declined"
    ASSESSMENT_OPENED = "assessment.opened"
    ASSESSMENT_SUBMITTED = "assessment.submitted"
    ASSESSMENT_RETURNED = "assessment.returned"
    CONTRADICTION_EXPLAINED = "contradiction.explained"
    ANSWERS_DELEGATED = "answers.delegated"
    DELEGATION_DONE = "delegation.done"
    DELEGATION_ENDED = "delegation.ended"
    ANSWERS_PROPOSED = "answers.proposed"
    PROPOSALS_SETTLED = "proposals.settled"
    PROOF_ADDED = "proof.added"
    PROOF_REMOVED = "proof.removed"
    PROOF_REPLACED = "proof.replaced"
    PROOF_READ = "proof.read"
    REVIEW_ASSIGNED = "review.assigned"
    ANSWER_REVIEWED = "answer.reviewed"
    MESSAGE_WRITTEN = "message.written"
    DECISION_SIGNED = "decision.signed"
    DECISION_REFUSED = "decision.refused"
    DECISION_TAKEN = "decision.taken"
    CONDITION_SHOWN = "condition.shown"
    CONDITION_MET = "condition.met"
    CONDITION_SENT_BACK = "condition.sent_back"
    CONDITION_DEFERRED = "condition.deferred"
    CONDITION_WAIVED = "condition.waived"
    RISK_ACCEPTED = "risk.accepted"
    ACCEPTANCE_WITHDRAWN = "acceptance.withdrawn"
    APPROVAL_SUSPENDED = "approval.suspended"
    APPROVAL_RESTORED = "approval.restored"
    RECORD_SEALED = "record.sealed"
    RECORD_RENDERED = "record.rendered"
    RECORD_READ = "record.read"
    SEAL_KEY_MADE = "seal_key.made"
    SEAL_KEY_IMPORTED = "seal_key.imported"
    SEAL_KEY_ROTATED = "seal_key.rotated"


KEYS: Final[dict[EventKind, frozenset[str]]] = {
    EventKind.USER_INVITED: frozenset({"email", "roles"}),
    EventKind.USER_ACTIVATED: frozenset({"invitation"}),
    EventKind.USER_CHANGED: frozenset({"roles", "active"}),
    EventKind.USER_SIGNED_IN: frozenset(),
    EventKind.USER_SIGN_IN_FAILED: frozenset(),
    EventKind.USER_SIGNED_OUT: frozenset(),
    EventKind.USER_PASSWORD_CHANGED: frozenset(),
    EventKind.USER_UNSUBSCRIBED: frozenset(),
    EventKind.USER_SUBSCRIBED: frozenset(),
    EventKind.ENGAGEMENT_REQUESTED: frozenset({"vendor", "tier", "packs"}),
    EventKind.ENGAGEMENT_WITHDRAWN: frozenset({"reason"}),
    EventKind.REASSESSMENT_BEGUN: frozenset({"cause", "follows"}),
    EventKind.CONTACT_CHANGED: frozenset({"email"}),
    EventKind.VENDOR_REMINDED: frozenset({"email"}),
    EventKind.VENDOR_DECLINED: frozenset({"email"}),
    EventKind.ASSESSMENT_OPENED: frozenset(),
    EventKind.ASSESSMENT_SUBMITTED: frozenset({"answers_digest", "attested_by", "attested_title"}),
    EventKind.ASSESSMENT_RETURNED: frozenset({"questions"}),
    EventKind.CONTRADICTION_EXPLAINED: frozenset({"rule"}),
    EventKind.ANSWERS_DELEGATED: frozenset({"section", "question", "email"}),
    EventKind.DELEGATION_DONE: frozenset({"section", "question"}),
    EventKind.DELEGATION_ENDED: frozenset({"section", "question", "email"}),
    EventKind.ANSWERS_PROPOSED: frozenset({"source", "count"}),
    EventKind.PROPOSALS_SETTLED: frozenset({"accepted", "dropped"}),
    EventKind.PROOF_ADDED: frozenset({"sha256", "kind", "question"}),
    EventKind.PROOF_REMOVED: frozenset({"sha256", "question"}),
    EventKind.PROOF_REPLACED: frozenset({"sha256", "successor", "question"}),
    EventKind.PROOF_READ: frozenset({"sha256"}),
    EventKind.REVIEW_ASSIGNED: frozenset({"reviewer"}),
    EventKind.ANSWER_REVIEWED: frozenset({"question", "assurance", "grade", "not_applicable"}),
    EventKind.MESSAGE_WRITTEN: frozenset({"question"}),
    EventKind.DECISION_SIGNED: frozenset({"verdict", "answers_digest"}),
    EventKind.DECISION_REFUSED: frozenset({"reason"}),
    EventKind.DECISION_TAKEN: frozenset({"verdict", "recommendation", "answers_digest"}),
    EventKind.CONDITION_SHOWN: frozenset({"question", "sha256"}),
    EventKind.CONDITION_MET: frozenset({"question"}),
    EventKind.CONDITION_SENT_BACK: frozenset({"question"}),
    EventKind.CONDITION_DEFERRED: frozenset({"question", "due_on"}),
    EventKind.CONDITION_WAIVED: frozenset({"question"}),
    EventKind.RISK_ACCEPTED: frozenset({"questions", "until", "residual"}),
    EventKind.ACCEPTANCE_WITHDRAWN: frozenset({"questions", "reason"}),
    EventKind.APPROVAL_SUSPENDED: frozenset({"questions"}),
    EventKind.APPROVAL_RESTORED: frozenset(),
    EventKind.RECORD_SEALED: frozenset({"digest"}),
    EventKind.RECORD_RENDERED: frozenset({"language", "sha256"}),
    EventKind.RECORD_READ: frozenset({"language"}),
    EventKind.SEAL_KEY_MADE: frozenset({"holder"}),
    EventKind.SEAL_KEY_IMPORTED: frozenset({"holder"}),
    EventKind.SEAL_KEY_ROTATED: frozenset({"holder"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act: when (UTC), by whom (user id; None: the portal), on what, and the declared data of its kind."""

    at: dt.datetime
    kind: EventKind
    actor: str | None
    subject: str
    data: Mapping[str, Plain]

    def __post_init__(self) -> None:
        if set(self.data) != KEYS[self.kind]:
            raise ValueError(f"{self.kind} wants exactly {sorted(KEYS[self.kind])}, not {sorted(self.data)}")


def link(previous: str, position: int, event: Event) -> str:
    """The hash that joins `event` at `position` (from 1) to the chain whose last hash is `previous`; SHA-256 in hex."""
    body = {
        "position": position,
        "previous": previous,
        "at": event.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "kind": event.kind.value,
        "actor": event.actor,
        "subject": event.subject,
        "data": dict(event.data),
    }
    return hashlib.sha256(canonical_json(body)).hexdigest()
