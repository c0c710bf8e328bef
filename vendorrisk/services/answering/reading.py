"""Reading a questionnaire: the list, the task list, a section, every question, and one's answers once more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from vendorrisk.domain.access import Actor
from vendorrisk.domain.canonical import canonical_json
from vendorrisk.domain.conditions import evaluate
from vendorrisk.domain.delegation import Share, Sight, sight
from vendorrisk.domain.lifecycle import EDITABLE, State
from vendorrisk.domain.questionnaire import Question, Questionnaire
from vendorrisk.domain.scoring import is_missing
from vendorrisk.persistence.queries import answering as queries
from vendorrisk.persistence.queries import delegating
from vendorrisk.services.answering.explaining import contradictions, explained
from vendorrisk.services.answering.items import Sheet, delegated, progress, share_of, sheet_in_part, sheet_of, sight_of
from vendorrisk.services.answering.left import left_of
from vendorrisk.services.answering.opening import open_if_new
from vendorrisk.services.answering.views import (
    CheckPage,
    CheckSection,
    Contradicted,
    EveryQuestion,
    Item,
    OpenClarification,
    QuestionnaireRow,
    SectionPage,
    TaskList,
)
from vendorrisk.services.casework import Desk, answers_given, desk_of, desks_of
from vendorrisk.services.failures import NotFound
from vendorrisk.services.pinning import pinned_by
from vendorrisk.services.work import Work


def questionnaires(work: Work, actor: Actor) -> list[QuestionnaireRow]:
    """The questionnaires of which `actor` has all or a part, those to be answered first."""
    desks = desks_of(work, work.session.scalars(queries.rows_in_part(actor)))
    whole = set(work.session.scalars(queries.whole(actor)))
    shares: dict[str, list[Share]] = defaultdict(list)
    for row in work.session.scalars(delegating.held_anywhere(actor)):
        shares[row.assessment_id].append(share_of(row))
    sights = [sight(one.questionnaire, one.assessment.id in whole, shares[one.assessment.id]) for one in desks]
    return [_row(desk, sees) for desk, sees in zip(desks, sights, strict=True)]


def _row(desk: Desk, sees: Sight) -> QuestionnaireRow:
    seen = [line for line in desk.lines.values() if sees.sees(line.question)]
    return QuestionnaireRow(desk.assessment, progress(seen), State(desk.assessment.state) in EDITABLE)


def task_list(work: Work, actor: Actor, assessment_id: str) -> TaskList:
    """One questionnaire by section, as far as `actor` sees it; a member's first look opens it. Raises NotFound."""
    open_if_new(work, actor, assessment_id)
    sheet = sheet_in_part(work, actor, assessment_id)
    return TaskList(
        assessment=sheet.desk.assessment,
        sections=sheet.sections,
        progress=sheet.progress,
        clarifications=_clarifications(sheet),
        delegations=tuple(delegated(sheet, one) for one in sheet.delegations),
        left={kind: len(items) for kind, items in left_of(sheet, actor).items()},
        whole=sheet.sight.whole,
        editable=sheet.editable,
    )


def section_page(work: Work, actor: Actor, assessment_id: str, section_id: str) -> SectionPage:
    """One section with its questions and answers. Raises NotFound, also for a section in which nothing is asked."""
    return _page(sheet_in_part(work, actor, assessment_id), section_id)


def page_of_question(work: Work, actor: Actor, assessment_id: str, question_id: str) -> tuple[SectionPage, Item]:
    """One question that is asked now, with the page of its section. Raises NotFound."""
    sheet = sheet_in_part(work, actor, assessment_id)
    if question_id not in sheet.lines:
        raise NotFound(question_id)
    return _page(sheet, sheet.desk.sections[question_id]), sheet.item(sheet.lines[question_id])


def _page(sheet: Sheet, section_id: str) -> SectionPage:
    sections = sheet.sections
    section = next((row.section for row in sections if row.section.id == section_id), None)
    if section is None:
        raise NotFound(section_id)
    return SectionPage(
        assessment=sheet.desk.assessment,
        section=section,
        items=sheet.items(section),
        sections=sections,
        progress=sheet.progress,
        given=sheet.given,
        whole=sheet.sight.whole,
        given_back=not any(question.id in sheet.sight.open for question in section.questions),
        editable=sheet.editable,
    )


