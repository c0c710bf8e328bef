"""The questionnaire as a workbook: out, back in as a preview that changes nothing, and the chosen cells saved.

Each answer is saved by itself, by the use case that saves every answer, so that its rules, its history and its
conflicts are those of ordinary saving. One transaction for all would hold the portal's one writer (SQLite) for
seconds, and one conflict would throw away what was right. Nothing acknowledged is lost all the same: what is
reported as saved is committed, and when the portal dies half-way, the same workbook brought again finds the first half
unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vendorrisk.domain.access import Actor
from vendorrisk.domain.answers import Answer, AnswerState
from vendorrisk.domain.comparing import Chosen, Preview, Refusal, compared
from vendorrisk.domain.questionnaire import Questionnaire
from vendorrisk.domain.reasons import Reason
from vendorrisk.domain.sheets import Given, Part, Reading, Sheet, edition, given
from vendorrisk.domain.validation import BadValue
from vendorrisk.domain.visibility import hearing, visible
from vendorrisk.services.answering.items import Sheet as Desktop
from vendorrisk.services.answering.reading import everything, sheet_seen
from vendorrisk.services.answering.saving import save_answer
from vendorrisk.services.answering.views import AnswerConflict, AnswerInput, Theirs
from vendorrisk.services.casework import today
from vendorrisk.services.failures import NotFound, Refused, Stale
from vendorrisk.services.ports import SheetUnreadable
from vendorrisk.services.work import Work


@dataclass(frozen=True, slots=True)
class NotSaved:
    """An answer that was chosen and not saved: why, and what is kept when somebody else saved it meanwhile."""

    question: str
    reason: Reason
    theirs: Theirs | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of the chosen answers: the questions that are durably saved, and those that are not."""

    saved: tuple[str, ...]
    not_saved: tuple[NotSaved, ...]


def export_sheet(work: Work, actor: Actor, assessment_id: str, language: str) -> bytes:
    """The workbook of every question that may be asked, with what is answered, in `language`. Raises NotFound."""
    questionnaire = everything(work, actor, assessment_id).questionnaire
    desktop = sheet_seen(work, actor, assessment_id)
    engagement = desktop.desk.assessment.engagement
    return work.spreadsheets.write(
        Sheet(
            assessment=assessment_id,
            title=engagement.title,
            vendor=engagement.vendor.name,
            language=language,
            questionnaire=questionnaire,
            given=_given(desktop, questionnaire),
            made_on=today(work),
        )
    )


def preview_import(work: Work, actor: Actor, assessment_id: str, content: bytes) -> Preview:
    """What the workbook in `content` would change, cell by cell; nothing is changed.

    Raises NotFound; Refused when it cannot be read, is that of another questionnaire, or nothing can be changed now.
    """
    questionnaire = everything(work, actor, assessment_id).questionnaire
    desktop = sheet_seen(work, actor, assessment_id)
    if not desktop.editable:
        raise Refused(Reason("answering.closed"))
    try:
        reading = work.spreadsheets.read(content, questionnaire, today(work))
    except SheetUnreadable as unreadable:
        raise Refused(unreadable.reason) from unreadable
    if reading.assessment not in ("", assessment_id):
        raise Refused(Reason("sheet.other_assessment"))
    if reading.questionnaire not in ("", edition(questionnaire)):
        raise Refused(Reason("sheet.other_edition"))
    return compared(reading, _given(desktop, questionnaire), _refusal(desktop, reading))


def apply_import(work: Work, actor: Actor, assessment_id: str, chosen: Iterable[Chosen]) -> Imported:
    """Save the chosen parts of answers, each on top of the version that the preview showed. Raises NotFound.

    An answer that was saved since then is not written over. One whose question is brought by another of them is saved
    after that, in whatever order they come.
    """
    sheet_seen(work, actor, assessment_id)
    saved: list[str] = []
    waiting, refused = list(chosen), []
    while waiting:
        results = [(one, _saved(work, actor, assessment_id, one)) for one in waiting]
        done = [one.question for one, why in results if why is None]
        saved += done
        hidden = [one for one, why in results if why and why.reason.code == "sheet.not_asked"]
        refused += [why for one, why in results if why and (one not in hidden or not done)]
        waiting = hidden if done else []
    return Imported(tuple(saved), tuple(refused))


