"""A person decides. What must hold for a signature, whoever signs and however the page was reached."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from vendorrisk.domain.proposals import ProposedCondition
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.recommendation import Recommendation, recommend
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.verdict import Verdict

__all__ = [
    "PERSONAL",
    "DecisionRefused",
    "Proposal",
    "ProposedCondition",
    "Recommendation",
    "Scored",
    "SigningState",
    "Verdict",
    "check_signature",
    "first_refusal",
    "recommend",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody is about to sign: `signer` is a user id, `conditions` how many are attached.

    `answers_digest` is that of the answers the signer was looking at.
    """

    signer: str
    verdict: Verdict
    rationale: str
    conditions: int
    answers_digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningState:
    """What stands at the moment of signing. People are user ids; `unreviewed_proofs` counts answers.

    `admitted` counts the knock-outs that the vendor admits and whose risk nobody has accepted for now.
    """

    recommendation: Verdict
    answers_digest: str
    requested_by: str
    answered_by: frozenset[str]
    signed_by: frozenset[str]
    unreviewed_proofs: int
    admitted: int = 0


class DecisionRefused(Exception):
    """The signature does not stand; `code` says which rule, `reason` says it to the signer."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.reason = Reason(f"decision.{code}", params)


APPROVALS: Final = frozenset({Verdict.APPROVE, Verdict.APPROVE_WITH_CONDITIONS})

RULES: Final[tuple[tuple[str, Callable[[Proposal, SigningState], bool]], ...]] = (
    ("own_request", lambda proposal, state: proposal.signer == state.requested_by),
    ("own_answers", lambda proposal, state: proposal.signer in state.answered_by),
    ("signed_already", lambda proposal, state: proposal.signer in state.signed_by),
    ("not_decidable", lambda proposal, state: Verdict.ASK in {proposal.verdict, state.recommendation}),
    ("stale_answers", lambda proposal, state: proposal.answers_digest != state.answers_digest),
    ("proof_unreviewed", lambda _, state: state.unreviewed_proofs > 0),
    ("knock_out_admitted", lambda proposal, state: proposal.verdict in APPROVALS and state.admitted > 0),
    ("rationale_missing", lambda proposal, state: departs(proposal, state) and not proposal.rationale.strip()),
    (
        "conditions_missing",
        lambda proposal, _: proposal.verdict is Verdict.APPROVE_WITH_CONDITIONS and not proposal.conditions,
    ),
)
"""The code of a refusal and when it is due, in the order a signer should hear of them: persons, matter, form."""


def departs(proposal: Proposal, state: SigningState) -> bool:
    """Whether the decision is another than the recommendation."""
    return proposal.verdict is not state.recommendation


PERSONAL: Final = frozenset({"own_request", "own_answers", "signed_already"})
"""The rules about who signs, which hold whatever is signed."""


def first_refusal(
    proposal: Proposal, state: SigningState, among: Collection[str] | None = None
) -> DecisionRefused | None:
    """The first rule, of those `among` or of all, that forbids this signature; None when it stands."""
    for code, forbids in RULES:
        if (among is None or code in among) and forbids(proposal, state):
            return DecisionRefused(code, count=state.unreviewed_proofs)
    return None


def check_signature(proposal: Proposal, state: SigningState) -> None:
    """Raises DecisionRefused with the first rule that forbids this signature."""
    refused = first_refusal(proposal, state)
    if refused:
        raise refused
