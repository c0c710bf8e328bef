"""Cases: a vendor's facts and answers in a file, for examples and `vendorrisk assess`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from vendorrisk.catalogue.library import ContentFile, check_top, shown
from vendorrisk.catalogue.loading import Catalogue
from vendorrisk.catalogue.messages import shaped
from vendorrisk.catalogue.problems import TOP, CatalogueError, Findings, Place
from vendorrisk.catalogue.shapes import Id, ProofKind, Rung, Shape, TextShape, Words
from vendorrisk.catalogue.yaml12 import read
from vendorrisk.domain.answers import Answer, AnswerState, Assurance, Proof, Review, Value
from vendorrisk.domain.assessment import Case
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.questionnaire import Pack, Question, Questionnaire, Text, merge
from vendorrisk.domain.validation import BadValue, checked_value
from vendorrisk.domain.visibility import asked_of_intake


def _date(value: object) -> object:
    try:
        return dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2026-11-23") else int("-")
    except ValueError:
        raise PydanticCustomError("date_wanted", "write a date, such as 2026-11-23") from None


Date = Annotated[dt.date, BeforeValidator(_date)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class VendorShape(Shape):
    name: Words
    website: str = ""
    country: str = ""


class EngagementShape(Shape):
    title: Words
    purpose: str = ""


class CaseProofShape(Shape):
    name: Words
    kind: ProofKind
    issuer: str = ""
    issued: Date | None = None
    expires: Date | None = None
    sha256: Sha256 | None = None


class CaseReviewShape(Shape):
    assurance: Rung | None = None
    grade: Annotated[int, Field(ge=0, le=100)] | None = None
    not_applicable: bool | None = None
    reason: str = ""


class CaseAnswerShape(Shape):
    value: Any = None
    not_applicable: Words | None = None
    assurance: Rung = Assurance.CLAIMED
    comment: str = ""
    exceptions: str = ""
    proof: list[Any] = Field(default_factory=list)
    inherited_from: str = ""
    as_of: Date | None = None
    review: CaseReviewShape | None = None


class CaseShape(Shape):
    case: Id
    title: TextShape
    as_of: Date
    packs: Annotated[list[Id], Field(min_length=1)] | None = None
    vendor: VendorShape
    engagement: EngagementShape
    facts: dict[str, Any]
    answers_as_of: Date | None = None
    proofs: dict[Id, CaseProofShape] = Field(default_factory=dict)
    answers: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A case with what it is called, whom it is about, and the content it is assessed with (packs last, in order)."""

    case: Case
    id: str
    title: Text
    vendor: VendorShape
    engagement: EngagementShape
    content: tuple[ContentFile, ...]


def read_case(path: Path, catalogue: Catalogue) -> CaseFile:
    """The case in the file at `path`. Raises CatalogueError with every problem in it."""
    document = read(path, shown(path))
    check_top(document)
    found = document.found
    shape = shaped(CaseShape, document.value, TOP, found) if document.value is not None else None
    case_file = _built(shape, catalogue, found) if shape else None
    if case_file is None or found.problems:
        raise CatalogueError(found.problems)
    return case_file


def _built(shape: CaseShape, catalogue: Catalogue, found: Findings) -> CaseFile:
    facts = _facts(shape, catalogue, found)
    packs = _packs(
        shape, catalogue, expose(facts, catalogue.intake, catalogue.model, catalogue.organisation).packs, found
    )
    questionnaire = merge(packs)
    case = Case(
        as_of=shape.as_of,
        facts=facts,
        answers=_answers(shape, questionnaire, found),
        intake=catalogue.intake,
        questionnaire=questionnaire,
        model=catalogue.model,
        organisation=catalogue.organisation,
    )
    return CaseFile(
        case=case,
        id=shape.case,
        title=Text(shape.title.en, shape.title.nl),
        vendor=shape.vendor,
        engagement=shape.engagement,
        content=catalogue.pin([pack.id for pack in packs]),
    )


def _packs(shape: CaseShape, catalogue: Catalogue, by_tier: Iterable[str], found: Findings) -> tuple[Pack, ...]:
    for index, name in enumerate(shape.packs or []):
        if name not in catalogue.packs:
            found.add(("packs", index), f"there is no pack “{name}”; there are: {', '.join(sorted(catalogue.packs))}")
    return tuple(catalogue.packs[name] for name in shape.packs or by_tier if name in catalogue.packs)


