"""Past assessments under another model: which recommendations would be others. It reads, and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from vendorrisk.catalogue.fitting import misfits
from vendorrisk.domain.model import RiskModel
from vendorrisk.domain.record import Plain, pinned
from vendorrisk.domain.whatif import Comparison, compare
from vendorrisk.services.verification import ReplayFailed, kept_records, own_case, telling


@dataclass(frozen=True, slots=True)
class Past:
    """A record by its digest, and by what a person knows it by; `decided_on` is a day, as written."""

    digest: str
    vendor: str
    engagement: str
    decided_on: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A past assessment, compared; or why it cannot be judged under the model."""

    past: Past
    comparison: Comparison | None
    why: str = ""


def judge_all(session: Session, model: RiskModel) -> Iterator[Judged]:
    """Every record of the portal under `model`, oldest first."""
    for kept in kept_records(session):
        yield judge(kept.digest, json.loads(kept.body), model)


def judge(digest: str, record: Plain, model: RiskModel) -> Judged:
    """`record` under `model`, with the intake, packs, organisation and answers that it holds."""
    past = Past(digest, "", "", "")
    try:
        with telling():
            past = _past(digest, record)
        return Judged(past, _compared(record, model))
    except ReplayFailed as failure:
        return Judged(past, None, str(failure))


def _compared(record: Plain, model: RiskModel) -> Comparison:
    case = own_case(record)
    if wrong := misfits(model, case.intake, case.questionnaire.questions):
        raise ReplayFailed("; ".join(wrong))
    with telling():
        comparison = compare(record, replace(case, model=model))
        answered = {one["name"] for one in pinned(record) if one["kind"] == "pack"} | {*comparison.then.packs}
    if unasked := [name for name in comparison.now.packs if name not in answered]:
        raise ReplayFailed(f"it asks for what this vendor was not asked: {', '.join(unasked)}")
    return comparison


def _past(digest: str, record: Plain) -> Past:
    decision = record.get("decision")
    on = decision["decided_at"][:10] if decision else record.get("as_of", "")
    return Past(digest, record["vendor"]["name"], record["engagement"]["title"], on)
