"""`vendorrisk questionnaire`: check content files, publish versions, list what there is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vendorrisk.catalogue.checking import check as check_files
from vendorrisk.catalogue.library import locked, read_library
from vendorrisk.catalogue.locking import LOCK, write_lock
from vendorrisk.catalogue.problems import CatalogueError, Problem
from vendorrisk.resources import questionnaires_directory

DIRECTORY = click.option(
    "--directory",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=questionnaires_directory,
    show_default="the content that ships",
    help="Where the content files are.",
)


@click.group("questionnaire")
def questionnaire() -> None:
    """Check, lock and list content files."""


@questionnaire.command("check")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@DIRECTORY
def check(files: tuple[Path, ...], directory: Path) -> None:
    """Say everything that is wrong in FILES (without any: in all content), each as file:line: path: what to write."""
    paths = files or tuple(sorted(directory.rglob("*.yaml")))
    problems = check_files(paths, directory)
    for problem in problems:
        click.echo(str(problem), err=True)
    if problems:
        click.echo(f"{len(problems)} problem{'s' * (len(problems) != 1)} in {len(paths)} files", err=True)
        sys.exit(1)
    click.echo(f"{len(paths)} file{'s' * (len(paths) != 1)} without a problem")


@questionnaire.command("lock")
@DIRECTORY
def lock(directory: Path) -> None:
    """Publish: write the digest of every version that is not locked yet. A locked version can never change."""
    try:
        wanted = write_lock(locked(read_library(directory)))
    except CatalogueError as failure:
        raise _refused(failure.problems) from None
    path = directory / LOCK
    changed = not path.exists() or path.read_text(encoding="utf-8") != wanted
    path.write_text(wanted, encoding="utf-8")
    click.echo(f"{path}: {'written' if changed else 'nothing new'}")


@questionnaire.command("list")
@DIRECTORY
def list_content(directory: Path) -> None:
    """List the content files: kind, name, version, questions, digest."""
    library = read_library(directory)
    if library.problems:
        raise _refused(library.problems)
    for file in library.files.values():
        pack = library.packs.get(file.name) if file.kind == "pack" else None
        asked = f"{len(list(pack.questions))} questions" if pack else ""
        click.echo(f"{file.kind:13}{file.name:15}{file.version:8}{asked:14}{file.digest[:12]}")


def _refused(problems: list[Problem]) -> click.exceptions.Exit:
    for problem in sorted(problems):
        click.echo(str(problem), err=True)
    return click.exceptions.Exit(2)
