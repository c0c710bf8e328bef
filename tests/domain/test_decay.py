"""How an assessment ages: what ends on which day, that nothing happens between, and that time improves nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.packs import TODAY, answer, answers, case, proven, question
from tests.domain.random_packs import answered, questionnaires
from vendorrisk.domain.ages import months_after
from vendorrisk.domain.answers import Answer, Assurance, Proof
from vendorrisk.domain.assessment import Case, assess
from vendorrisk.domain.decay import ahead
from vendorrisk.domain.questionnaire import Band, Kind, ProofWanted
from vendorrisk.domain.verdict import Verdict

DAY = dt.timedelta(days=1)
DATES = st.dates(TODAY - dt.timedelta(days=1200), TODAY + dt.timedelta(days=800))


def resting_on(expires: dt.date | None = None, issued: dt.date | None = None) -> Answer:
    proof = Proof(name="p", kind="soc2-type2", issued=issued, expires=expires)
    return answer("q", assurance=Assurance.TESTED, proofs=(proof,))


def steps(*given_answers: Answer, months: int = 12, **more: object) -> list[tuple[dt.date, Fraction | None]]:
    made = case((question("q", **more),), answers(*given_answers))  # type: ignore[arg-type]
    return [(step.on, step.proven) for step in ahead(made, months).steps]


def test_a_proof_ends_on_the_day_after_it_says_and_the_answer_goes_stale() -> None:
    assert steps(resting_on(expires=dt.date(2027, 3, 31))) == [
        (TODAY, 1),
        (dt.date(2027, 4, 1), Fraction(17, 20)),
    ]
    assert steps(resting_on(expires=dt.date(2027, 3, 31)), months=13)[2:] == [(dt.date(2027, 11, 24), Fraction(1, 2))]


def test_a_proof_gets_too_old_then_lapses() -> None:
    made = resting_on(issued=dt.date(2026, 8, 10))
    assert steps(made, proof=ProofWanted(("soc2-type2",), 4)) == [
        (TODAY, 1),
        (dt.date(2026, 12, 11), Fraction(17, 20)),
        (dt.date(2027, 4, 11), Fraction(1, 2)),
    ]


def test_a_date_recedes_into_the_next_band() -> None:
    made = proven("q", dt.date(2026, 6, 30))
    assert steps(made, kind=Kind.DATE, bands=(Band(6, 100), Band(9, 40), Band(None, 10))) == [
        (TODAY, 1),
        (dt.date(2026, 12, 31), Fraction(2, 5)),
        (dt.date(2027, 3, 31), Fraction(1, 10)),
    ]


def test_a_date_still_to_come_counts_from_its_day_on() -> None:
    made = proven("q", dt.date(2026, 12, 1))
    assert steps(made, kind=Kind.DATE, bands=(Band(24, 100),)) == [(TODAY, 0), (dt.date(2026, 12, 1), 1)]


def test_the_day_on_which_the_recommendation_changes_is_told_with_what_turned() -> None:
    """The proof of the heavier question takes it under the line; what ends before it does not."""
    questions = (question("q", weight=4), question("r", weight=1), question("s", weight=2))
    given_answers = answers(
        resting_on(dt.date(2027, 5, 1)), replace(resting_on(dt.date(2027, 2, 1)), question="r"), answer("s", "no")
    )
    found = ahead(case(questions, given_answers))
    assert [(step.on, step.questions, step.verdict) for step in found.steps] == [
        (TODAY, (), Verdict.APPROVE),
        (dt.date(2027, 2, 2), ("r",), Verdict.APPROVE),
        (dt.date(2027, 5, 2), ("q",), Verdict.APPROVE_WITH_CONDITIONS),
    ]
    assert found.changes_on == dt.date(2027, 5, 2)


def test_what_cannot_age_stays_as_it_is() -> None:
    made = ahead(case((question("q"),), answers(proven("q"))))
    assert len(made.steps) == 1
    assert made.changes_on is None


@pytest.mark.parametrize("months", [1, 12])
def test_the_last_day_is_that_many_months_away(months: int) -> None:
    last = months_after(TODAY, months)
    assert steps(resting_on(expires=last - DAY), months=months)[-1][0] == last
    assert len(steps(resting_on(expires=last), months=months)) == 1


def test_dates_at_the_end_of_time_do_no_harm() -> None:
    made = answer(
        "q",
        dt.date.max,
        as_of=TODAY,
        assurance=Assurance.TESTED,
        proofs=(
            Proof(name="p", kind="other", issued=dt.date.min, expires=dt.date.max),
            Proof(name="p", kind="other", expires=dt.date.min),
        ),
    )
    assert len(steps(made, kind=Kind.DATE, bands=(Band(6, 100), Band(None, 10)))) == 1


@st.composite
def dated(draw: st.DrawFn) -> Case:
    """A random case whose answers and proofs are of some day, some with a day on which they end."""
    asked = draw(questionnaires())
    given_answers = {}
    for name, one in draw(answered(asked)).items():
        proofs = draw(
            st.lists(
                st.builds(Proof, name=st.just("p"), kind=st.just("other"), issued=DATES, expires=st.none() | DATES),
                max_size=2,
            )
        )
        said_on = draw(st.dates(TODAY - dt.timedelta(days=400), TODAY))
        given_answers[name] = replace(one, as_of=said_on, proofs=(*proofs, *one.proofs[: draw(st.integers(0, 1))]))
    return case((), given_answers, questionnaire=asked)


@given(dated(), st.data())
def test_between_two_steps_nothing_changes(made: Case, data: st.DataObject) -> None:
    """Each day looked at, and the days about each step, is assessed afresh: it is as the step before it says."""
    found = ahead(made)
    last = months_after(made.as_of, 12)
    near = [step.on - DAY for step in found.steps[1:]] + [step.on for step in found.steps]
    some = data.draw(st.lists(st.dates(made.as_of, last), max_size=4))
    for day in {*near, *some, last}:
        step = [step for step in found.steps if step.on <= day][-1]
        fresh = assess(replace(made, as_of=day))
        assert (fresh.card.proven, fresh.recommendation.verdict) == (step.proven, step.verdict)


@given(dated())
def test_time_alone_never_raises_what_is_proven(made: Case) -> None:
    found = ahead(made)
    assert found.steps[0].on == made.as_of
    for before, after in pairwise(found.steps):
        assert before.on < after.on <= months_after(made.as_of, 12)
        assert (before.proven, before.verdict) != (after.proven, after.verdict)
        assert (before.proven is None) == (after.proven is None)
        assert before.proven is None or (after.proven is not None and after.proven <= before.proven)
        assert after.questions
    changed = [step.on for step in found.steps if step.verdict is not found.steps[0].verdict]
    assert found.changes_on == (changed[0] if changed else None)
