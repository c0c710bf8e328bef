"""`vendorrisk replay`: whether every recorded decision still comes to the figures that were recorded."""

from __future__ import annotations

import sys

import click

from vendorrisk.app import open_portal
from vendorrisk.services.verification import ReplayFailed, replay_all


@click.command("replay")
def replay() -> None:
    """Score every record again with its own pinned content. Exit 0 when all figures agree, 1 when one does not."""
    count, wrong = 0, 0
    with open_portal() as portal, portal.work() as work:
        for kept, outcome in replay_all(work.session):
            count += 1
            if isinstance(outcome, ReplayFailed):
                wrong += 1
                click.echo(f"{kept.digest}: cannot be scored again: {outcome}")
                continue
            for one in outcome:
                click.echo(f"{kept.digest}: {one.figure}: recorded {one.recorded}, recomputed {one.recomputed}")
            wrong += bool(outcome)
    click.echo(f"{count} records, {wrong} that differ")
    sys.exit(1 if wrong else 0)
