"""Rows to test with, each real and complete: people of every role, and what stands between them and a record."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from vendorrisk.domain.access import Actor
from vendorrisk.domain.access import Role as RoleName
from vendorrisk.domain.lifecycle import State
from vendorrisk.persistence.models import Assessment, Content, Engagement, Role, User, Vendor

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
    """Renders a record as a tiny file that names its body: for tests of everything but the document itself."""

    def render(self, body: bytes, language: str) -> bytes:
        return f"%PDF-1.7 {language} {hashlib.sha256(body).hexdigest()}".encode()


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


def make_content(session: Session, kind: str = "model", version: str = "1") -> Content:
    """A published file that rows can pin, without what is in it."""
    sha256 = hashlib.sha256(f"{kind} {version}".encode()).hexdigest()
    found = session.get(Content, sha256)
    if found is None:
        found = Content(digest=sha256, kind=kind, name=kind, version=version, body={}, first_used_at=MONDAY)
        session.add(found)
        session.flush()
    return found


def make_engagement(session: Session, *, requester: User | None = None, vendor: str = "Cloudkeep") -> Engagement:
    """An engagement that somebody of procurement asked for."""
    requester = requester or make_user(session, RoleName.PROCUREMENT)
    engagement = Engagement(
        vendor=Vendor(name=vendor, name_key=vendor.lower(), created_at=MONDAY),
        title="Payroll in the cloud",
        purpose="Salaries of all staff",
        facts={},
        tier="high",
        exposure={},
        requester=requester,
        contact_name="Vera Visser",
        contact_email="vera@vendor.example",
        created_at=MONDAY,
    )
    session.add(engagement)
    session.flush()
    return engagement


def make_assessment(
    session: Session, *, engagement: Engagement | None = None, state: State = State.INVITED
) -> Assessment:
    """An assessment of an engagement in `state`."""
    content = make_content(session)
    assessment = Assessment(
        engagement=engagement or make_engagement(session),
        state=state.value,
        language="en",
        pack_digests=[content.digest],
        intake_digest=content.digest,
        model_digest=content.digest,
        organisation_digest=content.digest,
        due_on=MONDAY.date() + dt.timedelta(days=14),
        created_at=MONDAY,
    )
    session.add(assessment)
    session.flush()
    return assessment
