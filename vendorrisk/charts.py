"""The geometry of the charts that pages and documents share: where a curve runs, and what its axes say.

Pure arithmetic in user units of the drawing, from the figures of an assessment as a record keeps them;
`templates/components/pictures/chart.svg` draws what it says.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vendorrisk.domain.ages import months_after
from vendorrisk.domain.outlook import Outlook

LEFT, RIGHT, TOP, BOTTOM = 44.0, 690.0, 14.0, 176.0
"""The edges of the field in which curves run."""

FULL: Final = 100.0
MONTHS: Final = 12
ORDER: Final = ("typical", "claimed", "proven", "planned")


@dataclass(frozen=True, slots=True)
class Curve:
    """A line by its name (a basis, or `score`), and its points as SVG writes them."""

    name: str
    points: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis, and what stands there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves between two axes. `line` is the height of the approve line, `mark` a place across, where there are any.

    `dots` are the points on a curve at which something happens.
    """

    curves: tuple[Curve, ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    line: float | None = None
    mark: float | None = None
    dots: tuple[tuple[float, float], ...] = ()


def exceedance(
    seen: Outlook, appetite: float, money: Callable[[float], str], points: Callable[[float], str]
) -> Chart | None:
    """The chance that a year costs at least so much, on each basis, over a scale of powers of ten; None: no losses.

    `money` and `points` write an amount and a share in hundredths for the reader.
    """
    curves = {name: seen[name].curve for name in ORDER if name in seen and name != "claimed" and seen[name].curve}
    if not curves:
        return None
    losses = [point.loss for curve in curves.values() for point in curve] + ([appetite] if appetite > 0 else [])
    low, high = math.floor(math.log10(min(losses))), math.ceil(math.log10(max(losses)))
    most = max(point.chance for curve in curves.values() for point in curve)
    across = _scale(low, max(high, low + 1), LEFT, RIGHT)
    up = _scale(0, most, BOTTOM, TOP)
    return Chart(
        tuple(
            Curve(name, _points((across(math.log10(point.loss)), up(point.chance)) for point in curve))
            for name, curve in curves.items()
        ),
        tuple(Tick(across(power), money(10.0**power)) for power in range(low, max(high, low + 1) + 1)),
        tuple(Tick(up(most * part), points(most * part * FULL)) for part in (0, 0.5, 1)),
        mark=across(math.log10(appetite)) if appetite > 0 else None,
    )


def effort(plan: Mapping[str, Any] | None, approve: int) -> Chart | None:
    """How far so many days of work bring the effectiveness as proven; None where there is nothing to draw."""
    points = [(point["days"], float(point["percent"])) for point in plan["curve"]] if plan else []
    if len(points) < 2:
        return None
    last = points[-1][0] or 1
    low, high = _span([share for _, share in points], approve)
    across, up = _scale(0, last, LEFT, RIGHT), _scale(low, high, BOTTOM, TOP)
    return Chart(
        (Curve("score", _points((across(days), up(share)) for days, share in _stepped(points))),),
        tuple(Tick(across(last * part), str(round(last * part))) for part in (0, 0.25, 0.5, 0.75, 1)),
        _percents(up, low, high),
        line=up(approve),
        dots=((across(points[-1][0]), up(points[-1][1])),),
    )


def ageing(figures: Mapping[str, Any], as_of: dt.date, approve: int, day: Callable[[dt.date], str]) -> Chart | None:
    """Effectiveness as proven over the coming twelve months, where nothing is renewed; None without a score."""
    seen = figures.get("ahead")
    if not seen or not all(step["proven"] for step in seen["steps"]):
        return None
    ends = months_after(as_of, MONTHS)
    points = [
        (dt.date.fromisoformat(step["on"]).toordinal(), float(step["proven"]["percent"])) for step in seen["steps"]
    ]
    low, high = _span([share for _, share in points], approve)
    across, up = _scale(as_of.toordinal(), ends.toordinal(), LEFT, RIGHT), _scale(low, high, BOTTOM, TOP)
    turns = seen["changes_on"]
    return Chart(
        (
            Curve(
                "score", _points((across(x), up(y)) for x, y in _stepped([*points, (ends.toordinal(), points[-1][1])]))
            ),
        ),
        tuple(Tick(across(one.toordinal()), day(one)) for one in (months_after(as_of, count) for count in (0, 6, 12))),
        _percents(up, low, high),
        line=up(approve),
        dots=tuple((across(x), up(y)) for x, y in points[1:]),
        mark=across(dt.date.fromisoformat(turns).toordinal()) if turns else None,
    )


def _scale(low: float, high: float, first: float, last: float) -> Callable[[float], float]:
    span = (high - low) or 1.0
    return lambda value: round(first + (value - low) / span * (last - first), 1)


def _stepped(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The corners of a line that stays at each height until the next point."""
    corners = [points[0]]
    for x, y in points[1:]:
        corners += [(x, corners[-1][1]), (x, y)]
    return corners


def _points(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x:g},{y:g}" for x, y in corners)


def _span(shares: Sequence[float], approve: int) -> tuple[float, float]:
    """The tens between which `shares` and the approve line have room, so that a small movement is seen."""
    low, high = min(*shares, approve), max(*shares, approve)
    return max(0.0, math.floor((low - 2) / 10) * 10.0), min(FULL, math.ceil((high + 2) / 10) * 10.0)


def _percents(up: Callable[[float], float], low: float, high: float) -> tuple[Tick, ...]:
    return tuple(Tick(up(share), f"{share:g}") for share in (low, (low + high) / 2, high))
