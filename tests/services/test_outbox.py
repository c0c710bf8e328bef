"""What the outbox holds is done at least once, by one worker at a time, and never silently forgotten."""

import datetime as dt
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.factories import Clock, RecordingQueue
from vendorrisk.persistence.models import OutboxRow
from vendorrisk.services import outbox
from vendorrisk.services.outbox import ATTEMPTS, Payload, Task
from vendorrisk.services.work import Work


class Recorder:
    """A task that remembers what it was given, and fails as often as told."""

    def __init__(self, failures: int = 0) -> None:
        self.seen: list[Payload] = []
        self.failures = failures

    def __call__(self, _: Work, __: str, payload: Payload) -> None:
        self.seen.append(payload)
        if len(self.seen) <= self.failures:
            raise OSError(f"the server is away ({len(self.seen)})")


def put(work: Work, **payload: object) -> str:
    row_id = outbox.put(work, "mail", message="reminder", **payload)
    work.commit()
    return row_id


def row(work: Work, row_id: str) -> OutboxRow:
    found = work.session.get(OutboxRow, row_id, populate_existing=True)
    assert found is not None
    return found


def tasks(task: Task) -> dict[str, Task]:
    return {"mail": task}


def test_a_row_wakes_the_worker_only_when_its_act_is_committed(work: Work, queue: RecordingQueue) -> None:
    outbox.put(work, "mail", message="reminder")
    work.rollback()
    work.commit()
    assert (queue.woken, outbox.due(work)) == ([], [])
    row_id = put(work)
    assert (queue.woken, outbox.due(work)) == ([row_id], [row_id])


def test_a_row_is_done_once(work: Work) -> None:
    task, row_id = Recorder(), put(work, to="a@example.com")
    assert outbox.perform(work, row_id, tasks(task))
    assert not outbox.perform(work, row_id, tasks(task))
    assert task.seen == [{"message": "reminder", "to": "a@example.com"}]
    assert outbox.due(work) == []


def test_eight_workers_that_want_one_row_perform_it_once(open_work: Callable[[], Work]) -> None:
    task, row_id = Recorder(), put(open_work())
    together = threading.Barrier(8)

    def perform(work: Work) -> bool:
        together.wait()
        return outbox.perform(work, row_id, tasks(task))

    with ThreadPoolExecutor(8) as workers:
        done = list(workers.map(perform, [open_work() for _ in range(8)]))
    assert sorted(done) == [False] * 7 + [True]
    assert len(task.seen) == 1


def test_a_task_that_fails_is_tried_again_ever_later_and_says_why(work: Work, clock: Clock) -> None:
    task, row_id = Recorder(failures=2), put(work)
    assert not outbox.perform(work, row_id, tasks(task))
    assert row(work, row_id).last_error == "OSError: the server is away (1)"
    assert outbox.due(work) == []
    clock.forward(seconds=15)
    assert outbox.due(work) == [row_id]
    assert not outbox.perform(work, row_id, tasks(task))
    clock.forward(seconds=15)
    assert outbox.due(work) == []
    clock.forward(seconds=15)
    assert outbox.perform(work, row_id, tasks(task))
    assert row(work, row_id).attempts == 3


def test_a_row_that_always_fails_is_given_up_and_shown(work: Work, clock: Clock) -> None:
    task, row_id = Recorder(failures=99), put(work)
    for _ in range(ATTEMPTS + 3):
        outbox.perform(work, row_id, tasks(task))
        clock.forward(hours=7)
    assert len(task.seen) == ATTEMPTS
    assert row(work, row_id).failed_at is not None
    assert outbox.due(work) == []


def test_an_unfinished_task_leaves_nothing_behind_in_the_database(work: Work) -> None:
    def half(work: Work, row_id: str, payload: Payload) -> None:
        outbox.put(work, "mail", message="from the half task")
        work.session.flush()
        raise RuntimeError("half way")

    outbox.perform(work, put(work), tasks(half))
    assert work.session.query(OutboxRow).count() == 1


def test_the_row_of_a_dead_worker_comes_free_when_its_lease_ends(work: Work, clock: Clock) -> None:
    row_id = put(work)
    claimed = row(work, row_id)
    claimed.claimed_until, claimed.attempts = clock() + dt.timedelta(seconds=60), 1
    work.commit()
    task = Recorder()
    assert not outbox.perform(work, row_id, tasks(task))
    clock.forward(seconds=61)
    assert outbox.perform(work, row_id, tasks(task))


def test_a_row_that_kills_its_worker_every_time_is_given_up(work: Work, clock: Clock) -> None:
    row_id = put(work)
    claimed = row(work, row_id)
    claimed.claimed_until, claimed.attempts = clock() + dt.timedelta(seconds=60), ATTEMPTS
    work.commit()
    outbox.give_up(work)
    assert row(work, row_id).failed_at is None, "its last worker may still be at it"
    clock.forward(seconds=61)
    assert outbox.due(work) == []
    outbox.give_up(work)
    assert row(work, row_id).last_error == "the worker died at every attempt"


def test_a_reset_link_does_not_stay_in_a_finished_row(work: Work) -> None:
    task, row_id = Recorder(), put(work, link="https://portal/reset/key", name="Ann")
    outbox.perform(work, row_id, tasks(task))
    assert task.seen[0]["link"] == "https://portal/reset/key"
    assert row(work, row_id).payload == {"message": "reminder", "name": "Ann"}
