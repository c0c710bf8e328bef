"""Checks any content files at once, each against the catalogue it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from vendorrisk.catalogue.cases import read_case
from vendorrisk.catalogue.library import ORGANISATION, Library, read_library, shown
from vendorrisk.catalogue.loading import Catalogue
from vendorrisk.catalogue.problems import CatalogueError, Findings, Problem
from vendorrisk.catalogue.yaml12 import read


def check(paths: Iterable[Path], directory: Path | None = None) -> list[Problem]:
    """Every problem in the files `paths`, in their order.

    A file is checked against the content directory that it lies in, or else against `directory`. Where that content is
    itself wrong a case cannot be read, which is a problem of the case too.
    """
    problems: list[Problem] = []
    homes: dict[Path, list[Path]] = {}
    for path in paths:
        home = content_directory(path) or directory
        if home is None:
            problems.append(Problem(shown(path), 1, "", f"there is no {ORGANISATION} beside or above this file"))
        else:
            homes.setdefault(home, []).append(path)
    for home, members in homes.items():
        problems += _check_members(home, members)
    return sorted(set(problems))


def content_directory(path: Path) -> Path | None:
    """The nearest directory at or above `path` that holds an organisation."""
    return next((one for one in path.resolve().parents if (one / ORGANISATION).is_file()), None)


def _check_members(home: Path, members: list[Path]) -> list[Problem]:
    absolute = {path: home / path.resolve().relative_to(home) if _inside(path, home) else path for path in members}
    plain = read_library(home)
    cases = [path for path in members if absolute[path] not in plain.documents and _is_case(path)]
    others = [path for path in members if path not in cases]
    extra = [absolute[path] for path in others if absolute[path] not in plain.documents]
    library = read_library(home, extra) if extra else plain
    wanted = {absolute[path] for path in others}
    found = [one for path, document in library.documents.items() if path in wanted for one in _of(document.found)]
    return found + [problem for path in cases for problem in _check_case(path, plain)]


def _inside(path: Path, home: Path) -> bool:
    return path.resolve().is_relative_to(home)


def _of(found: Findings) -> list[Problem]:
    return found.problems


def _is_case(path: Path) -> bool:
    document = read(path)
    return isinstance(document.value, Mapping) and "case" in document.value


def _check_case(path: Path, library: Library) -> list[Problem]:
    if library.problems or not (library.intake and library.model and library.organisation):
        return [
            Problem(shown(path), 1, "", f"{problem.file} has problems; mend those first")
            for problem in library.problems[:1]
        ]
    catalogue = Catalogue(library.intake, library.model, library.organisation, library.packs, library.files)
    try:
        read_case(path, catalogue)
    except CatalogueError as failure:
        return failure.problems
    return []
