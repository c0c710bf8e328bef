"""`kill -9` of the web server during a burst of saves loses no answer that was acknowledged, on either database."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import requests
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import databases, postgresql
from tests.crash.portal import Client, RunningPortal, invited, kill, until
from vendorrisk.app import Portal
from vendorrisk.domain.questionnaire import Kind
from vendorrisk.persistence.models import AnswerRow, AnswerVersion, User
from vendorrisk.services import accounts, answering, trail

RESPONDENTS = 4
KILLS = 2
BETWEEN = 1.2
ENOUGH = 100

pytestmark = pytest.mark.slow


@pytest.fixture
def running(database: str, tmp_path: Path) -> Iterator[RunningPortal]:
    """A portal on a database that syncs to the disk, as in production."""
    if database == "sqlite":
        yield RunningPortal(tmp_path, "")
        return
    databases.need("PostgreSQL", postgresql.binaries())
    with TemporaryDirectory(prefix="crash-") as folder, postgresql.server(Path(folder), durable=True) as url:
        yield RunningPortal(tmp_path, url)


@dataclass
class Ledger:
    """What the server said it has: (question, version) -> the comment that was saved."""

    acknowledged: dict[tuple[str, int], str] = field(default_factory=dict)
    unsure: int = 0
    refused: list[str] = field(default_factory=list)


def questions_of(portal: Portal, assessment_id: str, email: str, number: int) -> list[tuple[str, str]]:
    """So many questions of an assessment that are answered by choosing, with their first option."""
    with portal.work() as work:
        actor = accounts.actor_of(work.session.scalars(select(User).where(User.email == email)).one())
        tasks = answering.task_list(work, actor, assessment_id)
        pages = (answering.section_page(work, actor, assessment_id, row.section.id) for row in tasks.sections)
        asked = [item.question for page in pages for item in page.items]
    chosen = [(one.id, one.options[0].id) for one in asked if one.kind is Kind.CHOICE and not one.when]
    assert len(chosen) >= number
    return chosen[:number]


def save_for_ever(
    client: Client, assessment: str, question: str, option: str, ledger: Ledger, stop: threading.Event
) -> None:
    """Save one answer over and over, each time with another comment; note what was acknowledged."""
    version = number = 0
    while not stop.is_set():
        number += 1
        comment = f"{question} number {number}"
        form = {f"{question}.version": str(version), f"{question}.value": option, f"{question}.comment": comment}
        try:
            answer = client.post(f"/questionnaires/{assessment}/answers/{question}", **form, shown=question)
        except requests.RequestException:
            ledger.unsure += 1
            time.sleep(0.05)
            continue
        if answer.status_code == 409:
            # The save before was stored though nobody could say so: this one follows it.
            version += 1
        elif answer.status_code == 200:
            version += 1
            ledger.acknowledged[question, version] = comment
        else:
            ledger.refused.append(f"{answer.status_code} {answer.text[:300]}")


def test_no_acknowledged_answer_is_lost(running: RunningPortal) -> None:
    with running.open() as portal:
        portal.migrate()
        assessment, emails = invited(portal, RESPONDENTS)
        questions = questions_of(portal, assessment, emails[0], RESPONDENTS * 2)
    ledger, stop = Ledger(), threading.Event()
    with running.run():
        clients = [Client(running.url, email) for email in emails for _ in range(2)]
        savers = [
            threading.Thread(target=save_for_ever, args=(client, assessment, question, option, ledger, stop))
            for client, (question, option) in zip(clients, questions, strict=True)
        ]
        for saver in savers:
            saver.start()
        for _ in range(KILLS):
            time.sleep(BETWEEN)
            # Master and workers at once: nobody is left to finish what was begun.
            kill(running.pids("gunicorn"))
            until(running.alive)
        until(lambda: len(ledger.acknowledged) > ENOUGH)
        stop.set()
        for saver in savers:
            saver.join()
    assert ledger.refused == []
    assert ledger.unsure > 0, "no kill came in the middle of a save"
    with running.open() as portal, portal.work() as work:
        lost = {key: text for key, text in ledger.acknowledged.items() if stored(work.session, key) != text}
        assert lost == {}
        for row in work.session.scalars(select(AnswerRow)):
            assert row.version >= max(
                version for question, version in ledger.acknowledged if question == row.question_id
            )
        assert trail.verify_chain(work).whole


def stored(session: Session, key: tuple[str, int]) -> str | None:
    """The comment that the database has for a version of an answer."""
    question, version = key
    query = (
        select(AnswerVersion.body)
        .join(AnswerRow, AnswerRow.id == AnswerVersion.answer_id)
        .where(AnswerRow.question_id == question, AnswerVersion.version == version)
    )
    body = session.scalar(query)
    return body["comment"] if body else None
