"""A directory of content files read as a whole: what each holds, whether they fit together, and the digest of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from vendorrisk.catalogue.extending import dissolve, extended, is_inherited
from vendorrisk.catalogue.locking import LOCK, Lock, check_lock, read_lock
from vendorrisk.catalogue.parsing import build_clauses, build_organisation, build_risk_model, placed_intake, placed_pack
from vendorrisk.catalogue.problems import TOP, CatalogueError, Place, Problem
from vendorrisk.catalogue.questions import Placed
from vendorrisk.catalogue.reach import check_reach
from vendorrisk.catalogue.references import (
    Known,
    check_alternatives,
    check_condition,
    check_contradictions,
    check_intake,
    check_model,
    check_pack,
    check_shared,
)
from vendorrisk.catalogue.yaml12 import Document, read
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.clauses import Regime
from vendorrisk.domain.model import Organisation, RiskModel
from vendorrisk.domain.questionnaire import Contradiction, Intake, Pack, Question

ORGANISATION: Final = "organisation.yaml"
INTAKE: Final = "intake.yaml"
MODEL: Final = "risk-model.yaml"
PACKS: Final = "packs"
CLAUSES: Final = "clauses.yaml"


@dataclass(frozen=True, slots=True)
class ContentFile:
    """A content file as it is pinned: its plain content whole, and the digest of that.

    `kind` is pack, intake, model or organisation; an organisation, which is edited and not published, has no version.
    """

    kind: str
    name: str
    version: str
    body: Mapping[str, Any]
    digest: str


@dataclass(slots=True)
class Library:
    """Everything read from a directory so far, with every problem by file."""

    directory: Path
    documents: dict[Path, Document] = field(default_factory=dict)
    packs: dict[str, Pack] = field(default_factory=dict)
    placed: dict[str, tuple[Path, Placed]] = field(default_factory=dict)
    files: dict[str, ContentFile] = field(default_factory=dict)
    intake: Intake | None = None
    model: RiskModel | None = None
    organisation: Organisation | None = None
    clauses: tuple[Regime, ...] = ()
    lock: Lock | None = None
    bases: dict[str, str] = field(default_factory=dict)
    """The pack that a pack extends, by their ids."""

    @property
    def problems(self) -> list[Problem]:
        return [problem for document in self.documents.values() for problem in document.found.problems]


def read_library(directory: Path, extra: Iterable[Path] = ()) -> Library:
    """The content under `directory`, and the packs in the files `extra` beside it, checked as a whole."""
    library = Library(directory)
    _read_organisation(library)
    _read_model(library)
    intake = _read_intake(library)
    named = sorted((directory / PACKS).glob("*.yaml"))
    paths = list(dict.fromkeys([*named, *(path for path in extra if path not in named)]))
    _read_packs(library, paths)
    if library.intake and library.model:
        broken = intake.broken if intake else set()
        if intake:
            check_intake(library.intake, intake, library.documents[directory / INTAKE].found)
        known = Known.of(library.intake, broken=broken)
        check_model(library.model, known, library.placed, library.documents[directory / MODEL].found)
        check_alternatives(library.model, library.bases, library.documents[directory / MODEL].found)
        _check_packs(library, library.intake, library.model, broken)
        _read_clauses(library, known)
    _read_lock(library)
    return library


def read_pack(path: Path, directory: Path) -> Pack:
    """The pack in the file at `path`, which may extend one under `directory`; checked as far as it goes alone.

    Raises CatalogueError.
    """
    document = read(path, shown(path))
    check_top(document)
    name = document.value.get("pack") if isinstance(document.value, dict) else None
    beside = [read(one, shown(one)) for one in sorted((directory / PACKS).glob("*.yaml")) if one.stem != name]
    dissolve([document, *beside])
    built = placed_pack(document.value, document.found) if document.value is not None else None
    if built is None or document.found.problems:
        raise CatalogueError(document.found.problems)
    return built[0]


def _open(library: Library, path: Path) -> Document:
    document = library.documents[path] = read(path, shown(path))
    check_top(document)
    return document


def shown(path: Path) -> str:
    """A path as problems name it: from where one stands, when it is under there."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _pinned(library: Library, kind: str, name: str, version: str, body: Mapping[str, Any]) -> None:
    taken = digest(body)
    library.files[taken] = ContentFile(kind, name, version, body, taken)


def _read_organisation(library: Library) -> None:
    document = _open(library, library.directory / ORGANISATION)
    if document.value is not None:
        library.organisation = build_organisation(document.value, document.found)
    if library.organisation:
        _pinned(library, "organisation", library.organisation.name, "", document.value)


