"""Reading a questionnaire."""

from __future__ import annotations

from vendorrisk.domain.access import Actor
from vendorrisk.services.answering.views import (
    CheckPage,
    EveryQuestion,
    QuestionnaireRow,
    SectionPage,
    TaskList,
)
from vendorrisk.services.work import Work


def questionnaires(work: Work, actor: Actor) -> list[QuestionnaireRow]:
    """The questionnaires shared with `actor`, those to be answered first."""
    raise NotImplementedError


def task_list(work: Work, actor: Actor, assessment_id: str) -> TaskList:
    """One questionnaire by section. Raises NotFound."""
    raise NotImplementedError


def section_page(work: Work, actor: Actor, assessment_id: str, section_id: str) -> SectionPage:
    """One section with its questions and answers. Raises NotFound, also for a section in which nothing is asked."""
    raise NotImplementedError


def everything(work: Work, actor: Actor, assessment_id: str) -> EveryQuestion:
    """Every question that could be asked. Raises NotFound."""
    raise NotImplementedError


def check_answers(work: Work, actor: Actor, assessment_id: str) -> CheckPage:
    """Every answer once more, and what is missing. Raises NotFound."""
    raise NotImplementedError
