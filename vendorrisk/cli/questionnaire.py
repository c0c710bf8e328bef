"""`vendorrisk questionnaire`: check content files, publish versions, list what there is, compare two versions."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from vendorrisk.catalogue.checking import check as check_files
from vendorrisk.catalogue.checking import content_directory
from vendorrisk.catalogue.difference import as_plain, difference, told
from vendorrisk.catalogue.library import locked, read_library, read_pack
from vendorrisk.catalogue.locking import LOCK, write_lock
from vendorrisk.catalogue.problems import CatalogueError, Problem
from vendorrisk.domain.model import RiskModel
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
    """Check, lock, list and compare content files."""


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


@questionnaire.command("figures")
@DIRECTORY
def figures(directory: Path) -> None:
    """List every figure of the risk model with its grade and its source, as a table in Markdown."""
    library = read_library(directory)
    if library.problems or library.model is None:
        raise _refused(library.problems)
    click.echo(figures_table(library.model))


def figures_table(model: RiskModel) -> str:
    """The figures of `model`: where each stands in its file, its value where that is short, its grade and source."""
    rows = [
        f"| `{one.path}` | {_short(one.value)} | {one.grade.value} | {one.source.replace('|', '/')} |"
        for one in model.figures
    ]
    return "\n".join(["| figure | value | grade | source |", "|---|---|---|---|", *rows])


def _short(value: object) -> str:
    if not isinstance(value, Mapping):
        return str(value)
    flat = not any(isinstance(item, Mapping | list) for item in value.values())
    return " · ".join(f"{name} {item}" for name, item in value.items()) if flat else "see the file"


@questionnaire.command("diff")
@click.argument("old", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--open", "count_open", is_flag=True, help="Count the open assessments on the old version (database).")
@click.option("--json", "as_json", is_flag=True, help="Give it as JSON.")
@DIRECTORY
def diff(old: Path, new: Path, count_open: bool, as_json: bool, directory: Path) -> None:
    """Say what the pack in NEW asks otherwise than the one in OLD, and which answers would have to be given anew.

    An assessment stays on the version that it began with, whatever is published later.
    """
    try:
        packs = [read_pack(path, content_directory(path) or directory) for path in (old, new)]
    except CatalogueError as failure:
        raise _refused(failure.problems) from None
    found = difference(*packs)
    standing = _undecided_on(found.old.digest) if count_open else None
    if as_json:
        click.echo(json.dumps(as_plain(found) | {"open": standing}, ensure_ascii=False, indent=2))
        return
    for line in told(found):
        click.echo(line)
    if standing is not None:
        click.echo(f"Open assessments on version {found.old.version}: {standing}. They stay on it until decided.")


def _undecided_on(digest: str) -> int:
    # Only this asks for the database: comparing files must work without one.
    from vendorrisk.app import open_portal
    from vendorrisk.services.pinning import undecided_on

    with open_portal() as portal, portal.work() as work:
        return undecided_on(work, digest)


def _refused(problems: list[Problem]) -> click.exceptions.Exit:
    for problem in sorted(problems):
        click.echo(str(problem), err=True)
    return click.exceptions.Exit(2)
