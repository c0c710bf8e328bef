"""What the templates of the vendor's pages are given beside what the use cases say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _

from vendorrisk.domain.lifecycle import State
from vendorrisk.domain.questionnaire import Kind, Section
from vendorrisk.persistence.models import Assessment
from vendorrisk.services.answering import Delegated, FilesBeside, SectionPage
from vendorrisk.web.answering import entries
from vendorrisk.web.answering.entries import Entry
from vendorrisk.web.filters import moment
from vendorrisk.web.timeline import Step


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a question on the page of its section; without an entry it is not asked now."""

    id: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands: its number from 1, how many there are, the one before and the one after."""

    number: int
    total: int
    before: Section | None
    after: Section | None


def slots_of(page: SectionPage, files: FilesBeside, failed: Mapping[str, Entry]) -> list[Slot]:
    """Every question of the section in its place: as it is stored, or as it was typed when that was not taken."""
    asked = {item.question.id: item for item in page.items}
    slots = []
    for question in page.section.questions:
        item = asked.get(question.id)
        entry = failed.get(question.id) or (entries.shown(page.assessment.id, item) if item else None)
        slots.append(Slot(question.id, entries.with_files(entry, files) if entry else None))
    return slots


def offers_countries(section: Section) -> bool:
    """Whether a question of the section takes countries, so that the page offers their names."""
    kinds = [question.kind for question in section.questions]
    columns = [column.kind for question in section.questions for column in question.columns]
    return Kind.COUNTRIES in (*kinds, *columns)


def place_of(page: SectionPage) -> Place:
    """Where the page's section stands among those of the task list."""
    listed = [row.section for row in page.sections]
    at = next(number for number, section in enumerate(listed) if section.id == page.section.id)
    after = listed[at + 1] if at + 1 < len(listed) else None
    return Place(at + 1, len(listed), listed[at - 1] if at else None, after)


def sections_with(delegations: Iterable[Delegated]) -> dict[str, list[Delegated]]:
    """The delegations of each section, by its id."""
    found: dict[str, list[Delegated]] = {}
    for one in delegations:
        found.setdefault(one.section.id, []).append(one)
    return found


def what_happens_next(assessment: Assessment, organisation: str) -> list[Step]:
    """The course of a questionnaire once it is submitted, for the one who submitted it."""
    decided = assessment.state == State.DECIDED
    submitted = Step(
        "done", _("You submitted your answers"), moment(assessment.submitted_at), assessment.attested_by or ""
    )
    review = _("The risk team of %(organisation)s reads your answers and proof", organisation=organisation)
    asks = _("When something is unclear you get a mail with the question, and only those answers open again.")
    outcome = _("You hear the outcome, with the reasons and what would improve it")
    return [
        submitted,
        Step("done" if decided else "now", review, note="" if decided else asks),
        Step("done" if decided else "next", outcome, moment(assessment.decided_at) if decided else ""),
    ]
