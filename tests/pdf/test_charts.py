"""The charts: curves stay in their field, go the way they must, and say nothing where there is nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from vendorrisk.charts import BOTTOM, LEFT, RIGHT, TOP, Curve, ageing, effort, exceedance
from vendorrisk.domain.model import Range
from vendorrisk.domain.simulation import Losses, simulations

TODAY = dt.date(2026, 11, 23)
PLAN = {"curve": [{"days": 0, "percent": "40.0"}, {"days": 3, "percent": "55.5"}, {"days": 12, "percent": "65.0"}]}


def corners(curve: Curve) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in curve.points.split())]


def inside(curve: Curve) -> bool:
    return all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in corners(curve))


def money(amount: float) -> str:
    return f"€ {amount:.0f}"


def step(on: str, percent: str | None, verdict: str = "approve") -> dict[str, Any]:
    return {"on": on, "proven": {"percent": percent} if percent else None, "verdict": verdict}


def test_a_loss_becomes_less_likely_the_larger_it_is() -> None:
    part = (Range(1000, 1000000),)  # type: ignore[arg-type]
    cases = {"typical": Losses(0.2, part), "proven": Losses(0.05, part)}
    drawn = exceedance(simulations(cases, "00" * 32, 20_000), 40_000, money, str)
    assert drawn
    assert [curve.name for curve in drawn.curves] == ["typical", "proven"]
    for curve in drawn.curves:
        assert inside(curve)
        heights = [y for _, y in corners(curve)]
        assert heights == sorted(heights)
    assert drawn.mark is not None
    assert LEFT < drawn.mark < RIGHT
    assert drawn.across[0].text.startswith("€ 1")


def test_where_nothing_can_be_lost_there_is_no_chart() -> None:
    assert exceedance(simulations({"typical": Losses(0.0, ())}, "00" * 32, 100), 40_000, money, str) is None


def test_work_raises_effectiveness_in_steps() -> None:
    drawn = effort(PLAN, 65)
    assert drawn
    (curve,) = drawn.curves
    assert inside(curve)
    assert len(corners(curve)) == 5
    assert corners(curve)[-1] == (RIGHT, drawn.line)
    assert [tick.text for tick in drawn.across] == ["0", "3", "6", "9", "12"]
    assert effort({"curve": PLAN["curve"][:1]}, 65) is None
    assert effort(None, 65) is None


def test_a_score_falls_on_the_day_a_proof_ends() -> None:
    steps = [step("2026-11-23", "70.0"), step("2027-05-23", "50.0", "approve_with_conditions")]
    drawn = ageing({"ahead": {"steps": steps, "changes_on": "2027-05-23"}}, TODAY, 65, dt.date.isoformat)
    assert drawn
    (curve,) = drawn.curves
    assert inside(curve)
    assert corners(curve)[0][0] == LEFT
    assert corners(curve)[-1][0] == RIGHT
    assert drawn.mark == corners(curve)[1][0]
    assert [tick.text for tick in drawn.across] == ["2026-11-23", "2027-05-23", "2027-11-23"]


def test_without_a_score_or_a_forecast_there_is_no_chart() -> None:
    assert ageing({}, TODAY, 65, dt.date.isoformat) is None
    nothing = {"ahead": {"steps": [step("2026-11-23", None)], "changes_on": None}}
    assert ageing(nothing, TODAY, 65, dt.date.isoformat) is None


def test_a_small_movement_is_seen_between_the_tens_around_it_and_the_line() -> None:
    plan = {"curve": [{"days": 0, "percent": "53.9"}, {"days": 12, "percent": "58.0"}, {"days": 40, "percent": "65.2"}]}
    drawn = effort(plan, 65)
    assert drawn is not None
    assert [tick.text for tick in drawn.up] == ["50", "60", "70"]
    ((x, y),) = drawn.dots
    assert x == RIGHT
    assert drawn.line is not None
    assert drawn.line - 3 < y < drawn.line, "the plan ends just above the line"


def test_whatever_the_shares_the_axis_stays_within_a_hundred() -> None:
    plan = {"curve": [{"days": 0, "percent": "0.4"}, {"days": 3, "percent": "99.9"}]}
    drawn = effort(plan, 65)
    assert drawn is not None
    assert [tick.text for tick in drawn.up] == ["0", "50", "100"]
