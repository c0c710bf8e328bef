"""`vendorrisk worker`: sends mails and renders records, for a web server that runs elsewhere."""

from __future__ import annotations

import click

from vendorrisk.app import open_portal, write_logs


@click.command("worker")
@click.option("--workers", default=1, show_default=True, help="Processes that perform tasks.")
def worker(workers: int) -> None:
    """Perform what the outbox says: send mails, render records."""
    write_logs()
    portal = open_portal()
    portal.seal.certificate()
    portal.queue.work_off(portal.work, portal.tasks, workers=workers)
