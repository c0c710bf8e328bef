"""The table of docs/risk-model.md §4: what is recommended for what was found, the first row that holds."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from vendorrisk.domain.scored import Scored
from vendorrisk.domain.scoring import BARRING, KnockOutStatus


class Verdict(StrEnum):
    """What is recommended, and what a person decides (who cannot decide `ask`)."""

    ASK = "ask"
    APPROVE = "approve"
    APPROVE_WITH_CONDITIONS = "approve_with_conditions"
    REJECT = "reject"


def verdict_on(found: Scored) -> Verdict:
    """The verdict that the table gives for what was found."""
    return next(verdict for verdict, holds in TABLE if holds(found))


def _must_ask(found: Scored) -> bool:
    return bool(found.card.missing) or found.card.proven is None


def _must_reject(found: Scored) -> bool:
    return bool(found.card.knock_outs(KnockOutStatus.ADMITTED))


def _may_approve(found: Scored) -> bool:
    return (
        found.reaches(found.card.proven, found.policy.approve)
        and found.within(found.residuals.proven)
        and not any(line.knock_out in BARRING for line in found.card.lines)
    )


def _may_approve_with_conditions(found: Scored) -> bool:
    return found.reaches(found.card.claimed, found.policy.floor) and found.within(found.residuals.claimed)


def _otherwise(found: Scored) -> bool:  # noqa: ARG001 - the last row always holds
    return True


TABLE: Final[tuple[tuple[Verdict, Callable[[Scored], bool]], ...]] = (
    (Verdict.ASK, _must_ask),
    (Verdict.REJECT, _must_reject),
    (Verdict.APPROVE, _may_approve),
    (Verdict.APPROVE_WITH_CONDITIONS, _may_approve_with_conditions),
    (Verdict.REJECT, _otherwise),
)
