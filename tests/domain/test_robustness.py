"""How firmly a recommendation stands, and which proofs are worth asking for first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.packs import TODAY, answer, answers, case, proven, question
from tests.domain.random_packs import answered, questionnaires
from tests.domain.test_laws import waits_for
from vendorrisk.domain.answers import Answer, Answers, AnswerState, Proof
from vendorrisk.domain.assessment import assess
from vendorrisk.domain.assurance import UNVERIFIED
from vendorrisk.domain.questionnaire import KnockOut, ProofWanted, Question, Questionnaire, Tier
from vendorrisk.domain.recommendation import Recommendation
from vendorrisk.domain.robustness import GOODNESS
from vendorrisk.domain.steps import shown_to
from vendorrisk.domain.verdict import Verdict

RULE = KnockOut(50, frozenset({Tier.HIGH}))


def advice(*asked: Question, given_answers: tuple[Answer, ...]) -> Recommendation:
    return assess(case(asked, answers(*given_answers))).recommendation


@st.composite
def cases(draw: st.DrawFn) -> tuple[Questionnaire, Answers]:
    asked = draw(questionnaires())
    return asked, draw(answered(asked))


@given(cases())
def test_a_doubt_says_what_its_proof_would_bring(made: tuple[Questionnaire, Answers]) -> None:
    asked, given_answers = made
    whole = case((), given_answers, questionnaire=asked)
    advised = assess(whole).recommendation
    for doubt in advised.robustness.verify_first:
        name = doubt.line.question.id
        assert doubt.line.assurance in UNVERIFIED
        assert {doubt.if_untrue, doubt.if_proven} != {advised.verdict}
        assert doubt.stake >= 0
        rung = shown_to(doubt.line.question)[-1]
        shown = replace(
            given_answers[name], assurance=rung, as_of=TODAY, proofs=(Proof(name="p", kind="other", issued=TODAY),)
        )
        after = assess(replace(whole, answers={**given_answers, name: shown}))
        assert after.recommendation.verdict is doubt.if_proven


@given(cases())
def test_nothing_becomes_better_when_claims_are_untrue(made: tuple[Questionnaire, Answers]) -> None:
    asked, given_answers = made
    advised = assess(case((), given_answers, questionnaire=asked)).recommendation
    firm = advised.robustness
    assert GOODNESS[firm.at_worst] <= GOODNESS[advised.verdict]
    assert firm.stands == (GOODNESS[firm.at_worst] == GOODNESS[advised.verdict])


@given(cases())
def test_a_recommendation_stands_when_it_is_the_same_without_the_claims(made: tuple[Questionnaire, Answers]) -> None:
    """Taken apart by hand: the claims that count are answered by nobody, where none of them is a knock-out."""
    asked, given_answers = made
    whole = case((), given_answers, questionnaire=asked)
    outcome = assess(whole)
    claims = {
        line.question.id for line in outcome.card.lines if line.credit and line.assurance in UNVERIFIED and line.answer
    }
    if any(waits_for(asked, name) or asked.question(name).knock_out for name in claims):  # type: ignore[union-attr]
        return
    without = assess(replace(whole, answers={name: one for name, one in given_answers.items() if name not in claims}))
    assert outcome.recommendation.robustness.at_worst is without.recommendation.verdict


def test_an_approval_that_hangs_on_no_claim_stands() -> None:
    advised = advice(question("a", weight=9), question("b"), given_answers=(proven("a"), answer("b")))
    assert (advised.verdict, advised.robustness.stands) == (Verdict.APPROVE, True)
    assert "stands_at_worst" in [reason.code for reason in advised.reasons]
    assert advised.robustness.verify_first == ()


def test_an_unproven_knock_out_never_stands_without_its_claim() -> None:
    asked = (question("a", weight=9), question("b", knock_out=RULE))
    advised = advice(*asked, given_answers=(proven("a"), answer("b")))
    assert advised.verdict is Verdict.APPROVE_WITH_CONDITIONS
    assert (advised.robustness.at_worst, advised.robustness.stands) == (Verdict.REJECT, False)
    (doubt,) = advised.robustness.verify_first
    assert (doubt.line.question.id, doubt.if_untrue, doubt.if_proven) == ("b", Verdict.REJECT, Verdict.APPROVE)
    assert doubt.stake == Fraction(7, 10) / 10


def test_what_is_most_at_stake_comes_first() -> None:
    wanted = ProofWanted(("soc2-type2",))
    asked = (question("small", proof=wanted), question("large", weight=3, proof=wanted))
    advised = advice(*asked, given_answers=(answer("small"), answer("large")))
    assert [doubt.line.question.id for doubt in advised.robustness.verify_first] == ["large"]
    assert advised.robustness.verify_first[0].if_proven is Verdict.APPROVE


def test_a_knock_out_said_not_to_apply_is_a_claim_too() -> None:
    said = Answer(question="b", state=AnswerState.NOT_APPLICABLE, as_of=dt.date(2026, 11, 1))
    asked = (question("a", weight=9), question("b", knock_out=RULE, not_applicable=True))
    advised = advice(*asked, given_answers=(proven("a"), said))
    (doubt,) = advised.robustness.verify_first
    assert (doubt.if_untrue, doubt.if_proven) == (Verdict.REJECT, Verdict.APPROVE_WITH_CONDITIONS)
