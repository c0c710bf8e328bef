"""The catalogue: the content that is in force, ready to be used and pinned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vendorrisk.catalogue.library import ContentFile, read_library
from vendorrisk.catalogue.problems import CatalogueError
from vendorrisk.domain.clauses import Regime
from vendorrisk.domain.model import Organisation, RiskModel
from vendorrisk.domain.questionnaire import Intake, Pack


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Intake, model, organisation and packs (by id), and every file of them by digest."""

    intake: Intake
    model: RiskModel
    organisation: Organisation
    packs: Mapping[str, Pack]
    files: Mapping[str, ContentFile]
    clauses: tuple[Regime, ...] = ()

    @classmethod
    def load(cls, directory: Path) -> Catalogue:
        """The content under `directory`. Raises CatalogueError with every problem of every file."""
        library = read_library(directory)
        if library.problems or not (library.intake and library.model and library.organisation):
            raise CatalogueError(library.problems)
        return cls(library.intake, library.model, library.organisation, library.packs, library.files, library.clauses)

    def pin(self, packs: Iterable[str]) -> tuple[ContentFile, ...]:
        """What an assessment with these packs stands on: intake, model, organisation, and the packs in their order."""
        pinned = (self.intake.digest, self.model.digest, self.organisation.digest)
        return tuple(self.files[digest] for digest in (*pinned, *(self.packs[name].digest for name in packs)))
