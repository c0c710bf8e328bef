"""The questionnaire as a workbook: out, a preview that changes nothing, and what is chosen saved like any answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Clock
from tests.services.office import Office
from tests.sheets.filling import Grid, cell, changed, grids, resaved
from vendorrisk.domain.access import Actor, Role
from vendorrisk.domain.answers import AnswerState, Assurance
from vendorrisk.domain.comparing import Chosen, Preview, Status, counted
from vendorrisk.domain.sheets import Part
from vendorrisk.persistence.models import AnswerRow, AnswerVersion
from vendorrisk.services import answering, review
from vendorrisk.services.answering import Imported
from vendorrisk.services.failures import NotFound, Refused
from vendorrisk.services.work import Work

REST = "encryption-at-rest"
COUNT, SUMMARY = "incident-count", "incident-summary"
ANSWER, COMMENT = "Answer", "Comment"


class Desk:
    """A vendor's person with a questionnaire, who takes it out as a workbook and brings it back."""

    def __init__(self, office: Office, buyer: Actor, *, heavy: bool = True) -> None:
        self.office = office
        self.assessment = office.requested(buyer, heavy=heavy)
        self.vera = office.shared(self.assessment)

    def export(self, language: str = "en") -> bytes:
        return self.office.do(answering.export_sheet, self.vera, self.assessment.id, language)

    def filled(self, cells: Mapping[tuple[str, str], Any], content: bytes | None = None) -> bytes:
        """The workbook with these cells filled in, by row id and heading."""
        pages: dict[str, Grid] = grids(content or self.export())
        for (row_id, heading), said in cells.items():
            line, column = cell(pages["Answers"], row_id, heading)
            pages["Answers"][line][column] = said
        return resaved(pages)

    def preview(self, content: bytes) -> Preview:
        return self.office.do(answering.preview_import, self.vera, self.assessment.id, content)

    def apply(self, chosen: tuple[Chosen, ...]) -> Imported:
        return self.office.do(answering.apply_import, self.vera, self.assessment.id, chosen)

    def bring(self, cells: Mapping[tuple[str, str], Any]) -> Imported:
        """Fill in, bring back, and take everything that changed."""
        return self.apply(self.preview(self.filled(cells)).chosen())

    def save(self, question: str, value: Any = None, version: int = 0, **given: Any) -> None:
        self.office.save(self.vera, self.assessment, question, value, version, **given)

    def kept(self, question: str) -> AnswerRow:
        query = select(AnswerRow).where(AnswerRow.question_id == question)
        return self.office.do(lambda work: work.session.scalars(query).one())


@pytest.fixture
def desk(office: Office, buyer: Actor) -> Desk:
    return Desk(office, buyer)


def test_what_was_not_touched_changes_nothing(desk: Desk, work: Work) -> None:
    desk.office.answer_all(desk.vera, desk.assessment, comment="As always")
    versions = work.session.scalars(select(AnswerVersion.version)).all()
    for language in ("en", "nl"):
        preview = desk.preview(desk.export(language))
        assert {line.status for line in preview.lines} == {Status.UNCHANGED}
        assert len(preview.lines) > 100
        assert preview.chosen() == ()
    assert work.session.scalars(select(AnswerVersion.version)).all() == versions


def test_a_preview_changes_nothing_and_what_is_chosen_is_saved(desk: Desk, clock: Clock) -> None:
    desk.save(REST, "none", comment="For now", assurance=Assurance.COMMITTED)
    content = desk.filled({(REST, ANSWER): "databases", (COUNT, ANSWER): 0, (COUNT, COMMENT): "None at all"})
    preview = desk.preview(content)
    assert {(one.question, one.part, one.old, one.new) for one in preview.of(Status.CHANGED)} == {
        (REST, Part.ANSWER, "none", "databases"),
        (COUNT, Part.ANSWER, None, 0),
        (COUNT, Part.COMMENT, None, "None at all"),
    }
    assert desk.kept(REST).value == "none"
    clock.forward(minutes=5)
    imported = desk.apply(preview.chosen())
    assert (set(imported.saved), imported.not_saved) == ({REST, COUNT}, ())
    kept = desk.kept(REST)
    assert (kept.value, kept.version, kept.comment, kept.assurance) == ("databases", 2, "For now", "committed")
    assert (kept.author_id, kept.saved_at) == (desk.vera.id, clock())
    assert desk.kept(COUNT).comment == "None at all"
    assert not desk.preview(content).chosen(), "the same workbook again changes nothing"


