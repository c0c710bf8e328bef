"""The clauses that a contract needs: by regime, chosen by the facts of the engagement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vendorrisk.domain.conditions import Condition, Context, evaluate
from vendorrisk.domain.questionnaire import Text


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause must achieve, and where that is asked for."""

    id: str
    source: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Regime:
    """Clauses that are needed together: for which engagements, and why."""

    id: str
    title: Text
    why: Text
    when: Condition
    clauses: tuple[Clause, ...]


def needed(regimes: Iterable[Regime], context: Context) -> tuple[Regime, ...]:
    """The regimes that the facts in `context` call for, in their order; a fact that is not known calls for nothing."""
    return tuple(regime for regime in regimes if evaluate(regime.when, context))
