"""`vendorrisk user`: the first administrator, and what an administrator can do when nobody can sign in."""

from __future__ import annotations

import click
from sqlalchemy import select

from vendorrisk.app import open_portal
from vendorrisk.domain.access import PORTAL, Role
from vendorrisk.persistence.models import User
from vendorrisk.services import accounts
from vendorrisk.services.failures import Refused
from vendorrisk.services.work import Work

STAFF = [role.value for role in Role if role is not Role.RESPONDENT]


@click.group("user")
def user() -> None:
    """Invite, list and change people."""


@user.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--role", type=click.Choice(STAFF), default=Role.ADMINISTRATOR.value, show_default=True)
@click.option("--language", type=click.Choice(["en", "nl"]), default="en", show_default=True)
def add(email: str, name: str, role: str, language: str) -> None:
    """Invite a colleague and print the link, which works once. There are no default accounts."""
    with open_portal() as portal, portal.work() as work:
        portal.migrate()
        invitation = accounts.invite_staff(work, PORTAL, email, name, Role(role), language)
        click.echo(accounts.link_of(work, invitation))


@user.command("list")
def list_users() -> None:
    """Print every account: address, roles, whether it may sign in."""
    with open_portal() as portal, portal.work() as work:
        for one in work.session.scalars(select(User).order_by(User.email)):
            roles = ",".join(sorted(role.name for role in one.roles))
            click.echo(f"{one.email}\t{roles}\t{'active' if one.active else 'disabled'}\t{one.name}")


@user.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Take a person's access away; they are out at their next request."""
    with open_portal() as portal, portal.work() as work:
        person = _person(work, email)
        _change(work, person, frozenset(Role(role.name) for role in person.roles), active=False)


@user.command("set-role")
@click.argument("email")
@click.argument("roles", nargs=-1, required=True, type=click.Choice([role.value for role in Role]))
def set_role(email: str, roles: tuple[str, ...]) -> None:
    """Give a person exactly these roles, and access."""
    with open_portal() as portal, portal.work() as work:
        _change(work, _person(work, email), frozenset(map(Role, roles)), active=True)


def _person(work: Work, email: str) -> User:
    found = work.session.scalar(select(User).where(User.email == accounts.normal(email)))
    if found is None:
        raise click.ClickException(f"nobody has an account with {email}")
    return found


def _change(work: Work, person: User, roles: frozenset[Role], *, active: bool) -> None:
    try:
        accounts.change_user(work, PORTAL, person.id, roles, active)
    except Refused as refused:
        raise click.ClickException(refused.reason.to("en")) from None