def test_an_empty_cell_never_takes_an_answer_away(desk: Desk) -> None:
    desk.save(REST, "databases", comment="Ours")
    preview = desk.preview(desk.filled({(REST, ANSWER): "", (REST, COMMENT): ""}))
    assert [(one.part, one.status, one.old) for one in preview.lines] == [
        (Part.ANSWER, Status.KEPT, "databases"),
        (Part.COMMENT, Status.KEPT, "Ours"),
    ]
    assert preview.chosen() == ()


def test_an_answer_saved_meanwhile_is_stale_and_taken_only_when_named(desk: Desk) -> None:
    desk.save(REST, "none")
    content = desk.filled({(REST, ANSWER): "databases"})
    desk.save(REST, "none", 1, comment="I asked")
    preview = desk.preview(content)
    (line,) = preview.of(Status.STALE)
    assert (line.question, line.old, line.new) == (REST, "none", "databases")
    assert preview.chosen() == ()
    assert desk.apply(preview.chosen(stale=[REST])).saved == (REST,)
    kept = desk.kept(REST)
    assert (kept.value, kept.comment, kept.version) == ("databases", "I asked", 3)


def test_a_cell_left_as_it_was_keeps_what_a_colleague_saved(desk: Desk) -> None:
    desk.save(REST, "none")
    content = desk.export()
    desk.save(REST, "databases", 1)
    (line,) = desk.preview(content).lines
    assert (line.status, line.old, line.new) == (Status.KEPT, "databases", "none")


def test_an_answer_saved_after_the_preview_is_not_written_over(desk: Desk) -> None:
    preview = desk.preview(desk.filled({(REST, ANSWER): "none", (COUNT, ANSWER): 1}))
    desk.save(REST, "databases")
    imported = desk.apply(preview.chosen())
    assert imported.saved == (COUNT,)
    (lost,) = imported.not_saved
    assert (lost.question, lost.reason.code) == (REST, "sheet.saved_meanwhile")
    assert lost.theirs is not None
    assert lost.theirs.body["value"] == "databases"
    assert desk.kept(REST).value == "databases"


def test_without_the_hidden_worksheet_every_other_answer_is_stale(desk: Desk) -> None:
    desk.save(REST, "none")
    pages = grids(desk.filled({(REST, ANSWER): "databases", (COUNT, ANSWER): 2}))
    preview = desk.preview(resaved({name: grid for name, grid in pages.items() if name != "_portal"}))
    assert [one.question for one in preview.of(Status.STALE)] == [REST]
    assert [one.question for one in preview.of(Status.CHANGED)] == [COUNT]


@pytest.mark.parametrize("order", [1, -1])
def test_a_question_that_another_answer_brings_is_saved_after_it(desk: Desk, order: int) -> None:
    preview = desk.preview(desk.filled({(COUNT, ANSWER): 2, (SUMMARY, ANSWER): "Two, both small"}))
    imported = desk.apply(preview.chosen()[::order])
    assert (set(imported.saved), imported.not_saved) == ({COUNT, SUMMARY}, ())


def test_an_answer_to_what_is_not_asked_is_refused(desk: Desk) -> None:
    preview = desk.preview(desk.filled({(COUNT, ANSWER): 0, (SUMMARY, ANSWER): "Never mind"}))
    (line,) = preview.of(Status.REFUSED)
    assert (line.question, line.reason and line.reason.code) == (SUMMARY, "sheet.not_asked")
    imported = desk.apply((Chosen(SUMMARY, 0, {Part.ANSWER: "All the same"}), Chosen("no-such", 0, {})))
    assert imported.saved == ()
    assert [one.reason.code for one in imported.not_saved] == ["sheet.not_asked"] * 2


def test_what_is_chosen_is_checked_again(desk: Desk, work: Work) -> None:
    imported = desk.apply((Chosen(REST, 0, {Part.ANSWER: "everything"}), Chosen(COUNT, 7, {Part.ANSWER: 1})))
    assert [one.reason.code for one in imported.not_saved] == ["bad.option", "sheet.other_edition"]
    assert work.session.scalars(select(AnswerRow)).all() == []


