"""Risk acceptances: they lift knock-outs while they are in force, and change nothing else."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from vendorrisk.catalogue import Catalogue, read_case
from vendorrisk.domain.acceptance import Acceptance, Standing, lifted
from vendorrisk.domain.assessment import Case, assess
from vendorrisk.domain.decay import ahead
from vendorrisk.domain.scoring import KnockOutStatus
from vendorrisk.domain.verdict import Verdict
from vendorrisk.resources import questionnaires_directory

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def accepted(*questions: str, until: dt.date = TODAY, residual: int = 1_000) -> Acceptance:
    return Acceptance(
        questions=questions, reason="It ends soon.", approver="Roos", given_on=TODAY, until=until, residual=residual
    )


@pytest.mark.parametrize(
    ("residual", "day", "standing"),
    [
        (1_000.4, TODAY, Standing.IN_FORCE),
        (999.0, TODAY, Standing.IN_FORCE),
        (1_000.6, TODAY, Standing.STALE),
        (0.0, TODAY + DAY, Standing.EXPIRED),
        (2_000.0, TODAY + DAY, Standing.EXPIRED),
    ],
)
def test_it_stands_until_its_day_or_until_the_loss_rises(residual: float, day: dt.date, standing: Standing) -> None:
    assert accepted("a").standing(residual, day) is standing
    assert lifted([accepted("a")], residual, day) == ({"a"} if standing is Standing.IN_FORCE else set())


@pytest.fixture
def case(catalogue: Catalogue) -> Case:
    """A vendor that admits knock-outs, and has little else."""
    return read_case(questionnaires_directory() / "examples" / "no-basics.yaml", catalogue).case


def admitted(case: Case) -> tuple[str, ...]:
    return tuple(line.question.id for line in assess(case).card.knock_outs(KnockOutStatus.ADMITTED))


def given(case: Case, *questions: str, days: int = 30, residual: int | None = None) -> Case:
    left = round(assess(case).residuals.proven.expected) if residual is None else residual
    until = case.as_of + dt.timedelta(days=days)
    return replace(case, acceptances=(accepted(*questions, until=until, residual=left),))


def test_it_lifts_the_knock_outs_that_it_names_and_changes_no_figure(case: Case) -> None:
    before, first = assess(case), admitted(case)[0]
    after = assess(given(case, first))
    assert [line.question.id for line in after.card.knock_outs(KnockOutStatus.ACCEPTED)] == [first]
    assert admitted(given(case, first)) == admitted(case)[1:]
    assert (before.card.proven, before.card.claimed) == (after.card.proven, after.card.claimed)
    assert before.residuals == after.residuals
    assert {one.code for one in after.recommendation.reasons} >= {"knock_out.admitted"}


def test_one_that_is_stale_or_over_lifts_nothing(case: Case) -> None:
    questions = admitted(case)
    assert questions
    for lapsed in (given(case, *questions, days=-1), given(case, *questions, residual=1)):
        assert admitted(lapsed) == questions


def test_with_every_knock_out_accepted_the_other_rules_decide(catalogue: Catalogue) -> None:
    """A strong vendor that admits one knock-out: rejected without, approved with the acceptance, until it ends."""
    strong = read_case(questionnaires_directory() / "examples" / "strong-saas.yaml", catalogue).case
    assert assess(strong).recommendation.verdict is Verdict.APPROVE
    knocked = next(line for line in assess(strong).card.knock_outs() if line.question.options)
    worst = replace(strong.answers[knocked.question.id], value=knocked.question.options[0].id, review=None)
    weak = replace(strong, answers={**strong.answers, knocked.question.id: worst})
    assert assess(weak).recommendation.verdict is Verdict.REJECT
    with_it = given(weak, knocked.question.id, days=40)
    outcome = assess(with_it)
    assert outcome.recommendation.verdict is Verdict.APPROVE
    assert "knock_out.accepted" in {one.code for one in outcome.recommendation.reasons}
    assert "knock_outs.proven" not in {one.code for one in outcome.recommendation.reasons}
    roomy = given(weak, knocked.question.id, days=20, residual=10**7)
    assert ahead(roomy).changes_on == weak.as_of + dt.timedelta(days=21)
