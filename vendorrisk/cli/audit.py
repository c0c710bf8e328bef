"""`vendorrisk audit`: whether the trail is whole."""

from __future__ import annotations

import sys

import click

from vendorrisk.app import open_portal
from vendorrisk.services import trail
from vendorrisk.services.trail import Fault

FAULTS = {
    Fault.MISSING: "an event is missing here",
    Fault.CHANGED: "this event was changed",
    Fault.REORDERED: "this event stood elsewhere",
    Fault.UNLINKED: "the event before this one was replaced",
}


@click.group("audit")
def audit() -> None:
    """Check the audit trail."""


@audit.command("verify")
def verify() -> None:
    """Recompute every hash of the trail. Exit 0 when it is whole, 1 with the first place where it is not.

    Lines cut off at the end leave a shorter trail that is whole: compare length and last hash with a kept copy.
    """
    with open_portal() as portal, portal.work() as work:
        report = trail.verify_chain(work)
    if report.fault is not None:
        click.echo(f"broken at position {report.position}: {FAULTS[report.fault]}")
        sys.exit(1)
    click.echo(f"whole: {report.length} events, last hash {report.head}")