def _given(desktop: Desktop, questionnaire: Questionnaire) -> Mapping[str, Given]:
    """What is answered, in the order of the questions."""
    answers, kept = desktop.desk.answers, desktop.desk.papers.answers
    asked = [question.id for question in questionnaire.questions if question.id in answers]
    return {name: given(answers[name], kept[name].version) for name in asked}


def _refusal(desktop: Desktop, reading: Reading) -> Refusal:
    """Why an answer cannot be changed: the reviewer did not ask about it, or it is not asked, the sheet heard out."""
    desk = desktop.desk
    answers = dict(desk.answers)
    for cell in reading.cells:
        if cell.question and cell.reason is None and cell.value is not None and cell.part is Part.ANSWER:
            answers[cell.question] = Answer(question=cell.question, value=cell.value, as_of=desk.as_of)
    asked = {question.id for question in visible(desk.questionnaire, hearing(desk.context, answers))}

    def refusal(question_id: str) -> Reason | None:
        if question_id not in asked:
            return Reason("sheet.not_asked")
        line = desk.lines.get(question_id)
        return Reason("answering.locked") if line and not desktop.changeable(line) else None

    return refusal


def _saved(work: Work, actor: Actor, assessment_id: str, chosen: Chosen) -> NotSaved | None:
    """Save one answer; None once it is durable, or else why it is not."""
    try:
        said = _overlaid(sheet_seen(work, actor, assessment_id), chosen)
        save_answer(work, actor, assessment_id, chosen.question, said, chosen.version)
    except AnswerConflict as conflict:
        why = Reason("sheet.saved_meanwhile", {"author": conflict.theirs.author})
        return _undone(work, NotSaved(chosen.question, why, conflict.theirs))
    except (BadValue, Refused) as refused:
        return _undone(work, NotSaved(chosen.question, refused.reason))
    except NotFound:
        return _undone(work, NotSaved(chosen.question, Reason("sheet.not_asked")))
    except Stale:
        return _undone(work, NotSaved(chosen.question, Reason("sheet.other_edition")))
    return None


def _undone(work: Work, why: NotSaved) -> NotSaved:
    """Give back what the save that failed holds."""
    work.rollback()
    return why


def _overlaid(desktop: Desktop, chosen: Chosen) -> AnswerInput:
    """The answer as it is kept, with the chosen parts in place of its own."""
    row = desktop.desk.papers.answers.get(chosen.question)
    kept = AnswerInput()
    if row is not None:
        kept = AnswerInput(
            value=row.value,
            state=AnswerState(row.state),
            comment=row.comment,
            exceptions=row.exceptions,
            assurance=desktop.desk.answers[chosen.question].assurance,
            inherited_from=row.inherited_from,
            unsure=row.unsure,
        )
    return _with(kept, chosen.parts)


def _with(kept: AnswerInput, parts: Mapping[Part, object]) -> AnswerInput:
    if Part.EXCEPTIONS in parts:
        kept = replace(kept, exceptions=str(parts[Part.EXCEPTIONS]))
    if Part.REASON in parts:
        return replace(kept, state=AnswerState.NOT_APPLICABLE, value=None, comment=str(parts[Part.REASON]))
    if Part.ANSWER in parts:
        # The reason why there was no answer is no comment on the answer that there is now.
        comment = "" if kept.state is AnswerState.NOT_APPLICABLE else kept.comment
        kept = replace(kept, state=AnswerState.ANSWERED, value=parts[Part.ANSWER], comment=comment)
    if Part.COMMENT in parts:
        kept = replace(kept, comment=str(parts[Part.COMMENT]))
    return kept
