"""Background work: Huey wakes the worker, the outbox says what is to be done."""

from vendorrisk.jobs.queue import HueyQueue

__all__ = ["HueyQueue"]
