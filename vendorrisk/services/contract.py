"""What to put in the contract with a vendor: the conditions of the approval, and the clauses that the law asks for."""

from __future__ import annotations

from dataclasses import dataclass

from vendorrisk.domain.access import Actor
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.clauses import Regime, needed
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.persistence.models import ConditionRow, Engagement
from vendorrisk.services.casework import facts_of
from vendorrisk.services.intake import engagement
from vendorrisk.services.pinning import pinned_by
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True)
class ContractView:
    """What belongs in the contract for an engagement; `verdict` is None before it is decided.

    The conditions are in the vendor's `language`, which reads them too.
    """

    engagement: Engagement
    verdict: Verdict | None
    conditions: tuple[ConditionRow, ...]
    regimes: tuple[Regime, ...]
    language: str


def contract(work: Work, actor: Actor, engagement_id: str) -> ContractView:
    """What to put in the contract. Raises NotFound."""
    view = engagement(work, actor, engagement_id)
    pinned, kept = pinned_by(work, view.assessment), view.engagement
    return ContractView(
        engagement=kept,
        verdict=view.verdict,
        conditions=view.conditions,
        regimes=needed(
            work.catalogue.clauses, context_of(facts_of(pinned, kept.facts), pinned.intake, Tier(kept.tier))
        ),
        language=view.assessment.language,
    )
