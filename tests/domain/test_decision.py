"""The table of recommendations, row by row, and what a signature wants."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from tests.domain.packs import HIGH, INTAKE, TODAY, answer, answers, case, model, organisation, policy, proven, question
from vendorrisk.domain.answers import Answer, AnswerState, Assurance
from vendorrisk.domain.assessment import assess
from vendorrisk.domain.decision import (
    PERSONAL,
    DecisionRefused,
    Proposal,
    SigningState,
    Verdict,
    check_signature,
    first_refusal,
)
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.questionnaire import ActsOn, KnockOut, ProofWanted, Question, Tier
from vendorrisk.domain.recommendation import Recommendation

RULE = KnockOut(50, frozenset({Tier.HIGH}), never_defer=True)


def advice(*questions: Question, given: tuple[Answer, ...], **more: object) -> Recommendation:
    return assess(case(questions, answers(*given), **more)).recommendation


def codes(advised: Recommendation) -> list[str]:
    return [reason.code for reason in advised.reasons]


def test_a_missing_required_answer_asks_whatever_else_there_is() -> None:
    advised = advice(question("a"), question("b", knock_out=RULE), given=(proven("b", "no"),))
    assert advised.verdict is Verdict.ASK
    assert advised.reasons[0].to("en") == "Required answers are missing: 1, the first being C-a (“a?”)."
    assert not advised.conditions


def test_nothing_that_counts_cannot_be_decided() -> None:
    assert codes(advice(question("a", weight=0), given=(answer("a"),))) == ["ask.nothing_scored"]


def test_no_score_outweighs_an_admitted_knock_out() -> None:
    advised = advice(question("a", weight=10), question("b", knock_out=RULE), given=(proven("a"), proven("b", "no")))
    assert advised.verdict is Verdict.REJECT
    assert advised.reasons[0].to("en") == "Knock-out admitted: C-b, “b?” The answer is “no”."


def test_all_lines_met_and_every_knock_out_proven_is_approved() -> None:
    advised = advice(question("a"), question("b", knock_out=RULE), given=(proven("a"), proven("b")))
    assert advised.verdict is Verdict.APPROVE
    assert codes(advised) == [
        "effectiveness.approve",
        "residual.proven_within",
        "knock_outs.proven",
        "stands_at_worst",
    ]


def test_one_unproven_knock_out_makes_a_condition_before_go_live() -> None:
    asked = (question("a", weight=9), question("b", knock_out=RULE, proof=ProofWanted(("policy", "soc2-type2"))))
    advised = advice(*asked, given=(proven("a"), answer("b", "half")))
    assert advised.verdict is Verdict.APPROVE_WITH_CONDITIONS
    assert "Knock-out not yet proven: C-b, “b?” It is claimed; this tier wants it documented." in [
        reason.to("en") for reason in advised.reasons
    ]
    (condition,) = advised.conditions
    assert (condition.question, condition.control, condition.before_go_live, condition.days) == ("b", "C-b", True, 0)
    assert condition.proof == ("policy", "soc2-type2")
    assert condition.text.en == "Show that this holds: half (C-b). Wanted: policy or SOC 2 type II report."
    assert condition.text.nl == (
        "Toon aan dat dit klopt: half (nl) (C-b). Gevraagd: beleidsdocument of SOC 2 type II-rapport."
    )


def test_claims_above_the_floor_get_conditions_for_the_largest_gaps() -> None:
    wanted = ProofWanted(("audit-report",))
    asked = (question("small", weight=1, proof=wanted), question("large", weight=8, proof=wanted))
    advised = advice(*asked, given=(answer("small"), answer("large")))
    assert advised.verdict is Verdict.APPROVE_WITH_CONDITIONS
    assert [(one.question, one.days) for one in advised.conditions] == [("large", 60)]


def test_where_no_plan_leads_to_approval_it_says_why() -> None:
    advised = advice(question("a"), given=(answer("a", "half"),), model=strict_model(95))
    assert advised.verdict is Verdict.APPROVE_WITH_CONDITIONS
    assert advised.remarks[-1].to("en") == (
        "No plan leads to approval: with every answer at its best and proven, effectiveness would be 70.0 %, under the "
        "approve line of 95."
    )


def strict_model(approve: int):  # type: ignore[no-untyped-def]
    return model(policies={**model().policies, Tier.HIGH: policy(approve, 35)})


def test_a_proven_residual_above_the_appetite_is_not_approved() -> None:
    loss = question("b", acts_on=ActsOn.LOSS)
    given = (proven("a"), proven("b"))
    fits, exceeds = (advice(question("a"), loss, given=given, organisation=organisation(much)) for much in (9000, 5))
    assert (fits.verdict, exceeds.verdict) == (Verdict.APPROVE, Verdict.REJECT)
    assert "residual.claimed_above" in codes(exceeds)


def test_claims_under_the_floor_are_rejected() -> None:
    advised = advice(question("a"), question("b", weight=9), given=(answer("a"), answer("b", "no")))
    assert advised.verdict is Verdict.REJECT
    assert advised.reasons[0].to("en") == "Effectiveness even as claimed is 10.0 %, 25.0 points under the floor of 35."
    assert advised.reasons[0].to("nl") == (
        "Zelfs de gestelde effectiviteit is 10,0 %, 25,0 punten onder de ondergrens van 35."
    )


def test_stale_answers_make_one_remark() -> None:
    july = dt.date(2023, 7, 31)
    advised = advice(question("a"), question("b"), given=(answer("a", as_of=july), proven("b", as_of=july)))
    assert [remark.to("en") for remark in advised.remarks if remark.code == "stale"] == [
        (
            "The answers are as of July 2023, 40 months before this assessment; answers older than 12 months count "
            "as claims only (2 of 2)."
        )
    ]


def test_a_pending_not_applicable_and_an_ungraded_text_are_remarked_on() -> None:
    from vendorrisk.domain.questionnaire import Kind

    said = Answer(question="a", state=AnswerState.NOT_APPLICABLE, as_of=TODAY)
    asked = (question("a", not_applicable=True), question("b", Kind.TEXT), question("c"))
    advised = advice(*asked, given=(said, answer("b", "We do."), proven("c")))
    assert {remark.code for remark in advised.remarks} >= {"not_applicable_pending", "ungraded"}


# The tier


@pytest.mark.parametrize(
    ("facts", "tier", "code"),
    [
        ({"data": ("none",), "access": "none", "size": "small", "downtime": "month"}, Tier.LOW, "tier.exposure"),
        ({"data": ("personal",), "records": "few", "access": "full", "size": "large"}, Tier.MODERATE, "tier.exposure"),
        ({"data": ("personal",), "records": "many", "access": "full", "size": "large"}, Tier.CRITICAL, "tier.exposure"),
        (dict(HIGH), Tier.HIGH, "tier.floor"),
    ],
)
def test_the_tier_follows_from_loss_and_floors(facts: dict[str, object], tier: Tier, code: str) -> None:
    exposure = expose(facts, INTAKE, model(), organisation(20000))  # type: ignore[arg-type]
    assert (exposure.tier, exposure.reasons[0].code) == (tier, code)


def test_more_exposure_never_lowers_the_tier() -> None:
    few = expose({"data": ("personal",), "records": "few"}, INTAKE, model(), organisation())
    many = expose({"data": ("personal", "special"), "records": "many"}, INTAKE, model(), organisation())
    assert many.tier.rank >= few.tier.rank
    assert many.expected > few.expected


# The signature

STATE = SigningState(
    recommendation=Verdict.APPROVE,
    answers_digest="d",
    requested_by="procurement",
    answered_by=frozenset({"vendor"}),
    signed_by=frozenset({"first"}),
    unreviewed_proofs=0,
)
PROPOSAL = Proposal(signer="second", verdict=Verdict.APPROVE, rationale="", conditions=0, answers_digest="d")


def test_a_signature_in_order_stands() -> None:
    check_signature(PROPOSAL, STATE)
    check_signature(replace(PROPOSAL, verdict=Verdict.REJECT, rationale="We know better."), STATE)


@pytest.mark.parametrize(
    ("proposal", "state", "code"),
    [
        ({"signer": "procurement"}, {}, "own_request"),
        ({"signer": "vendor"}, {}, "own_answers"),
        ({"signer": "first"}, {}, "signed_already"),
        ({}, {"recommendation": Verdict.ASK}, "not_decidable"),
        ({"verdict": Verdict.ASK}, {}, "not_decidable"),
        ({"answers_digest": "older"}, {}, "stale_answers"),
        ({}, {"unreviewed_proofs": 1}, "proof_unreviewed"),
        ({"verdict": Verdict.REJECT, "rationale": "  "}, {}, "rationale_missing"),
        (
            {"verdict": Verdict.APPROVE_WITH_CONDITIONS},
            {"recommendation": Verdict.APPROVE_WITH_CONDITIONS},
            "conditions_missing",
        ),
    ],
)
def test_a_signature_is_refused(proposal: dict[str, object], state: dict[str, object], code: str) -> None:
    with pytest.raises(DecisionRefused) as refused:
        check_signature(replace(PROPOSAL, **proposal), replace(STATE, **state))  # type: ignore[arg-type]
    assert refused.value.code == code
    for language in ("en", "nl"):
        assert "{" not in refused.value.reason.to(language)
    assert not isinstance(refused.value.reason.params, str)


def test_of_some_rules_only_those_are_held() -> None:
    nobody_s, own = replace(PROPOSAL, answers_digest="older"), replace(PROPOSAL, signer="first", answers_digest="older")
    assert first_refusal(nobody_s, STATE, PERSONAL) is None
    for among, code in ((PERSONAL, "signed_already"), ({"stale_answers"}, "stale_answers"), (None, "signed_already")):
        refused = first_refusal(own, STATE, among)
        assert refused
        assert refused.code == code


def test_claims_are_discounted_and_confessions_are_not() -> None:
    card = assess(case((question("a"),), answers(answer("a", "no", assurance=Assurance.CLAIMED)))).card
    assert (card.claimed, card.proven) == (0, 0)
    assert card.lines[0].lost_proof == 0
