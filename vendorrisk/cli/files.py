"""`vendorrisk files`: the encryption of proofs and PDFs."""

from __future__ import annotations

import sys

import click

from vendorrisk.app import open_portal


@click.group("files")
def files() -> None:
    """Look after the keys under which files are encrypted."""


@files.command("encrypt")
def encrypt() -> None:
    """Bring every file under the newest key, also from before there was encryption. Can be ended and begun again."""
    with open_portal() as portal:
        found = portal.encrypt_files()
    wrong = [one for one in found if one.wrong]
    click.echo(f"encrypted anew: {len(found) - len(wrong)}; all others were under the newest key")
    for one in wrong:
        click.echo(f"not readable: {one.key}: {one.wrong}", err=True)
    if wrong:
        sys.exit(1)


@files.command("rotate")
@click.pass_context
def rotate(context: click.Context) -> None:
    """Make a new key, then bring every file under it. The portal may go on meanwhile.

    The keys from before stay in the file: a backup from before wants them.
    """
    with open_portal() as portal:
        added, place = portal.add_file_key(), portal.settings.file_keys
    click.echo(f"new key {added} in {place}: copy that file to where you keep it apart")
    context.invoke(encrypt)
