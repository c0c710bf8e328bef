"""The shortest way to approval: it gets there, nothing cheaper does, and where there is none it says why."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.domain.packs import (
    FLAT,
    LAW,
    TODAY,
    answer,
    answers,
    case,
    model,
    option,
    organisation,
    policy,
    proven,
    question,
)
from tests.domain.random_packs import answered, questionnaires
from vendorrisk.domain.answers import Answer, Answers, Assurance
from vendorrisk.domain.assessment import Case, assess, scored
from vendorrisk.domain.conditions import AnswerIs, Context, Operator, evaluate, named
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.questionnaire import ActsOn, Kind, KnockOut, ProofWanted, Question, Questionnaire, Tier
from vendorrisk.domain.remedy import POINTS, Plan, shortest
from vendorrisk.domain.scored import Scored
from vendorrisk.domain.steps import Step, must_be_proven, steps
from vendorrisk.domain.verdict import Verdict, verdict_on

RULE = KnockOut(50, frozenset({Tier.HIGH}))


@st.composite
def cases(draw: st.DrawFn, most: int = 8) -> tuple[Questionnaire, Answers]:
    asked = draw(questionnaires(most))
    return asked, draw(answered(asked))


def judged(asked: Questionnaire, given_answers: Answers, appetite: int = 40000, line: int = 65) -> Case:
    policies = {**model().policies, Tier.HIGH: policy(line, 0)}
    return case(
        (), given_answers, questionnaire=asked, organisation=organisation(appetite), model=model(policies=policies)
    )


def found(asked: Questionnaire, given_answers: Answers, appetite: int = 40000, line: int = 65) -> Scored:
    whole = judged(asked, given_answers, appetite, line)
    return scored(whole, expose(whole.facts, whole.intake, whole.model, whole.organisation))


BARS = st.tuples(st.sampled_from([3000, 9000, 40000]), st.sampled_from([5, 20, 40, 65]))
"""An appetite and an approve line."""


@LAW
@given(cases(), BARS)
def test_a_plan_followed_is_approved(made: tuple[Questionnaire, Answers], bars: tuple[int, int]) -> None:
    asked, given_answers = made
    plan = shortest(found(asked, given_answers, *bars))
    if plan is None or plan.obstacle:
        return
    taken = {step.line.question.id: step.taken(TODAY) for step in plan.steps}
    after = assess(judged(asked, {**given_answers, **taken}, *bars))
    assert after.recommendation.verdict is Verdict.APPROVE
    assert (after.card.proven, after.residuals.proven) == (plan.proven, plan.residual)
    assert plan.days == sum(step.days for step in plan.steps)


@LAW
@given(cases(most=4), BARS)
def test_no_cheaper_set_of_steps_is_approved(made: tuple[Questionnaire, Answers], bars: tuple[int, int]) -> None:
    asked, given_answers = made
    what = found(asked, given_answers, *bars)
    plan, offered = shortest(what), offers(what)
    if plan is None or len(offered) > 3:
        return
    reaching = [
        sum(step.days for step in chosen if step)
        for chosen in product(*offered)
        if approves(asked, given_answers, [step for step in chosen if step], bars)
    ]
    assert (min(reaching) if reaching else None) == (None if plan.obstacle else plan.days)


def offers(what: Scored) -> list[tuple[Step | None, ...]]:
    """What could be done about each line for itself, nothing among it; no step that changes what is asked."""
    waited = [part for one in what.questionnaire.questions for part in named(one.when)]

    def compared(step: Step, answer: Answer | None) -> list[bool | None]:
        own = step.line.question
        context = Context({}, {own.id: answer.value} if answer else {}, questions={own.id: own})
        return [evaluate(one, context) for one in waited if isinstance(one, AnswerIs) and one.question == own.id]

    found_steps = [
        [
            one
            for one in steps(line, what.model, what.policy, TODAY)
            if compared(one, line.answer) == compared(one, one.taken(TODAY))
        ]
        for line in what.card.lines
    ]
    return [(None, *some) for some in found_steps if some]


def approves(asked: Questionnaire, given_answers: Answers, chosen: list[Step], bars: tuple[int, int]) -> bool:
    taken = {step.line.question.id: step.taken(TODAY) for step in chosen}
    return verdict_on(found(asked, {**given_answers, **taken}, *bars)) is Verdict.APPROVE


@given(cases())
def test_the_curve_rises_to_the_plan(made: tuple[Questionnaire, Answers]) -> None:
    plan = shortest(found(*made))
    assume(plan is not None and plan.curve)
    assert plan is not None
    days, shares = [point.days for point in plan.curve], [point.proven for point in plan.curve]
    assert days == sorted(set(days))
    assert shares == sorted(set(shares))
    if plan.obstacle is None:
        assert days[-1] <= plan.days
        assert shares[-1] >= plan.proven


def plan_for(*asked, given_answers: tuple[Answer, ...], appetite: int = 40000) -> Plan:  # type: ignore[no-untyped-def]
    plan = shortest(found(case(asked, {}).questionnaire, answers(*given_answers), appetite))
    assert plan
    return plan


def left_with(one: Question, rung: Assurance) -> int:
    """The expected loss a year with this one question answered at its best, on this rung."""
    return round(
        found(case((one,), {}).questionnaire, answers(proven(one.id, assurance=rung))).residuals.proven.expected
    )


def did(plan: Plan) -> list[tuple[str, object, str, int]]:
    return [(step.line.question.id, step.value, step.assurance.value, step.days) for step in plan.steps]


def test_the_cheapest_of_proof_and_control_is_taken() -> None:
    dear = question("dear", options=(option("no"), option("half", 50, effort=50), option("full", 100, effort=50)))
    cheap = question("cheap", weight=2)
    plan = plan_for(dear, cheap, given_answers=(answer("dear", "half"), answer("cheap", "full")))
    # The best of documents is 0.7: the line of 65 leaves no room for half of one control.
    assert did(plan) == [("cheap", "full", "documented", 2), ("dear", "full", "documented", 52)]
    assert (plan.days, plan.proven) == (54, Fraction(7, 10))


def test_a_knock_out_is_proven_first_even_where_the_line_is_reached() -> None:
    ask = question("k", knock_out=RULE, weight=1)
    plan = plan_for(question("a", weight=9), ask, given_answers=(proven("a"), answer("k", "full")))
    assert did(plan) == [("k", "full", "documented", 2)]


def test_a_knock_out_without_weight_is_proven_all_the_same() -> None:
    ask = question("k", weight=0, knock_out=RULE)
    plan = plan_for(question("a"), ask, given_answers=(proven("a"), answer("k", "full")))
    assert did(plan) == [("k", "full", "documented", 2)]


def test_independent_proof_is_asked_only_where_a_document_does_not_suffice() -> None:
    one = question("a", proof=ProofWanted(("policy", "pentest-letter")))
    assert did(plan_for(one, given_answers=(answer("a"),))) == [("a", "full", "documented", 2)]
    documented, validated = (left_with(one, rung) for rung in (Assurance.DOCUMENTED, Assurance.VALIDATED))
    assert documented > validated
    plan = plan_for(one, given_answers=(answer("a"),), appetite=validated)
    assert did(plan) == [("a", "full", "validated", 5)]
    assert plan.steps[0].proof == ("pentest-letter",)


def test_a_step_that_costs_no_day_stands_where_its_gain_puts_it() -> None:
    """Where a word is enough, as in a low tier, an answer can be better without a day of work."""
    free = question("free", weight=3, options=(option("no"), option("full", 100, effort=0)))
    short = question("short", weight=2, options=(option("no"), option("full", 100, effort=1)))
    given_answers = answers(answer("free", "no"), answer("short", "no"), answer("done"))
    flat = policy(80, 0, factors=FLAT, knock_out_assurance=Assurance.CLAIMED)
    asked = (free, short, question("done", weight=2))
    whole = case(asked, given_answers, model=model(policies={**model().policies, Tier.HIGH: flat}))
    plan = shortest(scored(whole, expose(whole.facts, whole.intake, whole.model, whole.organisation)))
    assert plan
    assert did(plan) == [("free", "full", "claimed", 0), ("short", "full", "claimed", 1)]


def test_a_long_curve_is_drawn_with_few_points_and_reaches_the_plan() -> None:
    asked = [question(f"q{number:02}", weight=1 + number % 3) for number in range(60)]
    plan = plan_for(*asked, given_answers=tuple(answer(one.id, "half") for one in asked))
    assert len(plan.curve) == POINTS
    assert (plan.curve[-1].days, plan.curve[-1].proven) == (plan.days, plan.proven)


def test_the_curve_begins_where_the_answers_stand_today() -> None:
    plan = plan_for(question("a"), given_answers=(answer("a"),))
    assert (plan.curve[0].days, plan.curve[0].proven) == (0, Fraction(1, 2))


def test_a_step_that_would_ask_for_more_is_not_taken() -> None:
    root = question("root")
    leaf = question("leaf", when=AnswerIs("root", Operator.IS, ("full",)))
    plan = plan_for(root, leaf, question("c", weight=3), given_answers=(answer("root", "no"), answer("c", "full")))
    assert "root" not in [step.line.question.id for step in plan.steps if step.value == "full"]


def test_exceptions_can_be_lifted() -> None:
    one = question("a", scope=question("x").ask)
    plan = plan_for(one, given_answers=(proven("a", "full", exceptions="the old office"),))
    # Half of the credit was kept; what was shown by a test is to be shown by a test again.
    assert did(plan) == [("a", "full", "tested", 14)]
    assert plan.steps[0].improves


def test_an_ungraded_text_that_is_a_knock_out_bars_every_plan() -> None:
    told = question("t", Kind.TEXT, knock_out=RULE)
    plan = plan_for(told, question("a"), given_answers=(answer("t", "We do."), answer("a")))
    assert plan.obstacle
    assert plan.obstacle.to("en").endswith("a reviewer must first grade the answer on C-t.")


def test_an_appetite_that_nothing_can_reach_is_said() -> None:
    tested = question("a", proof=ProofWanted(("soc2-type2",)))
    plan = plan_for(tested, given_answers=(answer("a"),), appetite=1)
    assert plan.obstacle
    assert plan.obstacle.code == "plan.over_appetite"


@pytest.mark.parametrize("barred", list(ActsOn))
def test_where_nothing_suffices_what_must_be_proven_is_still_asked(barred: ActsOn) -> None:
    other = next(part for part in ActsOn if part is not barred)
    always = KnockOut(50, frozenset(Tier))
    letter = ProofWanted(("pentest-letter",))
    asked = question("k", knock_out=always, acts_on=barred, proof=letter), question("a", acts_on=other)
    plan = plan_for(*asked, given_answers=(answer("k"), answer("a")), appetite=1)
    assert plan.obstacle
    # So small an appetite makes it critical, and then somebody else must have looked.
    assert did(plan) == [("k", "full", "validated", 5)]


def test_what_must_be_proven_comes_before_what_gains_most() -> None:
    asked = (
        question("big", weight=9),
        question("ko", knock_out=RULE),
        question("now", knock_out=KnockOut(50, frozenset({Tier.HIGH}), never_defer=True)),
    )
    plan = plan_for(*asked, given_answers=(answer("big"), answer("ko"), answer("now")))
    assert [step.line.question.id for step in plan.steps] == ["now", "ko", "big"]
    assert [must_be_proven(step.line) for step in plan.steps] == [True, True, False]
