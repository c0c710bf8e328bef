"""A record judged again: the case it holds, rebuilt from its own pinned content, and the figures that come of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vendorrisk.domain.acceptance import Acceptance
from vendorrisk.domain.answers import Answer, AnswerState, Assurance, Facts, Proof, Review
from vendorrisk.domain.assessment import Case, assess
from vendorrisk.domain.canonical import plain
from vendorrisk.domain.figures import figures
from vendorrisk.domain.model import Organisation, RiskModel
from vendorrisk.domain.questionnaire import Intake, Pack, Question, merge
from vendorrisk.domain.record import Difference, Plain
from vendorrisk.domain.validation import checked_value


def case_of(
    record: Plain, *, intake: Intake, packs: Iterable[Pack], model: RiskModel, organisation: Organisation
) -> Case:
    """The case of `record`, whose pinned content was parsed by the caller.

    Raises KeyError, TypeError, ValueError or BadValue where the record does not fit that content.
    """
    questionnaire = merge(tuple(packs))
    return Case(
        as_of=dt.date.fromisoformat(record["as_of"]),
        facts=_facts(record["facts"], intake),
        answers={
            name: _answer(questionnaire.question(name), name, answer) for name, answer in record["answers"].items()
        },
        intake=intake,
        questionnaire=questionnaire,
        model=model,
        organisation=organisation,
        acceptances=tuple(_acceptance(one) for one in record.get("acceptances", ())),
    )


def recompute(record: Plain, case: Case) -> tuple[Difference, ...]:
    """Every figure of `record` that comes out otherwise for `case`, which is the record's own."""
    return tuple(differences(record.get("figures"), plain(figures(case, assess(case)))))


def _facts(facts: Plain, intake: Intake) -> Facts:
    asked = {question.id: question for question in intake.questions}
    return {name: checked_value(asked[name], value) for name, value in facts.items()}


def _answer(question: Question | None, name: str, answer: Plain) -> Answer:
    review = answer["review"]
    return Answer(
        question=name,
        # An answer to a question that is no longer asked is kept as it stands; it counts nowhere.
        value=checked_value(question, answer["value"]) if question else None,
        state=AnswerState(answer["state"]),
        assurance=Assurance(answer["assurance"]),
        proofs=tuple(_proof(proof) for proof in answer["proofs"]),
        inherited_from=answer["inherited_from"],
        comment=answer["comment"],
        exceptions=answer["exceptions"],
        as_of=dt.date.fromisoformat(answer["as_of"]),
        review=_review(review) if review else None,
    )


def _acceptance(kept: Plain) -> Acceptance:
    dates = {name: dt.date.fromisoformat(kept[name]) for name in ("given_on", "until")}
    return Acceptance(**{**kept, **dates, "questions": tuple(kept["questions"])})


def _proof(proof: Plain) -> Proof:
    return Proof(**{**proof, "issued": _day(proof["issued"]), "expires": _day(proof["expires"])})


def _review(review: Plain) -> Review:
    rung = review["assurance"]
    return Review(
        assurance=Assurance(rung) if rung else None,
        grade=review["grade"],
        not_applicable=review["not_applicable"],
        reason=review["reason"],
    )


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def differences(recorded: Any, recomputed: Any, place: str = "") -> Iterator[Difference]:
    """Every leaf in which two values of JSON differ, by its place such as `effectiveness.proven.exact`."""
    if isinstance(recorded, Mapping) and isinstance(recomputed, Mapping):
        for name in sorted({*recorded, *recomputed}):
            yield from differences(recorded.get(name), recomputed.get(name), f"{place}.{name}" if place else name)
    elif isinstance(recorded, list) and isinstance(recomputed, list) and len(recorded) == len(recomputed):
        for index, (one, other) in enumerate(zip(recorded, recomputed, strict=True)):
            yield from differences(one, other, f"{place}[{index}]")
    elif recorded != recomputed:
        yield Difference(place, _shown(recorded), _shown(recomputed))


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
