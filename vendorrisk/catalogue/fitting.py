"""A risk model by itself, and whether it fits an intake and packs that it was not published with."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vendorrisk.catalogue.library import check_top, shown
from vendorrisk.catalogue.parsing import build_risk_model
from vendorrisk.catalogue.problems import CatalogueError, Findings
from vendorrisk.catalogue.references import Known, check_model
from vendorrisk.catalogue.yaml12 import read
from vendorrisk.domain.model import RiskModel
from vendorrisk.domain.questionnaire import Intake, Question


def read_model(path: Path) -> RiskModel:
    """The risk model in the file at `path`, checked as far as it goes alone.

    Raises CatalogueError with every problem, its file and line.
    """
    document = read(path, shown(path))
    check_top(document)
    model = build_risk_model(document.value, document.found) if document.value is not None else None
    if model is None or document.found.problems:
        raise CatalogueError(document.found.problems)
    return model


def misfits(model: RiskModel, intake: Intake, questions: Iterable[Question]) -> tuple[str, ...]:
    """What `model` names that `intake` lacks, and the groups of countries that `questions` name and `model` lacks.

    The packs it names are taken to be there: which of them an engagement is asked depends on its facts.
    """
    found = Findings("model")
    named = {pack for policy in model.policies.values() for pack in policy.packs}
    check_model(model, Known.of(intake), named | {choice.pack for choice in model.choices}, found)
    groups = {region.group for question in questions for region in question.regions if region.group is not None}
    lacking = sorted(groups - set(model.country_groups))
    return (*(one.what for one in found.problems), *(f"it has no group of countries “{name}”" for name in lacking))
