"""Every page there is, as addresses that fit: made from the routes themselves, with what the demo company has."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import product
from typing import Final

from flask import Flask
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from vendorrisk.domain.access import GRANTS, Permission, Role
from vendorrisk.domain.lifecycle import EDITABLE, State
from vendorrisk.persistence.models import (
    AcceptanceRow,
    Assessment,
    AssessmentMember,
    ConditionRow,
    Decision,
    Invitation,
    ProofFile,
    Record,
    User,
)
from vendorrisk.services import accounts, subscriptions
from vendorrisk.services.work import Work
from vendorrisk.web import access

FILES: Final = frozenset(
    {
        "static",
        "contract.text",
        "health.live",
        "health.ready",
        "answering.proof",
        "answering.receipt",
        "offline.worker",
        "previews.picture",
        "printouts.answers",
        "printouts.questions",
        "reuse.download",
        "records.body",
        "records.pdf",
        "security.reset_password",
    }
)
"""What answers no page of its own: files, machines, and the link of a mail that `test_accounts` follows."""

ACTING: Final = frozenset({Role.PROCUREMENT, Role.RESPONDENT, Role.RISK_LEAD})
"""Who acts on assessments, and so is shown them in every state."""

PROOF: Final = "previews.show"
"""The page that is looked at with a proof of the assessment."""

MOST: Final = 2
"""Addresses of one page that are looked at: each in another state, and looking costs seconds."""

VENDOR: Final = ("answering.", "reuse.", "delegating.", "outcome.")
"""How the endpoints begin that only a vendor's people see."""

BOTH: Final = "talking."
"""How the endpoints begin that a vendor's people and ours share."""

QUESTION: Final = "encryption-at-rest"
"""A question that is asked of every tier."""

SECTIONS: Final = ("organisation", "hosting", "suppliers")


def _conditions() -> Select[str]:
    """The conditions of final decisions, what waits for the risk team first."""
    final = select(ConditionRow.id).join(ConditionRow.decision).where(Decision.final_at.is_not(None))
    return final.order_by(ConditionRow.stage.desc(), ConditionRow.id)


