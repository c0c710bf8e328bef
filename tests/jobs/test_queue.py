"""A real worker does what the outbox says, woken or not, and outlives the death of its processes."""

import datetime as dt
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from vendorrisk.jobs import HueyQueue
from vendorrisk.services import outbox
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

# A worker with one task, which says in a file by which process it was done; "die" ends its process the first time.
WORKER = """
import json, os, signal, sys, datetime as dt
from pathlib import Path
from types import SimpleNamespace
from vendorrisk.jobs import HueyQueue
from vendorrisk.persistence.engine import make_engine, make_sessions
from vendorrisk.services.work import Work
from vendorrisk.settings import Settings

url, folder = sys.argv[1], Path(sys.argv[2])
settings = Settings(database_url=url, lease_seconds=2)
sessions, queue = make_sessions(make_engine(url)), HueyQueue(folder)

def open_work():
    now = lambda: dt.datetime.now(dt.UTC)
    return Work(sessions(), now, None, None, queue, None, None, None, settings)

def task(work, row_id, payload):
    with (folder / "done.jsonl").open("a") as file:
        file.write(json.dumps({"row": row_id, "pid": os.getpid()} | payload) + chr(10))
    if payload.get("die") and not (folder / "died").exists():
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)

queue.work_off(open_work, {"mail": task}, workers=2)
"""


@contextmanager
def worker(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", WORKER, settings.database_url, str(settings.data_directory)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def done(settings: Settings) -> list[dict[str, object]]:
    path = settings.data_directory / "done.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def wait(what: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


@pytest.fixture
def open_work(open_work: Callable[[], Work], settings: Settings) -> Callable[[], Work]:
    """Work whose rows are due now, and whose queue is the real one."""

    def opening() -> Work:
        work = open_work()
        work.queue, work.now = HueyQueue(settings.data_directory), lambda: dt.datetime.now(dt.UTC)
        return work

    return opening


def test_a_committed_row_is_done_at_once(open_work: Callable[[], Work], settings: Settings) -> None:
    with worker(settings):
        work = open_work()
        first = outbox.put(work, "mail", number=1)
        work.commit()
        wait(lambda: len(done(settings)) == 1)
        started = time.monotonic()
        second = outbox.put(work, "mail", number=2)
        work.commit()
        wait(lambda: len(done(settings)) == 2)
        assert time.monotonic() - started < 2.5, "sooner than the sweep would have found it"
    assert [one["row"] for one in done(settings)] == [first, second]


def test_a_row_whose_wake_was_lost_is_found_by_the_sweep(work: Work, settings: Settings) -> None:
    work.now = lambda: dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    row = outbox.put(work, "mail", number=1)
    work.commit()
    with worker(settings):
        wait(lambda: [one["row"] for one in done(settings)] == [row])


def test_a_row_whose_process_was_killed_is_done_by_the_next(open_work: Callable[[], Work], settings: Settings) -> None:
    with worker(settings):
        work = open_work()
        outbox.put(work, "mail", die=True)
        work.commit()
        wait(lambda: len(done(settings)) == 2)
        wait(lambda: outbox.due(open_work()) == [])
    first, second = done(settings)
    assert first["row"] == second["row"]
    assert first["pid"] != second["pid"]


def test_a_worker_that_is_told_to_end_leaves_no_process_behind(settings: Settings) -> None:
    with worker(settings) as process:
        wait(lambda: len(children(process.pid)) >= 3)
        family = children(process.pid)
    # A process that ended stays until its parent has looked: the group's new parent may be slow to.
    wait(lambda: not [pid for pid in family if Path(f"/proc/{pid}").exists()])


def test_a_worker_that_is_killed_leaves_no_process_behind(settings: Settings) -> None:
    with worker(settings) as process:
        wait(lambda: len(children(process.pid)) >= 3)
        family = children(process.pid)
        time.sleep(0.3)
        os.kill(process.pid, signal.SIGKILL)
        wait(lambda: not [pid for pid in family if alive(pid)], 5)


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()] if path.exists() else []


def alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    return status.exists() and status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_a_queue_that_cannot_be_written_does_not_undo_the_act(
    work: Work, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("disk is full")

    work.queue = HueyQueue(settings.data_directory)
    monkeypatch.setattr("huey.storage.SqliteStorage.enqueue", refuse)
    row = outbox.put(work, "mail", number=1)
    work.commit()
    assert outbox.due(work) == [row]
