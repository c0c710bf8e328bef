"""The demo company: vendors in every state, made through the use cases themselves on a clock that moves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from sqlalchemy import select

from vendorrisk.catalogue import read_case
from vendorrisk.catalogue.cases import CaseFile
from vendorrisk.domain.access import PORTAL, Actor, Role
from vendorrisk.domain.answers import Answer, Assurance, Value
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.fulfilment import Act
from vendorrisk.domain.questionnaire import Kind, Question
from vendorrisk.domain.reassessment import Cause
from vendorrisk.domain.scoring import KnockOutStatus
from vendorrisk.domain.validation import plain_value
from vendorrisk.persistence.models import Assessment, Invitation, User
from vendorrisk.services import (
    acceptances,
    accounts,
    answering,
    conditions,
    intake,
    proofs,
    reassessing,
    review,
    talking,
)
from vendorrisk.services.acceptances import AcceptanceInput
from vendorrisk.services.answering import Accepted, AnswerInput, Item
from vendorrisk.services.casework import today
from vendorrisk.services.conditions import Done
from vendorrisk.services.intake import EngagementRequest
from vendorrisk.services.proof_checks import ProofInput
from vendorrisk.services.review import ConditionInput, DecisionInput, ReviewInput, ReviewView
from vendorrisk.services.work import Work

PASSWORD: Final = "tulpen-en-windmolens-2026"  # noqa: S105 - of a demo that refuses to run in production


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the demo company."""

    name: str
    role: Role
    language: str = "en"

    @property
    def email(self) -> str:
        return f"{self.name.split()[0].lower()}@welkom.example"


PIM = Person("Pim de Vries", Role.PROCUREMENT)
ROOS = Person("Roos Bakker", Role.RISK_LEAD)
LARS = Person("Lars Visser", Role.RISK_LEAD, "nl")
STAFF: Final = (
    Person("Anouk Smit", Role.ADMINISTRATOR),
    PIM,
    Person("Sanne Jansen", Role.PROCUREMENT, "nl"),
    ROOS,
    LARS,
    Person("Auke Dijkstra", Role.AUDITOR),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """How far one vendor has come: `days` ago it was requested, `told` what happened since.

    `like` is the example (questionnaires/examples) whose facts and answers it gives, `facts` what is otherwise.
    """

    vendor: str
    country: str = "NL"
    title: str
    purpose: str
    contact: str
    like: str
    days: int
    language: str = "nl"
    facts: Mapping[str, str] = field(default_factory=dict)
    told: Callable[[Stage], None]

    @property
    def website(self) -> str:
        return "".join(letter for letter in self.vendor.lower() if letter.isalnum()) + ".example"


class Clock:
    """The time of the demo while it is made."""

    def __init__(self, now: dt.datetime) -> None:
        self.time = now

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, *, days: float = 0, minutes: float = 0) -> None:
        self.time += dt.timedelta(days=days, minutes=minutes)