def _read_model(library: Library) -> None:
    document = _open(library, library.directory / MODEL)
    if document.value is not None:
        library.model = build_risk_model(document.value, document.found)
    if library.model:
        _pinned(library, "model", document.value["model"], library.model.version, document.value)


def _read_intake(library: Library) -> Placed | None:
    document = _open(library, library.directory / INTAKE)
    built = placed_intake(document.value, document.found) if document.value is not None else None
    if not built:
        return None
    library.intake = built[0]
    _pinned(library, "intake", document.value["intake"], library.intake.version, document.value)
    return built[1]


def _read_packs(library: Library, paths: Iterable[Path]) -> None:
    opened = {path: _open(library, path) for path in paths}
    bases = {path: base for path, document in opened.items() if (base := extended(document))}
    dissolve(opened.values())
    for path, document in opened.items():
        _read_pack(library, path, document)
    library.bases = {pack: bases[path] for pack, (path, _) in library.placed.items() if path in bases}


def _read_pack(library: Library, path: Path, document: Document) -> None:
    built = placed_pack(document.value, document.found) if document.value is not None else None
    if not built:
        return
    pack, placed = built
    if pack.id != path.stem:
        document.found.add(("pack",), f"a pack has the name of its file; write {path.stem}, or rename the file")
    if pack.id in library.packs:
        other = shown(library.placed[pack.id][0])
        document.found.add(("pack",), f"the pack “{pack.id}” is in {other} already; choose another id")
        return
    library.packs[pack.id] = pack
    library.placed[pack.id] = (path, placed)
    _pinned(library, "pack", pack.id, pack.version, document.value)


def _read_clauses(library: Library, known: Known) -> None:
    """The clauses, where there are any; they are shown, and never scored, so no assessment pins them."""
    path = library.directory / CLAUSES
    if not path.exists():
        return
    document = _open(library, path)
    library.clauses = build_clauses(document.value, document.found)
    for index, regime in enumerate(library.clauses):
        check_condition(regime.when, known, ("regimes", index, "when"), document.found)


def _check_packs(library: Library, intake: Intake, model: RiskModel, broken: set[str]) -> None:
    asked: dict[tuple[type, str], tuple[str, Any]] = {}
    unread = broken.union(*(placed.broken for _, placed in library.placed.values()))
    everything = Known.of(intake, library.packs.values(), unread)
    for pack in library.packs.values():
        path, placed = library.placed[pack.id]
        found = library.documents[path].found
        check_pack(pack, placed, Known.of(intake, [pack], broken | placed.broken), model.country_groups, found)
        check_contradictions(pack, placed, everything, found)
        # Where something is wrong already, what cannot be says little.
        if not found.problems:
            check_reach(pack, placed, intake, everything.answers, found)
        named: list[tuple[Question | Contradiction, Place]] = [(one, placed.places[one.id]) for one in pack.questions]
        named += [(rule, placed.rules[rule.id]) for rule in pack.contradictions]
        for one, place in named:
            # What an extension takes over is checked where it comes from, and what it changes is meant to differ.
            if is_inherited(place, found):
                continue
            first = asked.setdefault((type(one), one.id), (pack.id, one))
            if first[0] != pack.id:
                check_shared(one, first[1], first[0], place, found)


def _read_lock(library: Library) -> None:
    path = library.directory / LOCK
    if not path.exists():
        return
    document = _open(library, path)
    library.lock = read_lock(document)
    if library.lock:
        for file in library.files.values():
            holder = next(_documents_of(library, file))
            check_lock(library.lock, file.kind, file.name, file.version, file.digest, holder.found)


def _documents_of(library: Library, file: ContentFile) -> Iterator[Document]:
    return (document for document in library.documents.values() if document.value is file.body)


def locked(library: Library) -> Lock:
    """The lock with every published file of `library` in it. Raises CatalogueError while there are problems."""
    if library.problems:
        raise CatalogueError(library.problems)
    lock: Lock = {
        kind: {name: dict(known) for name, known in names.items()} for kind, names in (library.lock or {}).items()
    }
    for file in library.files.values():
        if file.version:
            lock.setdefault(file.kind, {}).setdefault(file.name, {}).setdefault(file.version, file.digest)
    return lock


def check_top(document: Document) -> None:
    """Notes that an empty file is one."""
    if document.value is None and not document.found.problems:
        document.found.add(TOP, "the file is empty")
