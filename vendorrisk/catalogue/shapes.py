"""The shape of each content file: which keys there are, and what stands under them. Strict: an unknown key is an error.

Shapes say what is written; `building` makes domain values of them; `checks` looks at what no single value can tell.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vendorrisk.catalogue.yaml12 import Decimal
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.model import Grade
from vendorrisk.domain.questionnaire import HALF, ActsOn, Kind, Tier
from vendorrisk.domain.wording import PROOFS

ID_PATTERN = r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$"


def _text(value: object) -> object:
    if isinstance(value, Decimal):
        raise PydanticCustomError("decimal_as_text", "write it in quotes, such as “{value}”", {"value": value})
    return value


def _exact(value: object) -> object:
    """A number as an exact fraction, from a whole number or from the text of a decimal."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("number_wanted", "write a number, such as 0.5")
    try:
        return Fraction(value)
    except (ValueError, ZeroDivisionError):
        raise PydanticCustomError("number_wanted", "write a number, such as 0.5") from None


def _one_of(kind: type[StrEnum]) -> BeforeValidator:
    """Takes the text of a member of `kind`."""

    def member(value: object) -> object:
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        allowed = ", ".join(kind)
        raise PydanticCustomError("not_one_of", "write one of: {allowed}", {"allowed": allowed})

    return BeforeValidator(member)


def _proof_kind(value: object) -> object:
    if value not in PROOFS:
        raise PydanticCustomError("not_one_of", "write one of: {allowed}", {"allowed": ", ".join(PROOFS)})
    return value


