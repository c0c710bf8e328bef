"""The outcome, for the vendor: what was decided and why, what must still be done, and what would have been better.

From the sealed record alone, and without what is the buyer's own: losses in money, the appetite, names and rationale.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vendorrisk.domain.access import Actor
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.questionnaire import Text
from vendorrisk.persistence.models import Assessment, ConditionRow
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.services.casework import questionnaire_of
from vendorrisk.services.failures import NotFound
from vendorrisk.services.work import Work

FOR_VENDORS: Final = ("knock_out.admitted", "knock_out.unproven", "knock_outs.proven", "effectiveness.")
"""How the codes of the reasons begin that are about the vendor's answers, and about nothing of the buyer's."""


@dataclass(frozen=True, slots=True)
class Improvement:
    """One step of the shortest way to approval: what to do, for which question, in about how many days."""

    ask: Text
    say: Text
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeView:
    """What a vendor reads once it is decided; `reasons` are empty where the decision departs from the calculation."""

    assessment: Assessment
    verdict: Verdict
    decided_at: dt.datetime
    reasons: tuple[Text, ...]
    conditions: tuple[ConditionRow, ...]
    suspended_at: dt.datetime | None
    improvements: tuple[Improvement, ...]
    next_on: dt.date | None


def outcome(work: Work, actor: Actor, assessment_id: str) -> OutcomeView:
    """The outcome of a questionnaire that `actor` has the whole of. Raises NotFound, also before it is decided."""
    assessment = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if assessment is None or assessment.record is None or not (decision := assessment.decision):
        raise NotFound(assessment_id)
    figures = json.loads(assessment.record.body)["figures"]
    follows = decision.verdict == figures["recommendation"]
    return OutcomeView(
        assessment=assessment,
        verdict=Verdict(decision.verdict),
        decided_at=assessment.record.sealed_at,
        reasons=tuple(_said(one) for one in figures["reasons"] if follows and one["code"].startswith(FOR_VENDORS)),
        conditions=tuple(decision.conditions),
        suspended_at=decision.suspended_at,
        improvements=_improvements(work, assessment, figures),
        next_on=assessment.next_on,
    )


def _improvements(work: Work, assessment: Assessment, figures: Mapping[str, Any]) -> tuple[Improvement, ...]:
    plan = figures["plan"]
    asked = questionnaire_of(work, assessment)
    return tuple(
        Improvement(question.ask, _said(step), step["days"])
        for step in (plan["steps"] if plan else ())
        if (question := asked.question(step["question"]))
    )


def _said(sentence: Mapping[str, str]) -> Text:
    return Text(sentence["en"], sentence["nl"])
