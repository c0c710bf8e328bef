"""When a question is asked: conditions as data, evaluated to true, false or unknown (Kleene's three values)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Operator(StrEnum):
    IS = "is"
    IN = "in"
    INCLUDES = "includes"
    AT_LEAST = "at_least"


@dataclass(frozen=True, slots=True)
class FactIs:
    """An intake answer or derived fact compared with `values`; a bare fact is compared with true."""

    fact: str
    operator: Operator
    values: tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """Another answer of the vendor compared with `values`."""

    question: str
    operator: Operator
    values: tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class TierIn:
    """The tier of the engagement is one of these (values of Tier)."""

    tiers: frozenset[str]


@dataclass(frozen=True, slots=True)
class AllOf:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    condition: Condition


Condition: TypeAlias = "FactIs | AnswerIs | TierIn | AllOf | AnyOf | Not"
