"""The laws of docs/risk-model.md, each on random questionnaires and answers."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.packs import LAW, case, proven, values
from tests.domain.random_packs import answered, questionnaires
from vendorrisk.domain.answers import Answers, Assurance
from vendorrisk.domain.assessment import Outcome, assess
from vendorrisk.domain.canonical import canonical_json, digest
from vendorrisk.domain.conditions import AnswerIs, FactIs, Operator, named
from vendorrisk.domain.figures import figures
from vendorrisk.domain.questionnaire import Questionnaire, Section, merge
from vendorrisk.domain.verdict import Verdict

GOODNESS = {Verdict.REJECT: 0, Verdict.ASK: 1, Verdict.APPROVE_WITH_CONDITIONS: 2, Verdict.APPROVE: 3}


@st.composite
def cases(draw: st.DrawFn) -> tuple[Questionnaire, Answers]:
    asked = draw(questionnaires())
    return asked, draw(answered(asked))


def all_figures(asked: Questionnaire, given: Answers) -> dict[str, Any]:
    whole = case((), given, questionnaire=asked)
    return figures(whole, assess(whole))


def outcome(asked: Questionnaire, given: Answers) -> Outcome:
    return assess(case((), given, questionnaire=asked))


def waits_for(asked: Questionnaire, name: str) -> bool:
    """Whether another question waits for the answer to this one: what is asked is then another questionnaire."""
    conditions = [part for one in asked.questions for part in named(one.when)]
    return any(isinstance(part, AnswerIs) and part.question == name for part in conditions)


def reweighed(asked: Questionnaire, times: int) -> Questionnaire:
    sections = tuple(
        replace(section, questions=tuple(replace(one, weight=one.weight * times) for one in section.questions))
        for section in asked.sections
    )
    return replace(asked, sections=sections)


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_a_better_answer_never_hurts(made: tuple[Questionnaire, Answers], chance: random.Random) -> None:
    asked, given_answers = made
    assume(given_answers)
    name = chance.choice(sorted(given_answers))
    question, old = asked.question(name), given_answers[name]
    assert question
    assume(not waits_for(asked, name))
    ladder = values(question)
    better = replace(old, value=chance.choice(ladder[ladder.index(old.value) :]), exceptions="")
    no_worse(outcome(asked, given_answers), outcome(asked, {**given_answers, name: better}))


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_better_proof_never_hurts(made: tuple[Questionnaire, Answers], chance: random.Random) -> None:
    asked, given_answers = made
    assume(given_answers)
    name = chance.choice(sorted(given_answers))
    old = given_answers[name]
    rung = chance.choice([rung for rung in Assurance if rung.rank >= old.assurance.rank])
    better = replace(old, assurance=rung, proofs=old.proofs or proven(name).proofs)
    no_worse(outcome(asked, given_answers), outcome(asked, {**given_answers, name: better}))


def no_worse(before: Outcome, after: Outcome) -> None:
    for name in ("claimed", "proven", "worst"):
        was, now = getattr(before.card, name), getattr(after.card, name)
        assert (was is None and now is None) or now >= was
        assert getattr(after.residuals, name).expected <= getattr(before.residuals, name).expected
    assert GOODNESS[after.recommendation.verdict] >= GOODNESS[before.recommendation.verdict]


@LAW
@given(cases())
def test_effectiveness_is_ordered_and_its_losses_add_up(made: tuple[Questionnaire, Answers]) -> None:
    card = outcome(*made).card
    if card.proven is None:
        assert not any(line.weight for line in card.lines)
        return
    assert card.worst is not None
    assert card.claimed is not None
    assert 0 <= card.worst <= card.proven <= card.claimed <= 1
    assert sum((line.lost for line in card.lines), Fraction(0)) == 1 - card.proven
    assert all(line.lost == line.lost_control + line.lost_proof for line in card.lines)
    assert all(line.lost_control >= 0 <= line.lost_proof for line in card.lines)


@LAW
@given(cases())
def test_a_section_is_scored_like_the_whole(made: tuple[Questionnaire, Answers]) -> None:
    card = outcome(*made).card
    total = sum(section.weight for section in card.sections)
    whole = sum((section.weight * (section.proven or 0) for section in card.sections), Fraction(0))
    assert card.proven is None if not total else whole / total == card.proven


@LAW
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_questions_and_sections_changes_nothing(
    made: tuple[Questionnaire, Answers], chance: random.Random
) -> None:
    asked, given_answers = made
    sections = [
        replace(section, questions=tuple(chance.sample(section.questions, len(section.questions))))
        for section in asked.sections
    ]
    chance.shuffle(sections)
    straight, shuffled = outcome(asked, given_answers), outcome(replace(asked, sections=tuple(sections)), given_answers)
    for name in ("claimed", "proven", "worst"):
        assert getattr(straight.card, name) == getattr(shuffled.card, name)
    assert straight.residuals == shuffled.residuals
    assert straight.recommendation.verdict == shuffled.recommendation.verdict
    wanted = {condition.question for condition in straight.recommendation.conditions}
    assert wanted == {condition.question for condition in shuffled.recommendation.conditions}


@LAW
@given(cases(), st.integers(2, 9))
def test_all_weights_times_a_number_change_nothing(made: tuple[Questionnaire, Answers], times: int) -> None:
    asked, given_answers = made
    once, more = outcome(asked, given_answers), outcome(reweighed(asked, times), given_answers)
    assert (once.card.claimed, once.card.proven, once.card.worst) == (
        more.card.claimed,
        more.card.proven,
        more.card.worst,
    )
    assert once.residuals == more.residuals
    assert once.recommendation.verdict == more.recommendation.verdict
    assert [line.lost for line in once.card.lines] == [line.lost for line in more.card.lines]


@LAW
@given(cases(), st.data())
def test_a_hidden_question_never_counts(made: tuple[Questionnaire, Answers], data: st.DataObject) -> None:
    asked, given_answers = made
    hidden = data.draw(st.sets(st.sampled_from([question.id for question in asked.questions])))
    never = FactIs("data", Operator.IS, ("personal",))
    concealed = tuple(
        replace(
            section,
            questions=tuple(replace(one, when=never) if one.id in hidden else one for one in section.questions),
        )
        for section in asked.sections
    )
    dropped = tuple(
        replace(section, questions=tuple(one for one in section.questions if one.id not in hidden))
        for section in asked.sections
    )
    with_hidden = all_figures(replace(asked, sections=concealed), given_answers)
    without = all_figures(replace(asked, sections=dropped), given_answers)
    assert canonical_json(with_hidden) == canonical_json(without)


@LAW
@given(cases())
def test_the_same_input_gives_the_same_digest(made: tuple[Questionnaire, Answers]) -> None:
    asked, given_answers = made
    backwards = dict(reversed(list(given_answers.items())))
    assert digest(all_figures(asked, given_answers)) == digest(all_figures(asked, backwards))


@LAW
@given(cases())
def test_proposed_conditions_are_of_questions_asked_and_each_once(made: tuple[Questionnaire, Answers]) -> None:
    result = outcome(*made)
    wanted = [condition.question for condition in result.recommendation.conditions]
    assert len(wanted) == len(set(wanted))
    for condition in result.recommendation.conditions:
        line = result.card.line(condition.question)
        assert line is not None
        assert line.lost > 0 or line.knock_out
        assert 0 <= condition.days <= 180
        assert (condition.days == 0) == condition.before_go_live


def test_a_question_of_two_packs_is_asked_once() -> None:
    asked = merge((_pack("a", "q"), _pack("b", "q", "r")))
    assert [question.id for question in asked.questions] == ["q", "r"]


def _pack(name: str, *ids: str):  # type: ignore[no-untyped-def]
    from tests.domain.packs import pack, question, text

    made = pack(*(question(one) for one in ids), name=name)
    return replace(made, sections=(Section(name, text(name), None, made.sections[0].questions),))
