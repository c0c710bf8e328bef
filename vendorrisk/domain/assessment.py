"""The whole line in one call: from intake and answers to a recommendation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from vendorrisk.domain.acceptance import Acceptance, lifted
from vendorrisk.domain.answers import Answers, Facts
from vendorrisk.domain.conditions import Context
from vendorrisk.domain.contradictions import found as contradictions_found
from vendorrisk.domain.exposure import Exposure, expose
from vendorrisk.domain.findings import Finding, draft
from vendorrisk.domain.model import Organisation, RiskModel
from vendorrisk.domain.questionnaire import Intake, Questionnaire, Tier
from vendorrisk.domain.recommendation import Recommendation, recommend
from vendorrisk.domain.residual import Residuals, residuals
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.scoring import ScoreCard, score
from vendorrisk.domain.visibility import derive_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything an assessment is made from; the same case gives the same outcome for ever."""

    as_of: dt.date
    facts: Facts
    answers: Answers
    intake: Intake
    questionnaire: Questionnaire
    model: RiskModel
    organisation: Organisation
    acceptances: tuple[Acceptance, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an assessment comes to."""

    exposure: Exposure
    card: ScoreCard
    residuals: Residuals
    recommendation: Recommendation
    findings: tuple[Finding, ...]


def assess(case: Case) -> Outcome:
    """The outcome of `case`."""
    exposure = expose(case.facts, case.intake, case.model, case.organisation)
    found = scored(case, exposure)
    context = context_of(case.facts, case.intake, exposure.tier)
    rules = contradictions_found(case.questionnaire, context, case.answers, case.as_of)
    return Outcome(
        exposure=exposure,
        card=found.card,
        residuals=found.residuals,
        recommendation=recommend(found),
        findings=draft(found.card, rules, case.model),
    )


def scored(case: Case, exposure: Exposure) -> Scored:
    """What the answers of `case` come to, on its day, for an engagement with this `exposure`.

    Accepting a risk changes no score and no loss: it lifts knock-outs, and nothing else.
    """
    context = context_of(case.facts, case.intake, exposure.tier)
    card = score(case.questionnaire, context, case.answers, case.model, case.as_of)
    left = residuals(exposure, card, case.model)
    return Scored(
        questionnaire=case.questionnaire,
        card=card.lifted(lifted(case.acceptances, left.proven.expected, case.as_of)),
        residuals=left,
        exposure=exposure,
        model=case.model,
        organisation=case.organisation,
        as_of=case.as_of,
    )


def context_of(facts: Facts, intake: Intake, tier: Tier) -> Context:
    """What the conditions of the packs are held against, before any answer of the vendor."""
    questions = {question.id: question for question in intake.questions}
    return Context(derive_facts(intake, facts), tier=tier, intake=questions)
