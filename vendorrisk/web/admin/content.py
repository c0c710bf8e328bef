"""The published content, arranged for reading: which files there are, and every question of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import lazy_gettext as _l

from vendorrisk.domain.questionnaire import Intake, Pack, Question, Section
from vendorrisk.services.work import Work

FIGURES: Final = ("model", "organisation")
"""The kinds of file that hold figures instead of questions."""

FILE_NAMES: Final = {
    "pack": _l("Questionnaire"),
    "intake": _l("Intake"),
    "model": _l("Risk model"),
    "organisation": _l("Organisation"),
}

KIND_NAMES: Final = {
    "choice": _l("one of"),
    "multi": _l("any of"),
    "number": _l("a number"),
    "date": _l("a date"),
    "text": _l("a text"),
    "countries": _l("countries"),
    "table": _l("a table"),
    "statement": _l("a statement to agree with"),
}


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """One published file as the list shows it; `questions` is None for a file of figures."""

    digest: str
    kind: str
    name: str
    version: str
    questions: int | None


def files(work: Work) -> list[PublishedFile]:
    """What is published now, questionnaires first."""
    found = [
        PublishedFile(file.digest, file.kind, file.name, file.version, _count(work, file.digest))
        for file in work.catalogue.files.values()
    ]
    return sorted(found, key=lambda file: (list(FILE_NAMES).index(file.kind), file.name))


def sections(work: Work, digest: str) -> tuple[Section, ...]:
    """The sections of the pack or the intake with this digest; none for a file of figures."""
    holders: tuple[Pack | Intake, ...] = (*work.catalogue.packs.values(), work.catalogue.intake)
    for holder in holders:
        if holder.digest == digest:
            return holder.sections
    return ()


def _count(work: Work, digest: str) -> int | None:
    questions: list[Question] = [question for section in sections(work, digest) for question in section.questions]
    return len(questions) or None
