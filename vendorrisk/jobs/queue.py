"""The queue between web and worker: Huey on SQLite in the data folder.

It carries row ids only and may lose them: what is to be done stands in the outbox, and a sweep every few seconds finds
what no wake announced. Workers are processes, never threads: WeasyPrint's fonts are corrupted when threads share them.
"""

from __future__ import annotations

import ctypes
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import structlog
from huey import Huey, SqliteHuey
from huey.constants import WORKER_PROCESS
from huey.consumer import Consumer, Scheduler

from vendorrisk.services import outbox
from vendorrisk.services.outbox import Task
from vendorrisk.services.work import Work

log = structlog.get_logger(__name__)

SWEEP_SECONDS: Final = 3
RECYCLE_AFTER: Final = 100
"""Rows after which a worker process is replaced: rendering grows it to some 90 MB and more."""
PR_SET_PDEATHSIG: Final = 1
"""From linux/prctl.h: the signal to get when the parent dies."""


class HueyQueue:
    """The queue in `folder`. Nothing is opened before the first use, so a process may fork after making one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open_work: Callable[[], Work] | None = None
        self._tasks: Mapping[str, Task] = {}

    def wake(self, rows: Sequence[str]) -> None:
        """Ask the worker for these rows now; a queue that cannot be written leaves them to the sweep."""
        try:
            for row in rows:
                self._perform(row)
        except Exception as failure:
            log.warning("wake lost, the sweep will find the rows", rows=list(rows), exc_info=failure)

    def work_off(self, open_work: Callable[[], Work], tasks: Mapping[str, Task], *, workers: int) -> None:
        """Perform rows in `workers` processes of their own, and sweep, until this process is told to end.

        `open_work` opens a unit of work; `tasks` does what a row of each kind says.
        """
        self._open_work, self._tasks = open_work, tasks
        # Named first, so that the processes know the task by its name.
        _ = self._perform
        log.info("worker starts", workers=workers)
        # Not one connection may be shared with the processes that are forked now.
        self._huey.storage.close()
        consumer = _Consumer(
            self._huey,
            sweep=self._sweep,
            workers=workers,
            worker_type=WORKER_PROCESS,
            max_delay=1.0,
            max_tasks=RECYCLE_AFTER,
            health_check_interval=1,
            scheduler_interval=SWEEP_SECONDS,
            graceful_signal="TERM",
            shutdown_timeout=30,
        )
        consumer.run()

    @cached_property
    def _huey(self) -> Huey:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return SqliteHuey("portal", filename=str(self._folder / "queue.db"), results=False)

    @cached_property
    def _perform(self) -> Callable[[str], Any]:
        """Enqueues a row here; in a worker, performs it."""

        def perform(row_id: str) -> None:
            with self._opened() as work:
                outbox.perform(work, row_id, self._tasks)

        return self._huey.task(name="perform")(perform)  # type: ignore[no-any-return]

    def _sweep(self) -> None:
        """Enqueue every row that is due; rows that already wait in the queue are enough to do first."""
        if self._huey.pending_count():
            return
        with self._opened() as work:
            outbox.give_up(work)
            self.wake(outbox.due(work))

    def _opened(self) -> Work:
        if self._open_work is None:
            raise RuntimeError("only a worker performs rows")
        return self._open_work()


class _Sweeper(Scheduler):  # type: ignore[misc]
    """Huey's scheduler process, which looks at the outbox instead of at a timetable."""

    def __init__(self, sweep: Callable[[], None], **given: Any) -> None:
        super().__init__(**given)
        self._sweep = sweep

    def initialize(self) -> None:
        die_with_parent()

    def loop(self, now: object = None) -> None:  # noqa: ARG002 - the signature is Huey's
        try:
            self._sweep()
        except Exception as failure:
            log.warning("sweep failed", exc_info=failure)
        self.stop_flag.wait(self.interval)


class _Consumer(Consumer):  # type: ignore[misc]
    def __init__(self, huey: Huey, *, sweep: Callable[[], None], **given: Any) -> None:
        self._sweep = sweep
        huey.on_startup("die_with_parent")(die_with_parent)
        super().__init__(huey, **given)

    def _create_scheduler(self) -> _Sweeper:
        return _Sweeper(
            self._sweep,
            huey=self.huey,
            stop_flag=self.stop_flag,
            interval=self.scheduler_interval,
            periodic=False,
        )


def die_with_parent() -> None:
    """Have Linux end this process when its parent dies, even by kill -9: an orphan would hold ports and leases."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