@dataclass(slots=True)
class Stage:
    """One vendor's story while it is told."""

    open_work: Callable[[], Work]
    clock: Clock
    people: Mapping[Person, Actor]
    story: Story
    case: CaseFile
    assessment: str = ""
    engagement: str = ""
    vendor: Actor = PORTAL

    def request(self) -> None:
        """Procurement asks for the vendor."""
        story = self.story
        with self.open_work() as work:
            made = intake.request_engagement(
                work,
                self.people[PIM],
                EngagementRequest(
                    vendor_name=story.vendor,
                    website=story.website,
                    country=story.country,
                    title=story.title,
                    purpose=story.purpose,
                    facts={**self.case.case.facts, **story.facts},
                    contact_name=story.contact,
                    contact_email=f"{story.contact.split()[0].lower()}@{story.website}",
                    language=story.language,
                ),
            )
            self.engagement = made.id
            self.assessment = work.session.scalars(
                select(Assessment.id).where(Assessment.engagement_id == made.id)
            ).one()

    def join(self) -> None:
        """The vendor's contact accepts the invitation and opens the questionnaire."""
        with self.open_work() as work:
            found = select(Invitation).where(Invitation.assessment_id == self.assessment)
            self.vendor = joined(work, work.session.scalars(found).one())
        with self.open_work() as work:
            answering.task_list(work, self.vendor, self.assessment)

    def answer(self, share: float = 1.0) -> None:
        """The vendor answers this share of the questions, in their order, with proof where the example has it."""
        told: set[str] = set()
        while fresh := [item for item in self._open(share) if item.question.id not in told]:
            for item in fresh:
                told.add(item.question.id)
                self._answer(item)
                self.clock.forward(minutes=3)

    def again(self, cause: Cause, note: str) -> None:
        """Procurement has the vendor assessed again; the contact opens that and accepts what is proposed."""
        with self.open_work() as work:
            begun = reassessing.reassess(work, self.people[PIM], self.engagement, cause, note)
            self.assessment = begun.id
        self.clock.forward(days=1)
        with self.open_work() as work:
            answering.task_list(work, self.vendor, self.assessment)
        with self.open_work() as work:
            proposed = answering.reuse_page(work, self.vendor, self.assessment).proposals
            accepted = {one.proposal.id: Accepted(one.item.version) for one in proposed}
            answering.settle(work, self.vendor, self.assessment, accepted, ())

    def change(self, question: str, value: object, comment: str) -> None:
        """The vendor's contact answers a question otherwise."""
        with self.open_work() as work:
            page = answering.check_answers(work, self.vendor, self.assessment)
            item = next(one for part in page.sections for one in part.items if one.question.id == question)
            given = AnswerInput(value=value, comment=comment, assurance=Assurance.DOCUMENTED)
            answering.save_answer(work, self.vendor, self.assessment, question, given, item.version)

    def submit(self) -> None:
        """The vendor's contact explains what contradicts, and stands for the answers."""
        with self.open_work() as work:
            open_rules = answering.check_answers(work, self.vendor, self.assessment).contradictions
        for one in open_rules:
            with self.open_work() as work:
                said = "The two answers are about different parts of the service; our policy names both."
                answering.explain(work, self.vendor, self.assessment, one.rule, said)
        with self.open_work() as work:
            answering.submit(work, self.vendor, self.assessment, self.story.contact, "Security officer")

    def look(self, who: Person) -> None:
        """A risk lead accepts what has proof."""
        with self.open_work() as work:
            review.accept_rest(work, self.people[who], self.assessment)

    def ask(self, who: Person, questions: Mapping[str, str]) -> None:
        """A risk lead asks the vendor about answers."""
        with self.open_work() as work:
            review.return_to_vendor(work, self.people[who], self.assessment, questions)

    def write(self, who: Person | None, question: str, text: str) -> None:
        """A risk lead writes about a question, or else the vendor's contact."""
        with self.open_work() as work:
            talking.write(work, self.people[who] if who else self.vendor, self.assessment, question, text)

    def lower(self, who: Person, question: str, given: ReviewInput) -> None:
        """A risk lead takes an answer for less than it says."""
        with self.open_work() as work:
            review.review_answer(work, self.people[who], self.assessment, question, given)

    def sign(self, who: Person, verdict: Verdict | None = None, rationale: str = "") -> bool:
        """A risk lead signs what is recommended, or `verdict`; whether that decides it."""
        with self.open_work() as work:
            view = review.review(work, self.people[who], self.assessment)
            chosen = verdict or view.outcome.recommendation.verdict
            given = DecisionInput(
                verdict=chosen,
                answers_digest=view.answers_digest,
                rationale=rationale,
                conditions=tuple(_conditions(work, view)),
                proposal=view.decision.id if view.decision else "",
            )
            return review.sign(work, self.people[who], self.assessment, given).final_at is not None

    def accept(self, who: Person, days: int, reason: str) -> None:
        """A risk lead takes on every knock-out that the vendor admits, for so many days."""
        with self.open_work() as work:
            view = review.review(work, self.people[who], self.assessment)
            admitted = view.outcome.card.knock_outs(KnockOutStatus.ADMITTED)
            until = today(work) + dt.timedelta(days=days)
            given = AcceptanceInput(tuple(line.question.id for line in admitted), reason, until)
            acceptances.accept(work, self.people[who], self.assessment, given)

    def show(self, note: str) -> str:
        """The vendor shows what was done about the first condition that is open; its id."""
        with self.open_work() as work:
            assessment = work.session.get_one(Assessment, self.assessment)
            views = conditions.of_assessment(work, self.vendor, assessment)
            first = next(one.condition.id for one in views if Act.SHOW in one.acts)
            paper = BytesIO(document("Change record.pdf", "", self.story.vendor))
            proof = ProofInput(name="Change record.pdf", kind="policy", stream=paper)
            conditions.act(work, self.vendor, first, Done(Act.SHOW, note, proof))
            return first

    def settle(self, who: Person, condition: str, done: Done) -> None:
        """A risk lead settles a condition."""
        with self.open_work() as work:
            conditions.act(work, self.people[who], condition, done)

    def withdraw(self, reason: str) -> None:
        """Procurement no longer needs it."""
        with self.open_work() as work:
            intake.withdraw(work, self.people[PIM], self.engagement, reason)

    def _open(self, share: float) -> list[Item]:
        """The questions that this share still leaves to answer."""
        with self.open_work() as work:
            page = answering.check_answers(work, self.vendor, self.assessment)
        items = [item for section in page.sections for item in section.items]
        return [
            item for item in items[: round(len(items) * share)] if item.row is None and self._value(item) is not None
        ]

    def _value(self, item: Item) -> object:
        answer = self.case.case.answers.get(item.question.id)
        if answer is not None:
            return answer.comment if answer.value is None else plain_value(self._moved(answer.value))
        return LIKELY[item.question.kind](item.question) if item.question.required else None

    def _answer(self, item: Item) -> None:
        known = self.case.case.answers.get(item.question.id)
        given = self._given(known) if known else AnswerInput(value=self._value(item))
        with self.open_work() as work:
            answering.save_answer(work, self.vendor, self.assessment, item.question.id, given, 0)
        for proof in known.proofs if known else ():
            said = ProofInput(
                name=proof.name,
                kind=proof.kind,
                stream=BytesIO(document(proof.name, proof.issuer, self.story.vendor)),
                issuer=proof.issuer,
                issued=self._day(proof.issued),
                expires=self._day(proof.expires),
            )
            with self.open_work() as work:
                proofs.add_proof(work, self.vendor, self.assessment, item.question.id, said)

    def _given(self, answer: Answer) -> AnswerInput:
        return AnswerInput(
            value=None if answer.value is None else plain_value(self._moved(answer.value)),
            state=answer.state,
            comment=answer.comment,
            exceptions=answer.exceptions,
            assurance=answer.assurance,
            inherited_from=answer.inherited_from,
        )

    def _moved(self, value: Value) -> Value:
        return self._day(value) if isinstance(value, dt.date) else value

    def _day(self, day: dt.date | None) -> dt.date | None:
        """A date of the example, as far from the day of this answer as it is there from the day of the case."""
        return day + (self.clock.time.date() - self.case.case.as_of) if day else None