def asked_question(work: Work, actor: Actor, assessment_id: str, question_id: str) -> Question:
    """One question of what `actor` sees of the questionnaire, asked now or not. Raises NotFound."""
    assessment = work.session.scalars(queries.one_in_part(actor, assessment_id)).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    questionnaire = pinned_by(work, assessment).questionnaire
    question = questionnaire.question(question_id)
    if question is None or not sight_of(work, actor, assessment_id, questionnaire).sees(question):
        raise NotFound(question_id)
    return question


def everything(work: Work, actor: Actor, assessment_id: str) -> EveryQuestion:
    """Every question that could be asked in this engagement, whatever is answered. Raises NotFound."""
    assessment = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    desk = desk_of(work, assessment)
    could_be_asked = _could_be_asked(desk)
    return EveryQuestion(assessment=assessment, questionnaire=_only(desk.questionnaire, could_be_asked))


def check_answers(work: Work, actor: Actor, assessment_id: str) -> CheckPage:
    """Every answer once more, the required questions without one, what contradicts, and what is still open among the
    vendor's own people. Raises NotFound.
    """
    sheet = sheet_seen(work, actor, assessment_id)
    return CheckPage(
        assessment=sheet.desk.assessment,
        sections=tuple(CheckSection(row.section, sheet.items(row.section)) for row in sheet.sections),
        missing=tuple(sheet.item(line) for line in sheet.lines.values() if is_missing(line)),
        contradictions=_contradictions(work, sheet),
        unsure=tuple(item for item in sheet.items() if item.row and item.row.unsure),
        outstanding=tuple(
            delegated(sheet, one)
            for one in work.session.scalars(delegating.standing(assessment_id))
            if one.done_at is None
        ),
        editable=sheet.editable,
    )


def sheet_seen(work: Work, actor: Actor, assessment_id: str) -> Sheet:
    """The whole questionnaire, for who has the whole of it. Raises NotFound."""
    assessment = work.session.scalars(queries.one(actor, assessment_id)).one_or_none()
    if assessment is None:
        raise NotFound(assessment_id)
    return sheet_of(work, actor, assessment)


def receipt(work: Work, actor: Actor, assessment_id: str) -> bytes:
    """One's own answers as canonical JSON; its SHA-256 is the fingerprint of what was submitted. Raises NotFound."""
    return receipt_of(sheet_seen(work, actor, assessment_id))


def receipt_of(sheet: Sheet) -> bytes:
    """The same of a sheet that was read already."""
    return canonical_json(answers_given(sheet.desk.card.lines))


def _clarifications(sheet: Sheet) -> tuple[OpenClarification, ...]:
    asked, sections = sheet.lines, sheet.desk.sections
    return tuple(
        OpenClarification(asked[one.question_id].question, sections[one.question_id], one.text, one.written_at)
        for one in sheet.asked.values()
        if one.question_id in asked
    )


def _contradictions(work: Work, sheet: Sheet) -> tuple[Contradicted, ...]:
    holding = contradictions(sheet.desk)
    stands = explained(work, sheet.desk) if holding else {}
    return tuple(
        Contradicted(
            rule.id, rule.say, tuple(sheet.item(sheet.lines[name]) for name in rule.questions), stands.get(rule.id)
        )
        for rule in holding
    )


def _could_be_asked(desk: Desk) -> Callable[[Question], bool]:
    """Whether the facts leave it open that a question is asked; what hangs on answers is unknown, so it may be."""
    asked = {question.id: question for question in desk.questionnaire.questions}
    context = replace(desk.context, questions=asked)
    return lambda question: question.when is None or evaluate(question.when, context) is not False


def _only(questionnaire: Questionnaire, wanted: Callable[[Question], Any]) -> Questionnaire:
    sections = [
        replace(section, questions=tuple(filter(wanted, section.questions))) for section in questionnaire.sections
    ]
    return replace(questionnaire, sections=tuple(section for section in sections if section.questions))
