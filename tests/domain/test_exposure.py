"""What an engagement exposes us to, and what is asked of it: the packs of its tier and of its facts, each with why."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from tests.domain.packs import HIGH, INTAKE, model, organisation, text
from vendorrisk.domain.answers import Facts
from vendorrisk.domain.conditions import AllOf, FactIs, Operator, TierIn
from vendorrisk.domain.exposure import Exposure, expose
from vendorrisk.domain.model import FactTable, OutageHours, PackChoice, Range
from vendorrisk.domain.questionnaire import Tier

SPECIAL = FactIs("data.special", Operator.IS, (True,))
ACCESS = FactIs("access", Operator.IS, ("full",))


def exposed(*choices: PackChoice, **facts: object) -> Exposure:
    return expose({**HIGH, **facts}, INTAKE, model(choices=choices), organisation())  # type: ignore[dict-item]


def test_the_tier_alone_asks_its_own_packs_and_says_so() -> None:
    exposure = exposed()
    assert exposure.packs == ("pack",)
    assert [reason.to("en") for reason in exposure.pack_reasons] == [
        "It is asked of every engagement of this tier: high."
    ]


def test_facts_add_packs_after_those_of_the_tier_with_the_reason_of_each() -> None:
    exposure = exposed(
        PackChoice("privacy", AllOf((SPECIAL, TierIn(frozenset({"high"})))), text("special data.")),
        PackChoice("remote", ACCESS, text("access.")),
    )
    assert exposure.packs == ("pack", "privacy", "remote")
    assert [reason.to("nl") for reason in exposure.pack_reasons[1:]] == [
        "Dit wordt ook gevraagd: special data. (nl)",
        "Dit wordt ook gevraagd: access. (nl)",
    ]


def test_another_tier_or_fact_and_what_is_unknown_add_nothing() -> None:
    low = PackChoice("privacy", TierIn(frozenset({"low"})), text("low."))
    far = PackChoice("remote", FactIs("access", Operator.IS, ("none",)), text("far."))
    assert exposed(low, far).packs == ("pack",)
    assert exposed(PackChoice("remote", ACCESS, text("access.")), access=None).packs == ("pack",)


def test_a_pack_is_asked_once_for_its_first_reason() -> None:
    again = PackChoice("pack", SPECIAL, text("special data."))
    first, second = PackChoice("privacy", SPECIAL, text("one.")), PackChoice("privacy", ACCESS, text("two."))
    exposure = exposed(again, first, second)
    assert exposure.packs == ("pack", "privacy")
    assert [reason.code for reason in exposure.pack_reasons] == ["pack.tier", "pack.chosen"]
    assert exposure.pack_reasons[1].to("en") == "It is asked as well: one."


# The figures, by hand: a tenth of an incident a year at a vendor of the ordinary size with full access.

PERSONAL: Facts = {"data": ("personal",), "records": "few", "access": "full", "size": "large", "downtime": "hour"}


def measured(facts: Facts, appetite: int = 40000, **more: Any) -> Exposure:
    return expose(facts, INTAKE, model(floors=(), **more), organisation(appetite))


def mean_of(low: float, high: float) -> float:
    """The mean of a lognormal of which these are the 5th and the 95th percentile."""
    return math.sqrt(low * high) * math.exp((math.log(high / low) / (2 * 1.6448536)) ** 2 / 2)


def test_a_loss_is_that_of_the_data_and_that_of_the_outage() -> None:
    data, outage = mean_of(1000, 100_000), mean_of(800, 16_800)
    exposure = measured(PERSONAL)
    assert exposure.parts == (Range(Fraction(1000), Fraction(100_000)), Range(Fraction(800), Fraction(16_800)))
    assert (exposure.data_loss, exposure.outage_loss) == (round(data), round(outage))
    assert (exposure.loss, exposure.expected) == (round(data + outage), round(0.2 * (data + outage)))


def test_what_entrusts_no_data_and_can_be_done_without_loses_nothing() -> None:
    exposure = measured({"data": ("none",), "access": "full", "size": "large"})
    assert (exposure.loss, exposure.data_loss, exposure.outage_loss, exposure.expected) == (0, 0, 0, 0)
    assert (exposure.parts, exposure.tier) == ((), Tier.LOW)
    assert [reason.code for reason in exposure.reasons] == ["tier.exposure"]


def test_a_frequency_has_six_decimals_and_an_unknown_size_is_an_ordinary_one() -> None:
    assert measured({"access": "full"}, reference_frequency=Fraction(1, 7)).frequency == 0.142857


@pytest.mark.parametrize(
    ("facts", "frequency"),
    [
        ({"access": "none", "downtime": "month"}, 0.075),
        ({"access": "full", "downtime": "month"}, 0.1),
        ({"access": "none"}, 0.05),
        ({"downtime": "month"}, 0.075),
        ({}, 0.1),
    ],
)
def test_the_widest_way_to_us_counts_and_the_widest_of_all_while_none_is_known(facts: Facts, frequency: float) -> None:
    other = FactTable("downtime", {"month": Fraction(3, 4), "hour": Fraction(1, 8)})
    assert measured(facts, reach=(*model().reach, other)).frequency == frequency


@pytest.mark.parametrize("data", [("personal", "special"), ("special", "personal")])
def test_the_worst_category_counts(data: tuple[str, ...]) -> None:
    exposure = measured({**PERSONAL, "data": data})
    assert exposure.parts[0] == Range(Fraction(10**4), Fraction(10**6))


def test_a_tier_begins_on_its_threshold() -> None:
    expected = int(measured(PERSONAL).expected)
    assert [measured(PERSONAL, appetite).tier for appetite in (expected, expected + 1)] == [Tier.HIGH, Tier.MODERATE]
    # Six times the appetite is critical, a tenth of it moderate.
    frequent: dict[str, Any] = {"reference_frequency": Fraction(1, 10) * 60}
    sixty = int(measured(PERSONAL, **frequent).expected)
    assert [measured(PERSONAL, appetite, **frequent).tier for appetite in (sixty // 6, sixty // 6 + 1)] == [
        Tier.CRITICAL,
        Tier.HIGH,
    ]
    assert [measured(PERSONAL, appetite).tier for appetite in (expected * 10, expected * 10 + 1)] == [
        Tier.MODERATE,
        Tier.LOW,
    ]


@pytest.mark.parametrize(
    ("multiple", "words"),
    [("1.234", "1.2"), ("1", "1.0"), ("0.105", "0.10"), ("0.1", "0.10"), ("0.095", "0.095"), ("0.01", "0.010")],
)
def test_a_multiple_of_the_appetite_is_said_with_as_many_decimals_as_it_needs(multiple: str, words: str) -> None:
    expected = Fraction(measured(PERSONAL).expected)
    whose = replace(organisation(), appetite=expected / Fraction(multiple))
    reason = expose(PERSONAL, INTAKE, model(floors=()), whose).reasons[0].to("en")
    assert f", {words} times the appetite" in reason


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "De gegevens wegen het zwaarst in de omvang van een verlies: personal (nl), few (nl)."),
        ({"data": ("special",)}, "De gegevens wegen het zwaarst in de omvang van een verlies: special (nl)."),
        ({"records": None}, "De gegevens wegen het zwaarst in de omvang van een verlies: personal (nl)."),
        ({"data": ("none",)}, "Uitval weegt het zwaarst in de omvang van een verlies: hour (nl)."),
        ({"downtime": None}, "De gegevens wegen het zwaarst in de omvang van een verlies: personal (nl), few (nl)."),
    ],
)
def test_what_weighs_most_is_said(facts: Facts, sentence: str) -> None:
    known = {name: value for name, value in {**PERSONAL, **facts}.items() if value is not None}
    assert [reason.to("nl") for reason in measured(known).reasons[1:]] == [sentence]


def test_the_outage_weighs_most_where_it_costs_more_than_the_data() -> None:
    dear = replace(organisation(), outage_hour=Fraction(10**5))
    assert expose(PERSONAL, INTAKE, model(floors=()), dear).reasons[1].code == "tier.outage"
    # Of two that weigh the same the data is named.
    same = model(floors=(), outage=OutageHours("downtime", {"hour": Range(Fraction(10), Fraction(1000))}))
    assert expose(PERSONAL, INTAKE, same, organisation()).reasons[1].code == "tier.data"