class Demo:
    """What the demo company has to fill in the addresses, by the name of the argument."""

    def __init__(self, work: Work, user: User) -> None:
        self.session: Session = work.session
        self.work, self.user = work, user

    def values(self, endpoint: str, argument: str) -> list[str]:
        """Some values for this argument; none where this person has none. An unknown argument is an error."""
        known: Mapping[str, Callable[[], list[str]]] = {
            "assessment_id": lambda: self._assessments(endpoint),
            "engagement_id": lambda: self._engagements(endpoint),
            "acceptance_id": lambda: list(self.session.scalars(select(AcceptanceRow.id).limit(2))),
            "condition_id": lambda: list(self.session.scalars(_conditions().limit(3))),
            "proof_id": lambda: [one.id for one in self.proofs()[:1]],
            "record_id": lambda: list(self.session.scalars(select(Record.id).limit(1))),
            "user_id": lambda: list(self.session.scalars(select(User.id).limit(1))),
            "section_id": lambda: list(SECTIONS),
            "question_id": lambda: [QUESTION],
            "digest": lambda: [one.digest for one in self.work.catalogue.files.values()][:3],
            "token": lambda: self._tokens(endpoint),
        }
        assert argument in known, f"say which {argument} {endpoint} is looked at with"
        return known[argument]()

    def proofs(self) -> list[ProofFile]:
        """Proofs that this person may look at, PDFs first."""
        found = select(ProofFile).join(Assessment, Assessment.id == ProofFile.assessment_id)
        if self.user.roles[0].name == Role.RESPONDENT:
            found = found.join(AssessmentMember, AssessmentMember.assessment_id == Assessment.id)
            found = found.where(AssessmentMember.user_id == self.user.id)
        handed_in = Assessment.submitted_at.is_not(None)
        return list(self.session.scalars(found.where(handed_in).order_by(ProofFile.media_type, ProofFile.id)))

    def _assessments(self, endpoint: str) -> list[str]:
        if endpoint == PROOF:
            return [one.assessment_id for one in self.proofs()[:1]]
        both = endpoint.startswith(BOTH) and self.user.roles[0].name == Role.RESPONDENT
        mine = {State.DECIDED} if endpoint.startswith("outcome.") else EDITABLE
        return self._mine(mine) if endpoint.startswith(VENDOR) or both else self._reviewed(endpoint)

    def _tokens(self, endpoint: str) -> list[str]:
        if endpoint == "talking.unsubscribe":
            return [subscriptions.token_of(self.work, self.user)]
        return [accounts.token_of(self.work, one) for one in self._invitations(endpoint)]

    def _mine(self, states: Collection[State]) -> list[str]:
        own = select(Assessment.id).join(AssessmentMember).where(AssessmentMember.user_id == self.user.id)
        return list(self.session.scalars(own.where(Assessment.state.in_(states))))

    def _reviewed(self, endpoint: str) -> list[str]:
        if endpoint == "review.changes":
            return list(self.session.scalars(select(Assessment.id).where(Assessment.follows_id.is_not(None))))
        deciding = endpoint == "review.decision"
        states = (
            {State.SUBMITTED, State.SIGNING}
            if deciding
            else set(State) - {State.INVITED, State.ANSWERING, State.WITHDRAWN}
        )
        return [one.id for one in self._one_in_each(states)]

    def _engagements(self, endpoint: str) -> list[str]:
        acted_on = {
            "intake.contact": {State.ANSWERING},
            "intake.withdraw": {State.ANSWERING},
            "intake.again": {State.DECIDED},
        }
        return [one.engagement_id for one in self._one_in_each(acted_on.get(endpoint, set(State)))]

    def _one_in_each(self, states: set[State]) -> Iterable[Assessment]:
        followed = select(Assessment.follows_id).where(Assessment.follows_id.is_not(None))
        found = select(Assessment).where(Assessment.state.in_(states), Assessment.id.not_in(followed))
        return {one.state: one for one in self.session.scalars(found)}.values()

    def _invitations(self, endpoint: str) -> Iterable[Invitation]:
        """One to a whole questionnaire; to look at, also one to a part, which cannot be passed on or declined."""
        asked = select(Assessment.id).where(Assessment.state.in_({State.INVITED, State.ANSWERING}))
        still_open = Invitation.used_at.is_(None) & (Invitation.expires_at > self.work.now())
        found = self.session.scalars(select(Invitation).where(still_open, Invitation.assessment_id.in_(asked)))
        kinds = {one.in_part: one for one in found}
        return [one for in_part, one in kinds.items() if not in_part or endpoint == "accounts.invitation"]


def places(app: Flask, work: Work, user: User) -> dict[str, list[str]]:
    """The addresses of every page that `user` may open, by endpoint."""
    demo, role = Demo(work, user), Role(next(iter(user.roles)).name)
    found: dict[str, list[str]] = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in FILES or not _may(app, rule.endpoint, role):
            continue
        values = [demo.values(rule.endpoint, argument) for argument in sorted(rule.arguments)]
        for chosen in product(*values):
            given: Mapping[str, str] = dict(zip(sorted(rule.arguments), chosen, strict=True))
            _, path = rule.build(given, append_unknown=False) or ("", "")
            found.setdefault(rule.endpoint, []).append(path)
    # Who only reads sees the pages of those who act, less what they act with: one of each is enough.
    return {endpoint: paths[: MOST if role in ACTING else 1] for endpoint, paths in found.items()}


def _may(app: Flask, endpoint: str, role: Role) -> bool:
    mark = access.mark_of(app, endpoint)
    return role in GRANTS[mark] if isinstance(mark, Permission) else mark is not None
