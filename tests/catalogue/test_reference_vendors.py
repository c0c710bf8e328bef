"""The lines are calibrated on vendors whose verdict a careful assessor would not doubt (docs/decisions/0002)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from vendorrisk.catalogue import CaseFile, Catalogue, read_case
from vendorrisk.domain.assessment import Outcome, assess
from vendorrisk.domain.questionnaire import Tier
from vendorrisk.domain.scoring import KnockOutStatus
from vendorrisk.domain.verdict import Verdict
from vendorrisk.domain.wording import Money, rounded, said
from vendorrisk.resources import questionnaires_directory

DOCS = Path(__file__).parents[2] / "docs"


def case_file(catalogue: Catalogue, name: str) -> CaseFile:
    return read_case(questionnaires_directory() / "examples" / f"{name}.yaml", catalogue)


def outcome(catalogue: Catalogue, name: str) -> Outcome:
    return assess(case_file(catalogue, name).case)


@pytest.mark.parametrize(
    ("name", "tier", "verdict"),
    [
        ("strong-saas", Tier.HIGH, Verdict.APPROVE),
        ("honest-midsize", Tier.HIGH, Verdict.APPROVE_WITH_CONDITIONS),
        ("saas-statement", Tier.HIGH, Verdict.APPROVE_WITH_CONDITIONS),
        ("all-yes-no-proof", Tier.HIGH, Verdict.APPROVE_WITH_CONDITIONS),
        ("no-basics", Tier.HIGH, Verdict.REJECT),
        ("low-tier", Tier.LOW, Verdict.APPROVE_WITH_CONDITIONS),
    ],
)
def test_a_reference_vendor_gets_its_verdict(catalogue: Catalogue, name: str, tier: Tier, verdict: Verdict) -> None:
    result = outcome(catalogue, name)
    assert (result.exposure.tier, result.recommendation.verdict) == (tier, verdict)


@pytest.mark.parametrize("tier", [Tier.MODERATE, Tier.HIGH, Tier.CRITICAL])
def test_claims_alone_never_get_more_than_conditions_above_the_low_tier(catalogue: Catalogue, tier: Tier) -> None:
    policy = catalogue.model.policies[tier]
    # Every answer the best one: effectiveness as proven is the factor of a claim.
    assert max(policy.factors[rung] for rung in policy.factors if rung.rank == 0) < Fraction(policy.approve, 100)
    thresholds = {one: Fraction(10**6) for one in Tier if one is not Tier.LOW}
    floors = tuple(replace(floor, tier=tier) for floor in catalogue.model.floors)
    case = case_file(catalogue, "all-yes-no-proof").case
    result = assess(replace(case, model=replace(catalogue.model, thresholds=thresholds, floors=floors)))
    assert result.exposure.tier is tier
    assert result.recommendation.verdict is Verdict.APPROVE_WITH_CONDITIONS


def test_the_founding_statement_is_read_as_claims_that_are_stale(catalogue: Catalogue) -> None:
    result = outcome(catalogue, "saas-statement")
    unproven = {line.question.control for line in result.card.knock_outs(KnockOutStatus.UNPROVEN)}
    assert {"ORG-03", "CLD-03", "CLD-04", "CLD-08", "ACC-02b"} <= unproven
    assert not result.card.knock_outs(KnockOutStatus.ADMITTED)
    location = next(line for line in result.card.lines if line.question.control == "CLD-02")
    assert location.credit == 100
    said_in_reasons = [reason.to("en") for reason in result.recommendation.reasons]
    for control in ("ORG-03", "CLD-03", "CLD-04", "CLD-08", "ACC-02b"):
        assert any(f"Knock-out not yet proven: {control}, " in sentence for sentence in said_in_reasons)
        assert any(condition.control == control for condition in result.recommendation.conditions)
    assert (
        result.recommendation.remarks[0]
        .to("en")
        .startswith("The answers are as of July 2023, 40 months before this assessment")
    )
    assert result.card.worst == 0


def test_a_firm_without_the_basics_is_rejected_for_what_it_admits(catalogue: Catalogue) -> None:
    result = outcome(catalogue, "no-basics")
    admitted = {line.question.control for line in result.card.knock_outs(KnockOutStatus.ADMITTED)}
    assert {"ORG-03", "CLD-08"} <= admitted


def test_the_same_firm_is_asked_for_little_where_little_can_be_lost(catalogue: Catalogue) -> None:
    result = outcome(catalogue, "low-tier")
    assert len(result.card.lines) <= 10
    assert len(result.recommendation.conditions) <= 2


def test_an_approval_stands_without_the_unproven_claims(catalogue: Catalogue) -> None:
    codes = [reason.code for reason in outcome(catalogue, "strong-saas").recommendation.reasons]
    assert "stands_at_worst" in codes


def test_ordinary_vendors_have_an_ordinary_number_of_incidents(catalogue: Catalogue) -> None:
    """A medium firm with ordinary controls lands at 0.02 to 0.15 incidents a year."""
    for name in ("honest-midsize", "strong-saas", "saas-statement"):
        assert 0.02 <= outcome(catalogue, name).residuals.proven.frequency <= 0.15


def test_the_worked_example_of_the_documentation(catalogue: Catalogue) -> None:
    """Every figure in it is computed here by the model and found on the page."""
    case = case_file(catalogue, "worked-example").case
    kept = ("encryption-at-rest", "multi-factor", "backup-restore")
    sections = tuple(
        replace(section, questions=tuple(one for one in section.questions if one.id in kept))
        for section in case.questionnaire.sections
    )
    result = assess(replace(case, questionnaire=replace(case.questionnaire, sections=sections)))
    card, left, plan = result.card, result.residuals, result.recommendation.plan
    assert plan
    assert len(plan.steps) == 2
    figures = [
        f"E⁺ = {said(card.claimed, 'en')} %",
        f"E = {said(card.proven, 'en')} %",
        f"E⁻ = {said(card.worst, 'en')} %",
        f"λ = {left.typical.frequency:.4f}",
        f"λ = {left.proven.frequency:.4f}",
        Money(result.exposure.data_loss, "EUR").to("en"),
        Money(result.exposure.outage_loss, "EUR").to("en"),
        Money(left.typical.expected, "EUR").to("en"),
        Money(left.proven.loss, "EUR").to("en"),
        Money(left.proven.expected, "EUR").to("en"),
        Money(left.claimed.expected, "EUR").to("en"),
        f"Two steps, {plan.days} days of work",
        f"= {said(plan.proven, 'en')} %, above 65",
        Money(plan.residual.expected, "EUR").to("en"),
        f"= {left.proven.chance * 100:.1f} % today, {plan.residual.chance * 100:.1f} % then",
        *(f"{rounded(line.lost_control * 100)} + {rounded(line.lost_proof * 100)}" for line in card.lines),
    ]
    page = (DOCS / "risk-model.md").read_text()
    assert not [figure for figure in figures if figure not in page]
