"""Rows to test with, each real and complete: people of every role, and what stands between them and a record."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from vendorrisk.domain.access import Actor
from vendorrisk.domain.access import Role as RoleName
from vendorrisk.domain.examination import Certificate, Examination
from vendorrisk.domain.questionnaire import Intake, Kind, Question
from vendorrisk.domain.validation import checked_value
from vendorrisk.domain.visibility import asked_of_intake
from vendorrisk.pdf.renderer import ChildRenderer
from vendorrisk.pdf.sealing import examine
from vendorrisk.persistence.models import Assessment, Role, User
from vendorrisk.services import intake
from vendorrisk.services.intake import EngagementRequest
from vendorrisk.services.ports import Pictures
from vendorrisk.services.work import Work

MONDAY = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


class Clock:
    """The time of a test: stands still until it is moved."""

    def __init__(self, now: dt.datetime = MONDAY) -> None:
        self.time = now

    def __call__(self) -> dt.datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += dt.timedelta(**by)


class RecordingQueue:
    """A queue that only remembers which outbox rows it was asked to wake."""

    def __init__(self) -> None:
        self.woken: list[str] = []

    def wake(self, rows: Sequence[str]) -> None:
        self.woken += rows


class PlainRenderer:
    """Renders what it gets as a tiny file that names its body: for tests of everything but the document itself."""

    def render(self, body: bytes, language: str) -> bytes:
        return f"%PDF-1.7 {language} {hashlib.sha256(body).hexdigest()}".encode()

    render_printout = render

    def text(self, content: bytes) -> str:
        return ChildRenderer().text(content)

    def pictures(self, content: bytes, media_type: str) -> Pictures:
        return ChildRenderer().pictures(content, media_type)


class PlainSeal:
    """Leaves a document as it is, and reads it in this process: for tests of everything but the signature."""

    def certificate(self) -> Certificate:
        return Certificate(
            fingerprint=hashlib.sha256(b"certificate").hexdigest(),
            holder="Example organisation",
            valid_from=MONDAY - dt.timedelta(days=1),
            valid_until=MONDAY + dt.timedelta(days=7300),
            pem="a certificate",
        )

    def sign(self, document: bytes, at: dt.datetime) -> bytes:  # noqa: ARG002 - the signature is the port's
        return document

    def examine(self, data: bytes) -> Examination:
        return examine(data)


def make_user(
    session: Session,
    role: RoleName,
    *,
    email: str = "",
    name: str = "",
    language: str = "en",
    now: dt.datetime = MONDAY,
) -> User:
    """A person with `role` who can sign in once given a password."""
    first = name or f"{role.value.replace('_', ' ').title()} Person"
    known = session.scalars(select(Role).where(Role.name == role.value)).one()
    user = User(
        email=email or f"{role.value}@example.com", name=first, language=language, created_at=now, roles=[known]
    )
    session.add(user)
    session.flush()
    return user


def actor_of(user: User) -> Actor:
    """The actor that this person is."""
    return Actor(user.id, user.name, user.email, frozenset(RoleName(role.name) for role in user.roles))


FIRST: dict[Kind, Callable[[Question], Any]] = {
    Kind.CHOICE: lambda question: question.options[0].id,
    Kind.MULTI: lambda question: [question.options[0].id],
    Kind.NUMBER: lambda _: "1",
    Kind.DATE: lambda _: "2026-01-01",
    Kind.TEXT: lambda _: "Something",
    Kind.COUNTRIES: lambda _: ["NL"],
}
"""The first possible answer to a question of the intake, by its kind."""


def some_facts(asked: Intake) -> dict[str, Any]:
    """Intake facts that are complete: the first possible answer to everything that is asked."""
    facts: dict[str, Any] = {}
    while wanted := [question for question in asked_of_intake(asked, facts) if question.id not in facts]:
        facts[wanted[0].id] = checked_value(wanted[0], FIRST[wanted[0].kind](wanted[0]))
    return facts


def make_assessment(work: Work, *, requester: User | None = None, vendor: str = "Cloudkeep") -> Assessment:
    """An assessment as it begins: a person of procurement asked for a vendor, and Vera is invited to answer."""
    requester = requester or make_user(work.session, RoleName.PROCUREMENT, now=work.now())
    request = EngagementRequest(
        vendor_name=vendor,
        title="Payroll in the cloud",
        purpose="Salaries of all staff",
        facts=some_facts(work.catalogue.intake),
        contact_name="Vera Visser",
        contact_email="vera@vendor.example",
    )
    (assessment,) = intake.request_engagement(work, actor_of(requester), request).assessments
    return assessment
