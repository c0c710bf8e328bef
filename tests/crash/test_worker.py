"""`kill -9` of the worker in the middle of a mail or a render loses neither, and makes no second document."""

from __future__ import annotations

import asyncio
import datetime as dt
import email
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from tests.crash.portal import RunningPortal, command_of, invited, kill, until
from tests.factories import make_user
from tests.postgresql import free_port
from vendorrisk.app import Portal
from vendorrisk.domain.access import PORTAL, Role
from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.threads import GATHERED
from vendorrisk.persistence.models import (
    Assessment,
    AssessmentMove,
    Decision,
    Document,
    Message,
    Notice,
    OutboxRow,
    Record,
    Signature,
    User,
)
from vendorrisk.services import accounts, outbox, records, talking

pytestmark = pytest.mark.slow


class StallingInbox:
    """A mail server that takes its first message and then says nothing; the others it takes at once."""

    def __init__(self) -> None:
        self.offered: list[str] = []
        self.taken: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - the signature is aiosmtpd's
        message = str(email.message_from_bytes(envelope.content or b"")["Message-ID"])  # type: ignore[arg-type]
        self.offered.append(message)
        if len(self.offered) == 1:
            await asyncio.sleep(60)
        self.taken.append(message)
        return "250 taken"


@pytest.fixture
def inbox() -> Iterator[tuple[StallingInbox, int]]:
    handler, port = StallingInbox(), free_port()
    controller = Controller(handler, "127.0.0.1", port)
    controller.start()
    yield handler, port
    controller.stop()


def undone(portal: Portal) -> list[OutboxRow]:
    with portal.work() as work:
        return list(work.session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))))


def test_a_mail_in_the_middle_of_which_the_worker_is_killed_arrives(
    database_url: str, tmp_path: Path, inbox: tuple[StallingInbox, int]
) -> None:
    handler, port = inbox
    running = RunningPortal(tmp_path, database_url, VENDORRISK_SMTP=f"smtp://127.0.0.1:{port}?tls=none")
    with running.open() as portal:
        with portal.work() as work:
            accounts.invite_staff(work, PORTAL, "ann@example.com", "Ann", Role.AUDITOR, "en")
        with running.run(workers=1):
            until(lambda: handler.offered)
            kill(running.pids(" worker"))
            until(lambda: handler.taken)
            until(lambda: not undone(portal))
    assert len(set(handler.offered)) == 1, "a retry has the Message-ID of the first attempt"
    assert len(handler.taken) == 1


def sealed(portal: Portal) -> str:
    """A decided assessment with its record, whose documents nobody asked for yet: the record's id."""
    assessment_id, _ = invited(portal)
    with portal.work() as work:
        lead = make_user(work.session, Role.RISK_LEAD)
        assessment = work.session.get_one(Assessment, assessment_id)
        now = dt.datetime.now(dt.UTC)
        assessment.state, assessment.decided_at = State.DECIDED.value, now
        assessment.submitted_at, assessment.attested_by, assessment.attested_title = now, "Vera", "Director"
        assessment.decision = Decision(
            verdict="reject",
            recommendation="ask",
            rationale="Nothing was answered.",
            answers_digest="0" * 64,
            signatures_needed=1,
            final_at=now,
            signatures=[Signature(user_id=lead.id, signed_at=now)],
        )
        work.session.add(
            AssessmentMove(assessment_id=assessment.id, state=State.DECIDED.value, at=now, actor_id=lead.id)
        )
        work.session.flush()
        record = records.seal(work, assessment)
        work.commit()
        # No document is to be made yet: the kill must be known to hit it.
        for row in work.session.scalars(select(OutboxRow).where(OutboxRow.done_at.is_(None))):
            row.done_at = now
        work.commit()
        return record.id


def ask_for_document(portal: Portal, record: str) -> None:
    """Have the English document of `record` made, now that the worker is up."""
    with portal.work() as work:
        outbox.put(work, "render", record=record, language="en")
        work.commit()


def rendering(running: RunningPortal) -> list[int]:
    return [pid for pid in running.pids("vendorrisk.pdf") if "worker" not in command_of(pid)]


def test_a_document_in_the_middle_of_which_the_worker_is_killed_is_made_once(database_url: str, tmp_path: Path) -> None:
    running = RunningPortal(tmp_path, database_url)
    with running.open() as portal:
        record = sealed(portal)
        with running.run(workers=1):
            ask_for_document(portal, record)
            until(lambda: rendering(running))
            kill([*running.pids(" worker"), *rendering(running)])
            until(lambda: not undone(portal))
        with portal.work() as work:
            (document,) = work.session.scalars(select(Document).where(Document.record_id == record))
            assert work.store.get(document.key).startswith(b"%PDF-")
            (row,) = work.session.scalars(select(OutboxRow).where(OutboxRow.kind == "render", OutboxRow.attempts > 0))
            assert row.attempts == 2
            body = work.session.get_one(Record, record).body.encode()
            made = work.renderer.render(body, "en")
            assert work.store.get(document.key).startswith(made), "the same bytes under the signature, had nobody died"


def written(portal: Portal) -> str:
    """Two messages that a vendor's person wrote half an hour ago, of which a risk lead is to hear now: who that is."""
    assessment_id, (vera,) = invited(portal)
    with portal.work() as work:
        lead = make_user(work.session, Role.RISK_LEAD)
        person = work.session.scalars(select(User).where(User.email == vera)).one()
        work.commit()
        for question in ("encryption-at-rest", "multi-factor"):
            talking.write(work, accounts.actor_of(person), assessment_id, question, "What do you mean?")
        for one in [*work.session.scalars(select(Message)), *work.session.scalars(select(OutboxRow))]:
            age(one)
        work.commit()
        return lead.email


def age(one: Message | OutboxRow) -> None:
    """Let it be of half an hour ago; of the outbox only the digests are left to do."""
    if isinstance(one, Message):
        one.written_at -= GATHERED
    elif one.kind == "digest":
        one.due_at -= GATHERED
    else:
        one.done_at = one.created_at


# How the engines differ is seen in services/test_digests; here a process dies.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_messages_in_the_middle_of_whose_mail_the_worker_is_killed_are_told_in_one_mail(
    database_url: str, tmp_path: Path, inbox: tuple[StallingInbox, int]
) -> None:
    handler, port = inbox
    running = RunningPortal(tmp_path, database_url, VENDORRISK_SMTP=f"smtp://127.0.0.1:{port}?tls=none")
    with running.open() as portal:
        lead = written(portal)
        with running.run():
            until(lambda: handler.offered)
            kill(running.pids(" worker"))
            until(lambda: handler.taken)
            until(lambda: not undone(portal))
        with portal.work() as work:
            mails = work.session.scalars(select(OutboxRow).where(OutboxRow.kind == "mail", OutboxRow.attempts > 0))
            assert [(row.payload["message"], row.payload["to"]) for row in mails] == [("digest", lead)]
            assert len(set(work.session.scalars(select(Notice.digest)))) == 1
    assert (len(set(handler.offered)), len(handler.taken)) == (1, 1)
