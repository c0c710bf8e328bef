"""Questionnaires, models and answers to test the core with: small ones written out, and random ones."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import settings

from vendorrisk.domain.answers import AGREED, Answer, Answers, Assurance, Proof, Value
from vendorrisk.domain.assessment import Case
from vendorrisk.domain.conditions import FactIs, Operator
from vendorrisk.domain.model import (
    DataLosses,
    Efforts,
    FactTable,
    Floor,
    Organisation,
    OutageHours,
    Range,
    RiskModel,
    Severity,
    TierPolicy,
)
from vendorrisk.domain.questionnaire import (
    ActsOn,
    Fact,
    Intake,
    Kind,
    Option,
    Pack,
    Question,
    Section,
    Text,
    Tier,
    merge,
)
from vendorrisk.domain.steps import CHANGED, EXCEPTIONS

LAW = settings(max_examples=1000) if os.environ.get("REQUIRE_ALL") == "1" else settings()
"""How often a law of docs/risk-model.md is held: a thousand times where nothing may be skipped."""

TODAY = dt.date(2026, 11, 23)
LADDER = dict(zip(Assurance, map(Fraction, ("0.5", "0.6", "0.7", "0.85", "1")), strict=True))
FLAT = dict.fromkeys(Assurance, Fraction(1))


def text(words: str) -> Text:
    return Text(words, f"{words} (nl)")


def option(name: str, credit: int = 0, **more: Any) -> Option:
    return Option(name, text(name), credit, **more)


def question(name: str, kind: Kind = Kind.CHOICE, weight: int = 1, **more: Any) -> Question:
    """A question of any kind; a choice has the options no (0), half (50) and full (100) unless it is given others."""
    if kind is Kind.CHOICE:
        more.setdefault("options", (option("no"), option("half", 50), option("full", 100)))
    more.setdefault("acts_on", ActsOn.FREQUENCY if weight else None)
    return Question(id=name, control=f"C-{name}", ask=text(f"{name}?"), kind=kind, weight=weight, **more)


def pack(*questions: Question, name: str = "pack") -> Pack:
    return Pack(name, "1", text(name), text("intro"), (Section("one", text("One"), None, questions),), "0" * 64)


def answer(name: str, value: Value = "full", **more: Any) -> Answer:
    return Answer(question=name, value=value, as_of=more.pop("as_of", TODAY), **more)


def proven(name: str, value: Value = "full", assurance: Assurance = Assurance.TESTED, **more: Any) -> Answer:
    """An answer with a proof that is current for ever."""
    return answer(name, value, assurance=assurance, proofs=(Proof(name="proof.pdf", kind="other"),), **more)


def answers(*given: Answer) -> Answers:
    return {one.question: one for one in given}


INTAKE = Intake(
    "1",
    (
        Section(
            "one",
            text("One"),
            None,
            (
                question(
                    "data",
                    Kind.MULTI,
                    0,
                    options=(option("none", exclusive=True), option("personal"), option("special")),
                ),
                question("records", weight=0, options=(option("few"), option("many"))),
                question("access", weight=0, options=(option("none"), option("full"))),
                question("downtime", weight=0, options=(option("month"), option("hour"))),
                question("size", weight=0, options=(option("small"), option("large"))),
            ),
        ),
    ),
    (Fact("data.special", FactIs("data", Operator.INCLUDES, ("special",))),),
    "1" * 64,
)


def policy(approve: int = 65, floor: int = 35, **more: Any) -> TierPolicy:
    given: dict[str, Any] = {
        "factors": LADDER,
        "knock_out_assurance": Assurance.DOCUMENTED,
        "signatures": 2,
        "packs": ("pack",),
        "reassess_months": 12,
        "answer_days": 21,
    }
    return TierPolicy(approve=approve, floor=floor, **(given | more))


def model(**more: Any) -> RiskModel:
    """A model with round figures: 0.1 incidents a year, thresholds at 0.1, 1 and 6 appetites."""
    given: dict[str, Any] = {
        "version": "1",
        "digest": "2" * 64,
        "reference_frequency": Fraction(1, 10),
        "size": FactTable("size", {"small": Fraction(1, 2), "large": Fraction(2)}),
        "reach": (FactTable("access", {"none": Fraction(1, 2), "full": Fraction(1)}),),
        "data": DataLosses(
            "data",
            "records",
            {
                "personal": {
                    "few": Range(Fraction(1000), Fraction(100000)),
                    "many": Range(Fraction(10**5), Fraction(10**7)),
                },
                "special": {"any": Range(Fraction(10**4), Fraction(10**6))},
            },
        ),
        "outage": OutageHours(
            "downtime", {"month": Range(Fraction(1, 10), Fraction(8)), "hour": Range(Fraction(8), Fraction(168))}
        ),
        "frequency_ratio": Fraction(10),
        "loss_ratio": Fraction(2),
        "reference_effectiveness": Fraction(1, 2),
        "thresholds": {Tier.MODERATE: Fraction(1, 10), Tier.HIGH: Fraction(1), Tier.CRITICAL: Fraction(6)},
        "floors": (Floor(Tier.HIGH, FactIs("data.special", Operator.IS, (True,)), text("special data.")),),
        "policies": {
            Tier.LOW: policy(40, 25, factors=FLAT, knock_out_assurance=Assurance.CLAIMED),
            Tier.MODERATE: policy(60, 35, knock_out_assurance=Assurance.CLAIMED),
            Tier.HIGH: policy(),
            Tier.CRITICAL: policy(75, 50, knock_out_assurance=Assurance.VALIDATED),
        },
        "country_groups": {"eea": frozenset({"NL", "DE"}), "adequate": frozenset({"CH"})},
        "stale_after": 12,
        "efforts": Efforts(
            {Assurance.DOCUMENTED: 2, Assurance.VALIDATED: 5, Assurance.TESTED: 10},
            dict.fromkeys((*CHANGED, EXCEPTIONS), 4),
        ),
        "severities": {Severity.MEDIUM: 20, Severity.HIGH: 40},
        "shared": Fraction(3, 10),
        "figures": (),
    }
    return RiskModel(**(given | more))


def organisation(appetite: int = 40000) -> Organisation:
    return Organisation(
        name="Us",
        currency="EUR",
        appetite=Fraction(appetite),
        outage_hour=Fraction(100),
        contact="us@example.com",
        languages=("en", "nl"),
        conditional_days=180,
        proof_days=60,
        digest="3" * 64,
    )


MODEL, ORGANISATION = model(), organisation()

HIGH: Mapping[str, Value] = {"data": ("special",), "access": "full", "size": "small", "downtime": "month"}
"""Intake answers that the floor for special data makes high."""


def case(questions: tuple[Question, ...], given: Answers, **more: Any) -> Case:
    """A case of a high tier with one pack."""
    members: dict[str, Any] = {
        "as_of": TODAY,
        "facts": HIGH,
        "answers": given,
        "intake": INTAKE,
        "questionnaire": merge((pack(*questions),)),
        "model": MODEL,
        "organisation": ORGANISATION,
    }
    return Case(**(members | more))


def values(asked: Question) -> list[Value]:
    """Answers to `asked`, none worth less than those before it."""
    match asked.kind:
        case Kind.CHOICE:
            return [one.id for one in asked.options]
        case Kind.MULTI:
            return [tuple(one.id for one in asked.options[:count]) for count in range(1, len(asked.options) + 1)]
        case Kind.NUMBER:
            return [band.bound for band in asked.bands]
        case Kind.DATE:
            return [TODAY - dt.timedelta(days=days) for days in (3000, 1000, 700, 300, 0)]
        case Kind.COUNTRIES:
            return [("US", "NL"), ("CH", "NL"), ("NL",)]
        case Kind.STATEMENT:
            return [AGREED]
        case Kind.TABLE:
            return [({"name": "x"},)]
        case _:
            return ["We do."]
