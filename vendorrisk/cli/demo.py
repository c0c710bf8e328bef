"""`vendorrisk demo`: a demo company on this machine, made at the first start, with one login for each role."""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Callable
from dataclasses import replace

import click
from sqlalchemy import select

from vendorrisk import settings as configuration
from vendorrisk.app import Portal, open_portal, write_logs
from vendorrisk.cli.run import serve
from vendorrisk.domain.access import Role
from vendorrisk.domain.lifecycle import EDITABLE
from vendorrisk.persistence.models import Assessment, AssessmentMember, User
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services import demo as company
from vendorrisk.services.demo_stories import STORIES
from vendorrisk.services.work import Work


@click.command("demo")
@click.option("--port", default=8000, show_default=True, help="Port to listen on, on this machine alone.")
@click.option("--seed-only", is_flag=True, help="Make the demo company and stop.")
def demo(port: int, seed_only: bool) -> None:
    """Serve a demo company with vendors in every state, in the folder var/demo. Refuses in production."""
    if os.environ.get("VENDORRISK_ENVIRONMENT") == "production":
        raise click.ClickException("The demo has known passwords; it does not start in production.")
    os.environ.setdefault("VENDORRISK_DATA", "var/demo")
    os.environ["VENDORRISK_BASE_URL"] = f"http://127.0.0.1:{port}"
    with open_portal(configuration.read()) as portal:
        portal.migrate()
        _settle(portal)
        _show_logins(portal)
        settings = portal.settings
    if not seed_only:
        write_logs()
        serve(settings, "127.0.0.1", port, workers=2)


def _settle(portal: Portal) -> None:
    with portal.work() as work:
        if company.settled(work):
            return
    click.echo("Making the demo company …", err=True)
    began = time.monotonic()

    def open_work(clock: Callable[[], dt.datetime]) -> Work:
        return replace(portal, now=clock).work()

    company.settle(open_work, dt.datetime.now(dt.UTC), questionnaires_directory() / "examples", STORIES)
    click.echo(f"{len(STORIES)} vendors in {time.monotonic() - began:.0f} seconds.", err=True)


def _show_logins(portal: Portal) -> None:
    """Print one login for each role, both risk leads (a high tier wants two), and a vendor with something to do."""
    with portal.work() as work:
        people = list(work.session.scalars(select(User).order_by(User.created_at, User.email)))
        busy = select(AssessmentMember.user_id).join(Assessment).where(Assessment.state.in_(EDITABLE))
        answering = set(work.session.scalars(busy))
    click.echo(f"\n  {portal.settings.base_url}    password for everybody: {company.PASSWORD}\n")
    shown: set[str] = set()
    for person in people:
        for role in {one.name for one in person.roles}:
            if role == Role.RESPONDENT and person.id not in answering:
                continue
            if role not in shown or role == Role.RISK_LEAD:
                click.echo(f"  {role.replace('_', ' '):14} {person.email:36} {person.name}")
            shown.add(role)
    click.echo()