def test_an_answer_takes_the_place_of_the_reason_why_there_was_none(desk: Desk) -> None:
    sections = desk.office.do(answering.everything, desk.vera, desk.assessment.id).questionnaire.sections
    asked = desk.office.do(answering.check_answers, desk.vera, desk.assessment.id).missing
    wanted = {item.question.id for item in asked}
    question = next(
        one
        for part in sections
        for one in part.questions
        if one.not_applicable and one.kind == "choice" and one.id in wanted
    )
    reason = "Does not apply, because"
    assert desk.bring({(question.id, reason): "We have none"}).saved == (question.id,)
    assert (desk.kept(question.id).state, desk.kept(question.id).comment) == ("not_applicable", "We have none")
    back = {(question.id, ANSWER): question.options[0].id, (question.id, reason): ""}
    assert desk.bring(back).saved == (question.id,)
    kept = desk.kept(question.id)
    assert (kept.state, kept.value, kept.comment) == (AnswerState.ANSWERED, question.options[0].id, "")


def test_a_workbook_of_another_questionnaire_is_refused(desk: Desk, office: Office, buyer: Actor) -> None:
    other = office.requested(buyer, heavy=True, vendor_name="Other B.V.", contact_email="o@other.example")
    content = office.do(answering.export_sheet, office.shared(other, "Otto"), other.id, "en")
    with pytest.raises(Refused) as refused:
        desk.preview(content)
    assert refused.value.reason.code == "sheet.other_assessment"


def test_a_workbook_of_other_questions_is_refused(desk: Desk) -> None:
    pages = grids(desk.export())
    facts = {row[0]: row for row in pages["_portal"]}
    facts["questionnaire"][1] = "0" * 64
    with pytest.raises(Refused) as refused:
        desk.preview(resaved(pages))
    assert refused.value.reason.code == "sheet.other_edition"


def test_what_is_no_workbook_is_refused(desk: Desk) -> None:
    for content in (b"", b"a,b\n", desk.export()[:500]):
        with pytest.raises(Refused) as refused:
            desk.preview(content)
        assert refused.value.reason.code == "sheet.not_xlsx"
    macros = changed(desk.export(), "[Content_Types].xml", r"spreadsheetml\.sheet\.main", "sheet.macroEnabled.main")
    with pytest.raises(Refused) as refused:
        desk.preview(macros)
    assert refused.value.reason.code == "sheet.macros"


def test_nobody_else_sees_it(desk: Desk, office: Office, lead: Actor) -> None:
    stranger = office.person(Role.RESPONDENT, "Stan")
    content = desk.export()
    for who in (stranger, lead):
        for act, given in (
            (answering.export_sheet, "en"),
            (answering.preview_import, content),
            (answering.apply_import, ()),
        ):
            with pytest.raises(NotFound):
                office.do(act, who, desk.assessment.id, given)  # type: ignore[arg-type]


def test_what_is_submitted_can_be_taken_out_and_not_brought_back(desk: Desk) -> None:
    desk.office.answer_all(desk.vera, desk.assessment)
    content = desk.export()
    desk.office.submit(desk.vera, desk.assessment)
    assert desk.export() == content
    with pytest.raises(Refused) as refused:
        desk.preview(content)
    assert refused.value.reason.code == "answering.closed"
    imported = desk.apply((Chosen(REST, 1, {Part.ANSWER: "none"}),))
    assert [one.reason.code for one in imported.not_saved] == ["answering.closed"]
    assert desk.kept(REST).version == 1


def test_once_returned_only_what_was_asked_about_can_change(desk: Desk, lead: Actor) -> None:
    desk.office.answer_all(desk.vera, desk.assessment)
    desk.office.submit(desk.vera, desk.assessment)
    desk.office.do(review.return_to_vendor, lead, desk.assessment.id, {REST: "Which keys?"})
    preview = desk.preview(desk.filled({(REST, ANSWER): "none", (COUNT, ANSWER): 3}))
    assert [one.question for one in preview.of(Status.CHANGED)] == [REST]
    (line,) = preview.of(Status.REFUSED)
    assert (line.question, line.reason and line.reason.code) == (COUNT, "answering.locked")
    assert counted(preview.lines)[Status.REFUSED] == 1


def test_no_answer_is_kept_that_was_not_acknowledged_and_none_lost_that_was(desk: Desk, work: Work) -> None:
    """The portal dies after two answers: those two are whole, and the same workbook goes on where it stopped."""
    content = desk.filled({(REST, ANSWER): "none", (COUNT, ANSWER): 2, (SUMMARY, ANSWER): "Two"})
    chosen = desk.preview(content).chosen()
    for one in chosen[:2]:
        desk.apply((one,))
    again = desk.preview(content)
    assert counted(again.lines)[Status.UNCHANGED] == 2
    assert len(again.chosen()) == 1
    assert len(desk.apply(again.chosen()).saved) == 1
    assert len(work.session.scalars(select(AnswerVersion)).all()) == 3
