"""`vendorrisk seal-key`: the key that the organisation seals its records with."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from vendorrisk.app import Portal, open_portal
from vendorrisk.domain.events import EventKind
from vendorrisk.domain.examination import Certificate
from vendorrisk.services import seals
from vendorrisk.services.ports import KeyUnfit

PASSPHRASE: Final = "VENDORRISK_SEAL_PASSPHRASE"  # noqa: S105 - the name of a variable
ADVICE: Final = "Records that were sealed before stay genuine: their certificate stays known."


@click.group("seal-key")
def seal_key() -> None:
    """Look after the key that the organisation seals its records with."""


@seal_key.command("show")
def show() -> None:
    """Show the certificate that seals now, and all that ever did. The first one is made when there is none."""
    with open_portal() as portal, portal.work() as work:
        now = seals.register(work)
        click.echo(f"{portal.settings.seal_key}\n{now.pem.strip()}")
        for one in seals.certificates(work):
            mark = "seals now" if one.fingerprint == now.fingerprint else "sealed before"
            days = f"{one.valid_from:%Y-%m-%d} to {one.valid_until:%Y-%m-%d}"
            click.echo(f"{one.fingerprint}  {mark}  {one.holder}, valid {days}")


@seal_key.command("rotate")
def rotate() -> None:
    """Make a new key; it seals from now on, also in processes that run."""
    with open_portal() as portal:
        _tell(_changed(portal, EventKind.SEAL_KEY_ROTATED, portal.seal_keys.rotate))


@seal_key.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passphrase-stdin", is_flag=True, help="Read the passphrase from standard input.")
def bring(file: Path, passphrase_stdin: bool) -> None:
    """Seal with the RSA key and certificate in FILE from now on: PEM or PKCS#12.

    The passphrase, if there is one, comes from VENDORRISK_SEAL_PASSPHRASE or from standard input.
    """
    given = sys.stdin.readline().rstrip("\n") if passphrase_stdin else os.environ.get(PASSPHRASE)
    with open_portal() as portal:

        def put() -> None:
            portal.seal_keys.bring(file.read_bytes(), given.encode() if given else None, dt.datetime.now(dt.UTC))

        try:
            _tell(_changed(portal, EventKind.SEAL_KEY_IMPORTED, put))
        except KeyUnfit as unfit:
            raise click.ClickException(f"{file}: {unfit}") from None


def _changed(portal: Portal, kind: EventKind, change: Callable[[], None]) -> Certificate:
    """Change the key, having made sure that the certificate before it is known; the new one."""
    with portal.work() as work:
        seals.register(work)
        change()
        return seals.register(work, kind)


def _tell(certificate: Certificate) -> None:
    click.echo(f"{certificate.holder} seals with {certificate.fingerprint} from now on. {ADVICE}")
