"""Records of real assessments: the shipped content, answered by a vendor that answers everything somehow."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache

from vendorrisk.catalogue import Catalogue
from vendorrisk.domain.answers import AGREED, Answer, Assurance, Facts, Proof, Review, Value
from vendorrisk.domain.assessment import Case, assess
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.exposure import expose
from vendorrisk.domain.questionnaire import Kind, Question, merge
from vendorrisk.domain.record import (
    Attested,
    ConditionSet,
    DecisionTaken,
    EngagementNamed,
    Parts,
    Pinned,
    SealedRecord,
    Signed,
    TrailHead,
    VendorNamed,
    seal,
)
from vendorrisk.domain.validation import checked_value, plain_value
from vendorrisk.resources import questionnaires_directory

DAY = dt.date(2026, 11, 20)
DECIDED = dt.datetime(2026, 11, 23, 15, 3, tzinfo=dt.UTC)
PROOF = Proof(
    name="SOC 2 type II 2026.pdf",
    kind="soc2-type2",
    issuer="Example Auditors",
    issued=dt.date(2026, 3, 1),
    expires=dt.date(2027, 3, 1),
    sha256=hashlib.sha256(b"report").hexdigest(),
)
DECISION = DecisionTaken(
    verdict=Verdict.REJECT,
    rationale="The vendor withdrew its offer to close the gaps.",
    answers_digest=hashlib.sha256(b"answers").hexdigest(),
    decided_at=DECIDED,
    signatures=(
        Signed(name="Roos Visser", role="risk_lead", at=DECIDED - dt.timedelta(hours=4)),
        Signed(name="Daan de Boer", role="risk_lead", at=DECIDED),
    ),
    conditions=(
        ConditionSet(
            question="encryption-at-rest",
            text="Encrypt the backups too.",
            proof_wanted="configuration-export",
            owner="Noordzee HR",
            due_on=dt.date(2027, 1, 31),
            before_go_live=True,
        ),
    ),
)


@cache
def catalogue() -> Catalogue:
    return Catalogue.load(questionnaires_directory())


def value_of(question: Question, number: int) -> Value:
    """Some answer to `question`; with another number another one."""
    return checked_value(question, plain_value(_value_of(question, number)))


def _value_of(question: Question, number: int) -> Value:
    options = [option.id for option in question.options]
    match question.kind:
        case Kind.CHOICE:
            return options[max(0, len(options) - 1 - number % 3)]
        case Kind.MULTI:
            return tuple(option.id for option in question.options if not option.exclusive)[: 1 + number % 3]
        case Kind.NUMBER:
            return question.maximum if question.maximum is not None and question.maximum < 100 else 12
        case Kind.DATE:
            return dt.date(2026, 5, 1)
        case Kind.COUNTRIES:
            return ("DE", "NL")
        case Kind.TABLE:
            return (dict.fromkeys((column.id for column in question.columns if column.kind is Kind.TEXT), "Hostmaat"),)
        case Kind.STATEMENT:
            return AGREED
        case _:
            return "Restored from backup twice this year, within four hours."


def _answer(question: Question, number: int) -> Answer:
    proven = number % 2 == 0
    return Answer(
        question=question.id,
        value=value_of(question, number),
        assurance=Assurance.TESTED if proven else Assurance.CLAIMED,
        proofs=(PROOF,) if proven else (),
        comment="As described in our security statement." if number % 3 else "",
        as_of=dt.date(2026, 11, 18),
        review=Review(grade=80) if question.kind is Kind.TEXT else None,
    )


def case() -> Case:
    """The case of a vendor that answered every question of the baseline, its odd answers without proof."""
    library = catalogue()
    facts: Facts = {question.id: value_of(question, 0) for question in library.intake.questions}
    packs = expose(facts, library.intake, library.model, library.organisation).packs
    questionnaire = merge(tuple(library.packs[name] for name in packs))
    return Case(
        as_of=DAY,
        facts=facts,
        answers={q.id: _answer(q, number) for number, q in enumerate(questionnaire.questions)},
        intake=library.intake,
        questionnaire=questionnaire,
        model=library.model,
        organisation=library.organisation,
    )


def pinned(of: Case) -> tuple[Pinned, ...]:
    """The content that the case was read from, as it is kept."""
    library = catalogue()
    digests = [of.intake.digest, of.model.digest, of.organisation.digest]
    files = [library.files[digest] for digest in (*digests, *(pack.digest for pack in of.questionnaire.packs))]
    return tuple(
        Pinned(kind=file.kind, name=file.name, version=file.version, digest=file.digest, body=file.body)
        for file in files
    )


def parts(decision: DecisionTaken | None = DECISION, of: Case | None = None) -> Parts:
    of = of or case()
    return Parts(
        case=of,
        outcome=assess(of),
        vendor=VendorNamed(name="Noordzee HR", website="noordzee.example", country="NL"),
        engagement=EngagementNamed(title="Payroll for 1,200 employees", purpose="Monthly payroll."),
        content=pinned(of),
        portal="vendorrisk 0.1.0",
        authors=dict.fromkeys(of.answers, "Imke Smit"),
        sealed_at=DECIDED if decision else None,
        attested=Attested(name="Imke Smit", title="Security officer", at=DECIDED - dt.timedelta(days=5)),
        decision=decision,
        trail=TrailHead(position=412, hash=hashlib.sha256(b"trail").hexdigest()),
    )


def record(decision: DecisionTaken | None = DECISION) -> SealedRecord:
    """The sealed record of `case()`."""
    return seal(parts(decision))