def _conditions(work: Work, view: ReviewView) -> Iterator[ConditionInput]:
    """The conditions as proposed, due as proposed."""
    language = view.assessment.language
    for one in view.outcome.recommendation.conditions:
        yield ConditionInput(
            question=one.question,
            text=one.text.to(language),
            owner=view.engagement.contact_name,
            due_on=today(work) + dt.timedelta(days=one.days or 30),
            before_go_live=one.before_go_live,
        )


CELLS: Final[Mapping[str, str]] = {
    "name": "Lowlands Hosting",
    "service": "Servers and backups",
    "number": "",
    "rank": "1",
    "feature": "Ranking of candidates",
    "purpose": "Shows the best matches first",
    "model": "Own model on open weights",
}
"""What stands in a row of a table, by column."""

LIKELY: Final[Mapping[Kind, Callable[[Question], object]]] = {
    Kind.CHOICE: lambda question: question.options[len(question.options) // 2].id,
    Kind.MULTI: lambda question: [option.id for option in question.options if not option.exclusive][:2],
    Kind.NUMBER: lambda question: max(question.minimum or 0, 30),
    Kind.DATE: lambda _: "2026-02",
    Kind.TEXT: lambda _: "See our security page.",
    Kind.COUNTRIES: lambda _: ["NL"],
    Kind.TABLE: lambda question: [{column.id: CELLS.get(column.id, "NL") for column in question.columns}],
    Kind.STATEMENT: lambda _: "agreed",
}
"""A middling answer to a question that the example does not answer, by its kind."""


def document(name: str, issuer: str, vendor: str) -> bytes:
    """A small PDF, or a text when the name says so, that stands for a real proof."""
    lines = [name, f"Issued by {issuer or vendor} for {vendor}", "An example document of the demo."]
    if not name.endswith(".pdf"):
        return "\n".join(lines).encode()
    shown = " ".join(f"({line.translate(_ESCAPED)}) Tj 0 -24 Td" for line in lines)
    stream = f"BT /F1 14 Tf 72 760 Td {shown} ET".encode("latin-1", "replace")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font 6 0 R >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /F1 5 0 R >>",
    )
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 7\n0000000000 65535 f \n%strailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        table,
        len(data),
    )


_ESCAPED: Final = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def joined(work: Work, invitation: Invitation) -> Actor:
    """The actor who accepts `invitation` with the password of the demo."""
    token = accounts.token_of(work, invitation)
    known = work.session.scalar(select(User).where(User.email == invitation.email))
    user = accounts.accept_invitation(work, token, user=known, name=invitation.name, password=PASSWORD)
    return accounts.actor_of(user)


def settled(work: Work) -> bool:
    """Whether the demo company is there already."""
    return work.session.scalar(select(User.id).limit(1)) is not None


def settle(
    open_work: Callable[[Callable[[], dt.datetime]], Work], now: dt.datetime, examples: Path, stories: tuple[Story, ...]
) -> None:
    """Make the demo company and tell every story up to `now`; `open_work` opens a unit of work on a given clock."""
    clock = Clock(now - dt.timedelta(days=max(story.days for story in stories) + 7))

    def opened() -> Work:
        return open_work(clock)

    people: dict[Person, Actor] = {}
    for person in STAFF:
        with opened() as work:
            invitation = accounts.invite_staff(work, PORTAL, person.email, person.name, person.role, person.language)
            people[person] = joined(work, invitation)
    cases: dict[str, CaseFile] = {}
    for story in stories:
        with opened() as work:
            case = cases.setdefault(story.like, read_case(examples / f"{story.like}.yaml", work.catalogue))
        clock.time = now - dt.timedelta(days=story.days)
        stage = Stage(opened, clock, people, story, case)
        stage.request()
        story.told(stage)
