"""Pinning: an assessment keeps for ever the very content that it began with, whatever is published later."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from threading import Lock
from typing import Any, Final

from sqlalchemy import Row

from vendorrisk import catalogue
from vendorrisk.domain.canonical import digest
from vendorrisk.domain.lifecycle import UNDECIDED
from vendorrisk.domain.model import Organisation, RiskModel
from vendorrisk.domain.questionnaire import Intake, Pack, Question, Questionnaire, merge
from vendorrisk.domain.standing import heard_in
from vendorrisk.persistence.models import Assessment, Content
from vendorrisk.persistence.queries import casework as queries
from vendorrisk.services.work import Work


class ContentDamaged(Exception):
    """What is kept under a digest is not what the digest was made of."""


@dataclass(frozen=True)
class Pinned:
    """The content of one assessment."""

    intake: Intake
    model: RiskModel
    organisation: Organisation
    packs: tuple[Pack, ...]

    @cached_property
    def questionnaire(self) -> Questionnaire:
        """What is asked."""
        return merge(self.packs)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by its id."""
        return {question.id: question for question in self.questionnaire.questions}

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """The section of each question, by their ids."""
        return {question.id: section.id for section in self.questionnaire.sections for question in section.questions}

    @cached_property
    def heard(self) -> frozenset[str]:
        """The questions whose answers decide what is asked."""
        return heard_in(self.questionnaire)


PARSERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "pack": catalogue.parse_pack,
    "intake": catalogue.parse_intake,
    "model": catalogue.parse_model,
    "organisation": catalogue.parse_organisation,
}
"""How each kind of content is read."""

_parsed: dict[str, Any] = {}
"""Content read so far, by digest: the same digest is the same content, in every portal and for ever."""
_parsing = Lock()


def digests_of(assessment: Assessment | Row[Any]) -> tuple[str, ...]:
    """What an assessment pins: intake, model, organisation, and its packs in the order they are asked."""
    return (
        assessment.intake_digest,
        assessment.model_digest,
        assessment.organisation_digest,
        *assessment.pack_digests,
    )


def pinned_by(work: Work, assessment: Assessment) -> Pinned:
    """The content that `assessment` pins. Raises ContentDamaged."""
    return pinned(work, digests_of(assessment))


def pinned(work: Work, digests: tuple[str, ...]) -> Pinned:
    """The content under `digests`, in the order of `digests_of`. Raises ContentDamaged."""
    _read(work, set(digests))
    return _assembled(digests)


@lru_cache(maxsize=256)
def _assembled(digests: tuple[str, ...]) -> Pinned:
    """Content that was read, put together once: the same digests are the same content, for ever."""
    intake, model, organisation, *packs = (_parsed[sha256] for sha256 in digests)
    return Pinned(intake, model, organisation, tuple(packs))


def pin(work: Work, packs: Iterable[str]) -> None:
    """Keep what an assessment with these packs stands on, as the catalogue has it now. Does not commit."""
    files = {file.digest: file for file in work.catalogue.pin(packs)}
    for sha256 in sorted(files.keys() - queries.contents(work.session, files.keys()).keys()):
        file = files[sha256]
        work.session.add(
            Content(
                digest=sha256,
                kind=file.kind,
                name=file.name,
                version=file.version,
                body=dict(file.body),
                first_used_at=work.now(),
            )
        )
    work.session.flush()


def undecided_on(work: Work, pack: str) -> int:
    """How many assessments that are not decided yet stand on the pack with this digest."""
    return sum(pack in packs for packs in queries.pinned_packs(work.session, UNDECIDED))


def _read(work: Work, digests: set[str]) -> None:
    missing = digests - _parsed.keys()
    if missing:
        kept = queries.contents(work.session, missing)
        with _parsing:
            _parsed.update({sha256: _parse(sha256, kept.get(sha256)) for sha256 in missing})


def _parse(sha256: str, kept: Content | None) -> Any:
    if kept is None or digest(kept.body) != sha256:
        raise ContentDamaged(sha256)
    return PARSERS[kept.kind](kept.body)
