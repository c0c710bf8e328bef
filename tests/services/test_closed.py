"""A new version of the model or of a pack never touches an assessment that is closed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.services.office import Office
from vendorrisk.catalogue import Catalogue
from vendorrisk.domain.access import Actor
from vendorrisk.persistence.models import Assessment, Record
from vendorrisk.resources import questionnaires_directory
from vendorrisk.services import records, review
from vendorrisk.services.verification import replay_all
from vendorrisk.services.work import Work

EXTENDING = """pack: house
version: "1"
title: {en: Our questions, nl: Onze vragen}
intro: {en: What we ask., nl: Wat wij vragen.}
extends: {pack: baseline, reweigh: {backup-restore: 7}}
"""


@pytest.fixture(params=["baseline", "house"])
def directory(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A copy of the content that ships; with `house`, tiers ask a pack that extends the baseline in its place."""
    made = tmp_path / "questionnaires"
    shutil.copytree(questionnaires_directory(), made)
    (made / "lock.yaml").unlink()
    if request.param == "house":
        (made / "packs" / "house.yaml").write_text(EXTENDING)
        rewrite(made / "risk-model.yaml", ("packs: [baseline]", "packs: [house]"))
    return made


def rewrite(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text)


def publish(directory: Path) -> Catalogue:
    """A stricter model and other weights of the baseline, each as a new version."""
    version = ('version: "2026.1"', 'version: "2026.2"')
    stricter = (("    approve: 65\n", "    approve: 99\n"), ("value: 13.8", "value: 20"))
    rewrite(directory / "risk-model.yaml", version, *stricter)
    # Packs that share a question must agree on its weight.
    for name in ("baseline", "essentials"):
        rewrite(directory / "packs" / f"{name}.yaml", version, ("        weight: 4\n", "        weight: 9\n"))
    if (directory / "packs" / "house.yaml").exists():
        rewrite(directory / "packs" / "house.yaml", ('version: "1"', 'version: "2"'))
    return Catalogue.load(directory)


def test_what_is_closed_stays_as_it_was_signed(
    open_work: Callable[[], Work], office: Office, buyer: Actor, lead: Actor, second: Actor, directory: Path
) -> None:
    office.open_work = standing_on(Catalogue.load(directory), open_work)
    assessment, _ = office.submitted(buyer, heavy=True)
    office.sign(lead, assessment)
    office.sign(second, assessment)
    before, shown = kept(office, assessment), office.do(review.review, lead, assessment.id)

    published = publish(directory)
    office.open_work = standing_on(published, open_work)

    after, again = kept(office, assessment), office.do(review.review, lead, assessment.id)
    assert after == before
    assert office.do(lambda work: [outcome for _, outcome in replay_all(work.session)]) == [()]
    view = office.do(lambda work: records.record(work, lead, record_of(work, assessment).id))
    assert view.body == json.loads(before)
    assert again.outcome == shown.outcome
    assert again.outcome.recommendation.approve == 65

    # What is asked from now on stands on what was published: the change was real.
    fresh, _ = office.submitted(buyer, heavy=True, who="Vesna")
    assert office.do(review.review, lead, fresh.id).outcome.recommendation.approve == 99
    assert office.kept(fresh).model_digest == published.model.digest != office.kept(assessment).model_digest
    assert office.kept(fresh).pack_digests[0] != office.kept(assessment).pack_digests[0]


def standing_on(catalogue: Catalogue, open_work: Callable[[], Work]) -> Callable[[], Work]:
    """Work on the same database, of a portal that was started with `catalogue`."""

    def opening() -> Work:
        work = open_work()
        work.catalogue = catalogue
        return work

    return opening


def record_of(work: Work, assessment: Assessment) -> Record:
    return work.session.scalars(select(Record).where(Record.assessment_id == assessment.id)).one()


def kept(office: Office, assessment: Assessment) -> str:
    """The record of `assessment`, to the letter."""
    return office.do(lambda work: record_of(work, assessment).body)