Words = Annotated[str, BeforeValidator(_text), StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, BeforeValidator(_text), StringConstraints(pattern=ID_PATTERN, max_length=80)]
Number = Annotated[Fraction, BeforeValidator(_exact)]
Credit = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=1)]
TierName = Annotated[Tier, _one_of(Tier)]
Rung = Annotated[Assurance, _one_of(Assurance)]
KindName = Annotated[Kind, _one_of(Kind)]
GradeName = Annotated[Grade, _one_of(Grade)]
ActsOnName = Annotated[ActsOn, _one_of(ActsOn)]
ProofKind = Annotated[str, BeforeValidator(_proof_kind)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Framework = Literal["soc2", "iso27001", "caiq", "csf", "mvsp", "gdpr", "dora", "ai-act", "iso42001"]
Loose = list[Any]
"""Items that are looked at one by one, so that one bad item hides no other."""


class Shape(BaseModel):
    """Nothing is converted silently and nothing unknown is let through."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, arbitrary_types_allowed=True)


class TextShape(Shape):
    en: Words
    nl: Words


class OptionShape(Shape):
    id: Id
    label: TextShape
    credit: Credit = 0
    effort: Annotated[int, Field(ge=0, le=1000)] | None = None
    exclusive: bool = False
    advice: TextShape | None = None


class BandShape(Shape):
    at_least: int | None = None
    within: Count | None = None
    credit: Credit


class RegionShape(Shape):
    group: Id | None = None
    credit: Credit


class ColumnShape(Shape):
    id: Id
    label: TextShape
    kind: Literal["text", "countries", "number", "date"] = "text"


class KnockOutShape(Shape):
    below: Annotated[int, Field(ge=1, le=100)]
    tiers: Annotated[list[TierName], Field(min_length=1)]
    never_defer: bool = False


class ScopeShape(Shape):
    ask: TextShape
    keeps: Credit = HALF


class ProofShape(Shape):
    wanted: Annotated[list[ProofKind], Field(min_length=1)]
    max_age: Count | None = None


class ReadsShape(Shape):
    en: list[Words] = []
    nl: list[Words] = []


class AskedShape(Shape):
    """What intake and pack questions have in common."""

    id: Id
    ask: TextShape
    kind: KindName
    options: list[OptionShape] = []
    columns: list[ColumnShape] = []
    unit: TextShape | None = None
    minimum: int | None = None
    maximum: int | None = None
    required: bool = True
    when: Any = None


class IntakeQuestionShape(AskedShape):
    help: TextShape | None = None


class QuestionShape(AskedShape):
    control: Words
    help: TextShape
    weight: Annotated[int, Field(ge=0, le=10)]
    acts_on: ActsOnName | None = None
    bands: list[BandShape] = []
    regions: list[RegionShape] = []
    not_applicable: Literal["never", "with-reason"] = "never"
    knock_out: KnockOutShape | None = None
    scope: ScopeShape | None = None
    proof: ProofShape | None = None
    inherits_from: Literal["hosting"] | None = None
    maps: dict[Framework, list[Words]] = {}
    reads: ReadsShape = ReadsShape()
    sensitive: bool = False


class SectionShape(Shape):
    id: Id
    title: TextShape
    intro: TextShape | None = None
    questions: Annotated[Loose, Field(min_length=1)]


class ContradictionShape(Shape):
    id: Id
    when: Any
    questions: Annotated[list[Id], Field(min_length=1)]
    say: TextShape


class PackShape(Shape):
    pack: Id
    version: Words
    title: TextShape
    intro: TextShape
    sections: Annotated[Loose, Field(min_length=1)]
    contradictions: Loose = []


class RewordShape(Shape):
    ask: TextShape | None = None
    help: TextShape | None = None


class ExtendsShape(Shape):
    pack: Id
    drop: list[Id] = []
    reword: dict[Id, RewordShape] = {}
    reweigh: dict[Id, Annotated[int, Field(ge=0, le=10)]] = {}


class ExtendingShape(Shape):
    """A pack that extends another; what it leaves out is as it is there."""

    pack: Id
    version: Words
    title: TextShape | None = None
    intro: TextShape | None = None
    extends: ExtendsShape
    sections: Loose = []
    contradictions: Loose = []


class FactShape(Shape):
    id: Id
    when: Any


class IntakeShape(Shape):
    intake: Id
    version: Words
    sections: Annotated[Loose, Field(min_length=1)]
    facts: Loose = []


class ClauseShape(Shape):
    id: Id
    source: TextShape
    text: TextShape


class RegimeShape(Shape):
    id: Id
    title: TextShape
    why: TextShape
    when: Any
    clauses: Annotated[list[ClauseShape], Field(min_length=1)]


class ClausesShape(Shape):
    regimes: Loose


class OrganisationShape(Shape):
    organisation: Words
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    appetite: Annotated[Number, Field(gt=0)]
    outage_hour: Annotated[Number, Field(ge=0)]
    contact: Words
    languages: Annotated[list[Literal["en", "nl"]], Field(min_length=1)]
    conditional_days: Annotated[int, Field(ge=1, le=1000)]
    proof_days: Annotated[int, Field(ge=1, le=1000)]


Positive = Annotated[Number, Field(gt=0)]
Percentiles = Annotated[list[Positive], Field(min_length=2, max_length=2)]


class Sourced(Shape):
    """A figure: how it is known, and from where."""

    grade: GradeName
    source: Words


class NumberFigure(Sourced):
    value: Positive


class MonthsFigure(Sourced):
    value: Count


class FactorTable(Sourced):
    fact: Id
    value: dict[Id, Positive]


class FrequencyShape(Shape):
    reference: NumberFigure
    size: FactorTable
    reach: Annotated[list[FactorTable], Field(min_length=1)]


class DataLossShape(Sourced):
    category: Id
    records: Id
    value: dict[Id, dict[Id, Percentiles]]


class OutageShape(Sourced):
    fact: Id
    value: dict[Id, Percentiles]


class LossShape(Shape):
    data: DataLossShape
    outage: OutageShape


class MitigationShape(Shape):
    frequency_ratio: NumberFigure
    loss_ratio: NumberFigure
    reference_effectiveness: NumberFigure


class ThresholdFigure(Sourced):
    value: dict[TierName, Positive]


class FloorShape(Shape):
    tier: TierName
    when: Any
    because: TextShape


class TiersShape(Sourced):
    thresholds: ThresholdFigure
    floors: list[FloorShape]


class PolicyShape(Shape):
    approve: Credit
    floor: Credit
    factors: dict[Rung, Annotated[Number, Field(ge=0, le=1)]]
    knock_out_assurance: Rung
    signatures: Annotated[int, Field(ge=1, le=5)]
    packs: Annotated[list[Id], Field(min_length=1)]
    reassess_months: Count
    answer_days: Count


class ChoiceShape(Shape):
    pack: Id
    when: Any
    because: TextShape


class ChosenPacksShape(Sourced):
    """Packs that are asked beside those of the tier, where the facts call for them."""

    choose: list[ChoiceShape]


class PoliciesShape(Sourced):
    low: PolicyShape
    moderate: PolicyShape
    high: PolicyShape
    critical: PolicyShape


class ProofEffort(Sourced):
    value: dict[Rung, Annotated[int, Field(ge=0, le=1000)]]


class ChangeEffort(Sourced):
    value: dict[Id, Annotated[int, Field(ge=0, le=1000)]]


class EffortShape(Shape):
    proof: ProofEffort
    change: ChangeEffort


class SeverityFigure(Sourced):
    value: dict[Id, Credit]


class ShareFigure(Sourced):
    value: Annotated[Number, Field(ge=0, le=1)]


class PortfolioShape(Shape):
    shared: ShareFigure


class GroupsShape(Sourced):
    """Groups of countries, by names of their own beside `grade` and `source`."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)
    __pydantic_extra__: dict[str, list[Country]] = Field(init=False)


class ModelShape(Shape):
    model: Id
    version: Words
    frequency: FrequencyShape
    loss: LossShape
    mitigation: MitigationShape
    tiers: TiersShape
    policies: PoliciesShape
    packs: ChosenPacksShape | None = None
    stale_after: MonthsFigure
    effort: EffortShape
    findings: SeverityFigure
    portfolio: PortfolioShape
    country_groups: GroupsShape
