"""Many assessments scored at once come out as each does by itself, to the last bit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.packs import (
    HIGH,
    INTAKE,
    TODAY,
    answer,
    answers,
    model,
    pack,
    proven,
    question,
)
from tests.domain.random_packs import answered, questionnaires
from vendorrisk.domain.answers import Answer, Answers, AnswerState, Assurance, Review
from vendorrisk.domain.assessment import context_of
from vendorrisk.domain.questionnaire import ActsOn, Questionnaire, Tier, merge
from vendorrisk.domain.scoring import Basis, ScoreCard, score
from vendorrisk.domain.vectors import EXACT, compile_scoring

MODEL = model()


def card(asked: Questionnaire, given_answers: Answers, tier: Tier) -> ScoreCard:
    return score(asked, context_of(HIGH, INTAKE, tier), given_answers, MODEL, TODAY)


@st.composite
def many(draw: st.DrawFn) -> tuple[Questionnaire, list[Answers]]:
    """A questionnaire and answers of several vendors, some of them not applicable, accepted or not."""
    asked = draw(questionnaires())
    vendors: list[Answers] = []
    for _ in range(draw(st.integers(1, 4))):
        found = dict(draw(answered(asked)))
        for name in draw(st.sets(st.sampled_from(sorted(found)))) if found else ():
            accepted = Review(not_applicable=draw(st.none() | st.booleans()))
            found[name] = Answer(question=name, state=AnswerState.NOT_APPLICABLE, as_of=TODAY, review=accepted)
        vendors.append(found)
    return asked, vendors


@given(many(), st.sampled_from(Tier))
def test_many_at_once_come_out_as_each_by_itself(made: tuple[Questionnaire, list[Answers]], tier: Tier) -> None:
    asked, vendors = made
    cards = [card(asked, one, tier) for one in vendors]
    compiled = compile_scoring(asked, MODEL, tier)
    scores = compiled.score(compiled.sheet(cards))
    for number, one in enumerate(cards):
        assert scores.shares(number) == (one.claimed, one.proven, one.worst)


@given(many(), st.sampled_from(ActsOn))
def test_what_acts_on_one_thing_comes_out_too(made: tuple[Questionnaire, list[Answers]], part: ActsOn) -> None:
    asked, vendors = made
    cards = [card(asked, one, Tier.HIGH) for one in vendors]
    compiled = compile_scoring(asked, MODEL, Tier.HIGH, part)
    scores = compiled.score(compiled.sheet(cards))
    for number, one in enumerate(cards):
        assert scores.shares(number) == tuple(one.acting_on(part, basis) for basis in Basis)


@settings(max_examples=30)
@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_large_weights_are_summed_exactly(first: int, second: int) -> None:
    asked = merge((pack(question("a", weight=first), question("b", weight=second)),))
    given_answers = answers(proven("a", assurance=Assurance.VALIDATED), answer("b", "half"))
    one = card(asked, given_answers, Tier.HIGH)
    compiled = compile_scoring(asked, MODEL, Tier.HIGH)
    assert compiled.score(compiled.sheet([one])).shares(0) == (one.claimed, one.proven, one.worst)


def test_weights_too_large_to_be_exact_are_refused() -> None:
    asked = merge((pack(question("a", weight=EXACT // 100)),))
    with pytest.raises(ValueError, match="too large"):
        compile_scoring(asked, MODEL, Tier.HIGH)


def test_where_nothing_counts_there_is_no_score() -> None:
    asked = merge((pack(question("a", weight=0)),))
    compiled = compile_scoring(asked, MODEL, Tier.HIGH)
    assert compiled.questions == ()
    assert compiled.score(compiled.sheet([card(asked, {}, Tier.HIGH)])).shares(0) == (None, None, None)


def test_no_assessment_gives_no_score() -> None:
    asked = merge((pack(question("a")),))
    compiled = compile_scoring(asked, MODEL, Tier.HIGH)
    assert compiled.score(compiled.sheet([])).of.tolist() == []


def test_a_sheet_can_be_changed_without_a_card() -> None:
    """Everybody proven one rung better: what a what-if asks."""
    asked = merge((pack(question("a", weight=3), question("b", weight=1)),))
    one = card(asked, answers(proven("a", assurance=Assurance.DOCUMENTED), proven("b", "half")), Tier.HIGH)
    compiled = compile_scoring(asked, MODEL, Tier.HIGH)
    sheet = compiled.sheet([one])
    better = replace(sheet, rungs=np.minimum(sheet.rungs + 1, Assurance.TESTED.rank).astype(np.int8))
    assert compiled.score(better).shares(0)[1] == Fraction(300 * 85 + 50 * 100, 400 * 100)
