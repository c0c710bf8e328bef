"""What could be lost, before any control of the vendor is known: expected loss a year, and the tier that follows.

`X = λ_ref · E[M]` (docs/risk-model.md §1). An intake question that is still open adds no loss, and takes the largest
chance of reaching us, so that a preview grows as it is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from vendorrisk.domain.answers import Facts
from vendorrisk.domain.conditions import Context, evaluate
from vendorrisk.domain.model import FactTable, Floor, Organisation, Range, RiskModel
from vendorrisk.domain.questionnaire import Intake, Text, Tier
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.visibility import derive_facts
from vendorrisk.domain.wording import Money, rounded

ANY: Final = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """What an engagement exposes us to at a typical vendor.

    `frequency` is incidents a year that reach us (six decimals); `loss`, `data_loss` and `outage_loss` are means of one
    loss, `expected` the mean a year, all in whole units of the currency; `parts` are the ranges of which one loss is
    the sum; `reasons` say what decided the tier, first the decisive one; `packs` are what is
    asked, those of the tier before those that the facts add, and `pack_reasons` say of each why.
    """

    tier: Tier
    reasons: tuple[Reason, ...]
    frequency: float
    loss: float
    expected: float
    data_loss: float
    outage_loss: float
    parts: tuple[Range, ...]
    packs: tuple[str, ...]
    pack_reasons: tuple[Reason, ...]


def expose(facts: Facts, intake: Intake, model: RiskModel, organisation: Organisation) -> Exposure:
    """The exposure that these intake answers make, at a typical vendor."""
    known = derive_facts(intake, facts)
    frequency = reaching_frequency(known, model)
    data, outage = data_range(known, model), outage_range(known, model, organisation)
    data_loss, outage_loss = _mean(data), _mean(outage)
    expected = round(frequency * (data_loss + outage_loss))
    by_loss = _tier_of(expected, model, organisation)
    floors = _floors(known, intake, model)
    tier = max([by_loss, *(floor.tier for floor in floors)], key=lambda one: one.rank)
    lifted = tier.rank > by_loss.rank
    code = "tier.exposure_alone" if lifted else "tier.exposure"
    measured = _loss_reasons(code, by_loss, expected, organisation) + _weight_reasons(
        known, intake, model, data, outage
    )
    raised = tuple(
        Reason("tier.floor", {"tier": floor.tier, "because": floor.because}) for floor in floors if floor.tier == tier
    )
    packs = _packs(known, intake, model, tier)
    return Exposure(
        tier=tier,
        reasons=raised + measured if lifted else measured + raised,
        frequency=round(frequency, 6),
        loss=round(data_loss + outage_loss),
        expected=expected,
        data_loss=round(data_loss),
        outage_loss=round(outage_loss),
        parts=tuple(part for part in (data, outage) if part),
        packs=tuple(packs),
        pack_reasons=tuple(packs.values()),
    )


def reaching_frequency(facts: Facts, model: RiskModel) -> float:
    """Incidents a year at a typical vendor of this size that reach us: λ_ref · size · reach."""
    size = _factor(model.size, facts)
    reach = [_factor(table, facts) for table in model.reach]
    known = [factor for factor in reach if factor is not None]
    chance = max(known) if known else max(max(table.factors.values()) for table in model.reach)
    return float(model.reference_frequency * (1 if size is None else size) * chance)


def data_range(facts: Facts, model: RiskModel) -> Range | None:
    """The loss when data is lost: that of the worst category; None when nothing is entrusted."""
    found = _worst_cell(facts, model)
    return found[1] if found else None


def outage_range(facts: Facts, model: RiskModel, organisation: Organisation) -> Range | None:
    """The loss when the service fails: hours by how long we can do without it, times the cost of an hour."""
    hours = model.outage.hours.get(str(facts.get(model.outage.fact)))
    return hours.times(organisation.outage_hour) if hours and organisation.outage_hour else None


def _worst_cell(facts: Facts, model: RiskModel) -> tuple[str, Range] | None:
    chosen = facts.get(model.data.category)
    categories = chosen if isinstance(chosen, tuple) else (chosen,)
    cells = [
        (category, _cell(bands, facts.get(model.data.records)))
        for category, bands in model.data.cells.items()
        if category in categories
    ]
    return max(cells, key=lambda cell: cell[1].mean, default=None)


def _cell(bands: Mapping[str, Range], records: object) -> Range:
    smallest = next(iter(bands.values()))
    return bands.get(str(records), bands.get(ANY, smallest))


def _factor(table: FactTable, facts: Facts) -> Fraction | None:
    return table.factors.get(str(facts.get(table.fact)))


def _mean(losses: Range | None) -> float:
    return losses.mean if losses else 0.0


def _tier_of(expected: float, model: RiskModel, organisation: Organisation) -> Tier:
    reached = [tier for tier, multiple in model.thresholds.items() if expected >= multiple * organisation.appetite]
    return max(reached, key=lambda tier: tier.rank, default=Tier.LOW)


def _floors(known: Facts, intake: Intake, model: RiskModel) -> list[Floor]:
    context = Context(known, intake={question.id: question for question in intake.questions})
    return [floor for floor in model.floors if evaluate(floor.when, context) is True]


def _packs(known: Facts, intake: Intake, model: RiskModel, tier: Tier) -> dict[str, Reason]:
    """What is asked, and why: what the tier always asks, then what the facts add; an unknown fact adds nothing."""
    context = Context(known, tier=tier, intake={question.id: question for question in intake.questions})
    packs = {name: Reason("pack.tier", {"tier": tier}) for name in model.policies[tier].packs}
    for choice in model.choices:
        if evaluate(choice.when, context) is True:
            packs.setdefault(choice.pack, Reason("pack.chosen", {"because": choice.because}))
    return packs


def _loss_reasons(code: str, tier: Tier, expected: float, organisation: Organisation) -> tuple[Reason, ...]:
    multiple = Fraction(expected) / organisation.appetite
    values = {
        "expected": Money(expected, organisation.currency),
        "multiple": rounded(multiple, 1 if multiple >= 1 else 2 if multiple >= Fraction(1, 10) else 3),
        "appetite": Money(float(organisation.appetite), organisation.currency),
        "tier": tier,
    }
    return (Reason(code, values),)


def _weight_reasons(
    known: Facts, intake: Intake, model: RiskModel, data: Range | None, outage: Range | None
) -> tuple[Reason, ...]:
    if not data and not outage:
        return ()
    cell = _worst_cell(known, model)
    if cell is None or _mean(outage) > _mean(data):
        return (Reason("tier.outage", {"downtime": _label(intake, model.outage.fact, known)}),)
    category = _option_label(intake, model.data.category, cell[0])
    if ANY in model.data.cells[cell[0]] or model.data.records not in known:
        return (Reason("tier.category", {"category": category}),)
    return (Reason("tier.data", {"category": category, "records": _label(intake, model.data.records, known)}),)


def _label(intake: Intake, fact: str, known: Facts) -> Text:
    return _option_label(intake, fact, str(known.get(fact)))


def _option_label(intake: Intake, fact: str, option_id: str) -> Text:
    question = next((one for one in intake.questions if one.id == fact), None)
    option = question.option(option_id) if question else None
    return option.label if option else Text(option_id, option_id)