def _facts(shape: CaseShape, catalogue: Catalogue, found: Findings) -> dict[str, Value]:
    questions = {question.id: question for question in catalogue.intake.questions}
    facts: dict[str, Value] = {}
    for name, raw in shape.facts.items():
        if name not in questions:
            found.add(("facts", name), f"the intake has no question “{name}”; it has: {', '.join(questions)}")
            continue
        value = _value(questions[name], raw, ("facts", name), shape.as_of, found)
        if value is not None:
            facts[name] = value
    for question in asked_of_intake(catalogue.intake, facts):
        if question.required and question.id not in shape.facts:
            options = ", ".join(option.id for option in question.options) or str(question.kind)
            found.add(
                ("facts",), f"“{question.id}” is missing ({question.ask.en}); write `{question.id}:` and {options}"
            )
    return facts


def _value(question: Question, raw: object, place: Place, as_of: dt.date, found: Findings) -> Value:
    try:
        return checked_value(question, raw, as_of)
    except BadValue as bad:
        options = ", ".join(option.id for option in question.options)
        found.add(place, bad.reason.to("en") + (f" There are: {options}" if options else ""))
        return None


def _answers(shape: CaseShape, questionnaire: Questionnaire, found: Findings) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for name, written in shape.answers.items():
        place: Place = ("answers", name)
        question = questionnaire.question(name)
        if question is None:
            packs = ", ".join(pack.id for pack in questionnaire.packs)
            found.add(place, f"there is no question “{name}” in {packs}")
            continue
        whole = isinstance(written, dict)
        answer = shaped(CaseAnswerShape, written if whole else {"value": written}, place, found)
        if answer is not None:
            answers[name] = _answer(question, answer, (*place, "value") if whole else place, shape, found)
    return answers


def _answer(question: Question, written: CaseAnswerShape, place: Place, shape: CaseShape, found: Findings) -> Answer:
    declined = written.not_applicable is not None
    at = place[:2]
    if declined and not question.not_applicable:
        found.add(place, f"“{question.id}” always applies; write a value instead of not_applicable")
    if declined == (written.value is not None):
        found.add(place, "write a value, or not_applicable with a reason")
    as_of = written.as_of or shape.answers_as_of or shape.as_of
    if as_of > shape.as_of:
        found.add(place, f"the answer is as of {as_of}, after the case's own {shape.as_of}; write an earlier date")
    return Answer(
        question=question.id,
        value=None if declined else _value(question, written.value, place, shape.as_of, found),
        state=AnswerState.NOT_APPLICABLE if declined else AnswerState.ANSWERED,
        assurance=written.assurance,
        proofs=tuple(_proofs(written, shape, at, found)),
        inherited_from=written.inherited_from,
        comment=written.not_applicable or written.comment,
        exceptions=written.exceptions,
        as_of=as_of,
        review=_review(written.review) if written.review else None,
    )


def _proofs(written: CaseAnswerShape, shape: CaseShape, place: Place, found: Findings) -> Iterator[Proof]:
    """The proofs of an answer: written out, or named under `proofs` because they stand behind many answers."""
    for index, one in enumerate(written.proof):
        inside = (*place, "proof", index)
        if isinstance(one, str) and one not in shape.proofs:
            found.add(inside, f"there is no proof “{one}”; under proofs: there are {', '.join(shape.proofs) or 'none'}")
            continue
        proof = shape.proofs[one] if isinstance(one, str) else shaped(CaseProofShape, one, inside, found)
        if proof is not None:
            yield _proof(proof)


def _proof(written: CaseProofShape) -> Proof:
    return Proof(
        name=written.name,
        kind=written.kind,
        issuer=written.issuer,
        issued=written.issued,
        expires=written.expires,
        sha256=written.sha256 or "",
    )


def _review(written: CaseReviewShape) -> Review:
    return Review(
        assurance=written.assurance,
        grade=written.grade,
        not_applicable=written.not_applicable,
        reason=written.reason,
    )
