"""The `vendorrisk` command: thin, calls services and core. Each command's module is imported when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from vendorrisk import __version__

COMMANDS: Final = {
    "assess": "vendorrisk.cli.assess:assess",
    "audit": "vendorrisk.cli.audit:audit",
    "demo": "vendorrisk.cli.demo:demo",
    "files": "vendorrisk.cli.files:files",
    "questionnaire": "vendorrisk.cli.questionnaire:questionnaire",
    "replay": "vendorrisk.cli.replay:replay",
    "run": "vendorrisk.cli.run:run",
    "seal-key": "vendorrisk.cli.seal_key:seal_key",
    "user": "vendorrisk.cli.user:user",
    "verify": "vendorrisk.cli.verify:verify",
    "whatif": "vendorrisk.cli.whatif:whatif",
    "worker": "vendorrisk.cli.worker:worker",
}
"""Every command and where it is; adding one is one line."""

SUMMARIES: Final = {
    "assess": "Assess a case from a file; needs no server and no database.",
    "audit": "Verify the audit trail.",
    "demo": "Serve a demo company.",
    "files": "Encrypt files under a new key.",
    "questionnaire": "Check, lock, list and compare content files.",
    "replay": "Score every record again with its own content.",
    "run": "Serve the portal: web and worker together.",
    "seal-key": "Look after the key that seals records.",
    "user": "Invite, list and change people.",
    "verify": "Tell a genuine record from a changed one.",
    "whatif": "Judge past assessments under another risk model.",
    "worker": "Send mail and make documents.",
}
"""What `--help` says of each, so that it need not import them all."""


class LazyGroup(click.Group):
    """Knows its commands by name; `assess` starts without the web framework and the database."""

    def list_commands(self, ctx: click.Context | None) -> list[str]:  # noqa: ARG002 - click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(sorted(SUMMARIES.items()))


@click.group(cls=LazyGroup)
@click.version_option(__version__, prog_name="vendorrisk")
def main() -> None:
    """Vendor risk portal: questionnaires, an explainable risk model, decisions and sealed records."""
