"""A house and its vendors, who do what they do through the use cases themselves; each act on work of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select

from tests.factories import Clock, actor_of, make_user, some_facts
from tests.web.reviewing import BEST
from tests.web.sharing import HEAVY
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.answers import Assurance
from vendorrisk.domain.decision import Verdict
from vendorrisk.domain.questionnaire import Question
from vendorrisk.persistence.models import Assessment, AssessmentMember, Decision, OutboxRow, ProofFile, ProofLink
from vendorrisk.services import answering, intake, review
from vendorrisk.services.answering import AnswerInput, ProofInput, SavedAnswer
from vendorrisk.services.intake import EngagementRequest
from vendorrisk.services.review import ConditionInput, DecisionInput
from vendorrisk.services.work import Work

Given = ParamSpec("Given")
Result = TypeVar("Result")

PDF = b"%PDF-1.7\nA report that says so.\n%%EOF\n"


@dataclass
class Office:
    """Opens a unit of work for each act, on a clock that tests move."""

    open_work: Callable[[], Work]
    clock: Clock

    def do(self, act: Callable[Concatenate[Work, Given], Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """What the use case `act` gives, on work of its own that is closed at once."""
        with self.open_work() as work:
            return act(work, *given, **named)

    def person(self, role: Role, name: str = "", *, email: str = "") -> Actor:
        """A new person who has `role`."""
        with self.open_work() as work:
            user = make_user(work.session, role, name=name, email=email or f"{name or role.value}@example.com")
            work.commit()
            return actor_of(user)

    def request(self, *, heavy: bool = False, **given: Any) -> EngagementRequest:
        """A request that is complete; of the low tier, or `heavy`: of the high tier, with the whole baseline."""
        facts = self.do(lambda work: some_facts(work.catalogue.intake)) | (HEAVY if heavy else {})
        return EngagementRequest(
            **{
                "vendor_name": "Noordzee HR B.V.",
                "website": "https://www.noordzee.example",
                "title": "Payroll",
                "purpose": "Salaries of all staff",
                "facts": facts,
                "contact_name": "Vera Visser",
                "contact_email": "vera@noordzee.example",
                **given,
            }
        )

    def requested(self, by: Actor, *, heavy: bool = False, **given: Any) -> Assessment:
        """The assessment of a new engagement."""
        request = self.request(heavy=heavy, **given)
        made = self.do(lambda work: intake.request_engagement(work, by, request).assessments[0])
        return self.kept(made)

    def shared(self, assessment: Assessment, name: str = "Vera") -> Actor:
        """A person of the vendor, with whom `assessment` is shared."""
        actor = self.person(Role.RESPONDENT, name, email=f"{name.lower()}@noordzee.example")
        self.join(actor, assessment)
        return actor

    def join(self, who: Actor, assessment: Assessment) -> None:
        """Share `assessment` with somebody who has an account."""
        with self.open_work() as work:
            work.session.add(AssessmentMember(assessment_id=assessment.id, user_id=str(who.id)))
            work.commit()

    def save(
        self, who: Actor, assessment: Assessment, question: str, value: Any = None, version: int = 0, **given: Any
    ) -> SavedAnswer:
        """Save one answer."""
        answer = AnswerInput(value=value, **given)
        return self.do(answering.save_answer, who, assessment.id, question, answer, version)

    def replaced(self, who: Actor, assessment: Assessment) -> dict[str, tuple[ProofLink, ...]]:
        """The replaced proofs by question, as `who` finds them on the pages of their sections."""
        found: dict[str, tuple[ProofLink, ...]] = {}
        for row in self.do(answering.task_list, who, assessment.id).sections:
            page = self.do(answering.section_page, who, assessment.id, row.section.id)
            found |= self.do(answering.files_beside, who, page).replaced
        return found

    def prove(self, who: Actor, assessment: Assessment, question: str, data: bytes = PDF, **given: Any) -> ProofFile:
        """Put a file behind an answer."""
        proof = ProofInput(**{"name": "report.pdf", "kind": "soc2-type2", "stream": BytesIO(data), **given})
        return self.do(answering.add_proof, who, assessment.id, question, proof)

    def answer_all(
        self, who: Actor, assessment: Assessment, *, but: Mapping[str, Any] | None = None, **given: Any
    ) -> None:
        """Answer whatever is asked and open as well as can be, with `but` for the questions it names."""
        said = but or {}
        while missing := self.do(answering.check_answers, who, assessment.id).missing:
            for item in missing:
                value = said.get(item.question.id, best(item.question))
                self.save(who, assessment, item.question.id, value, **given)

    def submitted(
        self, by: Actor, *, heavy: bool = False, proof: str = "", who: str = "Vera", **given: Any
    ) -> tuple[Assessment, Actor]:
        """An assessment in review, with the vendor's person; `proof` names a question with a document behind it."""
        assessment = self.requested(by, heavy=heavy)
        vendor = self.shared(assessment, who)
        self.answer_all(vendor, assessment, **given)
        if proof:
            kept = self.do(answering.check_answers, vendor, assessment.id)
            item = next(one for part in kept.sections for one in part.items if one.question.id == proof)
            value = item.row.value if item.row else None
            self.save(vendor, assessment, proof, value, item.version, assurance=Assurance.TESTED)
            self.prove(vendor, assessment, proof)
        self.submit(vendor, assessment)
        return assessment, vendor

    def submit(self, who: Actor, assessment: Assessment) -> Assessment:
        """Hand the answers in, with a word about what contradicts."""
        for one in self.do(answering.check_answers, who, assessment.id).contradictions:
            self.do(answering.explain, who, assessment.id, one.rule, "They are about different systems.")
        return self.do(answering.submit, who, assessment.id, "Vera Visser", "Security officer")

    def decision(
        self, lead: Actor, assessment: Assessment, verdict: Verdict | None = None, **given: Any
    ) -> DecisionInput:
        """What `lead` would sign now: what is recommended, or `verdict`."""
        view = self.do(review.review, lead, assessment.id)
        recommended = view.outcome.recommendation
        return DecisionInput(
            **{
                "verdict": verdict or recommended.verdict,
                "answers_digest": view.answers_digest,
                "proposal": view.decision.id if view.decision else "",
                "conditions": tuple(
                    ConditionInput(
                        question=one.question, text=one.text.en, owner="Vera Visser", due_on=self.clock().date()
                    )
                    for one in recommended.conditions
                ),
                **given,
            }
        )

    def sign(self, lead: Actor, assessment: Assessment, verdict: Verdict | None = None, **given: Any) -> Decision:
        """Sign what is recommended, or `verdict`."""
        return self.do(review.sign, lead, assessment.id, self.decision(lead, assessment, verdict, **given))

    def kept(self, assessment: Assessment) -> Assessment:
        """The assessment as it is in the database now."""
        return self.do(lambda work: work.session.get_one(Assessment, assessment.id))

    def mails(self) -> list[tuple[str, str]]:
        """Every mail that was put in the outbox: its message and to whom, in the order of both."""
        query = select(OutboxRow).where(OutboxRow.kind == "mail")
        rows = self.do(lambda work: work.session.scalars(query).all())
        return sorted((row.payload["message"], row.payload["to"]) for row in rows)


def best(question: Question) -> Any:
    """The best answer to a question."""
    return BEST[question.kind](question)
