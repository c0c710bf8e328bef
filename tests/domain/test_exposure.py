"""What is asked of an engagement: the packs of its tier, and those that its facts add, each with why."""

from __future__ import annotations

from tests.domain.packs import HIGH, INTAKE, model, organisation, text
from vendorrisk.domain.conditions import AllOf, FactIs, Operator, TierIn
from vendorrisk.domain.exposure import Exposure, expose
from vendorrisk.domain.model import PackChoice

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
