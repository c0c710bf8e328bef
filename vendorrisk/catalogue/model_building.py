"""The risk model from its written form, with the checks that its figures hang together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any

from vendorrisk.catalogue.conditions import parse_condition
from vendorrisk.catalogue.problems import Findings, Place
from vendorrisk.catalogue.shapes import EffortShape, FactorTable, FloorShape, ModelShape, PolicyShape
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.model import (
    DataLosses,
    Efforts,
    FactTable,
    Figure,
    Floor,
    Grade,
    OutageHours,
    PackChoice,
    Range,
    RiskModel,
    Severity,
    TierPolicy,
)
from vendorrisk.domain.questionnaire import Text, Tier
from vendorrisk.domain.steps import CHANGED, EXCEPTIONS


def build_model(shape: ModelShape, body: Mapping[str, Any], found: Findings) -> RiskModel:
    """The model written as `shape`; `body` is its plain content, for the digest and the list of figures."""
    _check_policies(shape, found)
    _check_thresholds(shape, found)
    losses = shape.loss
    data_place: Place = ("loss", "data", "value")
    return RiskModel(
        version=shape.version,
        digest=digest(body),
        reference_frequency=shape.frequency.reference.value,
        size=_table(shape.frequency.size),
        reach=tuple(_table(table) for table in shape.frequency.reach),
        data=DataLosses(
            losses.data.category,
            losses.data.records,
            {name: _ranges(bands, (*data_place, name), found) for name, bands in losses.data.value.items()},
        ),
        outage=OutageHours(losses.outage.fact, _ranges(losses.outage.value, ("loss", "outage", "value"), found)),
        frequency_ratio=shape.mitigation.frequency_ratio.value,
        loss_ratio=shape.mitigation.loss_ratio.value,
        reference_effectiveness=shape.mitigation.reference_effectiveness.value,
        thresholds=dict(shape.tiers.thresholds.value),
        floors=tuple(_floors(shape.tiers.floors, found)),
        policies={tier: _policy(getattr(shape.policies, tier)) for tier in Tier},
        choices=tuple(_choices(shape, found)),
        country_groups={name: frozenset(codes) for name, codes in (shape.country_groups.model_extra or {}).items()},
        stale_after=shape.stale_after.value,
        efforts=_efforts(shape.effort, found),
        severities=_severities(shape, found),
        shared=shape.portfolio.shared.value,
        figures=tuple(_figures(body, "")),
    )


def _table(written: FactorTable) -> FactTable:
    return FactTable(written.fact, dict(written.value))


def _ranges(written: Mapping[str, list[Fraction]], place: Place, found: Findings) -> dict[str, Range]:
    for name, (low, high) in written.items():
        if low >= high:
            found.add((*place, name), "write the 5th percentile first, then a larger 95th")
    return {name: Range(low, max(low, high)) for name, (low, high) in written.items()}


def _floors(written: list[FloorShape], found: Findings) -> Iterator[Floor]:
    for index, floor in enumerate(written):
        when = parse_condition(floor.when, ("tiers", "floors", index, "when"), found)
        if when is not None:
            yield Floor(floor.tier, when, Text(floor.because.en, floor.because.nl))


def _choices(shape: ModelShape, found: Findings) -> Iterator[PackChoice]:
    for index, choice in enumerate(shape.packs.choose if shape.packs else ()):
        when = parse_condition(choice.when, ("packs", "choose", index, "when"), found)
        if when is not None:
            yield PackChoice(choice.pack, when, Text(choice.because.en, choice.because.nl))


def _policy(written: PolicyShape) -> TierPolicy:
    return TierPolicy(
        approve=written.approve,
        floor=written.floor,
        factors=dict(written.factors),
        knock_out_assurance=written.knock_out_assurance,
        signatures=written.signatures,
        packs=tuple(written.packs),
        reassess_months=written.reassess_months,
        answer_days=written.answer_days,
    )


def _efforts(written: EffortShape, found: Findings) -> Efforts:
    proof, change = written.proof.value, written.change.value
    shown = [rung for rung in Assurance if rung.rank >= Assurance.DOCUMENTED.rank]
    _check_keys({rung.value for rung in proof}, [rung.value for rung in shown], ("effort", "proof", "value"), found)
    _check_keys(set(change), [*CHANGED, EXCEPTIONS], ("effort", "change", "value"), found)
    return Efforts({rung: proof[rung] for rung in shown if rung in proof}, dict(change))


def _severities(shape: ModelShape, found: Findings) -> dict[Severity, int]:
    written, place = shape.findings.value, ("findings", "value")
    heavy = [rung for rung in Severity if rung is not Severity.LOW]
    _check_keys(set(written), [rung.value for rung in heavy], place, found, "points")
    given: dict[Severity, int] = {rung: written[rung] for rung in heavy if rung in written}
    for before, after in pairwise(given):
        if given[after] <= given[before]:
            found.add((*place, after.value), f"write more than for {before.value}")
    return given


def _check_keys(written: set[str], wanted: list[str], place: Place, found: Findings, what: str = "days") -> None:
    if written != set(wanted):
        found.add(place, f"write {what} for each of {', '.join(wanted)}, and for nothing else")


def _check_policies(shape: ModelShape, found: Findings) -> None:
    for tier in Tier:
        policy: PolicyShape = getattr(shape.policies, tier)
        place: Place = ("policies", tier.value)
        if policy.floor > policy.approve:
            found.add((*place, "floor"), f"write {policy.approve} or less, the approve line")
        missing = [rung for rung in Assurance if rung not in policy.factors]
        if missing:
            found.add((*place, "factors"), f"write a factor for {', '.join(missing)}")
            continue
        for before, after in pairwise(Assurance):
            if policy.factors[after] < policy.factors[before]:
                found.add((*place, "factors", after.value), f"a higher rung is worth no less than {before.value}")


def _check_thresholds(shape: ModelShape, found: Findings) -> None:
    written, place = shape.tiers.thresholds.value, ("tiers", "thresholds", "value")
    if set(written) != set(Tier) - {Tier.LOW}:
        found.add(place, "write a threshold for moderate, high and critical; low begins at nothing")
        return
    for before, after in pairwise([Tier.MODERATE, Tier.HIGH, Tier.CRITICAL]):
        if written[after] <= written[before]:
            found.add((*place, after.value), f"write more than for {before.value}")


def _figures(written: Any, path: str) -> Iterator[Figure]:
    """Every part of the model that says its grade and source."""
    if isinstance(written, list):
        for index, item in enumerate(written):
            yield from _figures(item, f"{path}[{index}]")
    if not isinstance(written, Mapping):
        return
    if "grade" in written:
        value = written.get("value", {key: item for key, item in written.items() if key not in {"grade", "source"}})
        yield Figure(path, value, Grade(written["grade"]), str(written["source"]))
    for key, item in written.items():
        yield from _figures(item, f"{path}.{key}".removeprefix("."))
